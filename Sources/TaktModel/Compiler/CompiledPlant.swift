/// A plant as a ``Problem``, and the way back.
///
/// Job j is order j; its operations are its routing's, in that order; machine r is resource r; tick 0 is the plant's
/// `asOf` and a tick is a second.
public struct CompiledPlant: Sendable {
  /// The plant.
  public let plant: Plant
  /// The same as a problem.
  public let problem: Problem
  /// How far the calendars are laid out, in ticks.
  public let horizon: Int
  private let work: PlannedWork

  /// Compiles a plant, its calendars laid out `horizon` seconds ahead.
  ///
  /// A plan that does not fit the horizon is no plan: the caller doubles it and compiles again.
  /// - Throws: ``ProblemError`` where the plant's times do not fit 30 bits of seconds (34 years).
  /// - Complexity: O(operations + days of the horizon × calendars)
  public init(_ plant: Plant, horizon: Int? = nil) throws {
    let isMuch = plant.orders.count > 500
    let (work, horizon) = sideBySide(
      isMuch, { PlannedWork(plant) }, { horizon ?? Self.likelyHorizon(plant) })
    guard horizon < Problem.largestTime else {
      throw ProblemError("the plan would be longer than \(Problem.largestTime / 31_536_000) years")
    }
    self.work = work
    let times = PlantTimes(plant, horizon: horizon)
    let pegging = Pegging(plant, work.commitments)
    let (columns, floor) = sideBySide(
      isMuch, { Result { try Self.columns(work, times) } },
      { Result { try ShopFloor(work, times, pegging, horizon: horizon) } })
    problem = try Problem(
      columns.get(), times.distinct, floor.get(), pegging.links(in: work))
    self.plant = plant
    self.horizon = horizon
  }

  private static func columns(_ work: PlannedWork, _ times: PlantTimes) throws -> Columns {
    var columns = Columns(workingTimeOf: times.ofResource)
    for order in work.plant.orders.indices { try append(order, work, to: &columns) }
    return columns
  }

  /// Appends an order as a job.
  private static func append(_ index: Int, _ work: PlannedWork, to columns: inout Columns) throws {
    let plant = work.plant
    let order = plant.orders[index]
    let limit = Problem.largestTime
    for step in plant.routings[order.routing].operations.indices {
      for mode in work.modes(order: index, step: step) {
        guard mode.setup + mode.run < limit else {
          let operation = plant.routings[order.routing].operations[step].id
          throw ProblemError(
            "order \(order.id), operation \(operation) takes \(mode.setup + mode.run) s")
        }
        columns.append(
          JobSpec.Mode(machine: Int32(mode.resource), duration: Int32(mode.setup + mode.run)))
      }
      work.forEachArc(order: index, step: step) { columns.wait(for: $0, $1) }
      columns.endOperation()
    }
    let clamp = { (t: Instant) in Int32(max(-limit, min(limit - 1, t - plant.asOf))) }
    columns.endJob(
      release: work.hasBegun(order: index) ? 0 : max(0, clamp(order.release)),
      due: clamp(order.due), weight: Int32(clamping: order.weight))
  }

  /// A horizon that most plans fit in: twice the busiest resource's load spread over its working weeks, and room for
  /// the longest order and the last release.
  private static func likelyHorizon(_ plant: Plant) -> Int {
    var load = [Double](repeating: 0, count: plant.resources.count)
    let weekly = plant.calendars.map { max(0.01, $0.weeklyShare) }
    let share = plant.resources.map { weekly[$0.calendar] }
    let isLimited = plant.resources.map { !$0.isUnlimited }
    let changeover = plant.changeovers.reduce(0) { max($0, $1.time) }
    // What each routing says is gathered once, not for each of its orders.
    let steps = plant.routings.map { routing in
      routing.operations.map { operation in
        (
          operation: operation, part: 1 / Double(operation.alternatives.count),
          changeover: operation.family == nil ? 0 : changeover,
          lag: Double(
            (operation.finishStarts.map(\.lag).max() ?? 0)
              + (operation.links.map(\.lag).max() ?? 0))
        )
      }
    }
    var longest = 0.0
    var lastRelease = 0
    for order in plant.orders {
      var chain = 0.0
      let own = steps[order.routing]
      for k in own.indices {
        let pieces = own[k].operation.pieces(ofOrder: order.quantity)
        var slowest = 0.0
        for a in own[k].operation.alternatives {
          let (setup, run) = a.work(pieces: pieces)
          let clock = Double(setup + run + own[k].changeover) / share[a.resource]
          if isLimited[a.resource] { load[a.resource] += clock * own[k].part }
          slowest = max(slowest, clock)
        }
        chain += slowest + own[k].lag
      }
      longest = max(longest, chain)
      lastRelease = max(lastRelease, order.release - plant.asOf)
    }
    let receipts = plant.materials.flatMap { $0.receipts.map { $0.at - plant.asOf } }
    lastRelease = max(lastRelease, receipts.max() ?? 0)
    let month = 31.0 * 86_400
    let seconds = 2 * (load.max() ?? 0) + 2 * longest + Double(lastRelease) + 2 * month
    return Int(min(seconds, Double(Problem.largestTime) - 1))
  }

