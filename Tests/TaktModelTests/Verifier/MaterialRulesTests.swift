import TaktModel
import TaktTestKit
import Testing

/// Materials, kits and orders that feed others in the verifier, on a plan made by hand.
@Suite struct MaterialRulesTests {
  private typealias P = SmallPlant

  @Test func `the plan made by hand breaks no rule`() {
    #expect(PlanVerifier(SmallStock.plant).violations(of: SmallStock.plan) == [])
  }

  static let mutations = [
    FloorMutation(
      testDescription: "a run before the receipt", rules: [.materialShortage],
      words: "order P-1, operation 10 takes 20 of SEAL at 2026-01-05 09:59:59, when 20 are missing"
    ) { shift(&$0[0], -1) },
    FloorMutation(
      testDescription: "a kit that is not there", rules: [.materialShortage],
      words: "order V-1, operation 20 takes 2 of SEAL at 2026-01-05 13:00, when 2 are missing"
    ) { shift(&$0[3], -19 * 3600) },
    FloorMutation(
      testDescription: "a later receipt counted on", rules: [.materialShortage],
      words: "order P-2, operation 10 takes 4 of SEAL at 2026-01-06 09:30, when 1 are missing"
    ) { plan in
      // P-2 comes last, and V-1 takes its two seals on Monday: five come, seven are taken.
      plan[5] = P.line("P-2", "10", "BENCH", P.at(6, 9, 30), P.at(6, 9, 30), P.at(6, 9, 42))
    },
    FloorMutation(
      testDescription: "a part that is not made yet", rules: [.materialShortage, .feedingOrder],
      words: "begins at 2026-01-05 10:00, but order C-1, which feeds it, is complete at "
        + "2026-01-05 10:01"
    ) { shift(&$0[1], 61 * 60) },
  ]

  private static func shift(_ job: inout JobOrder, _ seconds: Int) {
    job.setupStart = job.setupStart + seconds
    job.start = job.start + seconds
    job.end = job.end + seconds
  }

  @Test(arguments: mutations)
  func `breaking a rule of materials breaks only that`(_ mutation: FloorMutation) {
    var plan = SmallStock.plan
    mutation.change(&plan)
    var plant = SmallStock.plant
    // With one seal less in the second receipt the last in line is short.
    if mutation.testDescription == "a later receipt counted on" {
      plant.materials[1].receipts[1].quantity = 1000
    }
    let found = PlanVerifier(plant).violations(of: plan)
    #expect(found.map(\.rule) == mutation.rules, "\(found.map(\.en))")
    #expect(found.contains { $0.en.contains(mutation.words) }, "\(found.map(\.en))")
  }

  @Test func `with stock enough nobody waits for the order that feeds, unless it is named`() {
    var plant = SmallStock.plant
    plant.materials[0].stock = 20_000
    var plan = SmallStock.plan
    plan[1] = P.line("C-1", "10", "LATHE", P.at(5, 13), P.at(5, 13), P.at(5, 14))
    #expect(PlanVerifier(plant).violations(of: plan).map(\.rule) == [.feedingOrder])
    plant.orders[1].feeds = []
    #expect(PlanVerifier(plant).violations(of: plan) == [])
  }

  @Test func `what was stopped took its materials when its run first began`() {
    var plant = SmallStock.plant
    plant.asOf = P.at(5, 10, 30)
    plant.materials[1].stock = 0
    var plan = SmallStock.plan
    plan[0] = P.line("P-1", "10", "BENCH", P.at(5, 11), P.at(5, 11), P.at(5, 12))
    plan[5] = P.line("P-2", "10", "BENCH", P.at(6, 10), P.at(6, 10), P.at(6, 10, 6))
    // Twenty seals came at ten, and P-1 needs them all.
    for (begun, isShort) in [(P.at(5, 9, 50), false), (P.at(5, 10, 10), true)] {
      plant.commitments = [
        Commitment(
          order: 3, step: 0, kind: .interrupted, resource: 1, setupStart: plant.asOf,
          start: plant.asOf, end: plant.asOf, firstStart: begun, runLeft: 360)
      ]
      let found = PlanVerifier(plant).violations(of: plan).filter { $0.rule == .materialShortage }
      let words = "order P-1, operation 10 takes 20 of SEAL at 2026-01-05 11:00, when 4 are missing"
      #expect(found.contains { $0.en.contains(words) } == isShort, "\(found)")
      #expect(found.isEmpty != isShort, "\(found)")
    }
  }
}
