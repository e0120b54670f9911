import TaktModel
import TaktTestKit
import Testing

@testable import TaktMetrics

/// Two plans set side by side.
@Suite struct PlanDeltaTests {
  @Test func `orders that gain, lose, come and go`() {
    let old = ThreeOrders.plant
    var new = old
    new.orders[2].id = "O4"
    var plan = ThreeOrders.plan
    // O1/20 ends an hour and a half later, 11:00 being its due date; O2/20 half an hour sooner, on time.
    plan[1].start = SmallPlant.at(5, 10, 30)
    plan[1].end = SmallPlant.at(5, 12)
    plan[3].end = SmallPlant.at(5, 14)
    plan[4].order = "O4"
    let delta = PlanDelta(old, ThreeOrders.plan, new, plan)
    #expect(delta.better.map(\.id) == ["O2"] && delta.worse.map(\.id) == ["O1"])
    #expect(delta.newlyLate.map(\.id) == ["O1"] && delta.newlyOnTime.map(\.id) == ["O2"])
    #expect(delta.worse[0].lateAfter == 3600 && delta.better[0].lateBefore == 1800)
    #expect(delta.added == ["O4"] && delta.removed == ["O3"])
    // O1/20 begins later; of O2/20 only the end differs.
    #expect(delta.moved == 1)
    #expect(delta.lateBefore == 1 && delta.lateAfter == 1)
    #expect(delta.tardinessBefore == 3 * 1800 && delta.tardinessAfter == 2 * 3600)
  }

  @Test func `a plan against itself`() {
    let delta = PlanDelta(ThreeOrders.plant, ThreeOrders.plan, ThreeOrders.plant, ThreeOrders.plan)
    #expect(delta.better.isEmpty && delta.worse.isEmpty && delta.moved == 0)
    #expect(delta.tardinessBefore == delta.tardinessAfter)
  }
}
