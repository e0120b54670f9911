import TaktModel
import TaktTestKit
import Testing

/// The verifier against a judge that looks at every second.
@Suite struct PlanVerifierOracleTests {
  private static let oracle = PlanOracle(SmallPlant.plant, days: 4)

  @Test func `random changes of the small plan are caught just when they matter`() {
    let verifier = PlanVerifier(SmallPlant.plant)
    var counts = [true: 0, false: 0]
    for seed in 0..<600 {
      var random = TestRandom(seed: seed)
      var plan = SmallPlant.plan
      for _ in 0..<Int.random(in: 1...2, using: &random) { mutate(&plan, &random) }
      let isValid = Self.oracle.isValid(plan)
      let found = verifier.violations(of: plan)
      #expect(found.isEmpty == isValid, "seed \(seed): \(found.map(\.en))")
      counts[isValid, default: 0] += 1
    }
    #expect(counts.values.allSatisfy { $0 >= 40 }, "\(counts)")
  }

  private func mutate(_ plan: inout [JobOrder], _ random: inout TestRandom) {
    let i = Int.random(in: plan.indices, using: &random)
    let seconds = [60, 300, 1, 3600, -60, -300, -1, 0].randomElement(using: &random) ?? 0
    switch Int.random(in: 0..<12, using: &random) {
    case 0: plan[i].setupStart = plan[i].setupStart + seconds
    case 1: plan[i].start = plan[i].start + seconds
    case 2: plan[i].end = plan[i].end + seconds
    case 3: plan[i].equipment = ["LATHE-01", "LATHE-02", "MILL-01"][i % 3]
    case 4: plan.remove(at: i)
    case 5: plan.append(plan[i])
    case 6: plan.swapAt(i, 0)
    case 7:
      let moment = plan[i].end
      (plan[i].setupStart, plan[i].start) = (moment, moment)
    default:
      plan[i].setupStart = plan[i].setupStart + seconds
      plan[i].start = plan[i].start + seconds
      plan[i].end = plan[i].end + seconds
    }
  }
}
