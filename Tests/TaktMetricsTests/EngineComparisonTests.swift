import TaktMetrics
import Testing

/// Three engines on three instances, worked out by hand.
@Suite struct EngineComparisonTests {
  private static func run(
    _ instance: String, _ engine: String, _ value: Int?, seed: UInt64 = 1,
    status: String = "feasible", seconds: Double? = 2
  ) -> EngineComparison.Run {
    .init(
      instance: instance, engine: engine, seed: seed, value: value, bound: nil, status: status,
      seconds: seconds)
  }

  /// A has two seeds on i1, with the mean 10; C finds nothing on i3.
  private static let comparison = EngineComparison(
    runs: [
      run("i1", "C", 15), run("i2", "C", 25), run("i3", "C", nil, status: "unknown"),
      run("i1", "B", 12), run("i2", "B", 21), run("i3", "B", 27, status: "optimal", seconds: 5),
      run("i1", "A", 9), run("i1", "A", 11, seed: 2), run("i2", "A", 20),
      run("i3", "A", 30, seconds: nil),
    ], reference: ["i1": 8, "elsewhere": 3])

  private func isClose(_ a: Double?, _ b: Double) -> Bool { a.map { abs($0 - b) < 1e-12 } ?? false }

  @Test func `the reference is what is known, or else the best of any run`() {
    let reference = Self.comparison.reference
    #expect(reference == ["i1": 8, "i2": 20, "i3": 27, "elsewhere": 3])
    #expect(Self.comparison.value("A", "i1") == 10)
    #expect(Self.comparison.value("C", "i3") == .infinity)
    #expect(Self.comparison.instances == ["i1", "i2", "i3"])
  }

  @Test func `ranks, wins and gaps`() {
    let table = Self.comparison.table()
    // Ranks of A: 1, 1, 2; of B: 2, 2, 1; of C: 3, 3, 3.
    #expect(table.map(\.engine) == ["A", "B", "C"])
    #expect(zip(table, [4.0 / 3, 5.0 / 3, 3]).allSatisfy { isClose($0.averageRank, $1) })
    #expect(table.map(\.wins) == [2, 1, 0])
    // A: 10/8, 20/20, 30/27; B: 12/8, 21/20, 27/27; C: 15/8, 25/20.
    let means: [Double] = [(0.25 + 0 + 1.0 / 9) / 3, (0.5 + 0.05 + 0) / 3, (0.875 + 0.25) / 2]
    #expect(zip(table, means).allSatisfy { isClose($0.meanGap, $1) })
    #expect(zip(table, [1.0 / 9, 0.05, 0.5625]).allSatisfy { isClose($0.medianGap, $1) })
    #expect(table.map(\.proven) == [0, 1, 0])
    #expect(table.map(\.failures) == [0, 0, 1])
    #expect(table.map(\.meanSeconds) == [2, 3, 2])
  }

  @Test func `significance is asked against the engine with the best rank`() {
    let table = Self.comparison.table()
    #expect(table[0].pValue == nil)
    // B's ratios are above A's by 0.25 and 0.05 and below by 1/9: ranks 3 and 1 against 2, p = 2 · 3/8; C's are above
    // twice of two, p = 2 · 1/4. Holm: 2 · 0.5 = 1, and 0.75 may not be below.
    #expect(isClose(table[1].pValue, 1) && isClose(table[2].pValue, 1))
    let runs = (1...7).flatMap {
      [Self.run("i\($0)", "A", 100), Self.run("i\($0)", "B", 100 + $0)]
    }
    let clear = EngineComparison(runs: runs, reference: [:]).table()
    #expect(isClose(clear[1].pValue, 2.0 / 128))
  }

  @Test func `engines that tie share rank and win`() {
    let runs = [Self.run("i1", "A", 5), Self.run("i1", "B", 5), Self.run("i1", "C", 6)]
    let table = EngineComparison(runs: runs, reference: [:]).table()
    #expect(table.map(\.averageRank) == [1.5, 1.5, 3])
    #expect(table.map(\.wins) == [1, 1, 0])
  }

  @Test func `a reference of zero is met or missed`() {
    let runs = [Self.run("i1", "A", 0), Self.run("i1", "B", 4)]
    let comparison = EngineComparison(runs: runs, reference: [:])
    #expect(comparison.ratio("A", "i1") == 1)
    #expect(comparison.ratio("B", "i1") == .infinity)
    #expect(comparison.profile("B", factors: [1, 1000]) == [0, 0])
  }

  @Test func `the profile counts instances within a factor of the best engine`() {
    // A: 10/10, 20/20, 30/27; B: 12/10, 21/20, 27/27; C: 15/10, 25/20, none.
    let factors = [1, 1.05, 1.2, 2]
    let profile = { (engine: String) in Self.comparison.profile(engine, factors: factors) }
    #expect(profile("A") == [2.0 / 3, 2.0 / 3, 1, 1])
    #expect(profile("B") == [1.0 / 3, 2.0 / 3, 1, 1])
    #expect(profile("C") == [0, 0, 0, 2.0 / 3])
  }
}
