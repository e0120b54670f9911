/// Runs of one engine by family: how near to the best known bounds, how often proven, how soon.
package struct BenchTable: Sendable, Encodable {
  /// The value at a second of the runs.
  package struct Checkpoint: Sendable, Equatable, Encodable {
    package var second: Double
    package var ub: GeometricMean
  }

  /// One family, or everything.
  package struct Row: Sendable, Equatable, Encodable {
    package var family: String
    package var instances: Int
    package var runs: Int
    /// Value over best known upper bound.
    package var ub: GeometricMean
    /// Bound over best known lower bound.
    package var lb: GeometricMean
    /// Sum of the values over the sum of the best known ones, where a value of 0 has no quotient of its own.
    package var sum: Double?
    /// Mean of (ub − lb) / ub.
    package var gap: Double?
    /// Runs that ended with a proof.
    package var proven: Int
    /// Runs without a schedule.
    package var none: Int
    package var primalIntegral: Double?
    package var checkpoints: [Checkpoint]
  }

  /// A row a family, in the order of the families.
  package let families: [Row]
  /// Over everything.
  package let total: Row

  /// - Complexity: O(runs × (families + trace))
  package init(
    _ runs: [BenchRun], reference: BenchReference, checkpoints: [Double] = []
  ) {
    let known = reference.known
    let grouped = Dictionary(grouping: runs) { known.family(of: $0.instance) }
    families = (known.families + [known.strangers]).compactMap { family in
      grouped[family].map { Self.row(family, $0, reference, checkpoints) }
    }
    total = Self.row("total", runs, reference, checkpoints)
  }

  static func row(
    _ family: String, _ runs: [BenchRun], _ reference: BenchReference, _ checkpoints: [Double]
  ) -> Row {
    Row(
      family: family, instances: Set(runs.map(\.instance)).count, runs: runs.count,
      ub: GeometricMean(runs.map { reference.upperRatio($0.ub, $0.instance) }),
      lb: GeometricMean(runs.map { reference.lowerRatio($0.lb, $0.instance) }),
      sum: sum(runs, reference), gap: mean(runs.compactMap(gap)),
      proven: runs.count(where: \.isProven), none: runs.count { $0.ub == nil },
      primalIntegral: mean(runs.compactMap { primalIntegral($0, reference) }),
      checkpoints: checkpoints.map { second in
        Checkpoint(
          second: second,
          ub: GeometricMean(
            runs.map { reference.upperRatio($0.value(at: second), $0.instance) }))
      })
  }

  private static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : Statistics.mean(values)
  }

  private static func sum(_ runs: [BenchRun], _ reference: BenchReference) -> Double? {
    var (values, best) = (0.0, 0.0)
    for run in runs {
      guard let ub = run.ub, let known = reference.upper(run.instance) else { continue }
      values += Double(ub)
      best += Double(known)
    }
    return BenchReference.ratio(values, best)
  }

  private static func gap(_ run: BenchRun) -> Double? {
    guard let ub = run.ub, let lb = run.lb else { return nil }
    return ub > 0 ? (Double(ub) - Double(lb)) / Double(ub) : 0
  }

  private static func primalIntegral(_ run: BenchRun, _ reference: BenchReference) -> Double? {
    // Without a schedule by anybody there is nothing to measure from, and the gap is 1 all the time.
    guard let limit = run.key.settings.limit else { return nil }
    return PrimalIntegral.of(run, best: reference.upper(run.instance) ?? 0, limit: limit)
  }
}
