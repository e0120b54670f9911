import TaktModel
import TaktTestKit
import Testing

@testable import TaktSolvers

/// The tabu search's parts against slow and obvious ones, and its results against brute force.
///
/// Debug builds also compare every head and tail with a fresh evaluation after every move.
@Suite struct TabuSearchTests {
  private func shape(
    jobs: Int, operations: Int, alternatives: Int = 1, zeros: Bool = false
  ) -> ProblemShape {
    var shape = ProblemShape()
    (shape.jobs, shape.machines, shape.operations) = (jobs, operations, operations)
    shape.alternatives = alternatives
    shape.hasReleases = true
    shape.hasZeroDurations = zeros
    return shape
  }

  @Test(arguments: [1, 3], [false, true])
  func `moves keep heads, tails and order right on shops of many moves`(
    _ alternatives: Int, _ zeros: Bool
  ) throws {
    for seed in 0..<10 {
      let problem = try RandomProblems.problem(
        seed: seed, shape(jobs: 8, operations: 5, alternatives: alternatives, zeros: zeros))
      var random = SplitMix64(seed: UInt64(seed))
      let start = SequencePlan(randomFor: problem, &random)
      var search = TabuSearch<MakespanRating>(problem, .makespan, seed: random)
      let first = start.schedule(in: problem).end.max() ?? 0
      let cost = search.run(from: start, effort: 300) { false }
      let schedule = search.schedule(of: search.best)
      #expect(ScheduleVerifier(problem).fault(in: schedule) == nil, "seed \(seed)")
      #expect(Int(schedule.end.max() ?? 0) == cost, "seed \(seed)")
      #expect(cost <= Int(first), "seed \(seed)")
    }
  }

  @Test(arguments: Objective.examples)
  func `no move is rated above what it comes to`(_ objective: Objective) throws {
    for seed in 0..<40 {
      let problem = try RandomProblems.problem(seed: seed, shape(jobs: 10, operations: 4))
      var random = SplitMix64(seed: UInt64(seed))
      var graph = DisjunctiveGraph(problem)
      var rating = CompletionRating(problem, objective)
      graph.load(SequencePlan(randomFor: problem, &random))
      let cost = rating.update(graph)
      let slow = value(graph, problem, objective)
      #expect(cost == slow, "seed \(seed)")
      for o in 0..<Int32(problem.operationCount) {
        let after = graph.node(o).after
        guard graph.isOperation(after) else { continue }
        let rated = rating.back(o, behind: after, graph)
        let mirrored = rating.ahead(after, of: o, graph)
        #expect(rated == mirrored, "one swap rated twice, seed \(seed)")
        let before = graph.node(o).before
        guard graph.move(o, to: graph.mode(of: o), behind: after) else { continue }
        let (quick, slow) = (rating.cost(graph), value(graph, problem, objective))
        #expect(rated <= slow, "seed \(seed), operation \(o)")
        #expect(quick == slow)
        let isBack = graph.move(o, to: graph.mode(of: o), behind: before)
        #expect(isBack)
        _ = rating.update(graph)
      }
    }
  }

  private func value(
    _ graph: borrowing DisjunctiveGraph, _ problem: Problem, _ objective: Objective
  ) -> Int {
    let completions = (0..<problem.jobCount).map { graph.node(graph.last(ofJob: $0)).end }
    return objective.value(ofCompletions: completions, in: problem)
  }

  @Test func `a move that closes a cycle leaves the graph as it was`() throws {
    // Two jobs on the same two machines in opposite order.
    let problem = try Problem(
      jobs: [
        JobSpec(chain: [[.init(machine: 0, duration: 3)], [.init(machine: 1, duration: 3)]]),
        JobSpec(chain: [[.init(machine: 1, duration: 3)], [.init(machine: 0, duration: 3)]]),
      ], machineCount: 2)
    var graph = DisjunctiveGraph(problem)
    // Machine 0 runs 0, 3 and machine 1 runs 2, 1: to put 3 first would need 1 before 2.
    graph.load(SequencePlan(order: [0, 2, 1, 3], mode: [0, 1, 2, 3]))
    var makespans = [graph.makespan]
    let swaps = graph.move(0, to: 0, behind: 3)
    makespans.append(graph.makespan)
    let closesCycle = !graph.move(2, to: 2, behind: 1)
    makespans.append(graph.makespan)
    let after = graph.node(2).after
    #expect(swaps)
    #expect(closesCycle)
    #expect(makespans == [6, 12, 12])
    #expect(after == 1)
  }

  @Test func `the search ends at the optimum of tiny shops, whatever the objective`() throws {
    for seed in 0..<15 {
      let problem = try RandomProblems.problem(seed: seed, shape(jobs: 3, operations: 3))
      let isFull = seed < 5
      for objective in isFull ? Objective.examples : [.makespan, .weightedTardiness] {
        let board = Board()
        LocalSearchEngine().run(
          SolveTask(
            problem: problem, objective: objective,
            budget: Budget(iterations: 2000, threads: 2), board: board))
        #expect(board.bestValue == BruteForce.optimum(problem, objective), "seed \(seed)")
      }
    }
  }
}
