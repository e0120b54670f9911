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
