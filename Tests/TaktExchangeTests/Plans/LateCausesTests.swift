import TaktMetrics
import TaktModel
import TaktPlanning
import TaktSolvers
import Testing

@testable import TaktExchange

/// Every cause of lateness is one: without it, and planned again, the order is earlier.
@Suite struct LateCausesTests {
  private func plan(_ plant: Plant, _ engine: String) throws -> PlanOrders.Result {
    try PlanOrders.run(
      plant, engine: #require(EngineCatalog.engine(named: engine)),
      budget: Budget(iterations: 400, threads: 1), board: { Board() })
  }

  /// Checks the cause of every late order, as `takt explain` names it and as the plan document does.
  /// - Returns: how often each kind was named
  private func check(_ plant: Plant, _ engine: String) throws -> [OrderFigures.Cause.Kind: Int] {
    let (kinds, misnamed) = try checkExplanations(plant, engine)
    #expect(misnamed.isEmpty, "the document names no causes: \(misnamed)")
    return kinds
  }

  /// Checks the cause of every late order, as `takt explain` names it.
  /// - Returns: how often each kind was named, and which orders the plan document names no true cause of
  private func checkExplanations(_ plant: Plant, _ engine: String) throws -> (
    kinds: [OrderFigures.Cause.Kind: Int], misnamed: [String]
  ) {
    let result = try plan(plant, engine)
    var explaining = ExplainDelay(plant, result.jobOrders)
    var kinds: [OrderFigures.Cause.Kind: Int] = [:]
    var misnamed: [String] = []
    for order in explaining.late {
      let found = try explaining.explain(order)
      let explanation = try #require(found)
      kinds[explanation.cause.kind, default: 0] += 1
      let what = "\(engine), \(plant.orders[order].id): \(explanation.cause)"
      #expect(explanation.without[0].cause == explanation.cause)
      #expect(explanation.without[0].completion < explanation.completion, "\(what)")
      let named = try #require(result.figures.orders[order].cause)
      let without = try explaining.completion(ofOrder: order, without: named)
      if without >= explanation.completion { misnamed.append("\(what), \(named)") }
    }
    return (kinds, misnamed)
  }

  /// Items of every sample plant can be promised on its plan, or the answer says what is missing.
  @Test(arguments: [
    "precision-shop", "moulding-crew", "paint-line", "one-sheet", "pump-assembly", "overlap-line",
    "heat-tariff", "hardening-shift", "plating-outside", "two-sites",
  ])
  func `orders more of every item are promised`(_ name: String) throws {
    let plant = try Reading.imported(try Repository.instance(name)).plant
    let result = try plan(plant, "edd")
    var promised = 0
    for routing in plant.routings.indices.prefix(6) {
      let enquiry = PromiseOrder.Enquiry(routing: routing, quantity: 3, id: "NEW")
      do {
        let promise = try PromiseOrder(plant, result.jobOrders).promise(enquiry)
        #expect(promise.lines.count == plant.routings[routing].operations.count)
        promised += 1
      } catch let error as ProblemError {
        #expect("\(error)".contains("material"), "\(name): \(error)")
      }
    }
    #expect(promised > 0)
  }

  @Test(arguments: [
    "precision-shop", "moulding-crew", "paint-line", "one-sheet", "pump-assembly", "overlap-line",
    "peak-limit", "split-lots", "line-buffer",
  ])
  func `of every late order of the sample plants`(_ name: String) throws {
    var plant = try Reading.imported(try Repository.instance(name)).plant
    if name != "precision-shop" {
      // They are all on time: a quarter of the time to the due date is too little for some.
      for i in plant.orders.indices {
        let order = plant.orders[i]
        plant.orders[i].due = plant.asOf + (order.due - plant.asOf) / 4
      }
    }
    var count = 0
    for engine in ["auto", "edd"] {
      count += try check(plant, engine).values.reduce(0, +)
    }
    #expect(count >= 1)
  }

  /// MO-2 is due when it would be complete if both furnaces could heat at once.
  @Test func `an order that waits for power is late for it`() throws {
    var plant = try Reading.imported(try Repository.instance("peak-limit")).plant
    plant.orders[1].due = plant.asOf + 120 * 60
    #expect(try check(plant, "auto") == [.power: 1])
    plant.powerLimit = nil
    #expect(try check(plant, "auto") == [:])
  }

  /// MO-4 is due when it would be complete if it could be ground ahead of MO-3, which stands on the lathe for want of room.
  @Test func `of every late order of plants with limited room, some of which wait for that`() throws
  {
    var kinds: [OrderFigures.Cause.Kind: Int] = [:]
    var misnamed: [String] = []
    for seed in 1...4 {
      var recipe = PlantRecipe()
      (recipe.orders, recipe.resources, recipe.items, recipe.seed) = (40, 10, 10, UInt64(seed))
      (recipe.dueDateFactor, recipe.load, recipe.bufferPlaces) = (1, 1.5, 0)
      var generator = PlantGenerator(recipe)
      let found = try checkExplanations(generator.plant(), "atcs")
      kinds.merge(found.kinds, uniquingKeysWith: +)
      misnamed += found.misnamed
    }
    let all = kinds.values.reduce(0, +)
    #expect(all >= 10)
    // The document's causes are found by entering orders anew, which knows nothing of the room they take themselves.
    #expect(misnamed.count * 10 <= all, "\(misnamed)")
    #expect(kinds[.room, default: 0] >= 1, "\(kinds)")
  }

  @Test(arguments: [160, 220])
  func `of every late order of a plant with lots and a power limit`(_ limit: Int) throws {
    var recipe = PlantRecipe()
    (recipe.orders, recipe.items, recipe.lotSize, recipe.seed) = (60, 15, 20, 3)
    (recipe.dueDateFactor, recipe.load, recipe.powerLimit) = (2, 1.2, limit)
    var generator = PlantGenerator(recipe)
    let kinds = try check(generator.plant(), "atcs")
    #expect(kinds.values.reduce(0, +) >= 4)
  }

  @Test(arguments: 1...4)
  func `of every late order of plants with setups and operators`(_ seed: Int) throws {
    var recipe = PlantRecipe()
    (recipe.orders, recipe.resources, recipe.items) = (40, 10, 12)
    (recipe.setupFamilies, recipe.operatorShare, recipe.seed) = (4, 0.5, UInt64(seed))
    (recipe.dueDateFactor, recipe.load) = (2, 1.2)
    var generator = PlantGenerator(recipe)
    let kinds = try check(generator.plant(), "atcs")
    #expect(kinds.values.reduce(0, +) >= 4)
  }
}
