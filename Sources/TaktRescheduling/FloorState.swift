public import TaktModel

/// The floor at a moment: the plant as planning must take it from there, what is settled of each job order, and where the plan in
/// force has the rest.
///
/// Made of the plan in force and of what events have told. What nobody has reported is taken to go as planned: a MES that reports
/// everything is followed to the second, one that reports only trouble is not taken to stand still.
public struct FloorState: Sendable {
  /// The plant, its `asOf` the moment.
  public private(set) var plant: Plant
  /// The plan in force's lines of what is still to be done, by order and step of ``plant``; nil for what it does not have.
  public private(set) var lines: [[JobOrder?]]
  /// Orders on hold, by their ids: out of the plan until they are resumed.
  public private(set) var heldOrders: [String] = []
  /// What the planner should know.
  public private(set) var warnings: [Bilingual]
  private let facts: FloorFacts

  /// The floor at a moment.
  ///
  /// - Parameters:
  ///   - told: what was known when the plan in force was made
  ///   - before: the plant it was made for
  ///   - lines: the plan in force
  ///   - freeze: seconds in which nothing moves that can stay
  /// - Complexity: O(job orders log job orders + reported operations), and the working time of what is begun.
  init(
    _ facts: FloorFacts, told: FloorFacts, before: Plant, lines plan: [JobOrder], asOf: Instant,
    freeze: Int
  ) {
    self.facts = facts
    plant = facts.plant(asOf: asOf)
    let follower = FloorFollower(
      facts, told: told, plant: plant, before: before, lines: plan)
    plant.commitments = follower.commitments
    lines = follower.lines
    warnings = follower.warnings
    pin(freeze)
    leaveOut()
    warnOfSilence()
  }

  // MARK: Pins

  /// Pins what the planner has pinned and what begins within the frozen horizon.
  private mutating func pin(_ freeze: Int) {
    let asOf = plant.asOf
    let frozen = max(asOf + freeze, facts.frozenUntil ?? asOf)
    let hasPins = facts.operations.values.contains { $0.pin != nil }
    // Of ten thousand lines hardly any: what is looked up is looked up for those alone.
    guard hasPins || frozen > asOf else { return }
    let settled = Set(plant.commitments.map { StepKey(order: $0.order, step: $0.step) })
    for (order, steps) in lines.enumerated() {
      for (step, line) in steps.enumerated() {
        guard let line else { continue }
        let key = StepKey(order: order, step: step)
        let pin = hasPins ? facts.operations[key]?.pin : nil
        let isFrozen = line.setupStart >= asOf && line.setupStart < frozen
        guard pin != nil || isFrozen, !settled.contains(key),
          let machine = facts.index.resources[line.equipment]
        else { continue }
        let resource = pin?.resource ?? machine
        plant.commitments.append(
          Commitment(
            order: order, step: step, kind: .pinned, resource: resource,
            setupStart: pin?.start ?? line.setupStart, start: max(asOf, pin?.start ?? line.start),
            end: line.end, secondary: resource == machine ? line.secondary : []))
      }
    }
  }

  /// Gives up times that cannot be kept, and says so; what the planner has pinned stays on its machine.
  mutating func unpin(_ steps: [(order: Int, step: Int)]) {
    for (order, step) in steps {
      guard let pin = commitment(.pinned, order, step) else { continue }
      let id = jobOrder(plant.commitments[pin])
      if isPinned(plant.commitments[pin]) {
        plant.commitments[pin].kind = .assigned
        let machine = plant.resources[plant.commitments[pin].resource].id
        warnings.append(
          Bilingual(
            zh: "\(id) 无法按固定的时间开工，仍固定在 \(machine) 上，时间另排",
            en: "\(id) cannot begin when it is fixed to: it stays on \(machine), at another time"))
      } else {
        plant.commitments.remove(at: pin)
        warnings.append(
          Bilingual(
            zh: "\(id) 无法按固定的时间开工，已解除固定",
            en: "\(id) cannot begin when it is fixed to, and is free now"))
      }
    }
  }

