package import TaktMetrics
package import TaktModel

/// Names the cause of each late order: what it waits for on its way is thought away one thing after the other, the order entered
/// anew into what the others leave free, and the thing counts without which it is complete first.
///
/// A wait that a later one would swallow is no cause then. Others are blamed only where the order alone in the plant would be half
/// as late or less; else it is its release, its calendar or its own work.
package struct LateCauses {
  package private(set) var chains: CriticalChains
  private var book: PlanBook
  private let plant: Plant

  /// - Complexity: O(n log n), n = lines
  package init(_ index: PlanIndex) {
    plant = index.plant
    chains = CriticalChains(index)
    let end = index.plan.reduce(plant.asOf) { max($0, $1.end) }
    book = PlanBook(index, of: plant, until: end + 28 * 86_400)
  }

  /// What is known of a late order.
  package struct Finding {
    package var cause: OrderFigures.Cause
    /// All that might be the cause.
    package var causes: [OrderFigures.Cause]
    /// The operations that decide when it is complete, the last first.
    package var way: [OperationWait]
    package var delays: [CriticalChains.Delay]
    /// When it would be complete if the plant had no other order.
    package var alone: Instant
  }

  /// The cause of an order's lateness.
  /// - Complexity: O(causes × operations × gaps looked at)
  package mutating func find(_ order: Int, completion: Instant) -> Finding? {
    let way = chains.way(ofOrder: order)
    guard let last = way.first else { return nil }
    let delays = chains.delays(way)
    let due = plant.orders[order].due
    let guess = chains.cause(ofOrder: order, tardiness: completion - due)
    let causes = causes(order, way, delays)
    book.strike(order, chains.index)
    let asIs = min(completion, self.completion(order, in: book, without: .nothing) ?? completion)
    let alone = self.completion(order, in: book.cleared, without: .nothing) ?? asIs
    var choice = Choice(
      order: plant.orders[order], completion: completion, asIs: asIs, alone: alone, guess: guess,
      idle: limits(on: way).first
        ?? .init(kind: .idle, id: chains.index.plan[last.line].equipment),
      causes: causes)
    let cause = choice.cause {
      self.completion(order, in: book, without: absence($0)) ?? asIs
    }
    book.restore(order, chains.index)
    return Finding(cause: cause, causes: causes, way: way, delays: delays, alone: alone)
  }

  /// The choice among causes that are true.
  ///
  /// Each is tried when it comes into question: many never do.
  private struct Choice {
    let order: Order
    let completion: Instant
    /// When the order would be complete entered anew, without any change.
    let asIs: Instant
    let alone: Instant
    /// The longest wait on the way.
    let guess: OrderFigures.Cause?
    /// What is to blame where the order could be earlier as things are: a limit that entering it anew knows nothing of, where it waits
    /// for that.
    let idle: OrderFigures.Cause
    let causes: [OrderFigures.Cause]
    /// When the order is complete without each that has been tried.
    var known: [Int: Instant] = [:]

    /// - Parameter without: when the order is complete with a cause thought away
    mutating func cause(_ without: (OrderFigures.Cause) -> Instant) -> OrderFigures.Cause {
      let tardiness = completion - order.due
      if 2 * (completion - asIs) >= tardiness { return idle }
      if 2 * max(0, alone - order.due) <= tardiness {
        let others = best([.machine, .secondary, .changeover, .material], without)
        if let others { return others }
        return asIs < completion ? idle : own(without)
      }
      // What the order would wait for alone, too, where that is half of its tardiness.
      let half = (tardiness + 1) / 2
      if let cause = best([.release, .material, .changeover], atLeast: half, without) {
        return cause
      }
      return (guess?.kind == .calendar ? best([.calendar], without) : nil) ?? own(without)
    }

    /// The order's own work or, where less of that is no help, whatever is.
    private mutating func own(_ without: (OrderFigures.Cause) -> Instant) -> OrderFigures.Cause {
      best([.dueDate], without) ?? best(Set(OrderFigures.Cause.Kind.allCases), without)
        ?? .init(kind: .dueDate, id: order.id)
    }

    /// The one that brings most of some kinds; of equals the longest wait, then the first.
    private mutating func best(
      _ kinds: Set<OrderFigures.Cause.Kind>, atLeast seconds: Int = 0,
      _ without: (OrderFigures.Cause) -> Instant
    ) -> OrderFigures.Cause? {
      var best: DelayExplanation.Counterfactual?
      for (i, cause) in causes.enumerated() where kinds.contains(cause.kind) {
        let new = known[i] ?? without(cause)
        known[i] = new
        guard new < asIs, completion - new >= seconds else { continue }
        let isLonger = new == best?.completion && cause == guess
        if new < best?.completion ?? asIs || isLonger {
          best = .init(cause: cause, completion: new)
        }
      }
      return best?.cause
    }
  }

  /// Everything that might hold an order up.
  private func causes(_ order: Int, _ way: [OperationWait], _ delays: [CriticalChains.Delay])
    -> [OrderFigures.Cause]
  {
    var causes = delays.map(\.cause).filter { $0.kind != .idle }
    for wait in way where wait.closed > 0 {
      for id in rest(of: wait) {
        let cause = OrderFigures.Cause(kind: .calendar, id: id)
        if !causes.contains(cause) { causes.append(cause) }
      }
    }
    for limit in limits(on: way) where !causes.contains(limit) { causes.append(limit) }
    let id = plant.orders[order].id
    if plant.orders[order].release > plant.asOf { causes.append(.init(kind: .release, id: id)) }
    return causes + [.init(kind: .dueDate, id: id)]
  }

  /// Limits of the whole plant that operations on the way wait for.
  private func limits(on way: [OperationWait]) -> [OrderFigures.Cause] {
    var limits: [OrderFigures.Cause] = []
    if way.contains(where: \.waitsForPower) {
      limits.append(.init(kind: .power, id: OrderFigures.Cause.powerLimit))
    }
    for centre in way.compactMap(\.missesRoom) {
      let limit = OrderFigures.Cause(kind: .room, id: plant.workCentres[centre].id)
      if !limits.contains(limit) { limits.append(limit) }
    }
    return limits
  }

  /// Who rests while an operation could go on: its resource, and those it holds who keep other hours.
  private func rest(of wait: OperationWait) -> [String] {
    let index = chains.index
    let job = index.plan[wait.line]
    let own = plant.resources[index.resourceOf[wait.line]].calendar
    let held = chains.waits.holds.holds(of: job, index.operation(wait.line)).map(\.resource)
    let others = held.filter { plant.secondaries[$0].calendar.map { $0 != own } ?? false }
    return [job.equipment] + Set(others).sorted().map { plant.secondaries[$0].id }
  }

  private func absence(_ cause: OrderFigures.Cause) -> OrderInsertion.Absence {
    let resource = { plant.resources.firstIndex { $0.id == cause.id } }
    let secondary = { plant.secondaries.firstIndex { $0.id == cause.id } }
    return switch cause.kind {
    case .machine: resource().map { .busyMachine($0) } ?? .nothing
    case .secondary: secondary().map { .busySecondary($0) } ?? .nothing
    case .changeover: resource().map { .changeovers($0) } ?? .nothing
    case .calendar:
      resource().map { .resource($0) } ?? secondary().map { .secondary($0) } ?? .nothing
    case .material:
      plant.materials.firstIndex { $0.id == cause.id }.map { .material($0) } ?? .nothing
    case .release: .release
    case .dueDate: .work
    // Entering an order anew knows no limit.
    case .power, .room, .idle: .nothing
    }
  }

  /// From when on each step's materials are there, as the plan has it.
  private func supplied(_ order: Int, without absence: OrderInsertion.Absence) -> [Int: Instant] {
    var supplied: [Int: Instant] = [:]
    for (step, line) in chains.index.bySteps[order].enumerated() where line >= 0 {
      guard let supply = chains.waits.ledger.waits[line] else { continue }
      if absence == .material(supply.material), supply.maker == nil { continue }
      supplied[step] = supply.at
    }
    return supplied
  }

  private func completion(
    _ order: Int, in book: PlanBook, without absence: OrderInsertion.Absence
  ) -> Instant? {
    var insertion = OrderInsertion(book: book, keepsChangeovers: false, absence: absence)
    let entries = insertion.insert(
      plant.orders[order], number: order, settled: chains.index.settledEnds(order),
      supplied: supplied(order, without: absence))
    return entries?.map(\.end).max().map { book.clock.instant($0) }
  }
}

extension PlanFigures {
  /// Figures of a plan whose late orders have their causes named with care.
  package init(naming index: PlanIndex) {
    self.init(index)
    guard lateCount > 0 else { return }
    let late = orders.indices.filter { orders[$0].tardiness > 0 }
    let all = orders
    // Each half has a book of its own, as orders are struck out of it and entered again.
    let found = inHalves(late.indices, ifMoreThan: Self.manyLate) { part in
      var causes = LateCauses(index)
      return late[part].compactMap { k in
        causes.find(all[k].order, completion: all[k].completion).map { (k, $0.cause) }
      }
    }
    for (k, cause) in found.joined() { orders[k].cause = cause }
  }

  /// Late orders from which two cores look for causes.
  private static let manyLate = 200
}
