/// Runs of several engines on the same instances, and what they say about the engines.
package struct EngineComparison: Sendable {
  /// One run.
  package struct Run: Sendable, Codable {
    package var instance: String
    package var engine: String
    package var seed: UInt64
    package var value: Int?
    package var bound: Int?
    package var status: String
    package var seconds: Double?

    package init(
      instance: String, engine: String, seed: UInt64, value: Int?, bound: Int?, status: String,
      seconds: Double?
    ) {
      self.instance = instance
      self.engine = engine
      self.seed = seed
      self.value = value
      self.bound = bound
      self.status = status
      self.seconds = seconds
    }
  }

  /// One engine over all instances.
  package struct Row: Sendable, Codable {
    package var engine: String
    /// Mean and median of (value − reference) / reference.
    package var meanGap: Double
    package var medianGap: Double
    /// Instances on which no engine was better.
    package var wins: Int
    package var averageRank: Double
    package var proven: Int
    /// Runs without a schedule.
    package var failures: Int
    package var meanSeconds: Double?
    /// Wilcoxon's signed-rank test of the values against the engine with the best rank, after Holm; nil for that engine.
    package var pValue: Double?
  }

  package let runs: [Run]
  package let engines: [String]
  package let instances: [String]
  /// What gaps are measured from, by instance.
  package let reference: [String: Double]
  private let mean: [String: [String: Double]]

  /// - Parameter reference: known values by instance; where there is none, the best value of any run counts
  package init(runs: [Run], reference: [String: Int]) {
    self.runs = runs
    engines = Self.distinct(runs.map(\.engine))
    instances = Self.distinct(runs.map(\.instance))
    var mean: [String: [String: Double]] = [:]
    var best: [String: Double] = [:]
    for run in runs {
      guard let value = run.value else { continue }
      mean[run.engine, default: [:]][run.instance, default: 0] += Double(value)
      best[run.instance] = min(best[run.instance] ?? .infinity, Double(value))
    }
    let counts = Dictionary(grouping: runs.filter { $0.value != nil }) {
      $0.engine + "\n" + $0.instance
    }
    .mapValues(\.count)
    for (engine, values) in mean {
      for (instance, sum) in values {
        mean[engine]?[instance] = sum / Double(counts[engine + "\n" + instance] ?? 1)
      }
    }
    self.mean = mean
    self.reference = best.merging(reference.mapValues(Double.init)) { _, known in known }
  }

  private static func distinct(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }

  /// The value of an engine on an instance, the mean of its seeds; infinite where it found nothing.
  package func value(_ engine: String, _ instance: String) -> Double {
    mean[engine]?[instance] ?? .infinity
  }

  /// Value over reference, at least as both may be zero.
  package func ratio(_ engine: String, _ instance: String) -> Double {
    let (value, base) = (value(engine, instance), reference[instance] ?? 0)
    if base == 0 { return value == 0 ? 1 : .infinity }
    return value / base
  }

  /// A row an engine, best rank first.
  package func table() -> [Row] {
    var ranks: [String: [Double]] = [:]
    var wins: [String: Int] = [:]
    for instance in instances {
      let values = engines.map { value($0, instance) }
      for (engine, rank) in zip(engines, Statistics.ranks(values)) {
        ranks[engine, default: []].append(rank)
      }
      let least = values.min() ?? .infinity
      for (engine, value) in zip(engines, values) where value == least && least.isFinite {
        wins[engine, default: 0] += 1
      }
    }
    let order = engines.sorted {
      Statistics.mean(ranks[$0] ?? []) < Statistics.mean(ranks[$1] ?? [])
    }
    let p = pValues(order)
    return order.enumerated().map { position, engine in
      let own = runs.filter { $0.engine == engine }
      let gaps = instances.map { ratio(engine, $0) - 1 }.filter(\.isFinite)
      let seconds = own.compactMap(\.seconds)
      return Row(
        engine: engine, meanGap: Statistics.mean(gaps), medianGap: Statistics.median(gaps),
        wins: wins[engine] ?? 0, averageRank: Statistics.mean(ranks[engine] ?? []),
        proven: own.count { $0.status == "optimal" }, failures: own.count { $0.value == nil },
        meanSeconds: seconds.isEmpty ? nil : Statistics.mean(seconds),
        pValue: position == 0 ? nil : p[position - 1])
    }
  }

  private func pValues(_ order: [String]) -> [Double] {
    guard let best = order.first else { return [] }
    let raw = order.dropFirst().map { engine in
      let pairs = instances.map { (ratio(engine, $0), ratio(best, $0)) }
        .filter { $0.0.isFinite && $0.1.isFinite }
      return Statistics.wilcoxon(pairs.map(\.0), pairs.map(\.1))
    }
    return Statistics.holm(raw)
  }

  /// The share of instances an engine solves within a factor of the best engine (Dolan and Moré 2002).
  package func profile(_ engine: String, factors: [Double]) -> [Double] {
    let ratios = instances.map { instance -> Double in
      let least = engines.map { value($0, instance) }.min() ?? .infinity
      let own = value(engine, instance)
      if least == 0 { return own == 0 ? 1 : .infinity }
      return own / least
    }
    return factors.map { factor in
      Double(ratios.count { $0 <= factor + 1e-12 }) / Double(max(1, ratios.count))
    }
  }
}
