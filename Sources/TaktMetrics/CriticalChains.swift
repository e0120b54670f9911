import TaktModel

/// Why orders of a plan are late: what an order waits for on the way that decides when it is complete.
///
/// From the operation that ends last the way goes to the operation of the same order that had to end before it, and on to the
/// release. What the order waits for on the way (a machine or somebody that others hold, a changeover, the end of a break) is
/// added up, and the largest sum is the cause: unless the order would be late by half as much without any of it. A wait that
/// another operation's slack would swallow is not on the way.
package struct CriticalChains {
  package private(set) var waits: OperationWaits
  package var index: PlanIndex { waits.index }

  package init(_ index: PlanIndex) { waits = OperationWaits(index) }

  /// What a line waits for.
  package mutating func wait(_ line: Int) -> OperationWait? { waits.wait(line) }

  /// The order's operations on the way, the last first, and those of orders that feed it.
  /// - Complexity: O(operations × holders)
  package mutating func way(ofOrder order: Int) -> [OperationWait] {
    var way: [OperationWait] = []
    var at = index.last(ofOrder: order)
    // A plan has no circle, but one made elsewhere may.
    var seen: Set<Int> = []
    while let line = at, seen.insert(line).inserted, let wait = waits.wait(line) {
      way.append(wait)
      let own = wait.bounds.first { $0.isOwn && $0.since == wait.ready }
      at = own.flatMap { $0.line >= 0 ? $0.line : nil }
    }
    return way
  }

  /// What holds an order up, and how long.
  package struct Delay: Sendable, Equatable {
    package var cause: OrderFigures.Cause
    package var seconds: Int
  }

  /// Everything an order waits for on a way, summed by cause; in the order met, the last operation's first.
  package func delays(_ way: [OperationWait]) -> [Delay] {
    var delays: [Delay] = []
    func add(_ kind: OrderFigures.Cause.Kind, _ id: String, _ seconds: Int) {
      guard seconds > 0 else { return }
      let cause = OrderFigures.Cause(kind: kind, id: id)
      if let known = delays.firstIndex(where: { $0.cause == cause }) {
        delays[known].seconds += seconds
      } else {
        delays.append(Delay(cause: cause, seconds: seconds))
      }
    }
    for wait in way {
      let machine = index.plan[wait.line].equipment
      switch wait.binding.kind {
      case .secondary(let r): add(.secondary, index.plant.secondaries[r].id, wait.waiting)
      case .material(let m): add(.material, index.plant.materials[m].id, wait.waiting)
      case .power: add(.power, OrderFigures.Cause.powerLimit, wait.waiting)
      case .room(let centre): add(.room, index.plant.workCentres[centre].id, wait.waiting)
      default: add(.machine, machine, wait.waiting)
      }
      add(.changeover, machine, wait.changeover)
      add(.idle, machine, wait.idle)
    }
    return delays
  }

  /// Why an order that is late by so many seconds is late.
  package mutating func cause(ofOrder order: Int, tardiness: Int) -> OrderFigures.Cause? {
    let way = way(ofOrder: order)
    guard !way.isEmpty else { return nil }
    let delays = delays(way)
    let all = delays.reduce(0) { $0 + $1.seconds }
    // Stable: of delays as long as each other the one nearest the end counts.
    if 2 * all > tardiness,
      let most = delays.enumerated().max(by: {
        ($0.element.seconds, $1.offset) < ($1.element.seconds, $0.offset)
      })
    {
      return most.element.cause
    }
    return ownCause(order, way, tardiness: tardiness)
  }

  /// Why an order is late though it hardly waits for others: released late, nobody there to work, or due too soon.
  private func ownCause(_ order: Int, _ way: [OperationWait], tardiness: Int) -> OrderFigures.Cause
  {
    let own = index.plant.orders[order]
    let held = own.release - index.plant.asOf
    if held > 0, 2 * held >= tardiness {
      return .init(kind: .release, id: own.id)
    }
    let longest = way.max { ($0.closed, $0.line) < ($1.closed, $1.line) }
    let work = way.reduce(0) { $0 + $1.work }
    if let longest, longest.closed > work, longest.closed * 2 >= tardiness {
      return .init(kind: .calendar, id: index.plan[longest.line].equipment)
    }
    return .init(kind: .dueDate, id: own.id)
  }
}
