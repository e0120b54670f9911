import TaktMetrics
import Testing

/// Two engines side by side, worked by hand.
@Suite struct BenchDuelTests {
  private func duel(_ ours: [BenchRun], _ theirs: [BenchRun]) -> BenchDuel {
    BenchDuel(
      ours: ours, theirs: theirs,
      reference: BenchReference(BenchRuns.known, runs: ours + theirs))
  }

  @Test func `only instances both have count`() {
    let duel = duel(
      [BenchRuns.run("a1", ub: 100), BenchRuns.run("b1", ub: 10)],
      [BenchRuns.run("a1", ub: 121), BenchRuns.run("a2", ub: 100)])
    #expect(duel.families.map(\.family) == ["a"])
    #expect(duel.total.ours.instances == 1 && duel.total.theirs.instances == 1)
    #expect(BenchRuns.isClose(duel.total.ratio.value, 100.0 / 121))
    #expect(BenchRuns.isClose(duel.total.theirs.ub.value, 1.21))
  }

  @Test func `the mean of the seeds wins, ties or loses`() {
    let duel = duel(
      [
        BenchRuns.run("a1", ub: 100), BenchRuns.run("a1", ub: 110, seed: 2),
        BenchRuns.run("a2", ub: 104), BenchRuns.run("b1", ub: 7),
      ],
      [
        BenchRuns.run("a1", ub: 105), BenchRuns.run("a2", ub: 108), BenchRuns.run("b1", ub: 6),
      ])
    #expect(duel.total.wins == 1 && duel.total.ties == 1 && duel.total.losses == 1)
    #expect(duel.families.map(\.wins) == [1, 0])
    #expect(duel.families.map(\.losses) == [0, 1])
  }

  @Test func `any schedule is better than none`() {
    let duel = duel(
      [BenchRuns.run("a1", ub: 999), BenchRuns.run("a2", ub: nil), BenchRuns.run("b1", ub: nil)],
      [BenchRuns.run("a1", ub: nil), BenchRuns.run("a2", ub: 999), BenchRuns.run("b1", ub: nil)])
    #expect(duel.total.wins == 1 && duel.total.ties == 1 && duel.total.losses == 1)
    #expect(duel.total.ratio.value == nil && duel.total.ratio.missing == 3)
    #expect(duel.total.ours.none == 2 && duel.total.theirs.none == 2)
  }

  @Test func `nothing in common is an empty table`() {
    let duel = duel([BenchRuns.run("a1", ub: 1)], [BenchRuns.run("a2", ub: 1)])
    #expect(duel.families.isEmpty && duel.total.ours.runs == 0)
  }
}
