import TaktModel
import TaktTestKit
import Testing

@testable import TaktSolvers

/// Batch machines in the engines: against brute force over loads, and against the verifier with all else a floor asks.
@Suite struct FloorBatchesTests {
  /// Two or three operations a job, one to three machines of which one or two hold several operations.
  private func tiny(_ seed: Int) throws -> Problem {
    var shape = ProblemShape()
    (shape.jobs, shape.operations, shape.machines) = seed % 2 == 0 ? (3, 2, 2) : (5, 1, 1)
    shape.alternatives = seed % 3 == 0 ? 2 : 1
    shape.hasReleases = true
    return try RandomLoads.problem(
      try RandomFloors.problem(seed: seed, shape), machines: seed % 4 == 2 ? 2 : 1, seed: seed)
  }

  @Test(arguments: [Objective.makespan, .weightedTardiness])
  func `the search finds the best loads`(_ objective: Objective) throws {
    var shared = 0
    for seed in 0..<60 {
      let problem = try tiny(seed)
      let optimum = LoadBruteForce.optimum(problem, objective)
      let found = FloorTrial.solve(AutoEngine(), problem, objective, iterations: 3000)
      #expect(found.value == optimum, "seed \(seed)")
      let schedule = try #require(found.schedule)
      let fault = ScheduleVerifier(problem).fault(in: schedule)
      #expect(fault == nil, "seed \(seed)")
      if schedule.sharesLoad(in: problem) { shared += 1 }
    }
    #expect(shared > 20, "few loads of several: \(shared)")
  }

  @Test func `every engine is valid and no better than the best loads, bounds no higher`() throws {
    for seed in 0..<12 {
      let problem = try tiny(seed)
      let optimum = LoadBruteForce.optimum(problem, .makespan)
      try FloorTrial.checkEngines(problem, optimum: optimum, seed: seed)
    }
  }

  /// Problems with operators, breaks, scarce materials and rules of time beside the loads.
  private func mixed(_ seed: Int) throws -> Problem {
    try RandomLoads.problem(try FloorTrial.mixed(seed), machines: 2, seed: seed)
  }

  @Test(arguments: 0..<24)
  func `with all else a pass from the edit on gives what a pass over all gives`(_ seed: Int) throws
  {
    let problem = try mixed(seed)
    guard let schedule = try FloorTrial.checkPasses(problem, seed: seed) else { return }
    // A list made of it loses no load.
    var again = FloorSearch(
      problem, objective: .weightedTardiness, seed: SplitMix64(seed: 1, stream: 1))
    again.load(schedule)
    let refault = ScheduleVerifier(problem).fault(in: again.sequence.schedule())
    #expect(refault == nil, "seed \(seed)")
  }

  /// A valid schedule with one operation moved, or put in with another.
  private func changed(_ schedule: Schedule, _ problem: Problem, _ random: inout TestRandom)
    -> Schedule
  {
    var result = schedule
    let o = Int.random(in: 0..<problem.operationCount, using: &random)
    let other = Int.random(in: 0..<problem.operationCount, using: &random)
    if Bool.random(using: &random),
      problem.floor.batches.isBatch(machine(other, schedule, problem)),
      machine(o, schedule, problem) == machine(other, schedule, problem)
    {
      result.setupStart[o] = schedule.start[other]
      (result.start[o], result.end[o]) = (schedule.start[other], schedule.end[other])
      result.runStart[o] = schedule.runStart[other]
    } else {
      let ticks = Int32([-1, 1, -600, 600, 7200, -7200].randomElement(using: &random) ?? 0)
      result.setupStart[o] += ticks
      result.start[o] += ticks
      result.runStart[o] += ticks
      result.end[o] += ticks
    }
    return result
  }

  private func machine(_ o: Int, _ schedule: Schedule, _ problem: Problem) -> Int {
    Int(problem.machine[Int(schedule.mode[o])])
  }

  @Test func `both verifiers think the same of changed loads`() throws {
    try FloorTrial.checkVerifiers(
      seeds: 0..<60, { RandomLoads.plant(RandomPlants.plant(seed: $0), seed: $0) }, changed)
  }
}

extension Schedule {
  /// Whether two operations are in a machine together.
  fileprivate func sharesLoad(in problem: Problem) -> Bool {
    let loads = (0..<problem.operationCount).filter { problem.duration[Int(mode[$0])] > 0 }.map {
      [problem.machine[Int(mode[$0])], start[$0]]
    }
    return Set(loads).count < loads.count
  }
}
