import Foundation
import TaktTestKit
import Testing

extension AcceptanceTests {
  /// `takt bench`: runs, resumes, measures and compares.
  @Suite struct BenchCommandTests {
    private static let some = ["Instances/classics/ft06.txt", "Instances/classics/mini.fjs"]
    private static let few = ["--iterations", "50", "--threads", "1"]

    private let bounds = """
      instance,family,lower_bound,upper_bound,peer_ub_600s
      ft06,ft,55,55,60
      ft10,ft,930,930,930
      mini,own,1,1000,

      """

    private func bench(_ arguments: [String]) throws -> BenchDocument {
      let outcome = try TaktBinary.run(["bench"] + arguments + ["--format", "json"])
      #expect(outcome.code == 0, "\(outcome.stderr)")
      return try BenchDocument.decoded(outcome.stdout)
    }

    @Test func `families are measured from the best known bounds`() throws {
      let folder = try WorkFolder()
      let known = try folder.write("bounds.csv", bounds)
      let result = try bench(
        Self.some + Self.few + ["--seeds", "1,2", "--bounds", known, "--published"])
      #expect(result.schemaVersion == "1")
      #expect(result.families.map(\.family) == ["ft", "own"])
      #expect(result.families.map(\.runs) == [2, 2])
      #expect(result.total.instances == 2 && result.total.none == 0)
      #expect(result.total.ub.count == 4)
      let ratios = result.runs.filter { $0.instance == "ft06" }.map { Double($0.ub) / 55 }
      let mean = pow(ratios.reduce(1, *), 0.5)
      #expect(abs((result.families[0].ub.value ?? 0) - mean) < 1e-12)
      #expect(result.newBest.map(\.instance) == ["mini"] && result.newBest[0].knownUB == 1000)
      let figure = try #require(result.published?.total.figures.first)
      #expect(figure.column == "peer_ub_600s" && figure.ratio.missing == 1)
      #expect(abs((figure.ratio.value ?? 0) - 60.0 / 55) < 1e-12)
    }

