import TaktModel
import TaktTestKit
import Testing

/// What breaks one rule of the small plan, and whom the verifier must name.
struct PlanMutation: Sendable {
  let rule: Violation.Rule
  /// Order, operation and resource.
  let named: [String]
  /// Words of the English sentence.
  let words: String
  let change: @Sendable (inout [JobOrder]) -> Void

  private typealias P = SmallPlant

  static let all = [
    PlanMutation(rule: .unknownOrder, named: ["MO-9", "10", "LATHE-01"], words: "order MO-9") {
      $0.append(P.line("MO-9", "10", "LATHE-01", P.at(5, 14), P.at(5, 14), P.at(5, 15)))
    },
    PlanMutation(rule: .unknownOperation, named: ["MO-1", "99", "MILL-01"], words: "99") {
      $0.append(P.line("MO-1", "99", "MILL-01", P.at(5, 14), P.at(5, 14), P.at(5, 15)))
    },
    PlanMutation(rule: .unknownResource, named: ["MO-1", "30", "LATHE-09"], words: "LATHE-09") {
      $0.append(P.line("MO-1", "30", "LATHE-09", P.at(5, 14), P.at(5, 14), P.at(5, 15)))
    },
    PlanMutation(rule: .missingOperation, named: ["MO-1", "40", ""], words: "operation 40") {
      $0.remove(at: 3)
    },
    PlanMutation(rule: .duplicateOperation, named: ["MO-1", "30", "LATHE-01"], words: "once") {
      $0.append(P.line("MO-1", "30", "LATHE-01", P.at(5, 14), P.at(5, 14), P.at(5, 14, 20)))
    },
    PlanMutation(rule: .resourceNotAllowed, named: ["MO-1", "40", "LATHE-01"], words: "LATHE-01") {
      $0[3].equipment = "LATHE-01"
    },
    PlanMutation(
      rule: .timesReversed, named: ["MO-1", "40", "MILL-01"], words: "2026-01-05 13:06"
    ) { $0[3].start = P.at(5, 13, 6) },
    // On Friday, after its release: only the plan has not begun.
    PlanMutation(
      rule: .beforePlanStart, named: ["MO-1", "10", "LATHE-01"], words: "2026-01-02 15:00"
    ) { $0[0] = P.line("MO-1", "10", "LATHE-01", P.at(2, 15), P.at(2, 15, 30), P.at(2, 16, 10)) },
    PlanMutation(
      rule: .beforeRelease, named: ["MO-2", "10", "MILL-01"], words: "2026-01-05 09:00"
    ) { shift(&$0[4], seconds: -1) },
    // A second before it has cooled.
    PlanMutation(
      rule: .precedence, named: ["MO-1", "20", "MILL-01"], words: "ready at 2026-01-05 10:10"
    ) { shift(&$0[1], seconds: -1) },
    // The later one of the two is named, and the other with its times.
    PlanMutation(
      rule: .resourceOverlap, named: ["MO-1", "20", "MILL-01"], words: "overlaps MO-2/10"
    ) { shift(&$0[4], seconds: 601) },
    // Setting up "begins" a second before the shift: no second of work more.
    PlanMutation(
      rule: .outsideWorkingTime, named: ["MO-2", "20", "LATHE-02"], words: "2026-01-05 19:59:59"
    ) { $0[5].setupStart = P.at(5, 20) - 1 },
    // Done at noon, and "ends" a second into the break.
    PlanMutation(
      rule: .outsideWorkingTime, named: ["MO-1", "30", "LATHE-01"], words: "2026-01-05 12:00:01"
    ) {
      $0[2] = P.line("MO-1", "30", "LATHE-01", P.at(5, 11, 40), P.at(5, 11, 40), P.at(5, 12) + 1)
      $0[3] = P.line("MO-1", "40", "MILL-01", P.at(5, 13), P.at(5, 13, 5), P.at(5, 13, 25))
    },
    PlanMutation(
      rule: .setupTime, named: ["MO-1", "10", "LATHE-01"], words: "set up for 20 min, not 30 min"
    ) { $0[0].setupStart = P.at(5, 8, 10) },
    PlanMutation(
      rule: .runTime, named: ["MO-2", "20", "LATHE-02"], words: "runs for 290 min, not 300 min"
    ) { $0[5].end = P.at(6, 1, 10) },
    PlanMutation(rule: .runTime, named: ["MO-2", "10", "MILL-01"], words: "45.02 min") {
      $0[4].end = $0[4].end + 1
    },
  ]

  private static func shift(_ job: inout JobOrder, seconds: Int) {
    job.setupStart = job.setupStart + seconds
    job.start = job.start + seconds
    job.end = job.end + seconds
  }
}

extension PlanMutation: CustomTestStringConvertible {
  var testDescription: String { "\(rule.rawValue) of \(named)" }
}
