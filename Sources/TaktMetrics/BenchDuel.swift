/// Two engines side by side on the instances both have run.
package struct BenchDuel: Sendable, Encodable {
  /// One family, or everything.
  package struct Row: Sendable, Equatable, Encodable {
    package var family: String
    package var ours: BenchTable.Row
    package var theirs: BenchTable.Row
    /// Our value over theirs, of the instances on which both have one.
    package var ratio: GeometricMean
    /// Instances on which our value is less, the mean of the seeds each; any value is less than none.
    package var wins: Int
    package var ties: Int
    package var losses: Int
  }

  package let families: [Row]
  package let total: Row

  /// - Complexity: O(runs × (families + trace))
  package init(
    ours: [BenchRun], theirs: [BenchRun], reference: BenchReference, checkpoints: [Double] = []
  ) {
    let both = Set(ours.map(\.instance)).intersection(theirs.map(\.instance))
    let known = reference.known
    let row = { (family: String, isIn: (BenchRun) -> Bool) -> Row in
      Self.row(family, ours.filter(isIn), theirs.filter(isIn), reference, checkpoints)
    }
    let grouped = Set(both.map(known.family))
    families = (known.families + [known.strangers]).filter(grouped.contains).map { family in
      row(family) { both.contains($0.instance) && known.family(of: $0.instance) == family }
    }
    total = row("total") { both.contains($0.instance) }
  }

  private static func row(
    _ family: String, _ ours: [BenchRun], _ theirs: [BenchRun], _ reference: BenchReference,
    _ checkpoints: [Double]
  ) -> Row {
    let (a, b) = (means(ours), means(theirs))
    let instances = Set(ours.map(\.instance)).sorted()
    let pairs = instances.map { (a[$0] ?? .infinity, b[$0] ?? .infinity) }
    return Row(
      family: family, ours: BenchTable.row(family, ours, reference, checkpoints),
      theirs: BenchTable.row(family, theirs, reference, checkpoints),
      ratio: GeometricMean(instances.map { BenchReference.ratio(a[$0], b[$0]) }),
      wins: pairs.count { $0.0 < $0.1 }, ties: pairs.count { $0.0 == $0.1 },
      losses: pairs.count { $0.0 > $0.1 })
  }

  /// The mean value by instance.
  private static func means(_ runs: [BenchRun]) -> [String: Double] {
    Dictionary(grouping: runs, by: \.instance).compactMapValues { runs in
      let values = runs.compactMap(\.ub).map(Double.init)
      return values.isEmpty ? nil : Statistics.mean(values)
    }
  }
}
