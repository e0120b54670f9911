import TaktModel
import TaktTestKit
import Testing

/// Operators, tools and moulds in the verifier, on a plan made by hand.
@Suite struct SecondaryRulesTests {
  private typealias P = SmallPlant

  @Test func `the plan made by hand breaks no rule`() {
    #expect(PlanVerifier(SmallCrew.plant).violations(of: SmallCrew.plan) == [])
  }

  static let mutations = [
    FloorMutation(
      testDescription: "nobody sets up", rules: [.secondaryCount],
      words: "order B-1, operation 10 holds 0 operators or tools, not 1"
    ) { $0[2].secondary = [] },
    FloorMutation(
      testDescription: "one too many", rules: [.secondaryCount], words: "holds 2 operators or tools"
    ) { $0[2].secondary = ["SETTER", "TRAINEE"] },
    FloorMutation(
      testDescription: "somebody the plant does not have", rules: [.unknownSecondary],
      words: "holds SETTER-9"
    ) { $0[2].secondary = ["SETTER-9"] },
    FloorMutation(
      testDescription: "somebody without the skill", rules: [.secondaryNotSuitable],
      words: "needs setting, which TRAINEE is not"
    ) { $0[2].secondary = ["TRAINEE"] },
    FloorMutation(
      testDescription: "the right ones for the wrong needs",
      rules: [.secondaryNotSuitable, .secondaryNotSuitable],
      words: "needs setting, which MOULD is not"
    ) {
      $0[0].secondary = ["MOULD", "SETTER"]; shift(&$0[2], 3600)
    },
    FloorMutation(
      testDescription: "a setter at two presses", rules: [.secondaryOverlap],
      words: "holds SETTER from 2026-01-05 08:29:59 on, when 2 are held and there are 1"
    ) { shift(&$0[2], -1) },
    FloorMutation(
      testDescription: "an inspector before the shift", rules: [.runTime, .outsideWorkingTime],
      words: "runs for 59.98 min"
    ) { shift(&$0[1], -1) },
    FloorMutation(
      testDescription: "two gauges where one is there", rules: [.secondaryNotSuitable],
      words: "needs GAUGE, which MOULD is not"
    ) { $0[1].secondary[1] = "MOULD" },
  ]

  private static func shift(_ job: inout JobOrder, _ seconds: Int) {
    job.setupStart = job.setupStart + seconds
    job.start = job.start + seconds
    job.end = job.end + seconds
  }

  @Test(arguments: mutations)
  func `breaking a rule of operators and tools breaks only that`(_ mutation: FloorMutation) {
    var plan = SmallCrew.plan
    mutation.change(&plan)
    let found = PlanVerifier(SmallCrew.plant).violations(of: plan)
    #expect(found.map(\.rule) == mutation.rules, "\(found.map(\.en))")
    #expect(found.contains { $0.en.contains(mutation.words) }, "\(found.map(\.en))")
  }

  @Test func `of more than are there each one too many is named`() {
    var plant = SmallCrew.plant
    plant.secondaries[3].quantity = 1
    let found = PlanVerifier(plant).violations(of: SmallCrew.plan)
    #expect(found.map(\.rule) == [.secondaryOverlap])
    #expect(found.map(\.operation) == ["20"])
  }

  @Test func `what never meets cannot be compiled`() throws {
    var plant = SmallCrew.plant
    plant.resources[2].calendar = 0
    #expect(throws: ProblemError.self) { try CompiledPlant(plant) }
    plant = SmallCrew.plant
    plant.routings[1].operations[0].needs.append(.init(name: "SETTER", candidates: [0]))
    #expect(throws: ProblemError.self) { try CompiledPlant(plant) }
  }
}