  /// The job orders a schedule of ``problem`` stands for, by order and operation.
  /// - Complexity: O(operations × log working intervals)
  public func jobOrders(_ schedule: Schedule) -> [JobOrder] {
    joinedHalves(plant.orders.indices, ifMoreThan: 500) { jobOrders(schedule, of: $0) }
  }

  private func jobOrders(_ schedule: Schedule, of orders: Range<Int>) -> [JobOrder] {
    var result: [JobOrder] = []
    let holders = ShopFloor.Secondaries.units(of: plant).flatMap { r, units in
      units.map { _ in plant.secondaries[r].id }
    }
    let slots = problem.floor.secondaries.slotStart
    let operations = problem.jobStart[orders.upperBound] - problem.jobStart[orders.lowerBound]
    result.reserveCapacity(Int(operations))
    for job in orders {
      let order = plant.orders[job]
      let first = Int(problem.jobStart[job])
      for k in plant.routings[order.routing].operations.indices {
        let commitment = work.commitments[job, k]
        if commitment?.kind == .cancelled { continue }
        let o = first + k
        let mode = work.mode(
          order: job, step: k, Int(schedule.mode[o]) - Int(problem.modeStart[o]))
        let resource = plant.resources[mode.resource]
        var line = JobOrder(
          order: order.id, operation: plant.routings[order.routing].operations[k].id,
          equipment: resource.id,
          setupStart: plant.asOf
            + Int(schedule.setupStart.isEmpty ? schedule.start[o] : schedule.setupStart[o]),
          start: plant.asOf + Int(runStart(o, mode, schedule)),
          end: plant.asOf + Int(schedule.end[o]),
          secondary: slots.isEmpty || resource.isUnlimited
            ? [] : (slots[o]..<slots[o + 1]).map { holders[Int(schedule.units[Int($0)])] })
        if let commitment { line.adopt(commitment) }
        result.append(line)
      }
    }
    return result
  }

  /// When the run of an operation begins: as the schedule says, or its setup's work after its start.
  private func runStart(_ o: Int, _ mode: PlannedWork.Mode, _ schedule: Schedule) -> Int32 {
    if !schedule.runStart.isEmpty { return schedule.runStart[o] }
    if mode.setup == 0 { return schedule.start[o] }
    let time = problem.workingTimes[Int(problem.workingTimeOf[mode.resource])]
    let setupDone = time.work(before: schedule.start[o]) + Int32(mode.setup)
    // An order with a setup and nothing to run has its start at its end.
    return min(schedule.end[o], time.start(ofWork: setupDone) ?? schedule.end[o])
  }
}

extension JobOrder {
  /// Takes over what of a line is history or promised.
  fileprivate mutating func adopt(_ commitment: Commitment) {
    firstStart = commitment.firstStart
    switch commitment.kind {
    case .completed:
      (setupStart, start, end) = (commitment.setupStart, commitment.start, commitment.end)
      secondary = commitment.secondary
      status = .completed
    case .running:
      setupStart = commitment.setupStart
      if commitment.setupLeft == 0 { start = commitment.start }
      secondary = commitment.secondary
      status = .running
    case .interrupted: status = .interrupted
    case .pinned: isPinned = true
    case .assigned, .cancelled: break
    }
  }
}
