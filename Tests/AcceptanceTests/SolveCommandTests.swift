import Foundation
import TaktTestKit
import Testing

extension AcceptanceTests {
  /// `takt solve` on classic instances.
  @Suite struct SolveCommandTests {
    @Test func `the MILP proves 55 on ft06 in the form of the contract`() throws {
      let outcome = try TaktBinary.run(
        "solve", "Instances/classics/ft06.txt", "--engine", "milp", "--format", "json",
        "--threads", "1", "--seed", "7")
      #expect(outcome.code == 0)
      let result = try SolveResult.decoded(outcome.stdout)
      #expect(result.schemaVersion == "1")
      #expect(result.instance == "ft06")
      #expect(result.objective == "makespan")
      #expect(result.engine == "milp")
      #expect(result.status == "optimal")
      #expect(result.objectiveValue == 55)
      #expect(result.lowerBound == 55)
      #expect(result.threads == 1)
      #expect(result.seed == 7)
      #expect(result.operations.count == 36)
      #expect(result.operations.map(\.end).max() == 55)
      #expect(result.trace.last?.last == 55)
      let times = result.trace.compactMap(\.first)
      #expect(times == times.sorted() && times.allSatisfy { $0 <= result.seconds })
    }

    @Test func `stdout holds one line of JSON, stderr nothing`() throws {
      let outcome = try TaktBinary.run(
        "solve", "Instances/classics/mini.fjs", "--format", "json", "--time-limit", "2")
      #expect(outcome.stdout.hasPrefix("{"))
      #expect(outcome.stdout.hasSuffix("}\n"))
      #expect(outcome.stdout.count { $0.isNewline } == 1)
      #expect(outcome.stderr.isEmpty)
    }

    @Test func `no progress is drawn where stderr is no terminal`() throws {
      let outcome = try TaktBinary.run(
        "solve", "Instances/classics/ft20.txt", "--engine", "local-search", "--time-limit", "0.5")
      #expect(outcome.stdout.hasPrefix("ft20: makespan "))
      #expect(outcome.stderr.isEmpty)
    }

    @Test func `a job shop too large for a proof still gets a plan, and the reason is given`()
      throws
    {
      let folder = try WorkFolder()
      let instance = folder.path("ta41.txt")
      #expect(try TaktBinary.run("generate", "taillard", "41", "--output", instance).code == 0)
      let outcome = try TaktBinary.run(
        "solve", instance, "--engine", "milp", "--time-limit", "2", "--format", "json")
      #expect(outcome.code == 0)
      let result = try SolveResult.decoded(outcome.stdout)
      #expect(result.status == "feasible")
      #expect(result.operations.count == 30 * 20)
      #expect(result.notes.contains { $0.engine == "milp" && $0.note.contains("stood aside") })
    }

    @Test func `due dates by factor make tardiness an objective of a benchmark file`() throws {
      let outcome = try TaktBinary.run(
        "solve", "Instances/classics/ft06.txt", "--objective", "weighted-tardiness",
        "--due-date-factor", "1.3", "--time-limit", "1", "--format", "json")
      #expect(outcome.code == 0)
      let result = try SolveResult.decoded(outcome.stdout)
      #expect(result.objective == "weighted-tardiness")
      #expect(result.objectiveValue == 52)
      #expect((result.lowerBound ?? 0) <= 52)
    }
  }
}
