import TaktMetrics
import Testing

@testable import TaktExchange

/// Runs as lines of JSON: ours come back as they were, others' are understood.
@Suite struct BenchLineTests {
  private func lines(_ text: String) throws -> [BenchLine] {
    try BenchLines("runs.jsonl", Array(text.utf8)).lines
  }

  private func line(
    _ settings: BenchRun.Settings, ub: Int?, seconds: Double?, interrupted: Bool
  ) -> BenchLine {
    BenchLine(
      BenchRun(
        key: BenchRun.Key(instance: "名 \"x\"", seed: .max, settings: settings),
        status: "feasible", ub: ub, lb: -3, seconds: seconds,
        trace: ub.map { [BenchRun.Improvement(0.125, $0)] } ?? [], wasInterrupted: interrupted),
      family: "ft", knownUB: 55, knownLB: 54, taktVersion: "0.1.0")
  }

  @Test func `a line comes back as it was written`() throws {
    let full = line(
      BenchRun.Settings(
        engine: "auto", objective: "weighted-tardiness", dueDateFactor: 1.3, limit: 0.5,
        iterations: 7, threads: 2), ub: 61, seconds: 1.5, interrupted: true)
    let bare = line(
      BenchRun.Settings(engine: "spt", objective: "makespan"), ub: nil, seconds: nil,
      interrupted: false)
    for line in [full, bare] {
      let bytes = try line.bytes()
      let again = try #require(try BenchLines("x", bytes).lines.first)
      #expect(again.run == line.run)
      #expect(try again.bytes() == bytes)
      #expect(bytes.count { $0 == 0x0A } == 1 && bytes.last == 0x0A)
    }
  }

  @Test func `a peer's line is understood`() throws {
    let line = try #require(
      try lines(
        #"{"instance": "ft06", "engine": "cp-sat", "objective": "twt", "workers": 2, "#
          + #""factor": 1.3, "limit": 60, "status": "optimal", "ub": 55, "lb": 55.0, "#
          + #""seconds": 0.2, "trace": [[0.1, 61], [0.2, 55]], "more": {"a": []}}"#
      ).first)
    #expect(
      line.run.key.settings
        == BenchRun.Settings(
          engine: "cp-sat", objective: "weighted-tardiness", dueDateFactor: 1.3, limit: 60,
          threads: 2))
    #expect(line.run.isProven && line.run.ub == 55 && line.run.lb == 55)
    #expect(line.run.value(at: 0.15) == 61)
  }

  @Test func `the least a line can be is an instance`() throws {
    let run = try #require(try lines(#"{"instance": "x", "ub": null}"#).first).run
    #expect(run.ub == nil && run.key.settings.objective == "makespan" && run.status == "unknown")
  }

  @Test func `the document of takt solve is a run too`() throws {
    let run = try #require(
      try lines(#"{"instance":"x","objectiveValue":9,"lowerBound":8,"threads":2}"#).first
    ).run
    #expect(run.ub == 9 && run.lb == 8)
  }

  @Test func `every bad line is named`() throws {
    let text = """
      {"instance":"x"}

      nonsense
      {"instance":"x","ub":"many"}
      {"ub":3}
      {"instance":"x","trace":[[1]]}

      """
    let error = try #require(throws: DataError.self) { try lines(text) }
    #expect(error.issues.map(\.row) == [3, 4, 5, 6])
    #expect(error.issues.map(\.column) == [nil, "ub", "instance", "trace"])
  }

  @Test func `half a line at the end is what a broken run left`() throws {
    let whole = #"{"instance":"x"}"# + "\n"
    let read = try BenchLines("x", Array((whole + #"{"instance":"y","u"#).utf8))
    #expect(read.lines.map(\.run.instance) == ["x"])
    #expect(read.wholeBytes == whole.utf8.count)
    #expect(try lines(#"{"instance":"y"}"#).count == 1)
    #expect(try lines("").isEmpty)
  }
}
