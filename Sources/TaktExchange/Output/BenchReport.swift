import Foundation
package import TaktMetrics
package import TaktModel

/// What a benchmark says: a table by family, the same beside others', and the schedules better than the best known.
package struct BenchReport {
  /// Somebody else's runs on our instances.
  package struct Against: Encodable {
    /// Whose they are, in a few words.
    package var name: String
    package var duel: BenchDuel
    package init(name: String, duel: BenchDuel) { (self.name, self.duel) = (name, duel) }
  }

  /// A schedule whose value is below the best known one.
  package struct NewBest: Encodable {
    var instance: String
    var ub: Int
    var knownUB: Int
    var seed: UInt64?
  }

  private struct Document: Encodable {
    var schemaVersion = "1"
    var name: String
    var families: [BenchTable.Row]
    var total: BenchTable.Row
    var against: [Against]
    var published: PublishedFigures?
    var newBest: [NewBest]
    var runs: [BenchLine]
  }

  let name: String
  let language: Language
  let table: BenchTable
  let against: [Against]
  let published: PublishedFigures?
  let newBest: [NewBest]
  let hasDueDates: Bool
  private let lines: [BenchLine]

  /// - Parameters:
  ///   - name: which runs these are, in a few words
  ///   - lines: our runs; none that was interrupted
  package init(
    name: String, lines: [BenchLine], reference: BenchReference, checkpoints: [Double],
    against: [Against], published: PublishedFigures?, language: Language
  ) {
    self.name = name
    self.language = language
    self.lines = lines
    self.against = against
    self.published = published
    table = BenchTable(lines.map(\.run), reference: reference, checkpoints: checkpoints)
    newBest = Self.newBest(lines.map(\.run), reference.known)
    hasDueDates = lines.contains { $0.run.key.settings.objective != Objective.makespan.rawValue }
  }

  /// One entry an instance, the best of its seeds.
  private static func newBest(_ runs: [BenchRun], _ known: KnownBounds) -> [NewBest] {
    var best: [String: NewBest] = [:]
    for run in runs {
      guard let ub = run.ub, let upper = known.entries[run.instance]?.upper, ub < upper,
        ub < best[run.instance]?.ub ?? Int.max
      else { continue }
      best[run.instance] = NewBest(
        instance: run.instance, ub: ub, knownUB: upper, seed: run.key.seed)
    }
    return best.values.sorted { $0.instance < $1.instance }
  }

  package func json() throws -> [UInt8] {
    try JSONText.encode(
      Document(
        name: name, families: table.families, total: table.total, against: against,
        published: published, newBest: newBest, runs: lines))
  }
}
