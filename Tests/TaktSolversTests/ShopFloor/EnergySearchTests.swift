import TaktModel
import TaktTestKit
import Testing

@testable import TaktSolvers

/// Plans in cheap hours, against trying every start.
@Suite struct EnergySearchTests {
  private func objective() throws -> Objective {
    try #require(Objective(rawValue: "weighted-tardiness,energy-cost"))
  }

  private func solve(_ problem: Problem, _ objective: Objective, iterations: Int = 3000)
    -> Board.State
  {
    let board = Board()
    AutoEngine().run(
      SolveTask(
        problem: problem, objective: objective,
        budget: Budget(iterations: iterations, threads: 1), board: board))
    return board.current
  }

  @Test func `where nobody need be late the plan is as cheap as any that is on time`() throws {
    let objective = try objective()
    var (met, cases) = (0, 0)
    for seed in 0..<30 {
      let problem = try RandomEnergy.problem(seed: seed)
      guard let cheapest = RandomEnergy.cheapest(problem) else { continue }
      cases += 1
      let state = solve(problem, objective, iterations: 10_000)
      let schedule = try #require(state.schedule, "seed \(seed)")
      #expect(ScheduleVerifier(problem).fault(in: schedule) == nil, "seed \(seed)")
      let values = objective.values(of: schedule, in: problem).map(\.1)
      #expect(values[0] == 0, "seed \(seed)")
      #expect(values[1] == RandomEnergy.tickByTick(schedule, problem), "seed \(seed)")
      #expect(values[1] >= cheapest, "seed \(seed)")
      if values[1] == cheapest { met += 1 }
      #expect(state.value == objective.value(of: schedule, in: problem))
      #expect((state.bound ?? 0) <= state.value ?? 0)
    }
    #expect(cases > 15)
    #expect(met * 10 >= cases * 9, "\(met) of \(cases)")
  }

  @Test func `no order is later than its due time and than it was`() throws {
    let objective = try objective()
    for seed in 0..<8 {
      let classic = try RandomEnergy.problem(seed: seed)
      // Everybody is late: delivery must stay as it is, job by job.
      let problem = try Problem(
        jobs: (0..<classic.jobCount).map { job in
          JobSpec(
            chain: [[.init(machine: classic.machine[job], duration: classic.duration[job])]],
            due: 3)
        }, machineCount: classic.machineCount, workingTimeOf: classic.workingTimeOf,
        workingTimes: classic.workingTimes, floor: classic.floor)
      let blind = try #require(solve(problem, .weightedTardiness).schedule)
      let aware = try #require(solve(problem, objective).schedule)
      #expect(
        Objective.weightedTardiness.value(of: aware, in: problem)
          == Objective.weightedTardiness.value(of: blind, in: problem), "seed \(seed)")
      #expect(problem.energyCost(of: aware) <= problem.energyCost(of: blind), "seed \(seed)")
    }
  }

  @Test func `energy counts last, and needs prices`() throws {
    let problem = try RandomEnergy.problem(seed: 1)
    for text in ["energy-cost", "energy-cost,makespan"] {
      let objection = try #require(Objective(rawValue: text)).objection(in: problem)
      #expect(objection?.description == "energy-cost counts last, after a criterion of delivery")
    }
    let bare = try RandomProblems.problem(seed: 1, ProblemShape())
    let objection = try objective().objection(in: bare)
    #expect(
      objection?.description == "energy-cost needs a tariff, and the power of some resource")
    #expect(
      LocalSearchEngine().objection(to: problem, objective: .makespan)
        == "energy costs are not part of the local search")
  }
}