    @Test func `a schedule below the best known bound is kept`() throws {
      let folder = try WorkFolder()
      let known = try folder.write("bounds.csv", bounds)
      let records = folder.path("records")
      let result = try bench(Self.some + Self.few + ["--bounds", known, "--records", records])
      let value = try #require(result.newBest.first?.ub)
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: records) == ["mini-\(value).json"])
      let document = try folder.text("records/mini-\(value).json")
      #expect(document.contains("\"objectiveValue\":\(value),"))
      #expect(try TaktBinary.run(["bench", Self.some[0], "--records", records]).code == 64)
      let blocked = try folder.write("file", "")
      let unwritable = try TaktBinary.run(
        ["bench"] + Self.some + Self.few + ["--bounds", known, "--records", blocked + "/in"])
      #expect(unwritable.code == 73)
    }

    @Test func `every second one is taken from each family, the first included`() throws {
      let folder = try WorkFolder()
      let known = try folder.write("bounds.csv", bounds)
      let result = try bench(
        Self.some + ["Instances/classics/ft10.txt", "--bounds", known, "--every", "2"] + Self.few)
      #expect(result.runs.map(\.instance).sorted() == ["ft06", "mini"])
      #expect(try TaktBinary.run(["bench", Self.some[0], "--every", "0"]).code == 64)
    }

    @Test func `runs that are in the file are not repeated`() throws {
      let folder = try WorkFolder()
      let results = folder.path("deep/runs.jsonl")
      let arguments = Self.few + ["--results", results]
      _ = try bench([Self.some[0]] + arguments)
      let first = try folder.text("deep/runs.jsonl")
      // A mark that a repetition would not have.
      try folder.write(
        "deep/runs.jsonl", first.replacing("\"status\":", with: "\"x\":1,\"status\":"))
      let marked = try folder.text("deep/runs.jsonl")
      let result = try bench(Self.some + arguments + ["--seeds", "1,2"])
      let text = try folder.text("deep/runs.jsonl")
      #expect(text.hasPrefix(marked) && text != marked)
      let lines = try BenchLine.lines(text)
      #expect(lines.map(\.instance) == ["ft06", "ft06", "mini", "mini"])
      #expect(lines.map(\.seed) == [1, 2, 1, 2])
      #expect(result.runs == lines)
      // All there: nothing is added; another number of iterations: nothing is there.
      _ = try bench(Self.some + arguments + ["--seeds", "1,2"])
      #expect(try folder.text("deep/runs.jsonl") == text)
      _ = try bench([Self.some[0], "--iterations", "60", "--threads", "1", "--results", results])
      #expect(try BenchLine.lines(folder.text("deep/runs.jsonl")).count == 5)
    }

    @Test func `with iterations the same bytes come again`() throws {
      let folder = try WorkFolder()
      for name in ["a", "b"] {
        _ = try bench(Self.some + Self.few + ["--results", folder.path(name)])
      }
      #expect(try folder.text("a") == folder.text("b"))
      let line = try #require(try BenchLine.lines(folder.text("a")).first)
      #expect(line.seconds == nil && line.trace.isEmpty && line.threads == 1)
    }

    @Test func `time brings traces, checkpoints and the primal integral`() throws {
      let result = try bench([
        "Instances/classics/ft20.txt", "--time-limit", "0.4", "--threads", "1", "--at", "0.2,9",
        "--engine", "local-search",
      ])
      let run = try #require(result.runs.first)
      #expect(run.limit == 0.4 && (run.seconds ?? 1) <= 0.6)
      #expect(run.trace.last?.last == Double(run.ub))
      let row = result.total
      #expect(row.checkpoints.map(\.second) == [0.2, 9])
      #expect(row.checkpoints[1].ub == row.ub)
      let integral = try #require(row.primalIntegral)
      #expect((0...1).contains(integral))
    }

    @Test func `a peer's runs stand beside ours`() throws {
      let folder = try WorkFolder()
      let peer = try folder.write(
        "peer.jsonl",
        """
        {"instance": "ft06", "engine": "cp-sat", "objective": "makespan", "workers": 2, "limit": 9.0, \
        "status": "feasible", "ub": 500, "lb": 1, "seconds": 9.0, "trace": [[0.5, 500]]}
        {"instance": "ta99", "engine": "cp-sat", "objective": "makespan", "status": "unknown", "ub": null}
        {"instance": "ft06", "engine": "cp-sat", "objective": "twt", "status": "optimal", "ub": 1, "lb": 1}

        """)
      let result = try bench(Self.some + Self.few + ["--against", peer])
      #expect(result.against.count == 2)
      let duel = try #require(result.against.first)
      #expect(duel.name == "cp-sat, 9 s, 2 threads (peer.jsonl)")
      #expect(duel.duel.total.wins == 1 && duel.duel.total.losses == 0)
      #expect(duel.duel.total.theirs.runs == 1)
      #expect(result.against[1].duel.families.isEmpty)
    }

    @Test func `the table has a row a family and one for all`() throws {
      let folder = try WorkFolder()
      let known = try folder.write("bounds.csv", bounds)
      let outcome = try TaktBinary.run(
        ["bench"] + Self.some + Self.few + ["--bounds", known])
      #expect(outcome.code == 0 && outcome.stderr.isEmpty)
      let rows = outcome.stdout.split(separator: "\n").filter { $0.hasPrefix("| ") }
      let names = rows.map { $0.split(separator: " ")[1] }
      #expect(names == ["family", "ft", "own", "total"])
      #expect(outcome.stdout.contains("mini: 8 < 1000"), "\(outcome.stdout)")
    }

    @Test func `a signal ends with the runs that are finished, and the next call goes on`() throws {
      let folder = try WorkFolder()
      let arguments = [
        "bench", "Instances/classics/ta01.txt", "Instances/classics/mini.fjs", "--engine",
        "local-search", "--time-limit", "40", "--threads", "1", "--results",
        folder.path("runs.jsonl"), "--format", "json",
      ]
      let process = try TaktBinary.started(arguments)
      try process.waitUntilCatching(SIGINT)
      process.send(SIGINT)
      let outcome = try process.outcome()
      #expect(outcome.code == 0 && outcome.seconds < 10)
      #expect(outcome.stderr.contains("0 of 2 runs are finished"), "\(outcome.stderr)")
      #expect(try BenchDocument.decoded(outcome.stdout).runs.isEmpty)
      let line = try #require(try BenchLine.lines(folder.text("runs.jsonl")).first)
      #expect(line.instance == "ta01" && line.interrupted == true && line.ub >= 1231)
    }
  }
}