  /// Takes it that running work does not hold whom the plan says, where others hold them as well; says so.
  /// - Returns: whether there was anybody to let go.
  mutating func letGo(of steps: [(order: Int, step: Int)]) -> Bool {
    var isChanged = false
    for (order, step) in steps {
      guard let held = commitment(.running, order, step),
        !plant.commitments[held].secondary.isEmpty
      else { continue }
      isChanged = true
      plant.commitments[held].secondary = []
      let id = jobOrder(plant.commitments[held])
      warnings.append(
        Bilingual(
          zh: "\(id) 的人员或工装另有占用，按已开工继续",
          en: "\(id) goes on, though other work holds whom it was to hold"))
    }
    return isChanged
  }

  /// Ids of job orders that stay where they are: pinned by the planner, or within the frozen horizon.
  var frozen: Set<String> { ids { $0.kind == .pinned } }

  /// Ids of those the planner has pinned himself.
  var pinned: Set<String> {
    ids { $0.kind == .pinned && isPinned($0) }
  }

  /// Whether the planner has pinned the job order a commitment is of.
  private func isPinned(_ commitment: Commitment) -> Bool {
    let order = facts.index.orders[plant.orders[commitment.order].id] ?? commitment.order
    return facts.operations[StepKey(order: order, step: commitment.step)]?.pin != nil
  }

  private func ids(_ isMeant: (Commitment) -> Bool) -> Set<String> {
    Set(plant.commitments.filter(isMeant).map(jobOrder))
  }

  /// The job order a commitment is of.
  private func jobOrder(_ commitment: Commitment) -> String {
    let order = plant.orders[commitment.order]
    return "\(order.id)/\(plant.routings[order.routing].operations[commitment.step].id)"
  }

  /// Whether a step is going on.
  func isRunning(_ order: Int, _ step: Int) -> Bool { commitment(.running, order, step) != nil }

  /// Where a step's commitment of a kind stands.
  private func commitment(_ kind: Commitment.Kind, _ order: Int, _ step: Int) -> Int? {
    plant.commitments.firstIndex { $0.kind == kind && $0.order == order && $0.step == step }
  }

  // MARK: Orders that do not go on

  /// Takes out orders that are cancelled or on hold; of those begun, what is not.
  private mutating func leaveOut() {
    let out = facts.cancelled.union(facts.held)
    heldOrders = facts.held.subtracting(facts.cancelled).sorted().map { plant.orders[$0].id }
    guard !out.isEmpty else { return }
    plant.commitments.removeAll {
      out.contains($0.order) && ($0.kind == .pinned || $0.kind == .interrupted)
    }
    let begun = Set(plant.commitments.map(\.order))
    let settled = Set(plant.commitments.map { StepKey(order: $0.order, step: $0.step) })
    for order in out.intersection(begun).sorted() {
      for step in lines[order].indices where !settled.contains(StepKey(order: order, step: step)) {
        plant.commitments.append(
          Commitment(
            order: order, step: step, kind: .cancelled,
            resource: plant.routings[plant.orders[order].routing].operations[step].alternatives[0]
              .resource, setupStart: plant.asOf, start: plant.asOf, end: plant.asOf))
        lines[order][step] = nil
      }
    }
    let gone = out.subtracting(begun)
    lines = lines.indices.filter { !gone.contains($0) }.map { lines[$0] }
    plant.remove(orders: gone)
    plant.commitments.sort { ($0.order, $0.step) < ($1.order, $1.step) }
  }

  /// Repairs and absences whose end nobody has given.
  private mutating func warnOfSilence() {
    for (place, stops) in facts.stops.enumerated() {
      guard let last = stops.list.last, last.isOpen, last.isEstimated, last.from <= plant.asOf
      else { continue }
      let id =
        place < plant.resources.count
        ? plant.resources[place].id : plant.secondaries[place - plant.resources.count].id
      let at = plant.zone.wall(last.to).text
      warnings.append(
        Bilingual(
          zh: "\(id) 何时恢复未知，暂按 \(at) 计", en: "nobody has said when \(id) is back; \(at) is assumed")
      )
    }
  }
}
