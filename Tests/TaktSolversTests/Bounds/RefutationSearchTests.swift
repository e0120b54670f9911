import TaktModel
import TaktTestKit
import Testing

@testable import TaktSolvers

/// Refutation against brute force on tiny shops: what it refutes has no schedule, what it does not refute has one.
@Suite struct RefutationSearchTests {
  /// Jobs, machines, operations a job, and how many problems of the shape.
  ///
  /// Brute force takes the fewer the more orders there are. Where machines are fewer than operations, jobs come back to them.
  static let shapes: [(shape: ProblemShape, seeds: Int)] = {
    [(3, 3, 3, 30), (2, 2, 4, 100), (3, 2, 2, 600), (2, 2, 3, 600), (4, 2, 2, 30)].flatMap {
      jobs, machines, operations, seeds in
      [false, true].map { isGeneral in
        var shape = ProblemShape()
        (shape.jobs, shape.machines) = (jobs, machines)
        shape.operations = isGeneral ? 2 : operations
        (shape.hasReleases, shape.hasGraphs, shape.hasZeroDurations) =
          (isGeneral, isGeneral, isGeneral)
        return (shape, seeds)
      }
    }
  }()

  private func deadlines(_ problem: Problem, _ target: Int) -> [Int32] {
    Deadlines.of(problem, .makespan, target: target, heads: Heads(problem))
  }

  @Test(arguments: shapes.indices)
  func `the optimum is met and everything below it refuted`(_ index: Int) throws {
    let (shape, seeds) = Self.shapes[index]
    for seed in 0..<seeds {
      let problem = try RandomProblems.problem(seed: seed, shape)
      let optimum = BruteForce.optimum(problem, .makespan)
      var search = RefutationSearch(problem)
      let heads = Heads(problem).start
      var below = RefutationSearch.Outcome.refuted
      if search.begin(
        heads: heads, deadlines: deadlines(problem, optimum - 1), keepsNogoods: false)
      {
        below = search.run(limit: .max / 2) { false }
      }
      // Operations without work are left out of the machines, so a search may think it has a schedule where they stand in the way.
      if !shape.hasZeroDurations {
        #expect(below == .refuted, "seed \(seed)")
      }
      let isOpen = search.begin(
        heads: heads, deadlines: deadlines(problem, optimum), keepsNogoods: false)
      #expect(isOpen, "seed \(seed)")
      let outcome = search.run(limit: .max / 2) { false }
      #expect(outcome == .schedule, "seed \(seed)")
      let plan = search.plan()
      let schedule = try #require(plan).schedule(in: problem)
      #expect(ScheduleVerifier(problem).fault(in: schedule) == nil)
      if !shape.hasZeroDurations {
        #expect(Objective.makespan.value(of: schedule, in: problem) == optimum, "seed \(seed)")
      }
    }
  }

  @Test(arguments: [1, 3], Objective.examples)
  func `shaving keeps every target that has a schedule`(_ alternatives: Int, _ objective: Objective)
    throws
  {
    var shape = ProblemShape()
    shape.alternatives = alternatives
    (shape.jobs, shape.operations, shape.hasReleases) = (3, 2, true)
    for seed in 0..<200 {
      let problem = try RandomProblems.problem(seed: seed, shape)
      let optimum = BruteForce.optimum(problem, objective)
      var search = RefutationSearch(problem)
      let heads = Heads(problem)
      let deadlines = Deadlines.of(problem, objective, target: optimum, heads: heads)
      let isOpen = search.begin(heads: heads.start, deadlines: deadlines, keepsNogoods: false)
      #expect(isOpen, "seed \(seed)")
      let isStillOpen = search.shave { false }
      #expect(isStillOpen, "seed \(seed)")
    }
  }

  /// Restarts after every few contradictions must not lose or invent anything.
  @Test func `restarts and their clauses keep the optimum`() throws {
    var shape = ProblemShape()
    (shape.jobs, shape.machines, shape.operations) = (4, 3, 3)
    for seed in 0..<20 {
      let problem = try RandomProblems.problem(seed: seed, shape)
      let heads = Heads(problem)
      var search = RefutationSearch(problem)
      var (low, high, last) = (Int(heads.end.max() ?? 0), 200, Int.max)
      while low < high {
        let middle = (low + high) / 2
        var outcome = RefutationSearch.Outcome.refuted
        if search.begin(
          heads: heads.start, deadlines: deadlines(problem, middle), keepsNogoods: middle <= last)
        {
          repeat { outcome = search.run(limit: 2) { false } } while outcome == .open
        }
        if outcome == .refuted { low = middle + 1 } else { high = middle }
        last = middle
      }
      let board = Board()
      MILPEngine.tight.run(
        SolveTask(
          problem: problem, objective: .makespan, budget: Budget(iterations: 3000), board: board))
      #expect(board.bestBound == low, "seed \(seed)")
    }
  }
}
