import TaktModel
import TaktTestKit
import Testing

@testable import TaktMetrics

/// What holds hand-made plans up, and how much.
@Suite struct BurdensTests {
  private func burdens(_ plant: Plant, _ plan: [JobOrder]) -> [String: Burden] {
    let index = PlanIndex(plant, plan)
    let burdens = Burdens(index, PlanFigures(index))
    return Dictionary(burdens.all.map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
  }

  @Test func `two machines of three orders`() throws {
    let found = burdens(ThreeOrders.plant, ThreeOrders.plan)
    let (m1, m2) = (try #require(found["M1"]), try #require(found["M2"]))
    // O2/10 waits for O1/10 from 08:00 to 09:00.
    #expect(m1.waiting == 3600 && m1.waitingCount == 1)
    // O2/20 is ready at 10:30 and begins at 11:30; O3/10 is released at 09:00 and waits until 10:30.
    #expect(m2.waiting == 3600 + 5400 && m2.waitingCount == 2)
    // Only O2 is late, and waits on its way for both.
    #expect(m1.lateWaiting == 3600 && m2.lateWaiting == 3600)
    #expect(m1.chainShare == 0.5 && m2.lateOrders == 1 && m1.lateOrders == 0)
    // Setup 30, run 30, setup 30, run 60 in 5.5 working hours until 14:30.
    #expect(m1.busy == 150 * 60 && m1.planned == 330 * 60)
  }

  @Test func `a crew's load and who waits for it`() throws {
    let found = burdens(SmallCrew.plant, SmallCrew.plan)
    let setter = try #require(found["SETTER"])
    // 30 and 20 minutes of setup in the eight hours of Monday.
    #expect(setter.busy == 3000 && setter.planned == 8 * 3600)
    #expect(setter.waiting == 1800 && setter.waitingCount == 1)
    let gauge = try #require(found["GAUGE"])
    // Two of them for an hour, always there: from 08:00 to 21:00.
    #expect(gauge.busy == 7200 && gauge.planned == 2 * 13 * 3600)
    #expect(found["BENCH"]?.waiting == 0)
  }

  @Test func `the worst comes first`() {
    let index = PlanIndex(ThreeOrders.plant, ThreeOrders.plan)
    #expect(Burdens(index, PlanFigures(index)).all.map(\.id) == ["M2", "M1"])
  }
}
