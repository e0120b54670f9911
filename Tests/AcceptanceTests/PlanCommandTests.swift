import Foundation
import TaktTestKit
import Testing

extension AcceptanceTests {
  /// `takt plan` on the shipped precision shop.
  @Suite struct PlanCommandTests {
    @Test func `a folder gets the plan, the report and a list for every machine`() throws {
      let folder = try WorkFolder()
      let outcome = try TaktBinary.run(
        "plan", "Instances/precision-shop", "--iterations", "5", "--output", folder.path("out"),
        "--language", "zh")
      #expect(outcome.code == 0)
      #expect(outcome.stderr.isEmpty)
      let files = try WorkFolder.contents(of: folder.path("out"))
      let plan = try JSONDecoder().decode(PlanResult.self, from: #require(files["plan.json"]))
      let machines = Set(plan.jobOrders.map(\.equipment))
      #expect(
        Set(files.keys)
          == Set([
            "plan.json", "report.html", "dispatch.html", "dispatch.csv", "deviations.csv",
          ]).union(machines.map { "dispatch/\($0).csv" }))
      let report = String(decoding: try #require(files["report.html"]), as: UTF8.self)
      #expect(report.contains("精密机加工车间"))
      // A link or a script from elsewhere would need a network.
      #expect(!report.contains("src=\"http") && !report.contains("href=\"http"))
    }

    @Test func `the plan document keeps the contract`() throws {
      let outcome = try TaktBinary.run(
        "plan", "Instances/precision-shop-en", "--iterations", "5", "--format", "json")
      #expect(outcome.code == 0)
      #expect(outcome.stdout.count { $0.isNewline } == 1)
      let plan = try PlanResult.decoded(outcome.stdout)
      #expect(plan.schemaVersion == "1")
      #expect(plan.status == "feasible")
      #expect(plan.asOf == "2026-01-05T08:00:00+08:00")
      #expect(plan.orders.count == 200)
      #expect(plan.jobOrders.allSatisfy { $0.id == "\($0.order)/\($0.operation)" })
      #expect(plan.jobOrders.allSatisfy { $0.status == "proposed" && !$0.pinned })
      #expect(plan.orders.allSatisfy { $0.late == ($0.deviationMinutes > 0) })
      #expect(plan.orders.allSatisfy { $0.late == ($0.cause != nil) })
      let ends = Dictionary(grouping: plan.jobOrders, by: \.order).mapValues { lines in
        lines.map(\.end).max()
      }
      // All times are in one zone, so text compares as time does.
      #expect(plan.orders.allSatisfy { ends[$0.id] == $0.completion })
      let tardiness = plan.orders.reduce(0.0) {
        $0 + Double($1.weight) * max(0, $1.deviationMinutes)
      }
      let claimed = try #require(plan.objective["weightedTardinessMinutes"])
      #expect(abs(tardiness - claimed) < 0.01 * Double(plan.orders.count))
      #expect(plan.metrics["weightedTardinessMinutes"] == claimed)
    }

    @Test(arguments: [("zh", "准时交付率"), ("en", "On-time delivery")])
    func `the summary speaks the language of the locale`(_ language: String, _ words: String)
      throws
    {
      let locale = language == "zh" ? "zh_CN.UTF-8" : "en_US.UTF-8"
      let outcome = try TaktBinary.run(
        "plan", "Instances/one-sheet", "--iterations", "1", environment: ["LC_ALL": locale])
      #expect(outcome.code == 0)
      #expect(outcome.stdout.contains(words))
    }

    @Test func `a .json output is the plan alone`() throws {
      let folder = try WorkFolder()
      let outcome = try TaktBinary.run(
        "plan", "Instances/one-sheet", "--engine", "edd", "--output", folder.path("plan.json"),
        "--format", "json")
      #expect(outcome.code == 0)
      #expect(try WorkFolder.contents(of: folder.path).keys.filter { $0 == "plan.json" }.count == 1)
      let written = try PlanResult.decoded(folder.text("plan.json"))
      #expect(try PlanResult.decoded(outcome.stdout).jobOrders == written.jobOrders)
    }
  }
}
