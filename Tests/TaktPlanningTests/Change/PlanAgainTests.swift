import TaktMetrics
import TaktModel
import TaktSolvers
import TaktTestKit
import Testing

@testable import TaktPlanning

/// Plans made again under a changed plant.
@Suite struct PlanAgainTests {
  private typealias P = SmallPlant

  private func lines(_ answer: PlanAgain.Answer) -> [String: JobOrder] {
    Dictionary(answer.jobOrders.map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
  }

  @Test func `without a change the plan made by hand stays as it is`() throws {
    for (plant, plan) in [
      (SmallPlant.plant, SmallPlant.plan), (SmallCrew.plant, SmallCrew.plan),
      (SmallFloor.plant, SmallFloor.plan),
    ] {
      let answer = try PlanAgain.verified(PlanAgain(plant, plan).run(plant))
      #expect(lines(answer).values.allSatisfy { plan.contains($0) })
    }
  }

  @Test func `a second setter lets the second press begin at once`() throws {
    let plant = SmallCrew.plant.changed(by: .oneMore(.secondary(0)))
    let again = PlanAgain(SmallCrew.plant, SmallCrew.plan)
    let answer = try PlanAgain.verified(again.run(plant, moving: [1]))
    #expect(lines(answer)["B-1/10"]?.setupStart == P.at(5, 8))
    #expect(lines(answer)["L-1/10"] == SmallCrew.plan[0])
  }

  @Test func `around the clock everybody moves up`() throws {
    let plant = P.plant.changed(by: .aroundTheClock(.resource(2)))
    let answer = try PlanAgain.verified(
      PlanAgain(P.plant, P.plan).settled(plant, moving: [0]))
    // The last five minutes no longer wait for the end of the noon break.
    #expect(lines(answer)["MO-1/40"]?.end == P.at(5, 12, 5))
  }

  @Test func `black lets white pass, and comes after it`() throws {
    let answer = try PlanAgain.verified(
      PlanAgain(SmallFloor.plant, SmallFloor.plan).run(
        SmallFloor.plant, moving: [2], yielding: [2]))
    #expect(lines(answer)["W-2/10"]?.end == P.at(5, 10))
    #expect(lines(answer)["B-1/10"]?.setupStart == P.at(5, 10))
  }

  @Test(arguments: 0..<40)
  func `random plans, changes and moves give valid plans`(_ seed: Int) throws {
    var random = TestRandom(seed: seed)
    let plant = RandomPlants.plant(seed: seed)
    let compiled = try CompiledPlant(plant, horizon: 120 * 86_400)
    let plan = compiled.jobOrders(
      try #require(RandomSchedules.schedule(compiled.problem, seed: seed)))
    var new = plant.orders[0]
    new.id = "NEW"
    let target = PlantChange.Target.resource(Int.random(in: 0..<4, using: &random))
    let changes: [PlantChange] = [
      .oneMore(target), .aroundTheClock(target), .oneMoreShift(target), .newOrder(new),
      .halfTheWork(order: 1), .release(order: 2, at: plant.asOf), .quantity(order: 3, 99),
      .cancel(order: 4),
    ]
    let changed = plant.changed(by: changes.filter { _ in Bool.random(using: &random) })
    let moved = changed.orders.indices.filter { _ in Int.random(in: 0..<3, using: &random) == 0 }
    let yielding = Set(plan.indices.filter { _ in Int.random(in: 0..<4, using: &random) == 0 })
    let again = PlanAgain(plant, plan)
    for answer in [
      try again.run(changed, moving: moved), try again.settled(changed, moving: moved),
      try again.run(changed, moving: moved, yielding: yielding),
    ] {
      let violations = PlanVerifier(changed).violations(of: answer.jobOrders)
      #expect(violations.isEmpty, "seed \(seed): \(violations.map(\.en))")
    }
  }

  @Test(arguments: 0..<40)
  func `planned again nothing ends later`(_ seed: Int) throws {
    let plant = RandomPlants.plant(seed: seed)
    let compiled = try CompiledPlant(plant, horizon: 120 * 86_400)
    let plan = compiled.jobOrders(
      try #require(RandomSchedules.schedule(compiled.problem, seed: seed)))
    let answer = try PlanAgain(plant, plan).run(plant)
    for (old, new) in zip(plan, answer.jobOrders) {
      #expect(new.end <= old.end, "seed \(seed), \(old.id)")
    }
  }

  /// A plant with setups and operators, and a plan by a rule; work follows hot from the furnace in every other one.
  private func crewed(_ seed: Int, furnaces: Double = 0) throws -> (Plant, [JobOrder]) {
    var recipe = PlantRecipe()
    (recipe.orders, recipe.resources, recipe.items, recipe.seed) = (60, 12, 15, UInt64(seed))
    (recipe.setupFamilies, recipe.operatorShare, recipe.hotShare) = (4, 0.6, Double(seed % 2))
    (recipe.dueDateFactor, recipe.load, recipe.furnaceOrders) = (2, 1.2, furnaces)
    var generator = PlantGenerator(recipe)
    let plant = generator.plant()
    let plan = try PlanOrders.run(
      plant, engine: DispatchEngine.all, budget: Budget(iterations: 1), board: { Board() }
    ).jobOrders
    return (plant, plan)
  }

  @Test(arguments: 1...8)
  func `planned again a plan with operators keeps them, and nothing ends later`(_ seed: Int) throws
  {
    let (plant, plan) = try crewed(seed)
    let answer = try PlanAgain.verified(PlanAgain(plant, plan).run(plant))
    for (old, new) in zip(plan, answer.jobOrders) {
      #expect(new.end <= old.end, "\(old.id)")
      #expect(new.secondary == old.secondary, "\(old.id)")
    }
  }

  @Test func `loads are put together again, and a new machine takes over only what it ends sooner`()
    throws
  {
    var (later, twins) = (0, 0)
    let sum = { (lines: [JobOrder]) in lines.reduce(0) { $0 + $1.end.seconds } }
    for seed in 1...8 {
      let (plant, plan) = try crewed(seed, furnaces: 5)
      let again = PlanAgain(plant, plan)
      let same = try PlanAgain.verified(again.run(plant)).jobOrders
      if sum(same) > sum(plan) { later += 1 }
      let more = plant.changed(by: .oneMore(.resource(seed)))
      let spread = try PlanAgain.verified(again.run(more, spreading: true)).jobOrders
      if sum(spread) > sum(plan) { later += 1 }
      if spread.contains(where: { $0.equipment == more.resources.last?.id }) { twins += 1 }
    }
    // Loads may be joined from elsewhere.
    #expect(later <= 2 && twins >= 4, "\(later) later, \(twins) with a twin at work")
  }
}
