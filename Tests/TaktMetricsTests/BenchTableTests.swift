import TaktMetrics
import Testing

/// The table of a benchmark, worked by hand.
@Suite struct BenchTableTests {
  private let isClose = BenchRuns.isClose

  private func table(_ runs: [BenchRun], at checkpoints: [Double] = []) -> BenchTable {
    BenchTable(
      runs, reference: BenchReference(BenchRuns.known, runs: runs), checkpoints: checkpoints)
  }

  @Test func `a geometric mean says what it leaves out`() {
    let mean = GeometricMean([4, 9, nil, 0])
    #expect(isClose(mean.value, 6))
    #expect(mean.count == 2 && mean.missing == 2)
    #expect(GeometricMean([nil]).value == nil)
    #expect(GeometricMean([]) == GeometricMean([]))
  }

  @Test func `values and bounds are measured from the best known`() throws {
    let table = table([
      BenchRuns.run("a1", ub: 121, lb: 100), BenchRuns.run("a2", ub: 100, lb: 80),
      BenchRuns.run("b1", ub: 50, lb: 50, status: "optimal"),
    ])
    #expect(table.families.map(\.family) == ["a", "b"])
    let a = try #require(table.families.first)
    // √(1.21 · 1), √(1 · 1), (21/121 + 20/100) / 2.
    #expect(isClose(a.ub.value, 1.1) && isClose(a.lb.value, 1))
    #expect(isClose(a.gap, (21.0 / 121 + 0.2) / 2))
    #expect(isClose(a.sum, 221.0 / 200))
    #expect(a.proven == 0 && table.families[1].proven == 1)
    #expect(table.total.instances == 3 && table.total.proven == 1)
    #expect(isClose(table.total.gap, (21.0 / 121 + 0.2) / 3))
  }

  @Test func `an unknown instance is measured from the best of the runs`() {
    let runs = [BenchRuns.run("b1", ub: 40), BenchRuns.run("b1", ub: 90, seed: 2)]
    // √(1 · 2.25).
    #expect(isClose(table(runs).total.ub.value, 1.5))
    #expect(table(runs).total.instances == 1 && table(runs).total.runs == 2)
  }

  @Test func `instances of no family come last`() {
    let runs = [BenchRuns.run("stranger", ub: 1), BenchRuns.run("b1", ub: 1)]
    #expect(table(runs).families.map(\.family) == ["b", "other"])
    let unknown = BenchTable(runs, reference: BenchReference(KnownBounds(), runs: runs))
    #expect(unknown.families.map(\.family) == ["all"])
  }

  @Test func `a run without a schedule is counted, not averaged`() {
    let row = table([BenchRuns.run("a1", ub: nil), BenchRuns.run("a2", ub: 100)]).total
    #expect(row.none == 1 && row.ub.missing == 1)
    #expect(isClose(row.ub.value, 1))
  }

  @Test func `checkpoints look into the trace`() {
    let runs = [
      BenchRuns.run("a1", ub: 100, seconds: 4, trace: [(0.5, 400), (1, 144), (3, 100)]),
      BenchRuns.run("a2", ub: 100, seconds: 10, trace: [(2, 100)]),
    ]
    let checkpoints = table(runs, at: [0.9, 1, 5]).total.checkpoints
    #expect(isClose(checkpoints[0].ub.value, 4) && checkpoints[0].ub.missing == 1)
    #expect(isClose(checkpoints[1].ub.value, 1.44) && checkpoints[1].ub.missing == 1)
    #expect(isClose(checkpoints[2].ub.value, 1) && checkpoints[2].ub.missing == 0)
    // Nothing says when a run without a trace found what it has, but at its end it has it.
    let bare = BenchRuns.run("a1", ub: 7, seconds: 4)
    #expect(bare.value(at: 3.9) == nil && bare.value(at: 4) == 7)
  }

  @Test func `tardiness of 0 against 0 is as good, anything against 0 has no quotient`() {
    let runs = [BenchRuns.run("b1", ub: 0), BenchRuns.run("b1", ub: 6, seed: 2)]
    let row = table(runs).total
    #expect(row.ub.value == 1 && row.ub.missing == 1)
    #expect(row.gap == nil)
  }

  @Test func `published figures stand beside the same instances`() throws {
    let reference = BenchReference(BenchRuns.known, runs: [])
    let figures = PublishedFigures(instances: ["a1", "a2"], reference: reference)
    #expect(figures.families.map(\.family) == ["a"])
    let (upper, lower) = (figures.total.figures[0], figures.total.figures[1])
    #expect(upper.column == "x_ub_600s" && isClose(upper.ratio.value, 1.21))
    #expect(upper.ratio.missing == 1)
    #expect(lower.column == "x_lb_600s" && isClose(lower.ratio.value, 0.5))
  }
}
