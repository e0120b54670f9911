package import TaktModel

/// Who holds which operator, tool or mould, and since when enough of a kind have been free.
package struct SecondaryHolds {
  private struct Event {
    var at: Instant
    var change: Int
    var line: Int
    /// Units held from this event on.
    var held: Int
  }
  private let plant: Plant
  private let index: [String: Int]
  private var events: [[Event]]

  /// - Complexity: O(n log n), n = holds
  package init(_ plan: PlanIndex) {
    plant = plan.plant
    index = Dictionary(
      zip(plant.secondaries.map(\.id), plant.secondaries.indices), uniquingKeysWith: { a, _ in a })
    events = plant.secondaries.map { _ in [] }
    guard !events.isEmpty else { return }
    // Whom a load holds, it holds once.
    for i in plan.plan.indices where plan.orderOf[i] >= 0 && !plan.joins[i] {
      for hold in holds(of: plan.plan[i], plan.operation(i)) where hold.from < hold.to {
        events[hold.resource].append(Event(at: hold.from, change: 1, line: i, held: 0))
        events[hold.resource].append(Event(at: hold.to, change: -1, line: i, held: 0))
      }
    }
    for r in events.indices {
      // What ends at a moment is free at it.
      events[r].sort { ($0.at, $0.change, $0.line) < ($1.at, $1.change, $1.line) }
      var held = 0
      for k in events[r].indices {
        held += events[r][k].change
        events[r][k].held = held
      }
    }
  }

  /// One unit held by a line.
  package struct Hold {
    package var resource: Int
    package var need: Int
    package var from: Instant
    package var to: Instant
  }

  /// What a line holds, need by need.
  package func holds(of job: JobOrder, _ operation: RoutingOperation) -> [Hold] {
    Self.holds(of: job, operation, index)
  }

  /// What a line holds, secondary resources being looked up by id.
  package static func holds(
    of job: JobOrder, _ operation: RoutingOperation, _ index: [String: Int]
  ) -> [Hold] {
    let slots = operation.needs.indices.flatMap { need in
      Array(repeating: need, count: operation.needs[need].quantity)
    }
    return zip(job.secondary, slots).compactMap { id, need in
      guard let resource = index[id] else { return nil }
      let span = operation.needs[need].span
      return Hold(
        resource: resource, need: need, from: span == .run ? job.start : job.setupStart,
        to: span == .setup ? job.start : job.end)
    }
  }

  /// Since when enough units that could have stood in for a held one were free, and which line let go of the last of them.
  ///
  /// Stand-ins are the need's candidates with the same calendar: those of another shift were not there.
  /// - Parameter floor: what is free since then or earlier is not looked for
  /// - Returns: nil where that is not later than `floor`
  /// - Complexity: O(candidates × events since `floor`)
  package func freed(_ hold: Hold, _ need: RoutingOperation.Need, after floor: Instant) -> (
    at: Instant, by: Int
  )? {
    let calendar = plant.secondaries[hold.resource].calendar
    var frees: [(at: Instant, by: Int)] = []
    for r in need.candidates where plant.secondaries[r].calendar == calendar {
      for units in 1...max(1, plant.secondaries[r].quantity) {
        guard isFree(units, of: r, before: hold.from) else { break }
        frees.append(freed(units, of: r, before: hold.from, after: floor) ?? (floor, -1))
      }
    }
    frees.sort { ($0.at, $0.by) < ($1.at, $1.by) }
    let wanted = min(need.quantity, frees.count)
    guard wanted > 0, frees[wanted - 1].at > floor, frees[wanted - 1].by >= 0 else { return nil }
    return frees[wanted - 1]
  }

  /// How many events of a resource come before somebody takes it at a moment.
  private func count(of r: Int, before moment: Instant) -> Int {
    let list = events[r]
    var (low, high) = (0, list.count)
    while low < high {
      let middle = (low + high) / 2
      let isBefore =
        list[middle].at < moment || list[middle].at == moment && list[middle].change < 0
      if isBefore { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func isFree(_ units: Int, of r: Int, before moment: Instant) -> Bool {
    let past = count(of: r, before: moment)
    return past == 0 || events[r][past - 1].held + units <= plant.secondaries[r].quantity
  }

  /// When so many units, free at a moment, became so; nil where that is not later than `floor`.
  private func freed(_ units: Int, of r: Int, before moment: Instant, after floor: Instant) -> (
    at: Instant, by: Int
  )? {
    let list = events[r]
    let most = plant.secondaries[r].quantity - units
    var k = count(of: r, before: moment) - 1
    while k >= 0, list[k].at > floor {
      let heldBefore = k == 0 ? 0 : list[k - 1].held
      if heldBefore > most { return (list[k].at, list[k].line) }
      k -= 1
    }
    return nil
  }
}
