import Foundation
import TaktTestKit
import Testing

extension AcceptanceTests {
  /// Signals and time limits: the best plan so far is verified, written and in time.
  @Suite struct InterruptionTests {
    @Test(arguments: [SIGINT, SIGTERM])
    func `a signal in mid-solve ends with the best plan so far`(_ signal: Int32) throws {
      let folder = try WorkFolder()
      let process = try TaktBinary.started([
        "plan", "Instances/precision-shop", "--time-limit", "50", "--output", folder.path("out"),
        "--format", "json",
      ])
      try process.waitUntilCatching(signal)
      process.send(signal)
      let outcome = try process.outcome()
      #expect(outcome.code == 0)
      #expect(outcome.seconds < 10)
      #expect(try PlanResult.decoded(outcome.stdout).jobOrders.count == 1025)
      let verdict = try TaktBinary.run(
        "evaluate", folder.path("out/plan.json"), "--plant", "Instances/precision-shop")
      #expect(verdict.code == 0, "\(verdict.stdout)")
    }

    @Test func `a signal ends the MILP too`() throws {
      let process = try TaktBinary.started([
        "solve", "Instances/classics/ta01.txt", "--engine", "milp-textbook", "--time-limit", "50",
        "--format", "json",
      ])
      try process.waitUntilCatching(SIGINT)
      process.send(SIGINT)
      let outcome = try process.outcome()
      #expect(outcome.code == 0)
      #expect(outcome.seconds < 10)
      let result = try SolveResult.decoded(outcome.stdout)
      #expect(result.status == "feasible")
      #expect(result.operations.count == 15 * 15)
    }

    @Test func `a time limit holds for a plant of four thousand orders`() throws {
      let folder = try WorkFolder()
      let made = try TaktBinary.run(
        "generate", "plant", "--orders", "4000", "--resources", "100", "--output",
        folder.path("plant"))
      #expect(made.code == 0)
      try expectInTime(2) {
        try TaktBinary.run(
          "plan", folder.path("plant"), "--time-limit", "2", "--output", folder.path("out"))
      }
    }

    @Test(arguments: ["auto", "milp", "milp-textbook", "local-search"])
    func `a time limit holds for a benchmark instance`(_ engine: String) throws {
      try expectInTime(1) {
        try TaktBinary.run(
          "solve", "Instances/classics/ta01.txt", "--engine", engine, "--time-limit", "1")
      }
    }

    /// A busy machine can only make a run look longer: the quickest of three counts.
    private func expectInTime(_ limit: Double, _ run: () throws -> TaktBinary.Outcome) throws {
      var quickest = Double.infinity
      for _ in 0..<3 where quickest > limit + 0.5 {
        let outcome = try run()
        #expect(outcome.code == 0)
        quickest = min(quickest, outcome.seconds)
      }
      #expect(quickest <= limit + 0.5)
    }
  }
}
