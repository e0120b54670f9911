import TaktModel
import TaktTestKit
import Testing

@testable import TaktSolvers

/// Plans from windows: valid whatever the target, and no plan where the target cannot be met at all.
@Suite struct WindowConstructionTests {
  @Test func `a plan from windows is a plan, and closed windows are a proof`() throws {
    var shape = ProblemShape()
    shape.hasReleases = true
    var plans = 0
    for seed in 0..<60 {
      let problem = try RandomProblems.problem(seed: seed, shape)
      let optimum = BruteForce.optimum(problem, .makespan)
      let (heads, tails) = (Heads(problem).start, Heads.tails(problem))
      for target in [optimum - 1, optimum, optimum + 5] {
        var windows = WindowConstruction(
          problem, heads: heads, tails: tails, target: Int32(target))
        guard let plan = windows.plan(stop: { false }) else {
          #expect(target < optimum, "seed \(seed): a target that can be met was refuted")
          continue
        }
        plans += 1
        let schedule = plan.schedule(in: problem)
        #expect(ScheduleVerifier(problem).fault(in: schedule) == nil, "seed \(seed)")
      }
    }
    #expect(plans > 100)
  }
}
