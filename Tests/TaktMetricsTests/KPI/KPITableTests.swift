import TaktModel
import TaktTestKit
import Testing

@testable import TaktMetrics

/// Figures bucket by bucket.
@Suite struct KPITableTests {
  private typealias P = SmallPlant

  @Test func `two days of the small plant, by hand`() {
    let table = KPITable(PlanIndex(P.plant, P.plan), .day)
    let (monday, tuesday) = (table.resources[0], table.resources[1])
    // LATHE-01: 30 min of setup, 40 and 20 of run, in the 8 h of Monday; the plan ends on Tuesday at 01:20.
    #expect(monday[0] == .init(planned: 8 * 3600, run: 3600, setup: 1800, finished: 2))
    #expect(tuesday[0] == .init(planned: 0, run: 0, setup: 0, finished: 0))
    // LATHE-02 works nights: four hours until midnight, of which 20 min are setup, and 80 min after it.
    #expect(monday[1] == .init(planned: 4 * 3600, run: 220 * 60, setup: 1200, finished: 0))
    #expect(tuesday[1] == .init(planned: 80 * 60, run: 80 * 60, setup: 0, finished: 1))
    #expect(monday[1].allocationEfficiency == 1)
    #expect(monday[0].setupRatio == 1.0 / 3 && monday[0].availability == 1.0 / 8)
    // MO-1 is due on Monday at 13:00 and complete at 13:05; MO-2 is due on Wednesday.
    #expect(table.delivery[0].due == 1 && table.delivery[0].onTime == 0)
    #expect(table.delivery[0].completed == 1 && table.delivery[0].pieces == 40)
    #expect(table.delivery[0].tardiness == 300 && table.delivery[0].execution == 305 * 60)
    #expect(table.delivery[2].due == 1 && table.delivery[2].onTime == 1)
    #expect(table.delivery[1].completed == 1)
    // From the release on Friday the week before.
    #expect(table.delivery[0].fulfilment == P.at(5, 13, 5) - P.at(2, 10))
    // 30 + 40, 10 + 80, 20 and 5 + 20 minutes of 305.
    #expect(table.delivery[0].busy == 205 * 60 && table.delivery[0].run == 160 * 60)
  }

  @Test func `an oven that heats up in a break is busy then`() {
    let table = KPITable(PlanIndex(SmallFloor.plant, SmallFloor.plan), .day)
    let figures = PlanFigures(SmallFloor.plant, SmallFloor.plan)
    for r in 0..<2 {
      let sum = table.times(0) { $0 == r }
      #expect(sum.run == figures.resources[r].run && sum.setup == figures.resources[r].setup)
      #expect(sum.planned == figures.resources[r].planned)
    }
  }

  @Test(arguments: TimeBucket.Kind.allCases)
  func `buckets add up to the figures of the whole plan`(_ kind: TimeBucket.Kind) throws {
    for seed in 0..<25 {
      let plant = RandomPlants.plant(seed: seed)
      let compiled = try CompiledPlant(plant, horizon: 120 * 86_400)
      let plan = compiled.jobOrders(
        try #require(RandomSchedules.schedule(compiled.problem, seed: seed)))
      let table = KPITable(PlanIndex(plant, plan), kind)
      let figures = PlanFigures(plant, plan)
      for r in plant.resources.indices {
        let sum = table.buckets.indices.reduce(KPITable.Times()) { $0 + table.resources[$1][r] }
        let whole = figures.resources[r]
        #expect(sum.run == whole.run && sum.setup == whole.setup, "seed \(seed), \(r)")
        #expect(sum.planned == whole.planned, "seed \(seed), \(r)")
        #expect(sum.finished == whole.count, "seed \(seed), \(r)")
      }
      let sum = { (key: KeyPath<KPITable.Delivery, Int>) in
        table.delivery.reduce(0) { $0 + $1[keyPath: key] }
      }
      #expect(sum(\.due) == plant.orders.count && sum(\.completed) == plant.orders.count)
      #expect(sum(\.due) - sum(\.onTime) == figures.lateCount, "seed \(seed)")
      #expect(sum(\.tardiness) == figures.orders.reduce(0) { $0 + $1.tardiness })
    }
  }
}
