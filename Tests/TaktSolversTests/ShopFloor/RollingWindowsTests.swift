import TaktModel
import TaktTestKit
import Testing

@testable import TaktSolvers

/// Windows rolled through a plan: better than its start, valid, and the same again.
@Suite struct RollingWindowsTests {
  private func run(_ problem: Problem, threads: Int) throws -> (start: Int, state: Board.State) {
    let task = SolveTask(
      problem: problem, objective: .weightedTardiness,
      budget: Budget(iterations: 1000, threads: threads), board: Board())
    DispatchEngine(rule: .edd).run(task)
    let start = try #require(task.board.current.value)
    let schedule = try #require(task.board.current.schedule)
    RollingWindows(task, label: "windows").run(from: schedule)
    return (start, task.board.current)
  }

  private func problem(_ seed: Int) throws -> Problem {
    var shape = ProblemShape()
    (shape.jobs, shape.operations, shape.machines, shape.alternatives) = (150, 4, 6, 2)
    shape.hasReleases = true
    return try RandomFloors.problem(seed: seed, shape, hasCrew: seed % 3 > 0)
  }

  @Test func `it makes a plan better and leaves it valid`() throws {
    for seed in 0..<3 {
      let problem = try problem(seed)
      let (start, state) = try run(problem, threads: 1)
      let schedule = try #require(state.schedule)
      #expect(ScheduleVerifier(problem).fault(in: schedule) == nil, "seed \(seed)")
      #expect(state.value == Objective.weightedTardiness.value(of: schedule, in: problem))
      #expect(try #require(state.value) < start, "seed \(seed)")
    }
  }

  @Test func `the same seed and iterations give the same plan on two threads`() throws {
    let problem = try problem(1)
    let runs = [try run(problem, threads: 2).state, try run(problem, threads: 2).state]
    #expect(runs[0].schedule == runs[1].schedule)
    #expect(runs[0].value == runs[1].value)
  }

  @Test func `only sums over jobs are priced`() throws {
    let problem = try problem(1)
    func suits(_ objective: Objective) -> Bool {
      RollingWindows.suits(
        SolveTask(problem: problem, objective: objective, budget: Budget(), board: Board()))
    }
    #expect(suits(.weightedTardiness))
    #expect(!suits(.makespan))
  }
}
