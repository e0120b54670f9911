import TaktModel
import TaktTestKit
import Testing

/// Whom the lines of a plan hold, as a schedule's column of units.
@Suite struct HeldUnitsTests {
  private func lines(_ plan: [JobOrder]) -> [[JobOrder?]] {
    [[plan[0], plan[1]], [plan[2]]]
  }

  /// SETTER is unit 0, TRAINEE 1, MOULD 2, the gauges 3 and 4, INSPECTOR 5.
  @Test func `whom lines name is held, of two gauges each`() throws {
    let compiled = try CompiledPlant(SmallCrew.plant)
    #expect(compiled.units(heldBy: lines(SmallCrew.plan)) == [0, 2, 3, 4, 5, 0])
  }

  @Test func `a line of a stranger, or of too few, holds nobody yet`() throws {
    let compiled = try CompiledPlant(SmallCrew.plant)
    var plan = SmallCrew.plan
    plan[0].secondary = ["TRAINEE", "MOULD"]
    plan[1].secondary = ["GAUGE", "INSPECTOR"]
    #expect(compiled.units(heldBy: lines(plan)) == [-1, -1, -1, -1, -1, 0])
    #expect(compiled.units(heldBy: [[], [nil]]) == Array(repeating: -1, count: 6))
  }

  @Test func `two lids inspected at one time hold a gauge each`() throws {
    var plant = SmallCrew.plant
    plant.routings[0].operations[1].needs[0].quantity = 1
    plant.orders[1].routing = 0
    let compiled = try CompiledPlant(plant)
    var plan = SmallCrew.plan
    plan[1].secondary = ["GAUGE", "INSPECTOR"]
    var other = plan[1]
    other.order = "B-1"
    let slots = compiled.units(heldBy: [[plan[0], plan[1]], [nil, other]])
    #expect(slots == [0, 2, 3, 5, -1, -1, 4, 5])
  }
}
