import TaktModel
import TaktTestKit
import Testing

/// Setup families in the verifier, on a plan made by hand.
@Suite struct SetupVerifierTests {
  private typealias P = SmallPlant

  @Test func `the plan made by hand breaks no rule`() {
    #expect(PlanVerifier(SmallFloor.plant).violations(of: SmallFloor.plan) == [])
  }

  static let mutations = [
    FloorMutation(
      testDescription: "no changeover where one is needed", rules: [.setupTime],
      words:
        "set up for 15 min, not 35 min (2026-01-05 09:20 / 2026-01-05 09:35 – 2026-01-05 10:35), "
        + "20 min of it to change over to black"
    ) { $0[2].setupStart = P.at(5, 9, 20) },
    FloorMutation(
      testDescription: "a changeover where none is needed", rules: [.setupTime],
      words: "set up for 40 min, not 10 min"
    ) { $0[4] = P.line("W-2", "20", "OVEN", P.at(5, 14, 5), P.at(5, 14, 45), P.at(5, 15, 15)) },
    FloorMutation(
      testDescription: "the default row is forgotten", rules: [.setupTime], words: "not 90 min"
    ) { $0[3].setupStart = P.at(5, 11, 35) },
    FloorMutation(
      testDescription: "a changeover by the clock is too short", rules: [.setupTime],
      words: "set up for 129 min, not 130 min"
    ) { $0[1].setupStart = P.at(5, 8, 1) },
    FloorMutation(
      testDescription: "own setup before the piece is there", rules: [.precedence],
      words: "operation 10 before it is ready at 2026-01-05 14:05"
    ) {
      $0[4].setupStart = P.at(5, 14, 4)
      $0[4].start = P.at(5, 14, 14)
      $0[4].end = P.at(5, 14, 44)
    },
    FloorMutation(
      testDescription: "own setup before the release", rules: [.beforeRelease], words: "09:00"
    ) {
      // White stays until 08:30 only: then B-1 would begin 5 min before it is released.
      $0[0] = P.line("W-1", "10", "PAINT", P.at(5, 13), P.at(5, 14, 30), P.at(5, 15, 30))
      $0[2] = P.line("B-1", "10", "PAINT", P.at(5, 8, 20), P.at(5, 8, 55), P.at(5, 9, 55))
      $0[1] = P.line("W-1", "20", "OVEN", P.at(5, 18), P.at(5, 18, 10), P.at(5, 18, 40))
      $0[3] = P.line("W-2", "10", "PAINT", P.at(5, 15, 30), P.at(5, 15, 30), P.at(5, 16, 30))
      $0[4] = P.line("W-2", "20", "OVEN", P.at(5, 15), P.at(5, 17, 10), P.at(5, 17, 40))
    },
  ]

  @Test(arguments: mutations)
  func `breaking a setup rule breaks only that rule`(_ mutation: FloorMutation) {
    var plan = SmallFloor.plan
    mutation.change(&plan)
    let found = PlanVerifier(SmallFloor.plant).violations(of: plan)
    #expect(found.map(\.rule) == mutation.rules, "\(found.map(\.en))")
    #expect(found.first?.en.contains(mutation.words) == true, "\(found.map(\.en))")
  }

  @Test func `a changeover that needs people may not begin in a break`() {
    var plant = SmallFloor.plant
    plant.resources[1].calendar = 0
    var plan = SmallFloor.plan
    // The oven works days, and heats up in the break.
    plan[1] = P.line("W-1", "20", "OVEN", P.at(5, 12), P.at(5, 14, 10), P.at(5, 14, 40))
    plan[4] = P.line("W-2", "20", "OVEN", P.at(5, 14, 40), P.at(5, 14, 50), P.at(5, 15, 20))
    #expect(PlanVerifier(plant).violations(of: plan) == [])
    plant.changeovers[2].runsInBreaks = false
    let rules = PlanVerifier(plant).violations(of: plan).map(\.rule)
    #expect(rules == [.setupTime, .outsideWorkingTime])
  }

  @Test func `the setup a resource begins with counts`() {
    var plant = SmallFloor.plant
    plant.resources[0].setupState = 1
    let found = PlanVerifier(plant).violations(of: SmallFloor.plan)
    #expect(found.map(\.rule) == [.setupTime])
    #expect(found.map(\.operation) == ["10"])
  }
}
