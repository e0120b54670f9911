import TaktModel
import TaktTestKit
import Testing

/// A plant as a problem, and the way back.
@Suite struct CompiledPlantTests {
  @Test func `the small plant compiles to the figures worked out by hand`() throws {
    let compiled = try CompiledPlant(SmallPlant.plant)
    let problem = compiled.problem
    #expect(problem.jobStart == [0, 4, 6])
    // Setup and run in seconds, LATHE-01 and LATHE-02 for the first operation.
    #expect(problem.duration == [4200, 4800, 5400, 1200, 1500, 3600, 19_200])
    #expect(problem.machine == [0, 1, 2, 0, 2, 2, 1])
    #expect(problem.release == [0, 3600])
    #expect(problem.due == [5 * 3600, 52 * 3600])
    #expect(problem.weight == [2, 1])
    #expect(problem.arcs(into: 1).map { problem.predecessorLag[$0] } == [3600])
    #expect(problem.arcs(into: 3).map { problem.predecessors[$0] } == [1, 2])
    let days = problem.workingTimes[0]
    #expect(days.opens.prefix(3) == [0, 5 * 3600, 24 * 3600])
    #expect(days.closes.prefix(2) == [4 * 3600, 9 * 3600])
    #expect(problem.workingTimes[1].opens[0] == 12 * 3600)
  }

  @Test func `the schedule of the plan made by hand is that plan again`() throws {
    let compiled = try CompiledPlant(SmallPlant.plant)
    let ticks = { (instant: Instant) in Int32(instant - SmallPlant.plant.asOf) }
    let schedule = Schedule(
      mode: [0, 2, 3, 4, 5, 6], start: SmallPlant.plan.map { ticks($0.setupStart) },
      end: SmallPlant.plan.map { ticks($0.end) })
    #expect(ScheduleVerifier(compiled.problem).fault(in: schedule) == nil)
    #expect(compiled.jobOrders(schedule) == SmallPlant.plan)
  }

  @Test(arguments: ["Asia/Shanghai", "Europe/Berlin"])
  func `valid schedules of random plants are valid plans`(_ name: String) throws {
    let zone = try #require(PlantZone(identifier: name))
    // A week before Berlin's clocks change.
    let start = WallTime(date: CivilDate(day: 20_534), second: 28_800)
    for seed in 0..<60 {
      let plant = RandomPlants.plant(seed: seed, zone: zone, start: start)
      let compiled = try CompiledPlant(plant, horizon: 120 * 86_400)
      let schedule = try #require(RandomSchedules.schedule(compiled.problem, seed: seed))
      #expect(ScheduleVerifier(compiled.problem).fault(in: schedule) == nil)
      let violations = PlanVerifier(plant).violations(of: compiled.jobOrders(schedule))
      #expect(violations.isEmpty, "seed \(seed): \(violations.map(\.en))")
    }
  }

  @Test func `a horizon that is too short has no schedule, a longer one has`() throws {
    let short = try CompiledPlant(SmallPlant.plant, horizon: 8 * 3600)
    #expect(RandomSchedules.schedule(short.problem, seed: 1) == nil)
    let longer = try CompiledPlant(SmallPlant.plant, horizon: 48 * 3600)
    #expect(RandomSchedules.schedule(longer.problem, seed: 1) != nil)
  }

  @Test func `the horizon it chooses is long enough for random plants`() throws {
    for seed in 0..<40 {
      let compiled = try CompiledPlant(RandomPlants.plant(seed: seed))
      #expect(RandomSchedules.schedule(compiled.problem, seed: seed) != nil, "seed \(seed)")
    }
  }

  @Test func `an operation longer than 34 years is refused by name`() {
    var plant = SmallPlant.plant
    plant.orders[1].quantity = 10_000_000
    let error = #expect(throws: ProblemError.self) { try CompiledPlant(plant) }
    #expect(error?.description == "order MO-2, operation 20 takes 3000001200 s")
    #expect(throws: ProblemError.self) {
      try CompiledPlant(SmallPlant.plant, horizon: Problem.largestTime)
    }
  }

  @Test func `a release beyond 34 years is refused`() {
    var plant = SmallPlant.plant
    plant.orders[1].release = plant.asOf + 40 * 365 * 86_400
    #expect(throws: ProblemError.self) { try CompiledPlant(plant) }
  }
}
