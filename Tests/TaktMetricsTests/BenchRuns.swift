import TaktMetrics

/// Runs for tests, with what a test is not about left to defaults.
enum BenchRuns {
  static func run(
    _ instance: String, ub: Int?, lb: Int? = nil, status: String = "feasible", seed: UInt64 = 1,
    seconds: Double? = 10, trace: [(Double, Int)] = [], engine: String = "auto"
  ) -> BenchRun {
    BenchRun(
      key: BenchRun.Key(
        instance: instance, seed: seed,
        settings: BenchRun.Settings(engine: engine, objective: "makespan", limit: 10)),
      status: status, ub: ub, lb: lb, seconds: seconds,
      trace: trace.map { BenchRun.Improvement($0.0, $0.1) })
  }

  /// Two instances of family `a`, one of family `b`; the last has no known bounds.
  static let known = KnownBounds(
    entries: [
      "a1": KnownBounds.Entry(family: "a", lower: 100, upper: 100, published: ["x_ub_600s": 121]),
      "a2": KnownBounds.Entry(family: "a", lower: 80, upper: 100, published: ["x_lb_600s": 40]),
      "b1": KnownBounds.Entry(family: "b", lower: nil, upper: nil),
    ], families: ["a", "b"], columns: ["x_ub_600s", "x_lb_600s"])

  static func isClose(_ a: Double?, _ b: Double) -> Bool { abs((a ?? .infinity) - b) < 1e-12 }
}
