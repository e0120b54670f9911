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

  /// Compiles a plant, its calendars laid out `horizon` seconds ahead.
  ///
  /// A plan that does not fit the horizon is no plan: the caller doubles it and compiles again.
  /// - Throws: ``ProblemError`` where the plant's times do not fit 30 bits of seconds (34 years).
  /// - Complexity: O(operations + days of the horizon × calendars)
  public init(_ plant: Plant, horizon: Int? = nil) throws {
    let horizon = horizon ?? Self.likelyHorizon(plant)
    guard horizon < Problem.largestTime else {
      throw ProblemError("the plan would be longer than \(Problem.largestTime / 31_536_000) years")
    }
    let end = plant.asOf + horizon
    let workingTimes = plant.calendars.map { calendar in
      WorkingTime(
        intervals: calendar.intervals(from: plant.asOf, to: end, zone: plant.zone).map {
          Int32($0.lowerBound - plant.asOf)..<Int32($0.upperBound - plant.asOf)
        })
    }
    let jobs = try plant.orders.map { try Self.job($0, in: plant) }
    let firstOperation = jobs.reduce(into: [0]) {
      $0.append($0[$0.count - 1] + $1.operations.count)
    }
    let pegging = Pegging(plant)
    problem = try Problem(
      jobs: jobs, machineCount: plant.resources.count,
      workingTimeOf: plant.resources.map { Int32($0.calendar) }, workingTimes: workingTimes,
      floor: try ShopFloor(
        plant, pegging, firstOperation: firstOperation,
        horizon: horizon, workingTimes: workingTimes),
      links: pegging.links(in: plant, firstOperation: firstOperation))
    self.plant = plant
    self.horizon = horizon
  }

  private static func job(_ order: Order, in plant: Plant) throws -> JobSpec {
    let routing = plant.routings[order.routing]
    let limit = Problem.largestTime
    let operations = try routing.operations.map { operation in
      JobSpec.Operation(
        modes: try operation.alternatives.map {
          let work = $0.setup + $0.run(quantity: order.quantity)
          guard work < limit else {
            throw ProblemError("order \(order.id), operation \(operation.id) takes \(work) s")
          }
          return JobSpec.Mode(machine: Int32($0.resource), duration: Int32(work))
        },
        predecessors: operation.predecessors.map { ($0, Int32(min(operation.wait, limit))) })
    }
    let clamp = { (t: Instant) in Int32(max(-limit, min(limit - 1, t - plant.asOf))) }
    return JobSpec(
      operations: operations, release: max(0, clamp(order.release)), due: clamp(order.due),
      weight: Int32(clamping: order.weight))
  }

  /// A horizon that most plans fit in: twice the busiest resource's load spread over its working weeks, and room for
  /// the longest order and the last release.
  private static func likelyHorizon(_ plant: Plant) -> Int {
    var load = [Double](repeating: 0, count: plant.resources.count)
    let share = plant.calendars.map { max(0.01, $0.weeklyShare) }
    let changeover = plant.changeovers.reduce(0) { max($0, $1.time) }
    var longest = 0.0
    var lastRelease = 0
    for order in plant.orders {
      var chain = 0.0
      for operation in plant.routings[order.routing].operations {
        let part = 1 / Double(operation.alternatives.count)
        var slowest = 0.0
        for a in operation.alternatives {
          let work = a.setup + a.run(quantity: order.quantity)
          let clock =
            Double(work + (operation.family == nil ? 0 : changeover))
            / share[plant.resources[a.resource].calendar]
          load[a.resource] += clock * part
          slowest = max(slowest, clock)
        }
        chain += slowest + Double(operation.wait)
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
    var result: [JobOrder] = []
    let holders = ShopFloor.Secondaries.units(of: plant).flatMap { r, units in
      units.map { _ in plant.secondaries[r].id }
    }
    let slots = problem.floor.secondaries.slotStart
    result.reserveCapacity(problem.operationCount)
    for (job, order) in plant.orders.enumerated() {
      let operations = plant.routings[order.routing].operations
      let first = Int(problem.jobStart[job])
      for (k, operation) in operations.enumerated() {
        let o = first + k
        let mode = Int(schedule.mode[o])
        let alternative = operation.alternatives[mode - Int(problem.modeStart[o])]
        let resource = plant.resources[alternative.resource]
        result.append(
          JobOrder(
            order: order.id, operation: operation.id, equipment: resource.id,
            setupStart: plant.asOf
              + Int(schedule.setupStart.isEmpty ? schedule.start[o] : schedule.setupStart[o]),
            start: plant.asOf + Int(runStart(o, alternative, resource, schedule)),
            end: plant.asOf + Int(schedule.end[o]),
            secondary: slots.isEmpty
              ? [] : (slots[o]..<slots[o + 1]).map { holders[Int(schedule.units[Int($0)])] }))
      }
    }
    return result
  }

  /// When the run of an operation begins: as the schedule says, or its setup's work after its start.
  private func runStart(
    _ o: Int, _ alternative: RoutingOperation.Alternative, _ resource: Resource,
    _ schedule: Schedule
  ) -> Int32 {
    if !schedule.runStart.isEmpty { return schedule.runStart[o] }
    if alternative.setup == 0 { return schedule.start[o] }
    let time = problem.workingTimes[resource.calendar]
    let setupDone = time.work(before: schedule.start[o]) + Int32(alternative.setup)
    // An order with a setup and nothing to run has its start at its end.
    return min(schedule.end[o], time.start(ofWork: setupDone) ?? schedule.end[o])
  }
}
