import TaktModel
import TaktTestKit
import Testing

@testable import TaktSolvers

/// What every constraint of a shop floor is put through: each engine against the optimum, and passes over part of a list against passes
/// over all of it.
enum FloorTrial {
  static func solve(
    _ engine: any Engine, _ problem: Problem, _ objective: Objective, iterations: Int
  ) -> Board.State {
    let board = Board()
    engine.run(
      SolveTask(
        problem: problem, objective: objective,
        budget: Budget(iterations: iterations, threads: 1, seed: 1), board: board))
    return board.current
  }

  /// The search finds the optimum of sixty tiny problems.
  /// - Parameter without: the same problem without its constraint
  /// - Returns: how many are the worse for the constraint
  static func checkOptimum(
    _ objective: Objective, _ tiny: (Int) throws -> Problem, without: (Int) throws -> Problem,
    _ optimum: (Problem, Objective) -> Int?
  ) throws -> Int {
    var limited = 0
    for seed in 0..<60 {
      let problem = try tiny(seed)
      let best = try #require(optimum(problem, objective))
      var found = solve(AutoEngine(), problem, objective, iterations: 3000)
      // One of them takes longer.
      if found.value != best {
        found = solve(AutoEngine(), problem, objective, iterations: 30_000)
      }
      #expect(found.value == best, "seed \(seed)")
      let schedule = try #require(found.schedule)
      let fault = ScheduleVerifier(problem).fault(in: schedule)
      #expect(fault == nil, "seed \(seed)")
      let free = solve(AutoEngine(), try without(seed), objective, iterations: 3000)
      if (free.value ?? 0) < best { limited += 1 }
    }
    return limited
  }

  /// A problem of 160 operations with breaks, operators, scarce materials and rules of time, by turns.
  static func mixed(_ seed: Int) throws -> Problem {
    let rules: [TimeRules] = [[], .links, .interruptions, .transport, .maximumLags, .outside]
    var shape = ProblemShape()
    (shape.jobs, shape.operations, shape.machines, shape.alternatives) = (40, 4, 4, 2)
    shape.hasReleases = true
    shape.hasCalendars = seed % 2 == 0
    return try RandomFloors.problem(
      seed: seed, shape, hasCrew: seed % 4 >= 2, rules: rules[seed / 2 % rules.count],
      hasMaterials: seed % 3 > 0)
  }

  /// A schedule with one operation put off or brought forward, by little or by much.
  static func shifted(_ schedule: Schedule, _ problem: Problem, _ random: inout TestRandom)
    -> Schedule
  {
    var result = schedule
    let o = Int.random(in: 0..<problem.operationCount, using: &random)
    let ticks = Int32([-1, 1, -600, 600, 7200, -7200].randomElement(using: &random) ?? 0)
    // A floor with nothing on it says nothing of setups.
    if !result.runStart.isEmpty {
      result.setupStart[o] += ticks
      result.runStart[o] += ticks
    }
    result.start[o] += ticks
    result.end[o] += ticks
    return result
  }

  /// Every engine that takes a problem is valid and no better than its shortest makespan, and its bound no higher.
  static func checkEngines(_ problem: Problem, optimum: Int, seed: Int) throws {
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

  /// Two hundred candidates from a random plan on: what a pass from the edit on gives is what a pass over all gives, and valid.
  /// - Returns: the plan they end with
  static func checkPasses(_ problem: Problem, seed: Int) throws -> Schedule? {
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
      let ours = search.sequence.schedule()
      // Said without the two schedules, which are long.
      let isSame = ours == fresh.schedule()
      #expect(isSame, "seed \(seed), step \(step), \(kind)")
      guard isSame else { return nil }
      guard step % 8 == 0 else { continue }
      let fault = ScheduleVerifier(problem).fault(in: ours)
      #expect(fault == nil, "seed \(seed), step \(step), \(kind)")
    }
    let schedule = search.sequence.schedule()
    let fault = ScheduleVerifier(problem).fault(in: schedule)
    #expect(fault == nil, "seed \(seed)")
    return schedule
  }

  /// Says whether both verifiers think the same of plans of random plants, as they are and with something changed; both kinds must be met.
  static func checkVerifiers(
    seeds: Range<Int>, _ plant: (Int) -> Plant,
    _ changed: (Schedule, Problem, inout TestRandom) -> Schedule
  ) throws {
    var counts = [true: 0, false: 0]
    for seed in seeds {
      let plant = plant(seed)
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
    #expect(counts.values.allSatisfy { $0 >= seeds.count }, "\(counts)")
  }
}
