import Foundation
import TaktTestKit
import Testing

extension AcceptanceTests {
  /// What `takt solve` prints, judged by a script that shares no code with it.
  @Suite(.enabled(if: ForeignChecker.canRun, "needs python3 and the folder `shared`"))
  struct ForeignCheckTests {
    @Test(
      arguments: ["ft06.txt", "ft10.txt", "mini.fjs"], ["auto", "milp", "local-search", "atc"])
    func `makespans are accepted`(_ file: String, _ engine: String) throws {
      let verdict = try check(file, ["--engine", engine], [])
      #expect(verdict.code == 0, "\(verdict.stdout)")
    }

    @Test(arguments: ["ft06.txt", "mini.fjs"], ["auto", "milp", "atc"])
    func `weighted tardiness is accepted`(_ file: String, _ engine: String) throws {
      let verdict = try check(
        file,
        ["--engine", engine, "--objective", "weighted-tardiness", "--due-date-factor", "1.3"],
        ["--objective", "twt", "--factor", "1.3"])
      #expect(verdict.code == 0, "\(verdict.stdout)")
    }

    @Test func `there are records to judge`() {
      #expect(Records.all.count >= 6)
    }

    /// The schedules below the best known bounds that are kept with the project.
    @Test(arguments: Records.all)
    func `a record is a schedule, and below the best known bound`(_ record: Records) throws {
      let instance = try #require(SharedBenchmarks.instance("fjsp/\(record.instance).fjs"))
      let script = try #require(SharedBenchmarks.solveChecker)
      let python = try #require(ForeignChecker.python)
      let verdict = try RunningProcess(
        python, [script.path, instance.path, Checkout.path("Instances/records/" + record.file)]
      ).outcome()
      #expect(verdict.code == 0 && verdict.stdout.contains("\(record.value)"), "\(verdict.stdout)")
      let bounds = try #require(SharedBenchmarks.instance("bounds.csv"))
      let row = try String(contentsOf: bounds, encoding: .utf8).split(whereSeparator: \.isNewline)
        .first {
          $0.hasPrefix(record.instance + ",")
        }
      let best = try #require(row?.split(separator: ",", omittingEmptySubsequences: false)[5])
      #expect(record.value < Int(best) ?? 0, "\(record.instance): \(record.value), \(best)")
    }

    private func check(_ file: String, _ solving: [String], _ checking: [String]) throws
      -> TaktBinary.Outcome
    {
      let folder = try WorkFolder()
      let instance = Checkout.path("Instances/classics/" + file)
      let document = folder.path("result.json")
      let solved = try TaktBinary.run(
        ["solve", instance, "--format", "json", "--output", document, "--time-limit", "0.7"]
          + solving)
      #expect(solved.code == 0)
      #expect(solved.stdout.isEmpty)
      let script = try #require(SharedBenchmarks.solveChecker)
      let python = try #require(ForeignChecker.python)
      return try RunningProcess(
        python, [script.path, instance, document] + checking
      ).outcome()
    }
  }
}

/// The script beside the checkout, and what runs it.
private enum ForeignChecker {
  /// The first python3 in the PATH.
  static let python = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .map { $0 + "/python3" }.first { FileManager.default.isExecutableFile(atPath: $0) }

  static var canRun: Bool { SharedBenchmarks.solveChecker != nil && python != nil }
}

/// A schedule in Instances/records: `INSTANCE-VALUE.json`.
struct Records: CustomTestStringConvertible {
  let file: String
  var testDescription: String { file }
  private var parts: [Substring] { file.dropLast(".json".count).split(separator: "-") }
  var instance: String { parts.dropLast().joined(separator: "-") }
  var value: Int { parts.last.flatMap { Int($0) } ?? 0 }

  static let all: [Records] =
    ((try? FileManager.default.contentsOfDirectory(atPath: Checkout.path("Instances/records")))
    ?? []).sorted().filter { $0.hasSuffix(".json") }.map { Records(file: $0) }
}
