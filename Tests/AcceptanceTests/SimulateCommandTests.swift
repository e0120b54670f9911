import TaktTestKit
import Testing

extension AcceptanceTests {
  /// `takt simulate`: policies on the same floors.
  @Suite struct SimulateCommandTests {
    private struct Simulation: Decodable {
      struct Figure: Decodable {
        var mean: Double
        var halfWidth: Double
      }
      struct Policy: Decodable {
        var policy: String
        var onTimeDelivery: Figure
        var startDeviationMinutes: Figure
        var weightedTardinessMinutes: Figure
      }
      var policies: [Policy]
    }

    private func plan(_ instance: String, _ folder: borrowing WorkFolder) throws -> PlanResult {
      let outcome = try TaktBinary.run(
        "plan", "Instances/\(instance)", "--engine", "atc", "--iterations", "1", "--format", "json",
        "--output", folder.path("plan.json"))
      #expect(outcome.code == 0)
      return try PlanResult.decoded(outcome.stdout)
    }

    @Test func `an undisturbed floor comes to what the plan says`() throws {
      let folder = try WorkFolder()
      let plan = try plan("moulding-crew", folder)
      let outcome = try TaktBinary.run(
        "simulate", "--plan", folder.path("plan.json"), "--policies", "none", "--seeds", "2",
        "--breakdown-hours", "0", "--spread", "0", "--rush-orders", "0", "--late-material", "0",
        "--scrap", "0", "--format", "json")
      #expect(outcome.code == 0)
      let none = try #require(try Simulation.decoded(outcome.stdout).policies.first)
      #expect(none.startDeviationMinutes.mean == 0 && none.startDeviationMinutes.halfWidth == 0)
      #expect(none.weightedTardinessMinutes.mean == plan.metrics["weightedTardinessMinutes"])
    }

    @Test func `the same seeds say the same, to the byte`() throws {
      let folder = try WorkFolder()
      _ = try plan("moulding-crew", folder)
      let outcomes = try (0..<2).map { _ in
        try TaktBinary.run(
          "simulate", "--plan", folder.path("plan.json"), "--seeds", "3", "--iterations", "32",
          "--breakdown-hours", "10", "--format", "json")
      }
      #expect(outcomes[0].code == 0 && outcomes[0].stdout == outcomes[1].stdout)
      let policies = try Simulation.decoded(outcomes[0].stdout).policies
      #expect(policies.map(\.policy) == ["none", "right-shift", "ladder"])
      #expect(policies[0].startDeviationMinutes.mean > 0)
    }

    @Test func `what the floor does not know is refused by name`() throws {
      let folder = try WorkFolder()
      _ = try plan("plating-outside", folder)
      let outcome = try TaktBinary.run(
        "simulate", "--plan", folder.path("plan.json"), "--seeds", "1", "--language", "en")
      #expect(outcome.code == 69 && outcome.stdout.isEmpty)
      #expect(outcome.stderr.contains("resources without limit"))
    }
  }
}
