/// How far a run was from the best known value, averaged over its time (Berthold 2013): 0 is the best value at once, 1 no
/// schedule at all.
package enum PrimalIntegral {
  /// The gap of a value: 1 without one, 0 at the best known value or below it.
  package static func gap(_ value: Int?, best: Int) -> Double {
    guard let value else { return 1 }
    guard value > max(best, 0) else { return 0 }
    return (Double(value) - Double(max(best, 0))) / Double(value)
  }

  /// The mean gap over the seconds from 0 to `limit`; nil where the run has a value and nobody wrote down when it came.
  package static func of(_ run: BenchRun, best: Int, limit: Double) -> Double? {
    guard limit > 0 else { return nil }
    if run.ub != nil, run.trace.isEmpty { return nil }
    var (sum, since, value) = (0.0, 0.0, Int?.none)
    for improvement in run.trace {
      let at = min(max(improvement.seconds, since), limit)
      sum += (at - since) * gap(value, best: best)
      (since, value) = (at, improvement.value)
    }
    return (sum + (limit - since) * gap(value, best: best)) / limit
  }
}
