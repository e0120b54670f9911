package import TaktMetrics
package import TaktModel

/// What would bring a late order forward: another machine, another order that gives way, longer hours.
///
/// Each is planned again and verified, and says what it means for the others.
package struct ProposeRelief {
  private let plant: Plant
  private let plan: [JobOrder]
  private let again: PlanAgain
  /// How often the plan may be made again for longer hours, and positions in a machine's queue that are tried; fewer where it is
  /// large, as each costs up to half a second at 50,000 operations.
  private let trials: Int
  private let positions: Int

  /// For a valid plan of a plant.
  package init(_ plant: Plant, _ plan: [JobOrder]) {
    (self.plant, self.plan, again) = (plant, plan, PlanAgain(plant, plan))
    let size = max(1, plan.count / 4000)
    (trials, positions) = (max(12, 120 / size), max(4, 24 / size))
  }

  /// Proposals for an order, those that bring it in on time first, of those the ones that cost the others least.
  /// - Throws: ``Fault`` where a proposal's plan breaks a rule.
  /// - Complexity: O(trials × operations of the plan)
  package func propose(_ explanation: DelayExplanation, _ index: PlanIndex) throws
    -> [ReliefProposal]
  {
    let order = explanation.order
    var proposals: [ReliefProposal] = []
    if let reroute = try reroute(order, index, explanation.completion) { proposals.append(reroute) }
    if let overtaking = try overtake(explanation, index) { proposals.append(overtaking) }
    let isEasy = proposals.contains { $0.isOnTime && $0.cost <= 0 }
    if !isEasy { proposals += try longerHours(explanation, index, trials: trials) }
    return proposals.sorted { a, b in
      (a.isOnTime ? 0 : 1, a.cost, a.completion) < (b.isOnTime ? 0 : 1, b.cost, b.completion)
    }
  }

  // MARK: Measures

  /// The order itself goes elsewhere, in the gaps of the others.
  private func reroute(_ order: Int, _ index: PlanIndex, _ completion: Instant) throws
    -> ReliefProposal?
  {
    guard let found = try? again.run(plant, moving: [order]) else { return nil }
    let answer = try PlanAgain.verified(found)
    guard answer.completion(ofOrder: order) < completion else { return nil }
    let new = answer.jobOrders.filter { $0.order == plant.orders[order].id }
    let steps = zip(index.lines(ofOrder: order), new).filter { line, job in
      index.plan[line].equipment != job.equipment
    }.map { ReliefProposal.Step(operation: $0.1.operation, to: $0.1.equipment) }
    return proposal(.reroute(steps), order, answer)
  }

  /// The order goes earlier where it waits longest: the place in that queue that has it on time at the least cost to the others,
  /// or else complete first.
  private func overtake(_ e: DelayExplanation, _ index: PlanIndex) throws -> ReliefProposal? {
    let held = e.way.filter { $0.waiting > 0 }
    guard let longest = held.max(by: { ($0.waiting, $1.line) < ($1.waiting, $0.line) }) else {
      return nil
    }
    // A machine's queue, or that of the machine at which the operator is.
    let on =
      longest.binding.kind == .machine ? longest.line : longest.binding.line
    let start = index.plan[longest.line].setupStart
    let queue = index.byResource[index.resourceOf[on]].filter {
      index.plan[$0].end > longest.ready && index.plan[$0].setupStart < start
        && index.orderOf[$0] != e.order
    }
    let step = max(1, (queue.count + positions - 1) / positions)
    var best: ReliefProposal?
    for first in stride(from: queue.count - 1, through: 0, by: -step) {
      let yielding = Set(queue[first...].filter { index.commitment[$0] == nil })
      // Where something pinned would have to move there is no such place.
      guard let answer = try? again.run(plant, moving: [e.order], yielding: yielding),
        answer.completion(ofOrder: e.order) < e.completion
      else { continue }
      let job = index.plan[queue[first]]
      let one = proposal(.overtake(jobOrder: job.id, on: job.equipment), e.order, answer)
      if best.map({ Self.isBetter(one, $0) }) ?? true {
        _ = try PlanAgain.verified(answer)
        best = one
      }
    }
    return best
  }

  private static func isBetter(_ a: ReliefProposal, _ b: ReliefProposal) -> Bool {
    if a.isOnTime != b.isOnTime { return a.isOnTime }
    return a.isOnTime ? a.cost < b.cost : (a.completion, a.cost) < (b.completion, b.cost)
  }

  /// Machines and operators on the way work longer: one stretch, as short and as late as brings the order in on time, or else one
  /// on as few days as do.
  private func longerHours(_ e: DelayExplanation, _ index: PlanIndex, trials: Int) throws
    -> [ReliefProposal]
  {
    var left = trials
    func isOnTime(_ target: PlantChange.Target, _ stretches: [Range<Instant>]) -> Bool {
      left -= 1
      let answer = try? again.settled(changed(target, stretches), moving: [e.order])
      return answer.map { $0.completion(ofOrder: e.order) <= plant.orders[e.order].due } ?? false
    }
    var found: [ReliefProposal] = []
    for target in targets(e, index) {
      guard let calendar = plant.calendar(of: target) else { continue }
      var enough: [Range<Instant>]?
      for hours in [2, 4, 8] where enough == nil {
        for stretch in stretches(calendar, hours: hours, before: e.completion).reversed()
        where left > 0 && enough == nil {
          if isOnTime(target, [stretch]) { enough = [stretch] }
        }
      }
      for hours in [4, 8] where enough == nil && left > 0 {
        let all = Array(stretches(calendar, hours: hours, before: e.completion).suffix(14))
        guard !all.isEmpty, isOnTime(target, all) else { continue }
        // The fewest of the last days: more of them never hurt.
        var (low, high) = (1, all.count)
        while low < high {
          let middle = (low + high) / 2
          if isOnTime(target, Array(all.suffix(middle))) {
            high = middle
          } else {
            low = middle + 1
          }
        }
        if isOnTime(target, Array(all.suffix(low))) { enough = Array(all.suffix(low)) }
      }
      guard let enough else { continue }
      let answer = try PlanAgain.verified(
        again.settled(changed(target, enough), moving: [e.order]))
      found.append(proposal(.hours(id: plant.id(of: target), enough), e.order, answer))
    }
    return found
  }

  private func changed(_ target: PlantChange.Target, _ stretches: [Range<Instant>]) -> Plant {
    plant.changed(
      by: stretches.map { .extraHours(target, from: $0.lowerBound, to: $0.upperBound) })
  }

  private func proposal(
    _ measure: ReliefProposal.Measure, _ order: Int, _ answer: PlanAgain.Answer
  ) -> ReliefProposal {
    let completion = answer.completion(ofOrder: order)
    return ReliefProposal(
      measure: measure, completion: completion, isOnTime: completion <= plant.orders[order].due,
      delta: PlanDelta(plant, plan, answer.compiled.plant, answer.jobOrders))
  }

  // MARK: Hours

  /// Who might work longer: whom the order waits for, and who does its work, those that cost it most first.
  private func targets(_ e: DelayExplanation, _ index: PlanIndex) -> [PlantChange.Target] {
    var ids = e.delays.sorted { $0.seconds > $1.seconds }.map(\.cause.id)
    for wait in e.way {
      ids.append(index.plan[wait.line].equipment)
      ids += index.plan[wait.line].secondary
    }
    var targets: [PlantChange.Target] = []
    for id in ids {
      let resource = plant.resources.firstIndex { $0.id == id }.map(PlantChange.Target.resource)
      let secondary = plant.secondaries.firstIndex { $0.id == id }.map(PlantChange.Target.secondary)
      if let target = resource ?? secondary, !targets.contains(target) { targets.append(target) }
    }
    return Array(targets.prefix(4))
  }

  /// Stretches of so many hours a calendar could work more: after the last shift of a day, or from eight on a free day.
  private func stretches(_ calendar: ShiftCalendar, hours: Int, before end: Instant) -> [Range<
    Instant
  >] {
    let zone = plant.zone
    let first = zone.wall(plant.asOf).date
    let last = min(zone.wall(end).date, first.advanced(by: 60))
    return (first.day...max(first.day, last.day)).compactMap { day in
      let date = CivilDate(day: day)
      let close = calendar.windows(on: date).map(\.end).max()
      let start = zone.instant(WallTime(date: date, second: close ?? 8 * 3600))
      let stretch = max(start, plant.asOf)..<max(start, plant.asOf) + 3600 * hours
      let isFree =
        calendar.closed(from: stretch.lowerBound, to: stretch.upperBound, zone: zone)
        .first.map { $0 == stretch } ?? false
      return isFree && stretch.lowerBound < end ? stretch : nil
    }
  }
}
