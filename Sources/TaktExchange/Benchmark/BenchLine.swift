import Foundation
package import TaktMetrics

/// One run as one line of JSON: our form, which is the peer runners' with more in it.
///
/// Read tolerantly, as others wrote it: `workers` for threads, `factor`, `twt`, and the fields of a `takt solve` document.
package struct BenchLine: Sendable {
  package var run: BenchRun
  /// For whoever reads the file alone; what is read back are the bounds at hand then.
  package var family: String?
  package var knownUB: Int?
  package var knownLB: Int?
  package var taktVersion: String?

  package init(
    _ run: BenchRun, family: String? = nil, knownUB: Int? = nil, knownLB: Int? = nil,
    taktVersion: String? = nil
  ) {
    (self.run, self.family) = (run, family)
    (self.knownUB, self.knownLB, self.taktVersion) = (knownUB, knownLB, taktVersion)
  }

  /// The line with its end.
  package func bytes() throws -> [UInt8] { try JSONText.encode(self) }
}

extension BenchLine: Codable {
  private enum Key: String, CodingKey {
    case instance, family, engine, seed, objective, dueDateFactor, limit, iterations, threads
    case status, ub, lb, knownUB, knownLB, seconds, trace, interrupted, taktVersion
    case workers, factor, objectiveValue, lowerBound
  }

  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: Key.self)
    let settings = run.key.settings
    try fields.encode(run.instance, forKey: .instance)
    try fields.encodeIfPresent(family, forKey: .family)
    try fields.encode(settings.engine, forKey: .engine)
    try fields.encodeIfPresent(run.key.seed, forKey: .seed)
    try fields.encode(settings.objective, forKey: .objective)
    try fields.encodeIfPresent(settings.dueDateFactor, forKey: .dueDateFactor)
    try fields.encodeIfPresent(settings.limit, forKey: .limit)
    try fields.encodeIfPresent(settings.iterations, forKey: .iterations)
    try fields.encodeIfPresent(settings.threads, forKey: .threads)
    try fields.encode(run.status, forKey: .status)
    // Null, not absent: the peers' form has both in every line.
    try fields.encode(run.ub, forKey: .ub)
    try fields.encode(run.lb, forKey: .lb)
    try fields.encodeIfPresent(knownUB, forKey: .knownUB)
    try fields.encodeIfPresent(knownLB, forKey: .knownLB)
    try fields.encodeIfPresent(run.seconds.map(Self.rounded), forKey: .seconds)
    try fields.encode(
      run.trace.map { [Self.rounded($0.seconds), Double($0.value)] }, forKey: .trace)
    if run.wasInterrupted { try fields.encode(true, forKey: .interrupted) }
    try fields.encodeIfPresent(taktVersion, forKey: .taktVersion)
  }

  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: Key.self)
    let objective = try fields.decodeIfPresent(String.self, forKey: .objective) ?? "makespan"
    let settings = BenchRun.Settings(
      engine: try fields.decodeIfPresent(String.self, forKey: .engine) ?? "",
      objective: objective == "twt" ? "weighted-tardiness" : objective,
      dueDateFactor: try fields.first([.dueDateFactor, .factor]),
      limit: try fields.first([.limit]),
      iterations: try fields.decodeIfPresent(Int.self, forKey: .iterations),
      threads: try fields.first([.threads, .workers]))
    run = BenchRun(
      key: BenchRun.Key(
        instance: try fields.decode(String.self, forKey: .instance),
        seed: try fields.decodeIfPresent(UInt64.self, forKey: .seed), settings: settings),
      status: try fields.decodeIfPresent(String.self, forKey: .status) ?? "unknown",
      ub: try fields.first([.ub, .objectiveValue]), lb: try fields.first([.lb, .lowerBound]),
      seconds: try fields.decodeIfPresent(Double.self, forKey: .seconds),
      trace: try Self.trace(fields),
      wasInterrupted: try fields.decodeIfPresent(Bool.self, forKey: .interrupted) ?? false)
    family = try fields.decodeIfPresent(String.self, forKey: .family)
    knownUB = try fields.decodeIfPresent(Int.self, forKey: .knownUB)
    knownLB = try fields.decodeIfPresent(Int.self, forKey: .knownLB)
    taktVersion = try fields.decodeIfPresent(String.self, forKey: .taktVersion)
  }

  private static func trace(
    _ fields: KeyedDecodingContainer<Key>
  ) throws -> [BenchRun.Improvement] {
    try (fields.decodeIfPresent([[Double]].self, forKey: .trace) ?? []).map { pair in
      guard pair.count == 2, let value = Int(exactly: pair[1].rounded()) else {
        throw DecodingError.dataCorruptedError(
          forKey: .trace, in: fields, debugDescription: "pairs of second and value are needed")
      }
      return BenchRun.Improvement(pair[0], value)
    }
  }

  private static func rounded(_ seconds: Double) -> Double { (seconds * 1000).rounded() / 1000 }
}

extension KeyedDecodingContainer {
  /// The first of several fields that is there.
  fileprivate func first<T: Decodable>(_ keys: [Key]) throws -> T? {
    for key in keys {
      if let value = try decodeIfPresent(T.self, forKey: key) { return value }
    }
    return nil
  }
}
