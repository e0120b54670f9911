import Foundation

/// A dispatching rule: which of the waiting operations a free machine takes next.
public enum DispatchRule: String, Sendable, CaseIterable {
  /// First come, first served.
  case fifo
  /// Shortest processing time.
  case spt
  /// Longest processing time.
  case lpt
  /// Most work remaining in the job.
  case mwkr
  /// Least work remaining in the job.
  case lwkr
  /// Most operations remaining in the job.
  case mopnr
  /// Longest tail: most work left in the job behind the operation (Schrage 1970).
  case longestTail = "longest-tail"
  /// Most work left in the job behind the operation, over the operation's own.
  case tailPerWork = "tail-per-work"
  /// Earliest due date.
  case edd
  /// Modified due date: the due date, or the earliest completion where that is later (Baker and Bertrand 1982).
  case mdd
  /// Least slack: due date less now less remaining work.
  case slack
  /// Least slack per remaining operation.
  case slackPerOperation = "slack-per-operation"
  /// Critical ratio: time to the due date over remaining work.
  case cr
  /// Cost over time (Carroll 1965).
  case covert
  /// Apparent tardiness cost (Vepsalainen and Morton 1987).
  case atc
  /// Apparent tardiness cost with setups (Lee, Bhaskaran and Pinedo 1997).
  case atcs
  /// Shortest setup, then first come.
  case shortestSetup = "shortest-setup"
  /// At random, from the seed.
  case random

  /// Whether the rule is another one's equal where nothing is to be set up.
  var needsSetups: Bool { self == .atcs || self == .shortestSetup }

  /// The name as the literature prints it.
  public var label: String {
    switch self {
    case .slack: "Slack"
    case .longestTail: "Longest tail"
    case .tailPerWork: "Tail/work"
    case .slackPerOperation: "Slack/OPN"
    case .random: "Random"
    case .shortestSetup: "Shortest setup"
    default: rawValue.uppercased()
    }
  }
}

/// What a rule sees of a waiting operation.
struct DispatchCandidate {
  /// Clock now, when the operation could start.
  var now: Double
  /// When it came to wait.
  var arrival: Double
  /// Its work here.
  var work: Double
  /// The least clock time its job still needs, this operation included.
  var remainingTime: Double
  /// The least work its job still has, this operation included.
  var remainingWork: Double
  /// Operations its job still has.
  var remainingOperations: Double
  /// Due time of the job.
  var due: Double
  /// Weight of the job.
  var weight: Double
  /// Mean work of an operation in the problem.
  var meanWork: Double
  /// A number drawn for it.
  var draw: Double
  /// Changeover its machine would now need for it, and the mean of all changeovers.
  var setup = 0.0
  var meanSetup = 0.0
  /// Mean works that slack is worth in the apparent-tardiness rules, and mean setups that a setup is.
  var lookAhead = 3.0
  var setupScale = 0.5
}

extension DispatchRule {
  /// How the rule rates a candidate: the smallest goes first.
  @inline(__always)
  func rating(_ c: DispatchCandidate) -> Double {
    switch self {
    case .fifo: return c.arrival
    case .spt: return c.work
    case .lpt: return -c.work
    case .mwkr: return -c.remainingWork
    case .lwkr: return c.remainingWork
    case .mopnr: return -c.remainingOperations
    case .longestTail: return c.work - c.remainingTime
    case .tailPerWork: return (c.work - c.remainingTime) / max(1, c.work)
    case .edd: return c.due
    case .mdd: return max(c.due, c.now + c.remainingTime)
    case .slack: return c.due - c.now - c.remainingTime
    case .slackPerOperation: return (c.due - c.now - c.remainingTime) / c.remainingOperations
    case .cr: return (c.due - c.now) / max(1, c.remainingTime)
    case .covert:
      // Waiting is expected to take twice the work (k = 2 of the paper).
      let slack = c.due - c.now - c.remainingTime
      let urgency = 1 - max(0, slack) / max(1, 2 * c.remainingTime)
      return -c.weight / max(1, c.work) * max(0, urgency) + 1e-12 * slack
    case .shortestSetup: return c.setup + 1e-9 * c.arrival
    case .atcs:
      return DispatchRule.atc.rating(c) + c.setup / (c.setupScale * max(1, c.meanSetup))
    case .atc:
      // Lead time of the later operations estimated as twice their time.
      let later = c.remainingTime - c.work
      let slack = c.due - c.now - c.work - 2 * later
      let urgency = -max(0, slack) / (c.lookAhead * max(1, c.meanWork))
      // The logarithm of the index: the same order, and no underflow far from the due date.
      return -log(c.weight / max(1, c.work)) - urgency
    case .random: return c.draw
    }
  }
}
