import TaktModel
import TaktTestKit
import Testing

@testable import TaktMetrics

/// What a batch machine's loads count for: once, however many orders are in them.
@Suite struct LoadFiguresTests {
  private let index = PlanIndex(SmallRoutes.loads, SmallRoutes.loadsPlan)

  @Test func `two orders in one load are one setup and one run`() {
    #expect(index.joins == [false, false, false, false, false, true, false, false])
    let furnace = PlanFigures(index).resources[1]
    // Three loads of ten minutes and an hour, two changeovers of a quarter of an hour.
    #expect(furnace.run == 3 * 3600)
    #expect(furnace.setup == 60 * 60)
    #expect(furnace.changeovers == 2)
    #expect(furnace.count == 4)
    let days = KPITable(index, .day)
    #expect(days.resources[0][1].run == furnace.run && days.resources[0][1].setup == furnace.setup)
    #expect(days.resources[0][1].finished == 4)
  }

  @Test func `two orders in one load draw power once`() throws {
    var plant = SmallRoutes.loads
    plant.resources[1].power = .init(idle: 1000, setup: 4000, run: 9000)
    let figures = try #require(EnergyFigures(plant, SmallRoutes.loadsPlan))
    #expect(figures.run == 9000 * 3 * 3600)
    #expect(figures.setup == 4000 * 60 * 60)
    #expect(figures.idle == 0 && figures.peak == 9000)
  }

  @Test func `the stoker has one load to see to`() {
    let stoker = Burdens(index, PlanFigures(index)).all[2]
    // From the first changeover at 8:45 to the last load's end at 13:45.
    #expect(stoker.id == "STOKER" && stoker.busy == 5 * 3600)
  }

  @Test func `who is there first waits for the other that goes in with it`() throws {
    var waits = OperationWaits(index)
    let one = waits.wait(4)
    let first = try #require(one)
    // O-1 is turned by 8:20, O-2 by 8:40; then there are ten minutes of setup.
    #expect(first.binding.kind == .load && first.binding.line == 5)
    #expect(first.binding.since == SmallPlant.at(5, 8, 40))
    #expect(first.binding.runStart == SmallPlant.at(5, 8, 50))
    let other = waits.wait(5)
    let second = try #require(other)
    #expect(!second.bounds.contains { $0.kind == .load })
  }
}
