import TaktModel
import TaktTestKit
import Testing

@testable import TaktMetrics

/// What a plan leaves of materials, and orders that are late for want of them.
@Suite struct MaterialLedgerTests {
  @Test func `movements stand in the order of time with what is left`() {
    let ledger = MaterialLedger(SmallStock.plant, SmallStock.plan)
    let text = ledger.entries.filter { $0.material < 2 }.map {
      "\($0.material) \(SmallStock.plant.zone.wall($0.at).text.dropFirst(8)) \($0.quantity) \($0.balance) \($0.source)"
    }
    #expect(
      text == [
        "0 05 08:00 6000 6000 stock", "0 05 08:00 -2000 4000 taken(line: 5)",
        "0 05 09:00 6000 10000 made(order: 1)", "0 05 10:00 -10000 0 taken(line: 0)",
        "1 05 08:00 4000 4000 stock", "1 05 08:00 -4000 0 taken(line: 5)",
        "1 05 10:00 20000 20000 receipt", "1 05 10:00 -20000 0 taken(line: 0)",
        "1 06 08:00 5000 5000 receipt", "1 06 08:00 -2000 3000 taken(line: 2)",
      ])
  }

  @Test func `a late order's cause is the material it waited for`() {
    var plant = SmallStock.plant
    plant.orders[2].due = SmallPlant.at(5, 17)
    let figures = OrderFigures.all(plant, SmallStock.plan)
    #expect(figures.map(\.tardiness) == [0, 0, 59_400, 0])
    #expect(figures[2].cause == .init(kind: .material, id: "SEAL"))
  }

  @Test func `an order that waits for one that feeds it is held by what holds that one`() {
    var plant = SmallStock.plant
    plant.materials[1].stock = 40_000
    plant.orders[0].due = SmallPlant.at(5, 10)
    // C-1 waits for another order on the lathe, and P-1 for C-1.
    plant.orders[2].isKitted = false
    var plan = SmallStock.plan
    plan[2] = SmallPlant.line(
      "V-1", "10", "LATHE", SmallPlant.at(5, 8), SmallPlant.at(5, 8), SmallPlant.at(5, 9))
    plan[1] = SmallPlant.line(
      "C-1", "10", "LATHE", SmallPlant.at(5, 9), SmallPlant.at(5, 9), SmallPlant.at(5, 10))
    let found = PlanVerifier(plant).violations(of: plan)
    #expect(found == [])
    let figures = OrderFigures.all(plant, plan)
    #expect(figures[0].cause == .init(kind: .machine, id: "LATHE"))
  }
}
