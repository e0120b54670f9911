import TaktMetrics
import TaktModel
import TaktPlanning
import TaktSolvers
import TaktTestKit
import Testing

/// From a plant to a verified plan, or to an error that says why not.
@Suite struct PlanOrdersTests {
  private static let atc = DispatchEngine(rule: .atc)

  private func plan(_ plant: Plant, _ engine: any Engine) throws -> PlanOrders.Result {
    try PlanOrders.run(plant, engine: engine, budget: Budget(iterations: 50)) { Board() }
  }

  @Test(arguments: EngineCatalog.names)
  func `every engine plans the small plant`(_ name: String) throws {
    let result = try plan(SmallPlant.plant, #require(EngineCatalog.engine(named: name)))
    #expect(PlanVerifier(SmallPlant.plant).violations(of: result.jobOrders).isEmpty)
    #expect(result.figures.weightedTardiness == result.board.value)
    #expect((result.board.bound ?? .max) <= result.figures.weightedTardiness)
  }

  @Test(arguments: 0..<12)
  func `the search plans random plants no worse than its rules`(_ seed: Int) throws {
    let plant = RandomPlants.plant(seed: seed)
    let result = try plan(plant, AutoEngine())
    #expect(PlanVerifier(plant).violations(of: result.jobOrders).isEmpty)
    let rule = try #require(result.bestRule)
    #expect(result.figures.weightedTardiness <= rule.value)
  }

  /// The small plant, on holiday for so many days.
  private func closed(days: Int) -> Plant {
    var plant = SmallPlant.plant
    let first = plant.zone.wall(plant.asOf).date
    for c in plant.calendars.indices {
      for day in 0..<days { plant.calendars[c].exceptions[first.advanced(by: day)] = [] }
    }
    return plant
  }

  @Test func `a horizon that is too short is doubled until the plan fits`() throws {
    let plant = closed(days: 180)
    let engine = ScriptedEngine { Self.atc.run($0) }
    #expect(try CompiledPlant(plant).horizon < 180 * 86_400)
    let result = try plan(plant, engine)
    #expect(engine.count > 1)
    #expect(result.jobOrders.allSatisfy { $0.setupStart >= plant.asOf + 179 * 86_400 })
    #expect(PlanVerifier(plant).violations(of: result.jobOrders).isEmpty)
  }

  @Test func `a calendar that never opens is an error, not an endless search`() {
    var plant = SmallPlant.plant
    plant.calendars[1].week = Array(repeating: [], count: 7)
    plant.routings[0].operations[0].alternatives.removeFirst()
    let error = #expect(throws: ProblemError.self) { try plan(plant, Self.atc) }
    #expect(error?.description.contains("34 years") == true)
  }

  @Test func `a plan that begins in a break is refused, though every tick of work is there`()
    throws
  {
    let honest = try plan(SmallPlant.plant, Self.atc)
    let schedule = try #require(honest.board.schedule)
    let value = try #require(honest.board.value)
    // The night shift's order begins when the day shift ends.
    let o = try #require(
      schedule.start.indices.last { honest.jobOrders[$0].equipment == "LATHE-02" })
    var early = schedule
    early.start[o] -= 1
    let liar = ScriptedEngine { [early] in $0.board.offer(early, value: value, by: "liar") }
    let error = #expect(throws: Fault.self) { try plan(SmallPlant.plant, liar) }
    #expect(error?.description.contains("engine liar made an invalid plan") == true)
    #expect(error?.description.contains("outside the working time of LATHE-02") == true)
  }

  @Test func `makespan may be asked for instead`() throws {
    let result = try PlanOrders.run(
      SmallPlant.plant, objective: .makespan, engine: AutoEngine(), budget: Budget(iterations: 50)
    ) { Board() }
    #expect(result.objective == .makespan)
    #expect(result.board.value == result.figures.makespan)
    // MO-2 must run five hours and a setup on the night shift: until 01:20 on Tuesday.
    #expect(result.figures.end == SmallPlant.at(6, 1, 20))
  }
}
