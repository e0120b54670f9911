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
