public import TaktModel

/// The plant a plan document speaks of: as first planned, changed by the events it knows, its history settled as its own lines
/// have it.
///
/// What a judge needs who has the plan alone: whether what is still to be done keeps all rules. That history was as the lines say
/// is for the ledger to show.
public struct PlantOfPlan: Sendable {
  /// The plant.
  public let plant: Plant

  /// The plant of a plan.
  /// - Complexity: O(job orders + events), and the working time of what is running.
  public init(_ base: Plant, events: [ShopEvent], lines: [JobOrder], asOf: Instant) {
    var log = EventLog(base)
    log.restore(events)
    var plant = log.facts.plant(asOf: asOf)
    let index = PlantIndex(plant)
    let time = OpenTime(plant)
    var planned: Set<StepKey> = []
    for line in lines {
      guard let order = index.orders[line.order], let machine = index.resources[line.equipment],
        let step = plant.routings[plant.orders[order].routing].step(line.operation)
      else { continue }
      planned.insert(StepKey(order: order, step: step))
      guard let kind = Self.kind(line) else { continue }
      let operation = plant.routings[plant.orders[order].routing].operations[step]
      let crew = { (inRun: Bool) in
        OpenTime.crew(
          operation, on: machine, holding: line.secondary.map { index.secondaries[$0] },
          inRun: inRun)
      }
      let isBegun = kind == .running || kind == .interrupted
      // What comes back to a machine is set up for anew; a changeover before that is the plan's, not its own.
      let ownSetup = operation.alternatives.first { $0.resource == machine }?.setup
      plant.commitments.append(
        Commitment(
          order: order, step: step, kind: kind, resource: machine, setupStart: line.setupStart,
          start: line.start, end: line.end, firstStart: line.firstStart,
          secondary: line.secondary,
          setupLeft: kind == .interrupted
            ? ownSetup ?? 0
            : isBegun
              ? time.work(crew(false), from: max(asOf, line.setupStart), to: line.start) : 0,
          runLeft: isBegun
            ? time.work(crew(true), from: max(asOf, line.start), to: line.end) : 0))
    }
    Self.leaveOut(&plant, log.facts, planned)
    self.plant = plant
  }

  private static func kind(_ line: JobOrder) -> Commitment.Kind? {
    switch line.status {
    case .completed: .completed
    case .running: .running
    case .interrupted: .interrupted
    case .cancelled: .cancelled
    case .released, .proposed: line.isPinned || line.status == .released ? .pinned : nil
    }
  }

  /// Orders that do not go on: out, or with what is not planned of them cancelled.
  private static func leaveOut(_ plant: inout Plant, _ facts: FloorFacts, _ planned: Set<StepKey>) {
    let out = facts.cancelled.union(facts.held)
    guard !out.isEmpty else { return }
    let begun = Set(planned.map(\.order))
    for order in out.intersection(begun).sorted() {
      for step in plant.routings[plant.orders[order].routing].operations.indices
      where !planned.contains(StepKey(order: order, step: step)) {
        plant.commitments.append(
          Commitment(
            order: order, step: step, kind: .cancelled, setupStart: plant.asOf, start: plant.asOf,
            end: plant.asOf))
      }
    }
    plant.remove(orders: out.subtracting(begun))
  }
}

extension Plant {
  /// Takes orders out, and what is settled of them; the others are numbered anew.
  mutating func remove(orders out: Set<Int>) {
    guard !out.isEmpty else { return }
    var place: [Int] = []
    var next = 0
    for order in orders.indices {
      place.append(next)
      if !out.contains(order) { next += 1 }
    }
    orders = orders.indices.filter { !out.contains($0) }.map { orders[$0] }
    for order in orders.indices {
      orders[order].feeds = orders[order].feeds.filter { !out.contains($0) }.map { place[$0] }
    }
    commitments = commitments.compactMap {
      guard !out.contains($0.order) else { return nil }
      var moved = $0
      moved.order = place[$0.order]
      return moved
    }
  }
}
