import TaktModel
import TaktTestKit
import Testing

/// Criteria by hand, and their packing into one integer.
@Suite struct ObjectiveTests {
  private func problem(work: Int32 = 3, jobs: Int = 3) throws -> Problem {
    try Problem(
      jobs: (0..<jobs).map { j in
        JobSpec(
          chain: [[.init(machine: 0, duration: work)]], release: Int32(j), due: Int32(4 + j),
          weight: Int32(j + 1))
      }, machineCount: 1)
  }

  @Test func `criteria worked out by hand`() throws {
    let problem = try problem()
    // Completions 3, 6 and 9; due 4, 5, 6; released 0, 1, 2; weights 1, 2, 3.
    let schedule = Schedule(mode: [0, 1, 2], start: [0, 3, 6], end: [3, 6, 9])
    let expected: [Criterion: Int] = [
      .makespan: 9, .weightedTardiness: 11, .totalTardiness: 4, .maximumTardiness: 3,
      .numberLate: 2, .weightedNumberLate: 5, .totalFlowTime: 15, .weightedFlowTime: 34,
    ]
    for criterion in Criterion.regular {
      let value = Objective(criterion).value(of: schedule, in: problem)
      #expect(value == expected[criterion], "\(criterion)")
    }
  }

  @Test func `packed values compare as the criteria do, one after the other`() throws {
    var shape = ProblemShape()
    (shape.jobs, shape.operations, shape.hasReleases) = (4, 3, true)
    for objective in Objective.examples where objective.criteria.count > 1 {
      let problem = try RandomProblems.problem(seed: 3, shape)
      let schedules = (0..<60).compactMap { RandomSchedules.schedule(problem, seed: $0) }
      #expect(schedules.count > 30)
      for a in schedules {
        let values = objective.values(of: a, in: problem).map(\.1)
        let packed = objective.value(of: a, in: problem)
        #expect(objective.leadingValue(packed, in: problem) == values[0])
        for b in schedules {
          let others = objective.values(of: b, in: problem).map(\.1)
          #expect(
            values.lexicographicallyPrecedes(others)
              == (packed < objective.value(of: b, in: problem)))
        }
      }
    }
  }

  @Test(arguments: ["", "speed", "makespan,", "makespan,makespan", "number-late, makespan"])
  func `what is no list of different criteria is refused`(_ text: String) {
    #expect(Objective(rawValue: text) == nil)
  }

  @Test func `names are read as they are written`() {
    for objective in Objective.examples {
      #expect(Objective(rawValue: objective.rawValue) == objective)
    }
  }

  @Test func `criteria too large to be packed are refused, one alone never is`() throws {
    let large = try problem(work: 1 << 28)
    let mix = try #require(
      Objective(rawValue: "weighted-tardiness,weighted-flow-time,makespan"))
    #expect(mix.objection(in: large) != nil)
    #expect(mix.objection(in: try problem()) == nil)
    #expect(Objective.weightedTardiness.objection(in: large) == nil)
  }

  @Test func `the last completion within an allowance costs no more, the next one does`() throws {
    let problem = try problem()
    for criterion in Criterion.regular {
      for job in 0..<problem.jobCount {
        let cost = criterion.cost(ofJob: job, in: problem)
        for allowance in 0..<8 {
          let last = cost.latestCompletion(within: allowance)
          guard last < 1000 else { continue }
          #expect(cost.value(completion: Int32(last)) <= allowance)
          #expect(cost.value(completion: Int32(last + 1)) > allowance)
        }
      }
    }
  }
}
