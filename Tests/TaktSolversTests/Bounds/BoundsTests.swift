import TaktModel
import TaktTestKit
import Testing

@testable import TaktSolvers

/// Bounds against brute force: never above the optimum, and refutation close to it.
@Suite struct BoundsTests {
  private func bound(
    _ problem: Problem, _ objective: Objective, refuting: Bool
  ) -> (value: Int, bound: Int) {
    let board = Board()
    let task = SolveTask(
      problem: problem, objective: objective, budget: Budget(iterations: 2000), board: board)
    LocalSearchEngine().run(task)
    BoundsEngine().run(task)
    if refuting { DestructiveBounds(task).run { false } }
    return (board.bestValue, board.bestBound)
  }

  @Test(arguments: [1, 2], Objective.examples)
  func `no bound is above the optimum`(_ alternatives: Int, _ objective: Objective) throws {
    var shape = ProblemShape()
    shape.alternatives = alternatives
    if alternatives > 1 { shape.operations = 2 }
    shape.hasReleases = true
    var met = 0
    // What refutation is made for is asked more of.
    let least = [Objective.makespan: 20, .weightedTardiness: 8][objective]
    for seed in 0..<(least == nil ? 6 : 25) {
      let problem = try RandomProblems.problem(seed: seed, shape)
      let optimum = BruteForce.optimum(problem, objective)
      let quick = bound(problem, objective, refuting: false)
      let refuted = bound(problem, objective, refuting: true)
      #expect(quick.bound <= optimum, "seed \(seed)")
      #expect(refuted.bound <= optimum, "seed \(seed)")
      #expect(refuted.bound >= quick.bound, "seed \(seed)")
      if refuted.bound == optimum { met += 1 }
    }
    #expect(met >= least ?? 0, "refutation met \(met) of 25 optima")
  }

  @Test func `Jackson's preemptive schedule of Carlier's example`() {
    // Carlier (1982): seven operations; the preemptive bound is 49, the optimum 50.
    let rows: [(Int32, Int32, Int32)] = [
      (10, 5, 7), (13, 6, 26), (11, 7, 24), (20, 4, 21), (30, 3, 8), (0, 6, 17), (30, 2, 0),
    ]
    let items = rows.map { JacksonBound.Item(head: $0.0, work: $0.1, tail: $0.2) }
    #expect(JacksonBound.value(items) == 49)
  }
}
