/// What values and bounds are measured from: the best known ones, or else the best of the runs at hand.
package struct BenchReference: Sendable {
  package let known: KnownBounds
  private let bestUpper: [String: Int]
  private let bestLower: [String: Int]

  package init(_ known: KnownBounds, runs: [BenchRun]) {
    self.known = known
    var upper: [String: Int] = [:]
    var lower: [String: Int] = [:]
    for run in runs {
      if let ub = run.ub { upper[run.instance] = min(ub, upper[run.instance] ?? ub) }
      if let lb = run.lb { lower[run.instance] = max(lb, lower[run.instance] ?? lb) }
    }
    (bestUpper, bestLower) = (upper, lower)
  }

  package func upper(_ instance: String) -> Int? {
    known.entries[instance]?.upper ?? bestUpper[instance]
  }

  package func lower(_ instance: String) -> Int? {
    known.entries[instance]?.lower ?? bestLower[instance]
  }

  /// A value over another; nil where the quotient has no place in a geometric mean.
  static func ratio(_ a: Double?, _ b: Double?) -> Double? {
    guard let a, let b else { return nil }
    if a == 0, b == 0 { return 1 }
    return a > 0 && b > 0 ? a / b : nil
  }

  func upperRatio(_ value: Int?, _ instance: String) -> Double? {
    Self.ratio(value.map(Double.init), upper(instance).map(Double.init))
  }

  func lowerRatio(_ bound: Int?, _ instance: String) -> Double? {
    Self.ratio(bound.map(Double.init), lower(instance).map(Double.init))
  }
}
