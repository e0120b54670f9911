import TaktMetrics
import Testing

/// The primal integral, worked by hand.
@Suite struct PrimalIntegralTests {
  private func integral(
    _ trace: [(Double, Int)], ub: Int?, best: Int = 100, limit: Double = 10
  ) -> Double? {
    PrimalIntegral.of(BenchRuns.run("x", ub: ub, trace: trace), best: best, limit: limit)
  }

  @Test func `each value counts for as long as it stood`() {
    // 2 s of nothing, 3 s of 200 (gap 1/2), 5 s of 125 (gap 1/5): (2 + 1.5 + 1) / 10.
    #expect(BenchRuns.isClose(integral([(2, 200), (5, 125)], ub: 125), 0.45))
  }

  @Test func `the best value from the start is 0, nothing at all is 1`() {
    #expect(integral([(0, 100)], ub: 100) == 0)
    #expect(integral([], ub: nil) == 1)
  }

  @Test func `a value below the best known one has no gap`() {
    #expect(integral([(0, 90)], ub: 90) == 0)
    #expect(BenchRuns.isClose(integral([(0, 4)], ub: 4, best: 0), 1))
    #expect(integral([(0, 0)], ub: 0, best: 0) == 0)
  }

  @Test func `what came after the limit does not count`() {
    // 10 s of 200.
    #expect(BenchRuns.isClose(integral([(0, 200), (12, 100)], ub: 100), 0.5))
    #expect(integral([(11, 100)], ub: 100) == 1)
  }

  @Test func `a value without its time says nothing`() {
    #expect(integral([], ub: 100) == nil)
    #expect(integral([(0, 100)], ub: 100, limit: 0) == nil)
  }
}
