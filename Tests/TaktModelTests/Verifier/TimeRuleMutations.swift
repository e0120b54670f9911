import TaktModel
import TaktTestKit
import Testing

/// Temporal constraints in the verifier, on plans made by hand.
@Suite struct TimeRuleMutations {
  private typealias P = SmallPlant

  /// A plant, its plan, and what breaks it.
  struct Group: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let plant: Plant
    let plan: [JobOrder]
    let mutations: [FloorMutation]
  }

  static let groups = [outside, unbroken, transport, linked, hot, loads, powered, buffered]

  private static let outside = Group(
    testDescription: "outside processing", plant: SmallRoutes.outside,
    plan: SmallRoutes.outsidePlan,
    mutations: [
      FloorMutation(
        testDescription: "back too soon", rules: [.runTime],
        words: "runs for 1439 min, not 1440 min"
      ) { $0[3].end = P.at(6, 10, 9) },
      FloorMutation(
        testDescription: "sent before it is milled", rules: [.precedence],
        words: "operation 10 before it is ready at 2026-01-05 10:00"
      ) { shift(&$0[3], -60) },
      FloorMutation(
        testDescription: "two at the mill, which has a limit", rules: [.resourceOverlap],
        words: "overlaps O-1/10"
      ) { shift(&$0[2], -60) },
      FloorMutation(
        testDescription: "holds what stays in the plant", rules: [.secondaryCount],
        words: "holds 1 operators or tools, not 0"
      ) { $0[3].secondary = ["JIG"] },
    ])

  private static let unbroken = Group(
    testDescription: "breaks within operations", plant: SmallRoutes.unbroken,
    plan: SmallRoutes.unbrokenPlan,
    mutations: [
      FloorMutation(
        testDescription: "its last second after noon", rules: [.interruption],
        words: "is interrupted for 60 min from 2026-01-05 12:00 on, and may be for 0 min at most"
      ) {
        $0[0] = P.line(
          "O-1", "10", "FURNACE", P.at(5, 8, 30) + 1, P.at(5, 9) + 1, P.at(5, 13) + 1)
      },
      FloorMutation(
        testDescription: "set up before noon, run after", rules: [.interruption],
        words: "from 2026-01-05 12:00 on"
      ) { $0[0] = P.line("O-1", "10", "FURNACE", P.at(5, 11, 30), P.at(5, 13), P.at(5, 16)) },
      FloorMutation(
        testDescription: "a night in the glue", rules: [.interruption],
        words: "is interrupted for 900 min from 2026-01-06 17:00 on, and may be for 60 min at most"
      ) { $0[1] = P.line("O-1", "20", "GLUE", P.at(6, 16), P.at(6, 16), P.at(7, 9)) },
    ])

  private static let transport = Group(
    testDescription: "transport", plant: SmallRoutes.transport, plan: SmallRoutes.transportPlan,
    mutations: [
      FloorMutation(
        testDescription: "set up a minute before it arrives", rules: [.transport],
        words: "it takes 30 min from SAW and arrives at 2026-01-05 09:30"
      ) { shift(&$0[1], -60) },
      FloorMutation(
        testDescription: "goes on at the other site at once", rules: [.transport],
        words: "it takes 30 min from MILL-B and arrives at 2026-01-05 10:40"
      ) { $0[2].equipment = "MILL-A" },
      FloorMutation(
        testDescription: "a row of work centres counts before one of sites", rules: [.transport],
        words: "it takes 10 min from SAW"
      ) {
        $0[1] = P.line("O-1", "20", "MILL-A", P.at(5, 8, 54), P.at(5, 9, 19), P.at(5, 9, 49))
        $0[2] = P.line("O-1", "30", "MILL-A", P.at(5, 9, 49), P.at(5, 9, 49), P.at(5, 10, 19))
      },
    ])

  private static let linked = Group(
    testDescription: "links and transfer batches", plant: SmallRoutes.linked,
    plan: SmallRoutes.linkedPlan,
    mutations: [
      FloorMutation(
        testDescription: "before the first batch", rules: [.transferBatch],
        words: "the first batch of operation 10 is there at 2026-01-05 08:58"
      ) { shift(&$0[1], -60) },
      FloorMutation(
        testDescription: "done before the last batch can be", rules: [.transferBatch],
        words: "the last batch of operation 10 is there at 2026-01-05 12:10 and takes 6 min"
      ) { shift(&$0[4], -60) },
      FloorMutation(
        testDescription: "ends too soon", rules: [.finishFinish],
        words: "ends at 2026-01-05 11:12, and may not before 2026-01-05 11:13"
      ) { shift(&$0[2], -60) },
      FloorMutation(
        testDescription: "starts too soon", rules: [.startStart],
        words: "begins its run at 2026-01-05 11:51, and may not before 2026-01-05 12:06"
      ) { $0[5] = P.line("O-2", "30", "CHECK", P.at(5, 11, 51), P.at(5, 11, 51), P.at(5, 13, 21)) },
    ])

  private static let loads = Group(
    testDescription: "batch machines", plant: SmallRoutes.loads, plan: SmallRoutes.loadsPlan,
    mutations: [
      FloorMutation(
        testDescription: "a third one where two fit", rules: [.batchCapacity],
        words: "fills FURNACE with 30 at 2026-01-05 09:10; it holds 20"
      ) { $0[6] = SmallRoutes.heated("O-4", P.at(5, 9), P.at(5, 9, 10), P.at(5, 10, 10)) },
      FloorMutation(
        testDescription: "in a minute before the other", rules: [.batchTimes, .secondaryOverlap],
        words: "is in FURNACE with O-1/20"
      ) { shift(&$0[5], -60) },
      FloorMutation(
        testDescription: "by another programme", rules: [.setupTime, .setupTime, .batchFamily],
        words: "is not of its setup family"
      ) {
        $0[2] = P.line("O-3", "10", "LATHE", P.at(5, 8, 40), P.at(5, 8, 40), P.at(5, 9))
        $0[3] = P.line("O-4", "10", "LATHE", P.at(5, 9), P.at(5, 9), P.at(5, 9, 20))
        $0[5] = SmallRoutes.heated("O-3", P.at(5, 9), P.at(5, 9, 10), P.at(5, 10, 10))
        $0[7] = SmallRoutes.heated("O-2", P.at(5, 11, 20), P.at(5, 11, 30), P.at(5, 13, 30))
      },
    ])

  private static let powered = Group(
    testDescription: "power limit", plant: SmallRoutes.powered, plan: SmallRoutes.poweredPlan,
    mutations: [
      FloorMutation(
        testDescription: "heated a minute too soon", rules: [.powerLimit],
        words: "brings the plant to 90 kW at 2026-01-05 09:39; the limit is 60 kW"
      ) { shift(&$0[1], -60) },
      FloorMutation(
        testDescription: "set up while both others work", rules: [.powerLimit],
        words: "brings the plant to 63 kW at 2026-01-05 11:10; the limit is 60 kW"
      ) { shift(&$0[2], -600) },
    ])

  private static let buffered = Group(
    testDescription: "limited room", plant: SmallRoutes.buffered, plan: SmallRoutes.bufferedPlan,
    mutations: [
      FloorMutation(
        testDescription: "turned while the last one stands there", rules: [.bufferCapacity],
        words:
          "is on TURN from 2026-01-05 08:20, where order O-2 stands and has nowhere to go: there is room for 0 in front "
          + "of grinding"
      ) { shift(&$0[6], -1200) },
      FloorMutation(
        testDescription: "two in front of the check", rules: [.bufferCapacity],
        words:
          "is on GRIND from 2026-01-05 09:10, where order O-2 stands and has nowhere to go: there is room for 1 in front "
          + "of checking"
      ) { $0[2] = P.line("O-1", "30", "CHECK", P.at(5, 13), P.at(5, 13), P.at(5, 14)) },
    ])

  private static let hot = Group(
    testDescription: "maximum lags", plant: SmallRoutes.hot, plan: SmallRoutes.hotPlan,
    mutations: [
      FloorMutation(
        testDescription: "out of the furnace a minute too soon", rules: [.longestWait],
        words: "must begin by 2026-01-05 10:59, within 0 min of the end of operation 10"
      ) { shift(&$0[3], -60) },
      FloorMutation(
        testDescription: "set up a second too late", rules: [.longestWait],
        words: "must begin by 2026-01-05 11:30, within 30 min of the end of operation 20"
      ) {
        $0[2] = P.line(
          "O-1", "30", "BLAST", P.at(5, 11, 30) + 1, P.at(5, 11, 50) + 1, P.at(5, 13, 20) + 1)
      },
      FloorMutation(
        testDescription: "blasted after noon", rules: [.longestWait],
        words: "must begin by 2026-01-05 11:30"
      ) { $0[2] = P.line("O-1", "30", "BLAST", P.at(5, 13), P.at(5, 13, 20), P.at(5, 13, 50)) },
    ])

  static func shift(_ job: inout JobOrder, _ seconds: Int) {
    job.setupStart = job.setupStart + seconds
    job.start = job.start + seconds
    job.end = job.end + seconds
  }

  @Test(arguments: groups)
  func `the plan made by hand breaks no rule`(_ group: Group) {
    #expect(PlanVerifier(group.plant).violations(of: group.plan) == [])
  }

  @Test(arguments: groups)
  func `breaking a rule breaks only that`(_ group: Group) {
    for mutation in group.mutations {
      var plan = group.plan
      mutation.change(&plan)
      let found = PlanVerifier(group.plant).violations(of: plan)
      #expect(
        found.map(\.rule) == mutation.rules, "\(mutation.testDescription): \(found.map(\.en))")
      #expect(
        found.contains { $0.en.contains(mutation.words) },
        "\(mutation.testDescription): \(found.map(\.en))")
    }
  }
}
