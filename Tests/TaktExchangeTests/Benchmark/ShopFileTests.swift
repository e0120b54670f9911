import TaktModel
import TaktTestKit
import Testing

@testable import TaktExchange

/// Benchmark files, good and bad.
@Suite struct ShopFileTests {
  private func read(_ text: String, _ isFlexible: Bool = false, factor: Double? = nil) throws
    -> Problem
  {
    try ShopFile(
      name: "x", file: "x.txt", bytes: Array(text.utf8), isFlexible: isFlexible,
      dueDateFactor: factor
    ).problem
  }

  private func issues(_ text: String, _ isFlexible: Bool = false) -> [DataIssue] {
    do {
      _ = try read(text, isFlexible)
      return []
    } catch {
      return (error as? DataError)?.issues ?? []
    }
  }

  private func durations(_ problem: Problem) -> [[[Int32]]] {
    (0..<problem.jobCount).map { job in
      problem.operations(ofJob: job).map { o in
        problem.modes(of: o).flatMap { [problem.machine[$0], problem.duration[$0]] }
      }
    }
  }

  @Test func `a job shop is read, comments, tabs and decimals that are whole too`() throws {
    let problem = try read("# two jobs\r\n\n2\t2\n0 3 1 2.0\n  1 4 0 1e1 \n# end\n")
    #expect(problem.machineCount == 2)
    #expect(durations(problem) == [[[0, 3], [1, 2]], [[1, 4], [0, 10]]])
  }

  @Test func `a flexible shop counts machines from 1`() throws {
    let problem = try read("1 3 1.5\n2  2 1 5 3 6  1 2 4\n", true)
    #expect(durations(problem) == [[[0, 5, 2, 6], [1, 4]]])
  }

  @Test func `due dates and weights are Singer and Pinedo's`() throws {
    let problem = try read("5 1\n0 3\n0 5\n0 7\n0 9\n0 11\n", factor: 1.3)
    #expect(problem.due == [3, 6, 9, 11, 14])
    #expect(problem.weight == [4, 2, 2, 2, 1])
  }

  @Test(arguments: [1e300, .infinity, .nan, -5])
  func `a factor beyond reason is cut, not followed`(_ factor: Double) throws {
    let due = try read("1 1\n0 3\n", factor: factor).due
    #expect(due.allSatisfy { (0...Int32.max).contains($0) })
  }

  @Test(arguments: [
    ("", 1), ("\n# only a comment\n", 1), ("2\n0 1\n", 1), ("a b\n0 1\n", 1), ("0 3\n", 1),
    ("-2 3\n0 1\n", 1), ("1 0\n0 1\n", 1), ("1 99999999999999999999\n0 1\n", 1),
    ("9999999999 3\n0 1\n", 1), ("9223372036854775807 1\n0 1\n", 1), ("1.5 2\n0 1\n", 1),
    ("2 2\n0 1 1 2\n", 1), ("2 2\n0 1\n0 1 1\n", 3), ("1 2\n2 5\n", 2), ("1 2\n-1 5\n", 2),
    ("1 2\n0 -5\n", 2), ("1 2\n0 2.5\n", 2), ("1 2\n0 268435457\n", 2), ("1 2\n0 five\n", 2),
    ("1 2\n0 nan 1 inf\n", 2), ("1 2\n0 00000000000000000000123\n", 2), ("1 1000001\n0 1\n", 1),
  ])
  func `a bad job shop is refused with the line`(_ text: String, _ line: Int) {
    #expect(issues(text).map(\.row) == [line], "\(text)")
  }

  @Test(arguments: [
    ("1 2\n1 1 0 5\n", 2), ("1 2\n1 1 3 5\n", 2), ("1 2\n2 1 1 5\n", 2), ("1 2\n1 2 1 5\n", 2),
    ("1 2\n1 1 1 5 9\n", 2), ("1 2\n-1 1 1 5\n", 2), ("1 2\n1 0\n", 2), ("1 2\nx 1 1 5\n", 2),
    ("1 2\n9223372036854775807 1 1 5\n", 2), ("1 2\n1 9223372036854775807 1 5\n", 2),
  ])
  func `a bad flexible shop is refused with the line`(_ text: String, _ line: Int) {
    #expect(issues(text, true).map(\.row) == [line], "\(text)")
  }

  @Test func `every bad line is reported, up to fifty`() {
    #expect(issues("3 2\n0 1 5 1\n0 1\n0 -1\n").map(\.row) == [2, 4])
    let many = "200 1\n" + String(repeating: "7 7\n", count: 200)
    #expect(issues(many).count == 50)
  }

  @Test func `durations that add up to too much are refused`() {
    let row = String(repeating: "0 268435456 ", count: 20)
    #expect(issues("1 1\n\(row)\n").count == 1)
  }

  @Test func `any shop survives being written and read`() throws {
    for seed in 0..<60 {
      var shape = ProblemShape()
      (shape.jobs, shape.alternatives, shape.hasZeroDurations) = (1 + seed % 5, 3, true)
      let problem = try RandomProblems.problem(seed: seed, shape)
      var text = "\(problem.jobCount) \(problem.machineCount)\n"
      for job in durations(problem) {
        text += "\(job.count)"
        for modes in job {
          text += " \(modes.count / 2)"
          for (i, value) in modes.enumerated() { text += " \(i % 2 == 0 ? value + 1 : value)" }
        }
        text += "\n"
      }
      #expect(durations(try read(text, true)) == durations(problem), "seed \(seed)")
    }
  }
}
