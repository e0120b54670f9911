import TaktMetrics
import Testing

/// Statistics against scipy 1.17.1 and against textbook arithmetic.
@Suite struct StatisticsTests {
  private func isClose(_ a: Double, _ b: Double) -> Bool { abs(a - b) < 1e-12 }

  @Test func `mean and median`() {
    #expect(Statistics.mean([1, 2, 6]) == 3)
    #expect(Statistics.median([9, 1, 2]) == 2)
    #expect(Statistics.median([9, 1, 2, 4]) == 3)
    #expect(Statistics.mean([]) == 0 && Statistics.median([]) == 0)
  }

  @Test func `ranks are shared where values are equal`() {
    // scipy.stats.rankdata([2, 1, 2, 3, 2, 1])
    #expect(Statistics.ranks([2, 1, 2, 3, 2, 1]) == [4, 1.5, 4, 6, 4, 1.5])
    #expect(Statistics.ranks([.infinity, 5, .infinity]) == [2.5, 1, 2.5])
    #expect(Statistics.ranks([]) == [])
  }

  @Test func `Wilcoxon's test without ties`() {
    // Hollander and Wolfe's depression scores; wilcoxon(a, b, method="exact"): 0.0390625.
    let a = [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30]
    let b = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29]
    #expect(isClose(Statistics.wilcoxon(a, b), 0.0390625))
    #expect(isClose(Statistics.wilcoxon(b, a), 0.0390625))
  }

  @Test func `Wilcoxon's test with ties and a zero difference`() {
    // wilcoxon(a, b, zero_method="wilcox", method=PermutationMethod(n_resamples=inf)): 0.6328125.
    let a: [Double] = [125, 115, 130, 140, 140, 115, 140, 125, 140, 135]
    let b: [Double] = [110, 122, 125, 120, 140, 124, 123, 137, 135, 145]
    #expect(isClose(Statistics.wilcoxon(a, b), 0.6328125))
    // The same of [2, 2, -1, 3, 3, 0]: 0.125.
    #expect(isClose(Statistics.wilcoxon([3, 3, 1, 5, 5, 2], [1, 1, 2, 2, 2, 2]), 0.125))
  }

  @Test func `Wilcoxon's test of sixty pairs`() {
    // n = arange(1, 61); wilcoxon(where(n % 3 == 0, -1, 1) * n, method="exact"): 0.035563173784766366.
    let differences = (1...60).map { Double($0 % 3 == 0 ? -$0 : $0) }
    let p = Statistics.wilcoxon(differences, Array(repeating: 0, count: 60))
    #expect(isClose(p, 0.035563173784766366))
  }

  @Test func `eight wins of eight are 2 in 256, no difference says nothing`() {
    let zeros = [Double](repeating: 0, count: 8)
    #expect(isClose(Statistics.wilcoxon([1, 2, 3, 4, 5, 6, 7, 8], zeros), 2.0 / 256))
    #expect(Statistics.wilcoxon(zeros, zeros) == 1)
    #expect(Statistics.wilcoxon([], []) == 1)
    #expect(Statistics.wilcoxon([1, -1], [0, 0]) == 1)
  }

  @Test func `Holm's correction multiplies by what is left and never falls`() {
    // 3 · 0.01, 2 · 0.03, then 1 · 0.04, which must not be below the one before.
    let corrected = Statistics.holm([0.01, 0.04, 0.03])
    #expect(zip(corrected, [0.03, 0.06, 0.06]).allSatisfy(isClose))
    #expect(Statistics.holm([0.6, 0.7]) == [1, 1])
    #expect(Statistics.holm([0.2]) == [0.2])
    #expect(Statistics.holm([]) == [])
  }
}
