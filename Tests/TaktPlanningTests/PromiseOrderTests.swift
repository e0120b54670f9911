import TaktMetrics
import TaktModel
import TaktSolvers
import TaktTestKit
import Testing

@testable import TaktPlanning

/// Dates promised without moving anything.
@Suite struct PromiseOrderTests {
  private typealias P = SmallPlant

  @Test func `a third white goes behind the last one, the oven being hot`() throws {
    let enquiry = PromiseOrder.Enquiry(routing: 0, quantity: 10, id: "W-3")
    let promise = try PromiseOrder(SmallFloor.plant, SmallFloor.plan).promise(enquiry)
    // After W-2 at 14:05 on the white line; the oven is free at 14:45 and the piece there at 15:05.
    #expect(
      promise.lines == [
        P.line("W-3", "10", "PAINT", P.at(5, 14, 5), P.at(5, 14, 5), P.at(5, 15, 5)),
        P.line("W-3", "20", "OVEN", P.at(5, 15, 5), P.at(5, 15, 15), P.at(5, 15, 45)),
      ])
    #expect(promise.order.due == P.at(5, 15, 45) && promise.order.originalDue == promise.order.due)
    #expect(Array(promise.plan.prefix(5)) == SmallFloor.plan)
  }

  @Test func `a later release promises later`() throws {
    let enquiry = PromiseOrder.Enquiry(routing: 0, quantity: 10, id: "W-3", release: P.at(6, 10))
    let promise = try PromiseOrder(SmallFloor.plant, SmallFloor.plan).promise(enquiry)
    #expect(promise.lines[0].setupStart == P.at(6, 10))
  }

  @Test func `an order that takes months is promised, too`() throws {
    let enquiry = PromiseOrder.Enquiry(routing: 1, quantity: 20_000, id: "MO-9")
    let promise = try PromiseOrder(P.plant, P.plan).promise(enquiry)
    #expect(promise.completion > P.at(5, 8) + 100 * 86_400)
  }

  @Test func `calendars that never come together are an error, not a loop`() throws {
    var plant = SmallCrew.plant
    // The bench works days now, the inspector nights.
    plant.resources[2].calendar = 0
    plant.orders = [plant.orders[1]]
    let enquiry = PromiseOrder.Enquiry(routing: 0, quantity: 1, id: "L-9")
    #expect(throws: ProblemError.self) {
      try PromiseOrder(plant, [SmallCrew.plan[2]]).promise(enquiry)
    }
  }

  /// Ten enquiries booked one after the other into plans of plants with setups and operators: nothing moves, every rule is kept.
  @Test(arguments: 1...6)
  func `agreed orders stay where they are`(_ seed: Int) throws {
    var recipe = PlantRecipe()
    (recipe.orders, recipe.resources, recipe.items, recipe.seed) = (30, 10, 8, UInt64(seed))
    (recipe.setupFamilies, recipe.operatorShare) = (seed % 2 == 0 ? 4 : 0, seed % 3 == 0 ? 0 : 0.4)
    var generator = PlantGenerator(recipe)
    var plant = generator.plant()
    var plan = try PlanOrders.run(
      plant, engine: DispatchEngine(rule: .atc), budget: Budget(iterations: 1, threads: 1),
      board: { Board() }
    ).jobOrders
    for k in 0..<10 {
      let enquiry = PromiseOrder.Enquiry(
        routing: k % plant.routings.count, quantity: 5 + k, id: "NEW-\(k)")
      let promise = try PromiseOrder(plant, plan).promise(enquiry)
      #expect(Array(promise.plan.prefix(plan.count)) == plan)
      #expect(promise.completion == promise.lines.map(\.end).max())
      (plant, plan) = (promise.plant, promise.plan)
    }
    #expect(PlanVerifier(plant).violations(of: plan).isEmpty)
  }
}
