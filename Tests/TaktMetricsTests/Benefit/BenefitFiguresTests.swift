import TaktModel
import TaktTestKit
import Testing

@testable import TaktMetrics

/// The four figures of a benefit, by hand.
@Suite struct BenefitFiguresTests {
  private typealias P = SmallPlant

  private func actual(_ line: Int, start: Int, end: Int) -> BenefitFigures.Actual {
    let job = ThreeOrders.plan[line]
    return .init(
      order: job.order, operation: job.operation, start: job.start + 60 * start,
      end: job.end + 60 * end)
  }

  @Test func `as planned`() {
    let figures = BenefitFigures(ThreeOrders.plant, ThreeOrders.plan, actuals: [])
    // O1 from 08:00 to 10:30, O2 from 09:00 to 14:30, O3 from 10:30 to 11:30.
    #expect(figures.productionCycle == .init(value: 9 * 3600 / 3, count: 3))
    // O1 is due at 11:00 and O3 at 12:00; O2 at 14:00.
    #expect(figures.earlyRate == .init(value: 2.0 / 3, count: 3))
    #expect(abs(figures.earlyDegree.value - (0.5 / 3 - 0.5 / 6 + 0.5 / 3) / 3) < 1e-12)
    #expect(figures.startDeviation == nil && figures.energy == nil && !figures.isRealised)
  }

  @Test func `a few reports say how far off the plan was, not when orders were complete`() {
    let figures = BenefitFigures(
      ThreeOrders.plant, ThreeOrders.plan,
      actuals: [actual(0, start: 10, end: 30), actual(1, start: -20, end: 0)])
    #expect(figures.startDeviation == .init(value: 900, count: 2))
    #expect(figures.endDeviation == .init(value: 900, count: 2))
    #expect(!figures.isRealised && figures.productionCycle.value == 3 * 3600)
  }

  @Test
  func `with every report orders begin and end by them, the last one of a job order counting`() {
    var actuals = ThreeOrders.plan.indices.map { actual($0, start: 0, end: 0) }
    actuals.append(actual(3, start: 0, end: 60))
    let figures = BenefitFigures(ThreeOrders.plant, ThreeOrders.plan, actuals: actuals)
    #expect(figures.isRealised)
    // Cycles from the first run: O1 08:30–10:30, O2 09:30–15:30, O3 10:50–11:30.
    #expect(figures.productionCycle.value == (120 + 360 + 40) * 60 / 3)
    #expect(figures.endDeviation == .init(value: 720, count: 5))
  }
}
