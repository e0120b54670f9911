import TaktModel
import TaktPlanning
import TaktRescheduling
import TaktSolvers
import TaktTestKit
import Testing

@testable import TaktSimulation

/// Policies side by side.
@Suite struct PolicyComparisonTests {
  @Test func `intervals are Student's`() {
    // Mean 3, standard deviation 1.5811, n 5: 2.776 × 1.5811 / √5 = 1.9629.
    let figure = PolicyComparison.Figure([1, 2, 3, 4, 5])
    #expect(figure.mean == 3)
    #expect(abs(figure.halfWidth - 1.9629) < 1e-3)
    #expect(PolicyComparison.Figure([7]).halfWidth == 0)
    // 29 degrees of freedom: 2.0452; values of ±1 have a standard deviation of √(30/29).
    let many = PolicyComparison.Figure((0..<30).map { $0 % 2 == 0 ? 1 : -1 })
    #expect(abs(many.halfWidth - 2.0452 * (30.0 / 29).squareRoot() / 30.squareRoot()) < 1e-3)
  }

  @Test func `a policy is compared with the first on the same floors`() throws {
    let plant = SmallPlant.plant
    var disturbances = Disturbances()
    (disturbances.hoursBetweenBreakdowns, disturbances.hoursOfRepair) = (4, 3)
    let compared = { (floors: Int) in
      try PolicyComparison(
        plant, plan: SmallPlant.plan, policies: [.none, .ladder], seeds: [1, 2, 3],
        disturbances: disturbances, settings: Rescheduler.Settings(),
        budget: Budget(iterations: 64, threads: 1), period: 3600, floors: floors)
    }
    let comparison = try compared(1)
    for floors in [2, 8] {
      let rows = try compared(floors).rows
      #expect(rows.map(\.outcomes) == comparison.rows.map(\.outcomes))
    }
    let (none, ladder) = (comparison.rows[0], comparison.rows[1])
    #expect(none.gain == nil)
    let gains = zip(none.outcomes, ladder.outcomes).map { $0.meanTardiness - $1.meanTardiness }
    #expect(ladder.gain == PolicyComparison.Figure(gains))
    #expect(none.moved.mean == 0)
    #expect(none.outcomes.map(\.disturbances) == ladder.outcomes.map(\.disturbances))
  }
}
