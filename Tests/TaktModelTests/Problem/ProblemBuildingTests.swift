import TaktTestKit
import Testing

@testable import TaktModel

/// How jobs become columns, and what is refused.
@Suite struct ProblemBuildingTests {
  private static func operation(_ duration: Int32, after: [Int] = [], lag: Int32 = 0)
    -> JobSpec.Operation
  {
    .init(
      modes: [.init(machine: 0, duration: duration)], predecessors: after.map { ($0, lag) })
  }

  @Test func `jobs own consecutive operations, operations consecutive modes`() throws {
    let problem = try Problem(
      jobs: [
        JobSpec(chain: [
          [.init(machine: 0, duration: 3), .init(machine: 1, duration: 2)],
          [.init(machine: 1, duration: 4)],
        ]),
        JobSpec(operations: []), JobSpec(chain: [[.init(machine: 0, duration: 7)]], release: 5),
      ], machineCount: 2)
    #expect(problem.jobStart == [0, 2, 2, 3])
    #expect(problem.modeStart == [0, 2, 3, 4])
    #expect(problem.duration == [3, 2, 4, 7])
    #expect(problem.jobOf == [0, 0, 2])
    #expect(problem.arcs(into: 1).map { problem.predecessors[$0] } == [0])
    #expect(problem.arcs(outOf: 0).map { problem.successors[$0] } == [1])
    #expect(problem.totalWork(ofJob: 0) == 2 + 4)
    #expect(problem.isFlexible && problem.hasReleases)
    #expect(!problem.hasLags && !problem.hasWorkingTimes)
  }

  @Test func `the topological order agrees with every arc`() throws {
    var shape = ProblemShape()
    (shape.jobs, shape.operations, shape.hasGraphs) = (4, 7, true)
    for seed in 0..<50 {
      let problem = try RandomProblems.problem(seed: seed, shape)
      let order = problem.topologicalOrder
      #expect(order.sorted() == Array(0..<Int32(problem.operationCount)))
      for o in 0..<problem.operationCount {
        let position = try #require(order.firstIndex(of: Int32(o)))
        for arc in problem.arcs(into: o) {
          let before = try #require(order.firstIndex(of: problem.predecessors[arc]))
          #expect(before < position, "seed \(seed)")
        }
        #expect(
          problem.arcs(outOf: o).allSatisfy { arc in
            problem.arcs(into: Int(problem.successors[arc])).contains {
              problem.predecessors[$0] == o
                && problem.predecessorLag[$0] == problem.successorLag[arc]
            }
          })
      }
    }
  }

  @Test(arguments: [[[0]], [[1], [0]], [[2], [0], [1]], [[], [0, 2], [1]]])
  func `a circle is refused`(_ predecessors: [[Int]]) {
    let operations = predecessors.map { Self.operation(1, after: $0) }
    #expect(throws: ProblemError.self) {
      try Problem(jobs: [JobSpec(operations: operations)], machineCount: 1)
    }
  }

  @Test func `times up to 30 bits fit, one tick more does not`() throws {
    let limit = Int32(Problem.largestTime)
    let job = { (duration: Int32, lag: Int32, release: Int32) in
      JobSpec(
        operations: [Self.operation(duration), Self.operation(0, after: [0], lag: lag)],
        release: release)
    }
    let parts = (limit / 2, limit / 4, limit / 4 - 1)
    let fitting = try Problem(jobs: [job(parts.0, parts.1, parts.2)], machineCount: 1)
    #expect(fitting.operationCount == 2)
    for (a, b, c) in [(1, 0, 0), (0, 1, 0), (0, 0, 1)] as [(Int32, Int32, Int32)] {
      let error = #expect(throws: ProblemError.self) {
        try Problem(
          jobs: [job(parts.0 + a, parts.1 + b, parts.2 + c)], machineCount: 1)
      }
      #expect(error?.description.contains("\(limit)") == true)
    }
    // The longest mode counts, and every job.
    #expect(throws: ProblemError.self) {
      try Problem(jobs: [job(parts.0, 0, 0), job(parts.0, 0, 0)], machineCount: 1)
    }
  }

  @Test func `a calendar bounds the work on its machine by itself`() throws {
    let job = JobSpec(operations: [Self.operation(1 << 29), Self.operation(1 << 29)])
    let problem = try Problem(
      jobs: [job], machineCount: 1, workingTimeOf: [0],
      workingTimes: [WorkingTime(intervals: [0..<10])])
    #expect(problem.hasWorkingTimes)
    #expect(RandomSchedules.schedule(problem, seed: 1) == nil)
  }
}
