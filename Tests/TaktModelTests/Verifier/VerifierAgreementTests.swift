import TaktModel
import TaktTestKit
import Testing

/// The two verifiers, which share no code, on the same random plans.
@Suite struct VerifierAgreementTests {
  /// A valid schedule with one random change.
  private func changed(_ schedule: Schedule, _ problem: Problem, _ random: inout TestRandom)
    -> Schedule
  {
    var result = schedule
    let o = Int.random(in: 0..<problem.operationCount, using: &random)
    let ticks = Int32([-1, 1, -600, 600, 7200, -7200].randomElement(using: &random) ?? 0)
    switch Int.random(in: 0..<4, using: &random) {
    case 0: result.start[o] = max(-1, result.start[o] + ticks)
    case 1: result.end[o] += ticks
    case 2: result.mode[o] = Int32(problem.modes(of: o).lowerBound)
    default:
      result.start[o] = max(-1, result.start[o] + ticks)
      result.end[o] += ticks
    }
    return result
  }

  @Test func `a changed schedule is refused by both or by none`() throws {
    var counts = [true: 0, false: 0]
    for seed in 0..<150 {
      let plant = RandomPlants.plant(seed: seed)
      let compiled = try CompiledPlant(plant, horizon: 120 * 86_400)
      let schedule = try #require(RandomSchedules.schedule(compiled.problem, seed: seed))
      let verifiers = (PlanVerifier(plant), ScheduleVerifier(compiled.problem))
      var random = TestRandom(seed: seed)
      for _ in 0..<8 {
        let changed = changed(schedule, compiled.problem, &random)
        let fault = verifiers.1.fault(in: changed)
        // Where an operation begins in a break, a schedule is none the worse: it is the plan that must name a shift.
        let violations = verifiers.0.violations(of: compiled.jobOrders(changed))
          .filter { $0.rule != .outsideWorkingTime }
        #expect(
          violations.isEmpty == (fault == nil),
          "seed \(seed): \(fault ?? "valid") and \(violations.map(\.en))")
        counts[fault == nil, default: 0] += 1
      }
    }
    #expect(counts.values.allSatisfy { $0 >= 100 }, "\(counts)")
  }
}
