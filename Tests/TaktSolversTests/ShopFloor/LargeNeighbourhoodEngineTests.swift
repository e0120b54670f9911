import TaktModel
import TaktTestKit
import Testing

@testable import TaktSolvers

/// The engine's starts, and that a run with an iteration limit is repeatable.
@Suite struct LargeNeighbourhoodEngineTests {
  private func task(_ problem: Problem, threads: Int) -> SolveTask {
    SolveTask(
      problem: problem, objective: .weightedTardiness,
      budget: Budget(iterations: 500, threads: threads), board: Board())
  }

  private func problem(_ seed: Int) throws -> Problem {
    var shape = ProblemShape()
    (shape.jobs, shape.operations, shape.machines, shape.alternatives) = (15, 3, 3, 2)
    return try RandomFloors.problem(seed: seed, shape, hasCrew: true)
  }

  @Test func `the same seed and iterations give the same schedule on two threads`() throws {
    let problem = try problem(1)
    let runs = [task(problem, threads: 2), task(problem, threads: 2)]
    for run in runs { LargeNeighbourhoodEngine().run(run) }
    let first = try #require(runs[0].board.current.schedule)
    #expect(first == runs[1].board.current.schedule)
    #expect(runs[0].board.current.tieBreak == runs[1].board.current.tieBreak)
  }

  @Test func `the best of many scales is valid and no worse than the rule's own`() throws {
    for seed in 2..<6 {
      let problem = try problem(seed)
      let (scaled, plain) = (task(problem, threads: 2), task(problem, threads: 1))
      ScaledDispatch(task: scaled, label: "test").run { false }
      DispatchEngine(rule: .atcs).run(plain)
      let schedule = try #require(scaled.board.current.schedule)
      #expect(ScheduleVerifier(problem).fault(in: schedule) == nil, "seed \(seed)")
      #expect(scaled.board.bestValue <= plain.board.bestValue, "seed \(seed)")
    }
  }

  @Test func `engines for classic shops say what they cannot take`() throws {
    let problem = try problem(1)
    let words = LocalSearchEngine().objection(to: problem, objective: .makespan)
    #expect(
      words == "sequence-dependent setups, operators and tools are not part of the local search")
    #expect(MILPEngine.tight.objection(to: problem, objective: .makespan)?.contains("MILP") == true)
    #expect(LargeNeighbourhoodEngine().objection(to: problem, objective: .makespan) == nil)
  }
}
