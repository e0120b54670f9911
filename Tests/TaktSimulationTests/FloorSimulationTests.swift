import TaktModel
import TaktPlanning
import TaktRescheduling
import TaktSimulation
import TaktSolvers
import TaktTestKit
import Testing

/// Floors that carry plans out.
@Suite struct FloorSimulationTests {
  private func planned(_ plant: Plant) throws -> [JobOrder] {
    try PlanOrders.run(plant, engine: DispatchEngine.all, budget: Budget(iterations: 1)) { Board() }
      .jobOrders
  }

  /// A generated plant with changeovers, operators and ways between two sites, and a plan of it.
  private func generated(seed: UInt64) throws -> (plant: Plant, plan: [JobOrder]) {
    var recipe = PlantRecipe()
    (recipe.orders, recipe.resources, recipe.items) = (8, 8, 5)
    (recipe.setupFamilies, recipe.operatorShare, recipe.sites) = (3, 0.7, 2)
    recipe.seed = seed
    var generator = PlantGenerator(recipe)
    let plant = generator.plant()
    return (plant, try planned(plant))
  }

  private func outcome(
    _ plant: Plant, _ plan: [JobOrder], _ policy: ReschedulingPolicy, _ disturbances: Disturbances,
    seed: UInt64 = 1
  ) throws -> FloorSimulation.Outcome {
    var simulation = FloorSimulation(
      plant, plan: plan, policy: policy, disturbances: disturbances, seed: seed,
      settings: Rescheduler.Settings(), budget: Budget(iterations: 32, threads: 1))
    return try simulation.run()
  }

  private var eventful: Disturbances {
    var disturbances = Disturbances()
    (disturbances.hoursBetweenBreakdowns, disturbances.hoursOfRepair) = (120, 4)
    (disturbances.lateMaterialShare, disturbances.scrapShare) = (0.3, 0.05)
    disturbances.runTimeSpread = 0.2
    return disturbances
  }

  @Test(arguments: 0..<8)
  func `where nothing goes wrong the plan comes true to the second`(_ seed: Int) throws {
    let cases = [
      try generated(seed: UInt64(seed)),
      try { ($0, try planned($0)) }(RandomPlants.plant(seed: seed)),
    ]
    for (plant, plan) in cases {
      #expect(FloorSimulation.objection(to: plant) == nil)
      let outcome = try outcome(plant, plan, .none, .none)
      #expect(outcome.startDeviation == 0)
      #expect(outcome.disturbances == 0)
      for line in plan { #expect(outcome.completed[line.id] == line.end, "\(line.id)") }
    }
  }

  @Test func `plans of operators and changeovers come true, worked out by hand`() throws {
    let cases = [(SmallCrew.plant, SmallCrew.plan), (SmallFloor.plant, SmallFloor.plan)]
    for (plant, plan) in cases {
      let outcome = try outcome(plant, plan, .none, .none)
      for line in plan { #expect(outcome.completed[line.id] == line.end, "\(line.id)") }
    }
  }

  @Test(arguments: [ReschedulingPolicy.none, .rightShift, .ladder, .hybrid])
  func `the same seed runs the same, and all is done in the end`(_ policy: ReschedulingPolicy)
    throws
  {
    let (plant, plan) = try generated(seed: 3)
    let first = try outcome(plant, plan, policy, eventful, seed: 5)
    let again = try outcome(plant, plan, policy, eventful, seed: 5)
    #expect(first == again)
    #expect(first.orders >= plant.orders.count)
    for line in plan {
      #expect(first.completed[line.id] != nil, "\(line.id) is never done")
    }
  }

  @Test(arguments: UInt64(1)...2)
  func `every policy meets the same disturbances`(_ seed: UInt64) throws {
    let (plant, plan) = try generated(seed: seed)
    let outcomes = try ReschedulingPolicy.allCases.map {
      try outcome(plant, plan, $0, eventful, seed: seed)
    }
    #expect(outcomes[0].disturbances > 5)
    for other in outcomes.dropFirst() {
      #expect(other.disturbances == outcomes[0].disturbances)
      #expect(other.orders == outcomes[0].orders)
    }
  }

  @Test func `a breakdown delays what runs by as long as it lasts`() throws {
    // One machine, one order of two hours from 08:00 on, a breakdown some time before it is done.
    let plant = SmallPlant.plant
    var disturbances = Disturbances.none
    (disturbances.hoursBetweenBreakdowns, disturbances.hoursOfRepair) = (2, 2)
    let calm = try outcome(plant, SmallPlant.plan, .none, .none)
    let rough = try outcome(plant, SmallPlant.plan, .none, disturbances, seed: 2)
    #expect(rough.disturbances > 0)
    for (id, end) in calm.completed { #expect(rough.completed[id]! >= end, "\(id)") }
    #expect(rough.completed != calm.completed)
  }

  @Test func `what the floor does not know is named`() throws {
    var plant = SmallPlant.plant
    plant.routings[0].operations[0].longestBreak = 0
    plant.orders[0].feeds = [1]
    let why = try #require(FloorSimulation.objection(to: plant))
    #expect(
      why.en
        == "operations that breaks may not interrupt, orders that feed each other are not part of the simulation"
    )
    #expect(why.zh == "模拟不支持：不可中断的工序、相互供给的订单")
  }
}
