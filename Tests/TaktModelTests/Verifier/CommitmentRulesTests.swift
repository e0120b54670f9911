import TaktModel
import TaktTestKit
import Testing

/// What is settled before a plan begins: history, work in hand, pins, and what is not to be done.
@Suite struct CommitmentRulesTests {
  private typealias P = SmallPlant

  /// The small plant on Monday at 09:20: its first operation done, two at work, one pinned, the last of MO-1 not wanted.
  static let plant: Plant = {
    var plant = P.plant
    plant.asOf = P.at(5, 9, 20)
    plant.commitments = [
      settled(.completed, order: 0, step: 0, resource: 0, line: P.plan[0]),
      settled(.running, order: 0, step: 2, resource: 0, line: P.plan[2], runLeft: 600),
      settled(.running, order: 1, step: 0, resource: 2, line: P.plan[4], runLeft: 2400),
      settled(.pinned, order: 1, step: 1, resource: 1, line: P.plan[5]),
      settled(.cancelled, order: 0, step: 3, resource: 2, line: P.plan[3]),
    ]
    return plant
  }()

  static let plan = P.plan.filter { $0.id != "MO-1/40" }

  private static func settled(
    _ kind: Commitment.Kind, order: Int, step: Int, resource: Int, line: JobOrder, runLeft: Int = 0
  ) -> Commitment {
    Commitment(
      order: order, step: step, kind: kind, resource: resource, setupStart: line.setupStart,
      start: line.start, end: line.end, runLeft: runLeft)
  }

  static let mutations = [
    FloorMutation(
      testDescription: "history rewritten", rules: [.settled],
      words: "is settled to 2026-01-05 08:30"
    ) { $0[0].end = P.at(5, 9) },
    FloorMutation(
      testDescription: "running work moved to another machine", rules: [.settled], words: "LATHE-01"
    ) { $0[2].equipment = "LATHE-02" },
    FloorMutation(
      testDescription: "running work begun anew", rules: [.settled], words: "may not move"
    ) { $0[2] = P.line("MO-1", "30", "LATHE-01", P.at(5, 9, 20), P.at(5, 9, 20), P.at(5, 9, 30)) },
    FloorMutation(
      testDescription: "running work that takes longer than what is left", rules: [.runTime],
      words: "runs for 1200 s more, not 600 s"
    ) { $0[2].end = P.at(5, 9, 40) },
    FloorMutation(
      testDescription: "a pin pulled out", rules: [.settled], words: "MO-2, operation 20"
    ) { $0[4] = P.line("MO-2", "20", "LATHE-02", P.at(5, 21), P.at(5, 21, 20), P.at(6, 2, 20)) },
    FloorMutation(
      testDescription: "what is cancelled planned", rules: [.cancelled], words: "is cancelled"
    ) { $0.append(P.plan[3]) },
    FloorMutation(
      testDescription: "history left out", rules: [.missingOperation], words: "operation 10"
    ) { $0.remove(at: 0) },
  ]

  @Test func `the plan at twenty past nine breaks no rule`() {
    #expect(PlanVerifier(Self.plant).violations(of: Self.plan) == [])
  }

  @Test(arguments: mutations)
  func `what is settled stays`(_ mutation: FloorMutation) {
    var plan = Self.plan
    mutation.change(&plan)
    let found = PlanVerifier(Self.plant).violations(of: plan)
    #expect(found.map(\.rule) == mutation.rules)
    #expect(found.first?.en.contains(mutation.words) == true, "\(found.map(\.en))")
  }

  @Test func `what is pinned to a machine alone may go at any time, but nowhere else`() {
    // MO-1/10 an hour later than planned, on its machine and on the other one.
    var plant = P.plant
    plant.commitments = [
      Self.settled(.assigned, order: 0, step: 0, resource: 0, line: P.plan[0])
    ]
    var plan = [P.line("MO-1", "10", "LATHE-01", P.at(5, 9), P.at(5, 9, 30), P.at(5, 10, 10))]
    #expect(PlanVerifier(plant).violations(of: plan).allSatisfy { $0.rule == .missingOperation })
    plan = [P.line("MO-1", "10", "LATHE-02", P.at(5, 20), P.at(5, 20, 20), P.at(5, 21, 20))]
    let found = PlanVerifier(plant).violations(of: plan).filter { $0.rule != .missingOperation }
    #expect(found.map(\.rule) == [.settled])
    #expect(found.first?.en.contains("is pinned to LATHE-01") == true, "\(found.map(\.en))")
  }

  @Test func `work in hand waits out a breakdown and no more`() {
    var plant = Self.plant
    plant.resources[2].changes = [
      CalendarChange(from: P.at(5, 9, 30), to: P.at(5, 10), works: false, reason: "spindle")
    ]
    // 40 min were left at 09:20: ten of them by 09:30, thirty from 10:00 on.
    var plan = Self.plan
    plan[3].end = P.at(5, 10, 30)
    plan[1] = P.line("MO-1", "20", "MILL-01", P.at(5, 10, 30), P.at(5, 10, 40), P.at(5, 12))
    #expect(PlanVerifier(plant).violations(of: plan) == [])
    plan[3].end = P.at(5, 10)
    #expect(PlanVerifier(plant).violations(of: plan).map(\.rule).contains(.runTime))
  }

  @Test func `overtime is working time like any other`() {
    var plant = P.plant
    plant.resources[2].changes = [
      CalendarChange(from: P.at(5, 12), to: P.at(5, 13), works: true, reason: "overtime")
    ]
    var plan = P.plan
    plan[3].end = P.at(5, 12, 5)
    #expect(PlanVerifier(plant).violations(of: plan) == [])
    #expect(PlanVerifier(P.plant).violations(of: plan) != [])
  }
}
