import TaktModel
import TaktTestKit
import Testing

@testable import TaktPlanning

/// Changes of a plant, one at a time.
@Suite struct PlantChangeTests {
  private typealias P = SmallPlant

  private func hours(_ calendar: ShiftCalendar, from: Instant, to: Instant) -> Int {
    calendar.workingSeconds(from: from, to: to, zone: .shanghai) / 3600
  }

  @Test func `a twin can do what its machine can, with the same changeovers`() {
    let plant = SmallFloor.plant.changed(by: .oneMore(.resource(1)))
    #expect(plant.resources.map(\.id) == ["PAINT", "OVEN", "OVEN+1"])
    #expect(plant.routings[0].operations[1].alternatives.map(\.resource) == [1, 2])
    #expect(plant.routings[0].operations[0].alternatives.map(\.resource) == [0])
    #expect(plant.changeover(on: 2, from: nil, to: 2)?.time == 7200)
    let three = plant.changed(by: .oneMore(.resource(1)))
    #expect(Set(three.resources.map(\.id)).count == 4)
  }

  @Test func `one more setter`() {
    let plant = SmallCrew.plant.changed(by: .oneMore(.secondary(0)))
    #expect(plant.secondaries.map(\.quantity) == [2, 1, 1, 2, 1])
  }

  @Test func `a shift more begins where the last one ends, and leaves others alone`() {
    let plant = P.plant.changed(by: .oneMoreShift(.resource(0)))
    let more = plant.calendars[plant.resources[0].calendar]
    // 8 h a day and 8 more until one in the morning.
    #expect(hours(more, from: P.at(5, 8), to: P.at(6, 8)) == 16)
    #expect(hours(more, from: P.at(10, 2), to: P.at(12, 8)) == 0)
    #expect(plant.resources[2].calendar == P.plant.resources[2].calendar)
    #expect(P.plant.calendars[0].hasRoomForShift)
    #expect(!ShiftCalendar.always().hasRoomForShift)
  }

  @Test func `extra hours on a Saturday`() {
    let change = PlantChange.extraHours(.resource(2), from: P.at(10, 8), to: P.at(10, 12))
    let plant = P.plant.changed(by: change)
    let calendar = plant.calendars[plant.resources[2].calendar]
    #expect(hours(calendar, from: P.at(10, 0), to: P.at(11, 0)) == 4)
    #expect(hours(calendar, from: P.at(5, 0), to: P.at(10, 0)) == 40)
    #expect(
      hours(plant.calendars[plant.resources[0].calendar], from: P.at(10, 0), to: P.at(11, 0)) == 0)
  }

  @Test func `who is always there needs no calendar`() {
    let plant = SmallCrew.plant.changed(by: .aroundTheClock(.secondary(2)))
    #expect(plant.secondaries[2].calendar == nil)
    let setter = SmallCrew.plant.changed(by: .aroundTheClock(.secondary(0)))
    #expect(setter.calendars[setter.secondaries[0].calendar ?? 0].worksWeekly)
    #expect(setter.secondaries[0].calendar != SmallCrew.plant.secondaries[0].calendar)
  }

  @Test func `no changeovers on one machine, half the work of one order`() {
    let plant = SmallFloor.plant.changed(by: .noChangeovers(resource: 0))
    for from in [nil, 0, 1, 2] as [Int?] {
      for to in 0...2 { #expect(plant.changeover(on: 0, from: from, to: to)?.time ?? 0 == 0) }
    }
    #expect(plant.changeover(on: 1, from: nil, to: 2)?.time == 7200)
    let half = SmallFloor.plant.changed(by: .halfTheWork(order: 1))
    let operation = half.routings[half.orders[1].routing].operations[0]
    #expect(operation.alternatives[0].setup == 450)
    #expect(operation.alternatives[0].run(quantity: 10) == 1800)
    #expect(half.routings[1] == SmallFloor.plant.routings[1])
  }

  @Test func `orders come, go and change`() {
    var new = P.plant.orders[0]
    new.id = "MO-9"
    let plant = P.plant.changed(by: [
      .newOrder(new), .due(order: 1, at: P.at(8, 8)), .quantity(order: 1, 7), .weight(order: 1, 3),
      .release(order: 1, at: P.at(6, 8)), .cancel(order: 0),
    ])
    #expect(plant.orders.map(\.id) == ["MO-2", "MO-9"])
    #expect(plant.orders[0].due == P.at(8, 8) && plant.orders[0].originalDue == P.at(7, 12))
    #expect(plant.orders[0].quantity == 7 && plant.orders[0].weight == 3)
    #expect(plant.orders[0].release == P.at(6, 8))
  }
}
