import Foundation
import TaktTestKit
import Testing

extension AcceptanceTests {
  /// `takt explain`: why orders are late, and what would help.
  @Suite struct ExplainCommandTests {
    private struct Explanation: Decodable {
      struct Cause: Decodable, Equatable {
        var kind: String
        var id: String
      }
      struct Without: Decodable {
        var cause: Cause
        var completion: String
        var earlierMinutes: Double
      }
      struct Link: Decodable {
        var operation: String
        var ready: String
        var end: String
        var waitingMinutes: Double
        var slackMinutes: Double
      }
      struct Relief: Decodable {
        var measure: String
        var sentence: String
        var completion: String
        var onTime: Bool
      }
      struct Order: Decodable {
        var id: String
        var completion: String
        var due: String
        var lateMinutes: Double
        var sentence: String
        var cause: Cause
        var chain: [Link]
        var without: [Without]
        var relief: [Relief]?
      }
      var schemaVersion: String
      var lateOrders: Int
      var orders: [Order]
    }

    private func planned(_ folder: borrowing WorkFolder) throws -> PlanResult {
      let outcome = try TaktBinary.run(
        "plan", "Instances/precision-shop", "--engine", "edd", "--format", "json", "--output",
        folder.path("plan.json"))
      #expect(outcome.code == 0)
      return try PlanResult.decoded(outcome.stdout)
    }

    @Test func `every late order has a chain, a cause and a plan without it`() throws {
      let folder = try WorkFolder()
      let plan = try planned(folder)
      let outcome = try TaktBinary.run(
        "explain", folder.path("plan.json"), "--plant", "Instances/precision-shop", "--most", "100",
        "--format", "json")
      #expect(outcome.code == 0 && outcome.stderr.isEmpty)
      let document = try Explanation.decoded(outcome.stdout)
      let late = plan.orders.filter(\.late)
      #expect(document.lateOrders == late.count && document.orders.count == late.count)
      for order in document.orders {
        let planned = try #require(late.first { $0.id == order.id })
        #expect(planned.cause.map { $0.kind } == order.cause.kind, "\(order.id)")
        #expect(planned.cause.map { $0.id } == order.cause.id, "\(order.id)")
        #expect(order.chain.last?.end == order.completion && order.completion > order.due)
        // Each link is ready when the one before it has ended, or a wait later.
        #expect(zip(order.chain, order.chain.dropFirst()).allSatisfy { $0.end <= $1.ready })
        let without = try #require(order.without.first)
        #expect(without.cause == order.cause)
        #expect(without.completion < order.completion && without.earlierMinutes > 0)
        #expect(order.sentence.contains(order.id))
      }
    }

    @Test func `what would help is said in Chinese, too`() throws {
      let folder = try WorkFolder()
      _ = try planned(folder)
      let arguments = [
        "explain", folder.path("plan.json"), "--plant", "Instances/precision-shop", "--most", "5",
        "--relief",
      ]
      let json = try TaktBinary.run(arguments + ["--format", "json"])
      let document = try Explanation.decoded(json.stdout)
      let proposals = document.orders.flatMap { order in
        (order.relief ?? []).map { (order, $0) }
      }
      #expect(proposals.count >= 3)
      for (order, relief) in proposals {
        #expect(
          relief.completion < order.completion && relief.onTime == (relief.completion <= order.due))
      }
      let text = try TaktBinary.run(arguments + ["--language", "zh"])
      #expect(text.stdout.contains("拖期") && text.stdout.contains("可行的措施"))
      #expect(proposals.contains { _, relief in relief.sentence.contains("if") })
    }

    @Test func `an unknown order, one on time, and a plan that breaks a rule`() throws {
      let folder = try WorkFolder()
      let plan = try planned(folder)
      let file = folder.path("plan.json")
      let unknown = try TaktBinary.run(
        "explain", file, "--plant", "Instances/precision-shop", "--order", "MO-X")
      #expect(unknown.code == 65 && unknown.stderr.contains("MO-X"))
      let id = try #require(plan.orders.first { !$0.late }?.id)
      let early = try TaktBinary.run(
        "explain", file, "--plant", "Instances/precision-shop", "--order", id)
      #expect(early.code == 0 && early.stdout.contains("\(id) is on time."))
      let broken = try folder.text("plan.json").replacing(
        plan.jobOrders[0].end, with: plan.jobOrders[0].start)
      let path = try folder.write("broken.json", broken)
      let refused = try TaktBinary.run("explain", path, "--plant", "Instances/precision-shop")
      #expect(refused.code == 65 && refused.stderr.contains("takt evaluate"))
    }
  }
}
