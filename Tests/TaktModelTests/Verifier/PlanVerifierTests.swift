import TaktModel
import TaktTestKit
import Testing

/// Every rule on a plan made by hand.
@Suite struct PlanVerifierTests {
  private let verifier = PlanVerifier(SmallPlant.plant)

  @Test func `the plan made by hand breaks no rule, in any order of its lines`() {
    #expect(verifier.violations(of: SmallPlant.plan) == [])
    #expect(verifier.violations(of: SmallPlant.plan.reversed()) == [])
  }

  @Test(arguments: PlanMutation.all)
  func `breaking a rule breaks only that rule, and names who broke it`(_ mutation: PlanMutation) {
    var plan = SmallPlant.plan
    mutation.change(&plan)
    let found = verifier.violations(of: plan)
    #expect(found.map(\.rule) == [mutation.rule])
    #expect(found.map { [$0.order, $0.operation, $0.resource] } == [mutation.named])
    #expect(found.first?.en.contains(mutation.words) == true, "\(found.map(\.en))")
    #expect(found.first?.zh.contains(mutation.named[0]) == true)
    #expect(found.first?.text(.zh) != found.first?.text(.en))
  }

  @Test func `an empty plan misses every operation`() {
    let found = verifier.violations(of: [])
    #expect(found.map(\.rule) == Array(repeating: .missingOperation, count: 6))
    #expect(Set(found.map { "\($0.order)/\($0.operation)" }) == Set(SmallPlant.plan.map(\.id)))
  }

  @Test func `whatever overlaps a long operation is named, not only its neighbour`() {
    var plan = SmallPlant.plan
    // 09:00 to 12:00 and on; inside it MO-1's 20 and, after that one's end, its 40.
    plan[4].end = SmallPlant.at(5, 14)
    let overlaps = verifier.violations(of: plan).filter { $0.rule == .resourceOverlap }
    #expect(overlaps.map(\.operation) == ["20", "40"])
    #expect(overlaps.allSatisfy { $0.en.contains("overlaps MO-2/10") })
  }

  @Test func `an operation with nothing to do may stand beside others, but not before its time`() {
    var plant = SmallPlant.plant
    plant.routings[0].operations[2].alternatives = [
      .init(resource: 0, setup: 0, runMillisecondsPerPiece: 0)
    ]
    var plan = SmallPlant.plan
    // In the middle of the next operation on its machine, or in a break.
    for moment in [SmallPlant.at(5, 9, 20), SmallPlant.at(5, 10), SmallPlant.at(5, 11, 40)] {
      plan[2] = SmallPlant.line("MO-1", "30", "LATHE-01", moment, moment, moment)
      #expect(PlanVerifier(plant).violations(of: plan) == [])
    }
    let early = SmallPlant.at(5, 9)
    plan[2] = SmallPlant.line("MO-1", "30", "LATHE-01", early, early, early)
    #expect(PlanVerifier(plant).violations(of: plan).map(\.rule) == [.precedence])
  }

  @Test func `a plan that reaches absurdly far is judged all the same`() {
    var plan = SmallPlant.plan
    plan[5].end = Instant(seconds: Int.max / 4)
    #expect(verifier.violations(of: plan).contains { $0.rule == .runTime })
    plan[5].setupStart = Instant(seconds: Int.min / 4)
    #expect(verifier.violations(of: plan).contains { $0.rule == .beforePlanStart })
  }
}
