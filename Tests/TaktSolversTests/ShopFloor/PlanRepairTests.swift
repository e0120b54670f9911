import TaktModel
import TaktTestKit
import Testing

@testable import TaktSolvers

/// Right-shifted plans.
@Suite struct PlanRepairTests {
  /// Where nothing has changed a right-shifted plan is the plan, also where people are held who could be swapped.
  @Test func `right-shifting an unchanged plan with operators moves nothing`() throws {
    var shape = ProblemShape()
    (shape.jobs, shape.operations, shape.machines, shape.alternatives) = (30, 4, 4, 2)
    shape.hasReleases = true
    for seed in 0..<40 {
      let problem = try RandomFloors.problem(seed: seed, shape, hasCrew: true)
      var dispatcher = FloorDispatcher(problem, .init(rule: .edd, seed: UInt64(seed)))
      let dispatched = dispatcher.run()
      let plan = try #require(dispatched, "seed \(seed)")
      let columns = PlanColumns(
        machine: plan.mode.map { problem.machine[Int($0)] }, start: plan.runStart,
        setupStart: plan.setupStart, units: plan.units)
      let repair = PlanRepair(problem, objective: .weightedTardiness, plan: columns)
      let shifted = try #require(repair.rightShift(), "seed \(seed)")
      #expect(shifted.disruption == 0, "seed \(seed)")
      #expect(shifted.schedule.runStart == plan.runStart, "seed \(seed)")
    }
  }
}
