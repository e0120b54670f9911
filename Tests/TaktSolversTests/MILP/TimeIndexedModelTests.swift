import TaktModel
import TaktTestKit
import Testing

@testable import TaktSolvers

/// The three formulations agree with each other and with brute force.
@Suite struct TimeIndexedModelTests {
  @Test(arguments: [1, 2])
  func `the time-indexed model of a target has a schedule where there is one`(_ alternatives: Int)
    throws
  {
    var shape = ProblemShape()
    shape.alternatives = alternatives
    if alternatives > 1 { shape.operations = 2 }
    for seed in 0..<12 {
      let problem = try RandomProblems.problem(seed: seed, shape)
      let optimum = BruteForce.optimum(problem, .makespan)
      for target in [optimum - 1, optimum + 2] {
        let task = SolveTask(
          problem: problem, objective: .makespan, budget: Budget(), board: Board())
        guard let windows = DestructiveBounds(task).windows(target: target, stop: { false }) else {
          #expect(target < optimum, "seed \(seed)")
          continue
        }
        let model = TimeIndexedModel.build(windows, .makespan, range: 0...Double(target))
        #expect(model.slots.count == TimeIndexedModel.columns(windows))
        let result = GLPKRun.solve(model.program, .init(seconds: 20), isCancelled: { false }) {
          _, _, _ in .goOn
        }
        guard target >= optimum else {
          guard case .infeasible = result.outcome else {
            Issue.record("seed \(seed): \(result.outcome) below the optimum")
            continue
          }
          continue
        }
        let values = try #require(result.values, "seed \(seed)")
        let schedule = model.schedule(values, problem: problem, objective: .makespan)
        #expect(ScheduleVerifier(problem).fault(in: schedule) == nil)
        #expect(Objective.makespan.value(of: schedule, in: problem) == optimum, "seed \(seed)")
      }
    }
  }
}
