import TaktModel
import TaktTestKit
import Testing

@testable import TaktSolvers

/// Engines against brute force on tiny problems with temporal constraints.
@Suite struct TimeRuleOracleTests {
  static let mixes: [TimeRules] = [.outside]

  private func solve(_ engine: any Engine, _ problem: Problem, _ objective: Objective)
    -> Board.State
  {
    let board = Board()
    engine.run(
      SolveTask(
        problem: problem, objective: objective, budget: Budget(iterations: 3000, threads: 1),
        board: board))
    return board.current
  }

  @Test(arguments: mixes, [Objective.makespan, .weightedTardiness])
  func `engines are valid, bounds hold, and the search finds the optimum`(
    _ rules: TimeRules, _ objective: Objective
  ) throws {
    var missed: [Int] = []
    var cases = 0
    for (index, shape) in FloorOracleTests.shapes.enumerated() {
      for seed in 300..<308 {
        let problem = try RandomFloors.problem(seed: seed, shape, rules: rules)
        let optimum = FloorBruteForce.optimum(problem, objective)
        for engine in [DispatchEngine.all as any Engine, AutoEngine()] {
          let state = solve(engine, problem, objective)
          let label: Comment = "\(engine.name), shape \(index), seed \(seed)"
          let schedule = try #require(state.schedule, label)
          let fault = ScheduleVerifier(problem).fault(in: schedule)
          #expect(fault == nil, label)
          #expect((state.value ?? 0) >= optimum, label)
          #expect((state.bound ?? 0) <= optimum, label)
          if engine.name == "auto", state.value != optimum { missed.append(seed) }
        }
        cases += 1
      }
    }
    #expect(missed.isEmpty, "\(missed) of \(cases)")
  }

  @Test func `classic engines say what they cannot take`() throws {
    let problem = try RandomFloors.problem(seed: 1, FloorOracleTests.shapes[0], rules: mixedRules)
    let words = try #require(LocalSearchEngine().objection(to: problem, objective: .makespan))
    for part in ["resources without limit"] { #expect(words.contains(part), "\(words)") }
  }

  private let mixedRules: TimeRules = [.outside]
}
