/// One run of an engine on one instance, by us or by somebody else, as a benchmark records it.
package struct BenchRun: Sendable, Equatable {
  /// What two runs must share to be repetitions of each other, apart from the seed.
  package struct Settings: Sendable, Hashable {
    package var engine: String
    package var objective: String
    package var dueDateFactor: Double?
    /// Seconds the run was given.
    package var limit: Double?
    package var iterations: Int?
    package var threads: Int?

    package init(
      engine: String, objective: String, dueDateFactor: Double? = nil, limit: Double? = nil,
      iterations: Int? = nil, threads: Int? = nil
    ) {
      (self.engine, self.objective, self.dueDateFactor) = (engine, objective, dueDateFactor)
      (self.limit, self.iterations, self.threads) = (limit, iterations, threads)
    }
  }

  /// What a run is repeated by: a file that holds a finished one of the same key needs no second.
  package struct Key: Sendable, Hashable {
    package var instance: String
    package var seed: UInt64?
    package var settings: Settings
    package init(instance: String, seed: UInt64?, settings: Settings) {
      (self.instance, self.seed, self.settings) = (instance, seed, settings)
    }
  }

  /// A better value, and when it was found.
  package struct Improvement: Sendable, Equatable {
    package var seconds: Double
    package var value: Int
    package init(_ seconds: Double, _ value: Int) {
      (self.seconds, self.value) = (seconds, value)
    }
  }

  package var key: Key
  /// `optimal`, `feasible`, `infeasible` or `unknown`.
  package var status: String
  package var ub: Int?
  package var lb: Int?
  /// Left out of a run limited by iterations, which repeats to the byte.
  package var seconds: Double?
  package var trace: [Improvement]
  /// It was stopped from outside before its time was up: nothing to judge an engine by.
  package var wasInterrupted = false

  package init(
    key: Key, status: String, ub: Int?, lb: Int?, seconds: Double?, trace: [Improvement] = [],
    wasInterrupted: Bool = false
  ) {
    (self.key, self.status, self.ub, self.lb) = (key, status, ub, lb)
    (self.seconds, self.trace, self.wasInterrupted) = (seconds, trace, wasInterrupted)
  }

  package var instance: String { key.instance }
  package var isProven: Bool { status == "optimal" }

  /// The best value at a second of the run; nil where there was none yet, or nobody wrote down when.
  package func value(at second: Double) -> Int? {
    if let seconds, seconds <= second { return ub }
    return trace.last { $0.seconds <= second }?.value
  }
}
