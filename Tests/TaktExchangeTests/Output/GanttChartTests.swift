import TaktMetrics
import TaktModel
import TaktTestKit
import Testing

@testable import TaktExchange

/// What the chart says of a bar under the pointer.
@Suite struct GanttChartTests {
  private func chart(_ plant: Plant, _ plan: [JobOrder], _ language: Language) throws -> String {
    let figures = PlanFigures(plant, plan)
    return try GanttChart(
      tables: PlanTables(plant: plant, plan: plan, figures: figures, language: language)
    ).html()
  }

  @Test func `changeovers say from what to what, and how long`() throws {
    let en = try chart(SmallFloor.plant, SmallFloor.plan, .en)
    #expect(en.contains("changeover white → black (20 min)"))
    #expect(en.contains("changeover black → white (90 min)"))
    // Nothing is known of the oven at the start.
    #expect(en.contains("changeover ? → hot (120 min)"))
    #expect(en.ranges(of: "changeover ").count == 3)
    #expect(try chart(SmallFloor.plant, SmallFloor.plan, .zh).contains("换型 white → black（20 分钟）"))
  }

  @Test func `operators and tools are named, and why an order is late`() throws {
    var plant = SmallCrew.plant
    plant.orders[1].due = SmallPlant.at(5, 10, 40)
    let en = try chart(plant, SmallCrew.plan, .en)
    #expect(en.contains("operators and tools SETTER, MOULD"))
    #expect(en.contains("waits for SETTER"))
  }
}
