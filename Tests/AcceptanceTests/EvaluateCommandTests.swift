import Foundation
import TaktTestKit
import Testing

extension AcceptanceTests {
  /// `takt evaluate` on our own plans and on plans edited by hand.
  @Suite struct EvaluateCommandTests {
    private static let plant = "Instances/precision-shop-en"

    @Test func `our own plan is valid and its figures are borne out`() throws {
      let folder = try WorkFolder()
      let made = try plan(in: folder)
      let outcome = try evaluate(folder)
      #expect(outcome.code == 0)
      let evaluation = try Evaluation.decoded(outcome.stdout)
      #expect(evaluation.status == "valid")
      #expect(evaluation.violations.isEmpty)
      #expect(evaluation.metrics == made.metrics)
    }

    @Test func `a job order moved to a machine that cannot do it is named`() throws {
      let folder = try WorkFolder()
      let made = try plan(in: folder)
      let line = try #require(made.jobOrders.first { $0.equipment.hasPrefix("LATHE") })
      try edit(folder) { lines in
        guard let i = lines.firstIndex(where: { $0["id"] as? String == line.id }) else { return }
        lines[i]["equipment"] = "INSP-01"
      }
      let outcome = try evaluate(folder)
      #expect(outcome.code == 65)
      let evaluation = try Evaluation.decoded(outcome.stdout)
      #expect(evaluation.status == "invalid")
      #expect(evaluation.metrics == nil)
      let rule = evaluation.violations.first { $0.rule == "resource-not-allowed" }
      #expect(rule?.order == line.order)
      #expect(rule?.operation == line.operation)
      #expect(rule?.resource == "INSP-01")
      #expect(rule?.message.contains("cannot be done on INSP-01") == true)
    }

    @Test func `a job order that was deleted is missed`() throws {
      let folder = try WorkFolder()
      let made = try plan(in: folder)
      let line = try #require(made.jobOrders.last)
      try edit(folder) { $0.removeLast() }
      let outcome = try evaluate(folder)
      #expect(outcome.code == 65)
      let evaluation = try Evaluation.decoded(outcome.stdout)
      #expect(evaluation.violations.map(\.rule) == ["missing-operation"])
      #expect(evaluation.violations.map(\.order) == [line.order])
      #expect(evaluation.violations.map(\.operation) == [line.operation])
    }

    @Test func `a completion made nicer is a false figure`() throws {
      let folder = try WorkFolder()
      let made = try plan(in: folder)
      let order = try #require(made.orders.first)
      let text = try folder.text("plan.json")
      let honest = "\"completion\":\"\(order.completion)\""
      let range = try #require(text.range(of: honest))
      try folder.write(
        "plan.json",
        text.replacingCharacters(
          in: range, with: "\"completion\":\"2026-01-05T08:00:00+08:00\""))
      let outcome = try evaluate(folder)
      #expect(outcome.code == 65)
      let rules = try Evaluation.decoded(outcome.stdout).violations.map(\.rule)
      #expect(rules == ["figure"])
    }

    @Test func `what is no plan is refused with the place`() throws {
      let folder = try WorkFolder()
      try folder.write("plan.json", #"{"jobOrders": []}"#)
      let outcome = try evaluate(folder)
      #expect(outcome.code == 65)
      #expect(outcome.stderr.contains("plan.json"))
    }

    private func plan(in folder: WorkFolder) throws -> PlanResult {
      let outcome = try TaktBinary.run(
        "plan", Self.plant, "--engine", "atc", "--output", folder.path("plan.json"), "--format",
        "json")
      #expect(outcome.code == 0)
      return try PlanResult.decoded(outcome.stdout)
    }

    private func evaluate(_ folder: WorkFolder) throws -> TaktBinary.Outcome {
      try TaktBinary.run(
        "evaluate", folder.path("plan.json"), "--plant", Self.plant, "--format", "json")
    }

    private func edit(_ folder: WorkFolder, _ change: (inout [[String: Any]]) -> Void) throws {
      let data = Data(try folder.text("plan.json").utf8)
      var document = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
      var lines = try #require(document["jobOrders"] as? [[String: Any]])
      change(&lines)
      document["jobOrders"] = lines
      let edited = try JSONSerialization.data(withJSONObject: document)
      try folder.write("plan.json", String(decoding: edited, as: UTF8.self))
    }
  }
}
