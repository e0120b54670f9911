import TaktModel
import TaktTestKit
import Testing

/// Which supply meets which need.
@Suite struct PeggingTests {
  private func drawn(_ plant: Plant) -> [String] {
    Pegging(plant).needs.map {
      "\(plant.orders[$0.order].id) \($0.steps) \(plant.materials[$0.material].id) \($0.drawn)"
    }
  }

  @Test func `named orders are fed first, the rest goes by date`() {
    let pegging = Pegging(SmallStock.plant)
    #expect(pegging.feeds == [.init(from: 1, order: 0, step: 0)])
    #expect(
      drawn(SmallStock.plant) == [
        "P-1 [0] CASING 4000", "P-1 [0] SEAL 20000", "V-1 [0, 1] SEAL 2000", "V-1 [0, 1] OIL 500",
        "P-2 [0] CASING 2000", "P-2 [0] SEAL 4000",
      ])
  }

  @Test func `an item that is made goes to whoever is due first once stock is out`() {
    var plant = SmallStock.plant
    plant.orders[1].feeds = []
    plant.materials[0].stock = 9000
    plant.orders[3].due = SmallPlant.at(5, 12)
    // P-2 takes two of the stock, P-1 seven and three of C-1.
    #expect(Pegging(plant).feeds == [.init(from: 1, order: 0, step: 0)])
    #expect(drawn(plant).contains("P-1 [0] CASING 7000"))
    plant.orders[0].due = SmallPlant.at(5, 11)
    #expect(
      Pegging(plant).feeds == [
        .init(from: 1, order: 0, step: 0), .init(from: 1, order: 3, step: 0),
      ]
    )
  }

  @Test func `what nothing covers is named with the orders that go without`() throws {
    var plant = SmallStock.plant
    #expect(plant.shortages == [])
    plant.materials[1].receipts.removeLast()
    plant.orders[2].due = SmallPlant.at(7, 17)
    #expect(
      plant.shortages == [.init(material: 1, missing: 2000, needed: 26_000, orders: [2])])
    #expect(throws: ProblemError.self) { try CompiledPlant(plant) }
  }

  @Test func `materials nobody waits for are left out of the problem`() throws {
    let materials = try CompiledPlant(SmallStock.plant).problem.floor.materials
    // Casings and oil are there; of seals, 2 and 4 and 20 make a grain of 2: two in stock, twelve at 10:00, fourteen on Tuesday.
    #expect(materials.materialCount == 1)
    #expect(materials.supplyTotal == [2, 12, 14])
    #expect(materials.supplyTick == [0, 7200, 86_400])
    #expect(materials.drawAmount == [10, 1, 1, 2])
    #expect(materials.kitCount == 1)
  }
}
