import TaktModel
import TaktTestKit
import Testing

/// What is read off a schedule.
@Suite struct ScheduleTests {
  @Test func `objectives of a schedule worked out by hand`() throws {
    let problem = try Problem(
      jobs: [
        JobSpec(
          chain: [[.init(machine: 0, duration: 3)], [.init(machine: 1, duration: 2)]], due: 4),
        JobSpec(chain: [[.init(machine: 1, duration: 6)]], due: 2, weight: 5),
        JobSpec(chain: [[.init(machine: 0, duration: 1)]], due: 9, weight: 7),
      ], machineCount: 2)
    let schedule = Schedule(mode: [0, 1, 2, 3], start: [0, 6, 0, 3], end: [3, 8, 6, 4])
    #expect(ScheduleVerifier(problem).fault(in: schedule) == nil)
    #expect(Objective.makespan.value(of: schedule, in: problem) == 8)
    // 1 · (8 - 4) + 5 · (6 - 2) + 7 · 0
    #expect(Objective.weightedTardiness.value(of: schedule, in: problem) == 24)
    #expect(schedule.sequences(in: problem) == [[0, 3], [2, 1]])
  }

  @Test func `start order agrees with precedence and machines, also without durations`() throws {
    var shape = ProblemShape()
    (shape.jobs, shape.operations, shape.hasZeroDurations, shape.hasGraphs) = (4, 4, true, true)
    for seed in 0..<100 {
      let problem = try RandomProblems.problem(seed: seed, shape)
      let schedule = try #require(RandomSchedules.schedule(problem, seed: seed))
      let order = schedule.inStartOrder(in: problem)
      for (position, o) in order.enumerated() {
        let earlier = Set(order[..<position])
        #expect(
          problem.arcs(into: Int(o)).allSatisfy { earlier.contains(problem.predecessors[$0]) },
          "seed \(seed)")
      }
      for sequence in schedule.sequences(in: problem) {
        #expect(
          zip(sequence, sequence.dropFirst()).allSatisfy {
            schedule.end[Int($0)] <= schedule.start[Int($1)]
          }, "seed \(seed)")
      }
    }
  }
}
