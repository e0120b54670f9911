import Foundation
import TaktMetrics
import Testing

@testable import TaktExchange

/// The file a benchmark adds its runs to.
@Suite struct ResultsFileTests {
  private func withFile(_ text: String?, _ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("takt-results-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("runs.jsonl")
    if let text {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    try body(file.path)
  }

  private func run(_ instance: String) -> BenchLine {
    BenchLine(
      BenchRun(
        key: BenchRun.Key(
          instance: instance, seed: 1,
          settings: BenchRun.Settings(engine: "auto", objective: "makespan")), status: "feasible",
        ub: 1, lb: 1, seconds: 1))
  }

  private func instances(_ path: String) throws -> [String] {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    return try BenchLines("x", bytes).lines.map(\.run.instance)
  }

  @Test func `runs are in the file as soon as they are added, and the next process finds them`()
    throws
  {
    try withFile(nil) { path in
      do {
        let file = try ResultsFile(path)
        #expect(file.earlier.isEmpty)
        try file.append(run("a"))
        #expect(try instances(path) == ["a"])
      }
      let file = try ResultsFile(path)
      #expect(file.earlier.map(\.run.instance) == ["a"])
      try file.append(run("b"))
      #expect(try instances(path) == ["a", "b"])
    }
  }

  @Test(arguments: [#"{"instance":"a"}"#, #"{"instance":"a"}"# + "\n" + #"{"inst"#])
  func `a file without its last line's end goes on in a new line`(_ text: String) throws {
    try withFile(text) { path in
      try ResultsFile(path).append(run("b"))
      #expect(try instances(path) == ["a", "b"])
    }
  }

  @Test func `two processes do not share a file`() throws {
    try withFile(nil) { path in
      let first = try ResultsFile(path)
      #expect(throws: ResultsFile.Trouble.self) { try ResultsFile(path) }
      try first.append(run("a"))
    }
  }

  @Test func `a file that holds something else stays as it is`() throws {
    try withFile("mine\nand mine\n") { path in
      #expect(throws: DataError.self) { try ResultsFile(path) }
      let text = try String(contentsOfFile: path, encoding: .utf8)
      #expect(text == "mine\nand mine\n")
    }
  }
}
