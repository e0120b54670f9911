import TaktMetrics
import TaktModel
import TaktTestKit
import Testing

/// Every figure of the three orders, worked out by hand.
@Suite struct PlanFiguresTests {
  private let figures = PlanFigures(ThreeOrders.plant, ThreeOrders.plan)

  private func isClose(_ a: Double, _ b: Double) -> Bool { abs(a - b) < 1e-12 }

  @Test func `the plan is valid`() {
    #expect(PlanVerifier(ThreeOrders.plant).violations(of: ThreeOrders.plan) == [])
  }

  @Test func `orders are complete at 10:30, 14:30 and 11:30`() {
    #expect(
      figures.orders.map(\.completion) == [
        SmallPlant.at(5, 10, 30), SmallPlant.at(5, 14, 30), SmallPlant.at(5, 11, 30),
      ])
    // Against 11:00, 14:00, 12:00.
    #expect(figures.orders.map(\.deviation) == [-1800, 1800, -1800])
    // Against 10:00, 14:00, 13:00.
    #expect(figures.orders.map(\.originalDeviation) == [1800, 1800, -5400])
    #expect(figures.orders.map(\.tardiness) == [0, 1800, 0])
  }

  @Test func `delivery`() {
    #expect(isClose(figures.onTimeRate, 2.0 / 3))
    #expect(isClose(figures.originalOnTimeRate, 1.0 / 3))
    #expect(isClose(figures.earlyRate, 2.0 / 3))
    // O1: 30 of 180 min early, O2: 30 of 360 min late, O3: 30 of 180 min early.
    #expect(isClose(figures.meanEarliness, (1.0 / 6 - 1.0 / 12 + 1.0 / 6) / 3))
  }

  @Test func `tardiness`() {
    #expect(figures.lateCount == 1)
    #expect(figures.weightedTardiness == 3 * 1800)
    #expect(isClose(figures.meanTardiness, 600))
    #expect(figures.maximumTardiness == 1800)
  }

  @Test func `lead time and work in process`() {
    // 08:00–14:30.
    #expect(figures.makespan == 390 * 60)
    // O1: 08:00–10:30, O2: 09:00–14:30, O3: 10:30–11:30, that is 150 + 330 + 60 min.
    #expect(isClose(figures.meanLeadTime, 180 * 60))
    #expect(isClose(figures.workInProcess, 540.0 / 390))
  }

  @Test func `efficiencies of the machine that works days`() {
    let m1 = figures.resources[0]
    // 08:00–12:00 and 13:00–14:30; two setups of 30 min; 30 and 60 pieces of a minute.
    #expect([m1.planned / 60, m1.setup / 60, m1.run / 60] == [330, 60, 90])
    #expect(m1.count == 2)
    #expect(isClose(m1.allocationEfficiency, 150.0 / 330))
    #expect(isClose(m1.utilizationEfficiency, 90.0 / 150))
    #expect(isClose(m1.setupRatio, 60.0 / 150))
  }

  @Test func `efficiencies of the machine that never stops`() {
    let m2 = figures.resources[1]
    // 90 + 180 pieces-minutes of X and 40 of Y, whose setup is 20 min.
    #expect([m2.planned / 60, m2.setup / 60, m2.run / 60] == [390, 20, 310])
    #expect(isClose(m2.allocationEfficiency, 330.0 / 390))
    #expect(isClose(m2.utilizationEfficiency, 310.0 / 330))
    #expect(isClose(m2.setupRatio, 20.0 / 330))
    #expect([figures.planned / 60, figures.setup / 60, figures.run / 60] == [720, 80, 400])
  }

  @Test func `complete to the second is on time and not early`() {
    var plant = ThreeOrders.plant
    plant.orders[0].due = SmallPlant.at(5, 10, 30)
    let exact = PlanFigures(plant, ThreeOrders.plan)
    #expect(isClose(exact.onTimeRate, 2.0 / 3))
    #expect(isClose(exact.earlyRate, 1.0 / 3))
  }

  @Test func `a machine without work has no shares`() {
    var plant = ThreeOrders.plant
    plant.resources.append(Resource(id: "M3", name: "", workCentre: 0, calendar: 1))
    let idle = PlanFigures(plant, ThreeOrders.plan).resources[2]
    #expect([idle.planned / 60, idle.count] == [390, 0])
    #expect([idle.allocationEfficiency, idle.utilizationEfficiency, idle.setupRatio] == [0, 0, 0])
  }

  @Test func `weighted tardiness is the compiled problem's objective`() throws {
    for seed in 0..<30 {
      let plant = RandomPlants.plant(seed: seed)
      let compiled = try CompiledPlant(plant, horizon: 120 * 86_400)
      let schedule = try #require(RandomSchedules.schedule(compiled.problem, seed: seed))
      let figures = PlanFigures(plant, compiled.jobOrders(schedule))
      #expect(
        figures.weightedTardiness
          == Objective.weightedTardiness.value(of: schedule, in: compiled.problem), "seed \(seed)")
      #expect(figures.makespan == Objective.makespan.value(of: schedule, in: compiled.problem))
    }
  }
}
