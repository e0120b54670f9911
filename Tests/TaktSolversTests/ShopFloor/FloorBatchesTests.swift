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

  private func solve(
    _ engine: any Engine, _ problem: Problem, _ objective: Objective, iterations: Int
  ) -> Board.State {
    let board = Board()
    engine.run(
      SolveTask(
        problem: problem, objective: objective,
        budget: Budget(iterations: iterations, threads: 1, seed: 1), board: board))
    return board.current
  }

  @Test(arguments: [Objective.makespan, .weightedTardiness])
  func `the search finds the best loads`(_ objective: Objective) throws {
    var shared = 0
    for seed in 0..<60 {
      let problem = try tiny(seed)
      let optimum = LoadBruteForce.optimum(problem, objective)
      let found = solve(AutoEngine(), problem, objective, iterations: 3000)
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
      for name in EngineCatalog.names {
        let engine = try #require(EngineCatalog.engine(named: name))
        guard engine.objection(to: problem, objective: .makespan) == nil else { continue }
        let state = solve(engine, problem, .makespan, iterations: 200)
        #expect((state.bound ?? 0) <= optimum, "\(name), seed \(seed)")
        guard let schedule = state.schedule else { continue }
        let fault = ScheduleVerifier(problem).fault(in: schedule)
        #expect(fault == nil, "\(name), seed \(seed)")
        #expect((state.value ?? 0) >= optimum, "\(name), seed \(seed)")
      }
    }
  }

  /// Problems with operators, breaks, scarce materials and rules of time beside the loads.
  private func mixed(_ seed: Int) throws -> Problem {
    let rules: [TimeRules] = [[], .links, .interruptions, .transport, .maximumLags, .outside]
    var shape = ProblemShape()
    (shape.jobs, shape.operations, shape.machines, shape.alternatives) = (40, 4, 4, 2)
    shape.hasReleases = true
    shape.hasCalendars = seed % 2 == 0
    let floor = try RandomFloors.problem(
      seed: seed, shape, hasCrew: seed % 4 >= 2, rules: rules[seed / 2 % rules.count],
      hasMaterials: seed % 3 > 0)
    return try RandomLoads.problem(floor, machines: 2, seed: seed)
  }

  @Test(arguments: 0..<24)
  func `with all else a pass from the edit on gives what a pass over all gives`(_ seed: Int) throws
  {
    let problem = try mixed(seed)
    var dispatcher = FloorDispatcher(problem, .init(rule: .random, seed: UInt64(seed)))
    let dispatched = dispatcher.run()
    let start = try #require(dispatched, "seed \(seed)")
    #expect(ScheduleVerifier(problem).fault(in: start) == nil)
    var search = FloorSearch(
      problem, objective: .weightedTardiness, seed: SplitMix64(seed: UInt64(seed), stream: 1))
    search.load(start)
    for step in 0..<200 {
      let kind = try #require(Neighbourhood(rawValue: step % Neighbourhood.allCases.count))
      guard search.propose(kind) else { continue }
      search.sequence.evaluate()
      guard step % 3 != 0, !search.sequence.isBroken else {
        search.sequence.takeBack()
        continue
      }
      search.sequence.accept()
      var fresh = FloorSequence(problem, objective: .weightedTardiness)
      fresh.load(FloorPlan(search.sequence))
      let (ours, theirs) = (search.sequence.schedule(), fresh.schedule())
      #expect(ours == theirs, "seed \(seed), step \(step), \(kind)")
      if ours != theirs { return }
      guard step % 8 == 0 else { continue }
      let fault = ScheduleVerifier(problem).fault(in: ours)
      #expect(fault == nil, "seed \(seed), step \(step), \(kind)")
    }
    let schedule = search.sequence.schedule()
    let fault = ScheduleVerifier(problem).fault(in: schedule)
    #expect(fault == nil, "seed \(seed)")
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
    var counts = [true: 0, false: 0]
    for seed in 0..<60 {
      let plant = RandomLoads.plant(RandomPlants.plant(seed: seed), seed: seed)
      let compiled = try CompiledPlant(plant, horizon: 120 * 86_400)
      var dispatcher = FloorDispatcher(
        compiled.problem, .init(rule: .random, seed: UInt64(seed)))
      let dispatched = dispatcher.run()
      let schedule = try #require(dispatched)
      var random = TestRandom(seed: seed)
      for step in 0..<12 {
        let changed = step == 0 ? schedule : changed(schedule, compiled.problem, &random)
        let fault = ScheduleVerifier(compiled.problem).fault(in: changed)
        // Where an operation begins in a break, a schedule is none the worse: it is the plan that must name a shift.
        let violations = PlanVerifier(plant).violations(of: compiled.jobOrders(changed))
          .filter { $0.rule != .outsideWorkingTime }
        #expect(
          violations.isEmpty == (fault == nil),
          "seed \(seed): \(fault ?? "valid") and \(violations.map(\.en))")
        counts[fault == nil, default: 0] += 1
      }
    }
    #expect(counts.values.allSatisfy { $0 >= 60 }, "\(counts)")
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
