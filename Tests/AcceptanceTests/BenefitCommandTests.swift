import Foundation
import TaktTestKit
import Testing

extension AcceptanceTests {
  /// `takt benefit` and `takt kpi`: figures that others can check.
  @Suite struct BenefitCommandTests {
    private struct Benefit: Decodable {
      struct Side: Decodable {
        var value: Double?
        var samples: Int
        var basis: String
      }
      struct Figure: Decodable {
        var key: String
        var before: Side
        var after: Side
        var changePercent: Double?
      }
      struct Input: Decodable {
        var role: String
        var file: String
        var sha256: String
      }
      var inputs: [Input]
      var orders: Int
      var jobOrders: Int
      var figures: [Figure]
    }
    private static let plant = "Instances/precision-shop-en"

    private func plan(_ engine: String, _ folder: borrowing WorkFolder, _ name: String) throws
      -> PlanResult
    {
      let outcome = try TaktBinary.run(
        "plan", Self.plant, "--engine", engine, "--iterations", "20", "--threads", "1", "--format",
        "json", "--output", folder.path(name))
      #expect(outcome.code == 0)
      return try PlanResult.decoded(outcome.stdout)
    }

    /// A report in which every job order begins and ends later than planned, each by some minutes of its own.
    private func report(_ plan: PlanResult, every step: Int) throws -> String {
      let format = ISO8601DateFormatter()
      var rows = ["order,operation,actual start,actual end"]
      for (i, job) in plan.jobOrders.enumerated() where i % step == 0 {
        let start = try #require(format.date(from: job.start)) + Double(60 * (i % 7))
        let end = try #require(format.date(from: job.end)) + Double(60 * (i % 7 + i % 5))
        rows.append(
          "\(job.order),\(job.operation),\(format.string(from: start)),\(format.string(from: end))")
      }
      return rows.joined(separator: "\n") + "\n"
    }

    @Test(arguments: [1, 3])
    func `the script that shares no code comes to the same figures`(_ step: Int) throws {
      let folder = try WorkFolder()
      let before = try plan("edd", folder, "before.json")
      let after = try plan("large-neighbourhood", folder, "after.json")
      let reports = [
        try folder.write("before.csv", report(before, every: step)),
        try folder.write("after.csv", report(after, every: step + 1)),
      ]
      let arguments = [
        "--before", folder.path("before.json"), "--after", folder.path("after.json"),
        "--before-actual", reports[0], "--after-actual", reports[1],
      ]
      let outcome = try TaktBinary.run(
        ["benefit", "--plant", Self.plant, "--format", "json"] + arguments)
      #expect(outcome.code == 0 && outcome.stderr.isEmpty)
      let document = try Benefit.decoded(outcome.stdout)
      #expect(document.orders == 200 && document.jobOrders == before.jobOrders.count)
      #expect(
        document.inputs.map(\.role).prefix(4) == [
          "before", "before-actual", "after", "after-actual",
        ])
      let script = try RunningProcess(
        "/usr/bin/env",
        [
          "python3", Checkout.path("Tools/benefit-check"), "--orders",
          Checkout.path(Self.plant + "/orders.csv"),
        ] + arguments
      ).outcome()
      #expect(script.code == 0, "\(script.stderr)")
      let check = try JSONDecoder().decode(
        [String: [String: Double?]].self, from: Data(script.stdout.utf8))
      for figure in document.figures {
        for (side, value) in [("before", figure.before), ("after", figure.after)] {
          let other = try #require(check[side]?[figure.key], "\(figure.key)")
          #expect((value.value == nil) == (other == nil), "\(figure.key)")
          guard let mine = value.value, let other else { continue }
          #expect(abs(mine - other) < 1e-5, "\(figure.key) \(side): \(mine) and \(other)")
        }
      }
      // With every job order reported the figures are realised ones.
      let cycle = try #require(document.figures.first)
      #expect(cycle.before.basis == (step == 1 ? "realised" : "planned"))
      let energy = try #require(document.figures.last)
      #expect(energy.key == "energyKilowattHours" && energy.before.basis == "planned")
      #expect(energy.before.value != energy.after.value)
    }

    @Test func `the hashes are those of the files, and the page speaks both languages`() throws {
      let folder = try WorkFolder()
      _ = try plan("edd", folder, "a.json")
      _ = try plan("atc", folder, "b.json")
      let outcome = try TaktBinary.run(
        "benefit", "--before", folder.path("a.json"), "--after", folder.path("b.json"), "--plant",
        Self.plant, "--output", folder.path("out"), "--language", "zh")
      #expect(outcome.code == 0 && outcome.stdout.contains("生产交付提前率"))
      let document = try Benefit.decoded(folder.text("out/benefit.json"))
      let sum = try RunningProcess("/usr/bin/sha256sum", [folder.path("a.json")]).outcome()
      let input = try #require(document.inputs.first)
      #expect(sum.stdout.hasPrefix(input.sha256))
      let page = try folder.text("out/benefit.html")
      #expect(page.contains("production cycle") && page.contains("生产周期"))
    }

    @Test func `a report of what the plan does not have is refused`() throws {
      let folder = try WorkFolder()
      _ = try plan("edd", folder, "a.json")
      let report = try folder.write("r.csv", "order,operation,start,end\nX,1,2026-01-05 8:00,x\n")
      let outcome = try TaktBinary.run(
        "benefit", "--before", folder.path("a.json"), "--after", folder.path("a.json"), "--plant",
        Self.plant, "--before-actual", report)
      #expect(outcome.code == 65 && outcome.stderr.contains("X/1"))
    }

    @Test(arguments: ["shift", "day", "week", "month"])
    func `KPIs of all buckets add up`(_ bucket: String) throws {
      struct KPIs: Decodable {
        struct Machine: Decodable {
          var productionMinutes: Double
          var setupMinutes: Double
          var plannedBusyMinutes: Double
        }
        struct Orders: Decodable {
          var due: Int
          var onTime: Int
        }
        struct Bucket: Decodable {
          var plant: Machine
          var workCentres: [Machine]
          var resources: [Machine]
          var orders: Orders
        }
        var formulas: [String: String]
        var buckets: [Bucket]
      }
      let folder = try WorkFolder()
      let plan = try plan("atc", folder, "plan.json")
      let arguments = ["kpi", folder.path("plan.json"), "--plant", Self.plant, "--bucket", bucket]
      let outcome = try TaktBinary.run(arguments + ["--format", "json"])
      #expect(outcome.code == 0)
      let found = try KPIs.decoded(outcome.stdout)
      for b in found.buckets {
        #expect(b.workCentres.count == 8 && b.resources.count == 25)
        let sum = b.resources.reduce(0) { $0 + $1.productionMinutes }
        #expect(abs(sum - b.plant.productionMinutes) < 0.1)
      }
      let setup = found.buckets.reduce(0) { $0 + $1.plant.setupMinutes }
      #expect(abs(setup - (plan.metrics["setupMinutes"] ?? 0)) < 1)
      let (due, onTime) = found.buckets.reduce((0, 0)) {
        ($0.0 + $1.orders.due, $0.1 + $1.orders.onTime)
      }
      #expect(due == 200 && due - onTime == plan.orders.count(where: \.late))
      #expect(found.formulas["allocationEfficiency"]?.contains("AUBT / PBT") == true)
      let text = try TaktBinary.run(
        arguments + ["--per", "resource", "--csv", folder.path("kpi.csv"), "--language", "zh"])
      #expect(text.stdout.contains("分配效率 (ISO 22400-2)"))
      #expect(try folder.text("kpi.csv").contains("EDM-01"))
    }
  }
}
