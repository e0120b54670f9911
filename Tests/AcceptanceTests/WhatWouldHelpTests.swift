import Foundation
import TaktTestKit
import Testing

extension AcceptanceTests {
  /// `takt promise`, `takt bottleneck` and `takt what-if` on the precision shop.
  @Suite struct WhatWouldHelpTests {
    private struct Promise: Decodable {
      var order: String
      var promised: String
      var onTime: Bool?
      var unmovedJobOrders: Int
      var reserved: Bool
      var jobOrders: [PlanResult.JobOrder]
    }
    private struct Bottleneck: Decodable {
      struct Row: Decodable {
        var id: String
        var load: Double
        var waitingHours: Double
        var lateChainShare: Double
      }
      struct Figures: Decodable {
        var weightedTardinessHours: Double
        var lateOrders: Int
      }
      struct Trial: Decodable {
        var add: String
        var id: String
        var figures: Figures
        var weightedTardinessChangeHours: Double
      }
      var resources: [Row]
      var baseline: Figures
      var trials: [Trial]
    }
    private struct WhatIf: Decodable {
      struct Change: Decodable { var id: String }
      var changes: [String]
      var before: [String: Double]
      var after: [String: Double]
      var better: [Change]
      var removed: [String]
      var added: [String]
    }
    private static let plant = "Instances/precision-shop-en"

    private func planned(_ folder: borrowing WorkFolder) throws -> PlanResult {
      let outcome = try TaktBinary.run(
        "plan", Self.plant, "--engine", "atc", "--format", "json", "--output",
        folder.path("plan.json"))
      return try PlanResult.decoded(outcome.stdout)
    }

    @Test func `a promised order is booked and every agreed one stays`() throws {
      let folder = try WorkFolder()
      let plan = try planned(folder)
      let outcome = try TaktBinary.run(
        "promise", folder.path("plan.json"), "--plant", Self.plant, "--item", "P-1001",
        "--quantity",
        "20", "--due", "2026-02-20T17:00", "--reserve", "--output", folder.path("new.json"),
        "--format", "json")
      #expect(outcome.code == 0 && outcome.stderr.isEmpty)
      let promise = try Promise.decoded(outcome.stdout)
      #expect(
        promise.onTime == true && promise.reserved
          && promise.unmovedJobOrders == plan.jobOrders.count)
      #expect(promise.jobOrders.map(\.end).max() == promise.promised)
      let new = try PlanResult.decoded(folder.text("new.json"))
      #expect(new.version == plan.version + 1)
      #expect(Array(new.jobOrders.prefix(plan.jobOrders.count)) == plan.jobOrders)
      #expect(Array(new.jobOrders.dropFirst(plan.jobOrders.count)) == promise.jobOrders)
      let check = try TaktBinary.run(
        "evaluate", folder.path("new.json"), "--plant", Self.plant, "--plant",
        folder.path("new-orders.csv"), "--format", "json")
      #expect(check.code == 0)
      #expect(try Evaluation.decoded(check.stdout).status == "valid")
      // The plan carries its plant, the new order in it.
      let alone = try TaktBinary.run("evaluate", folder.path("new.json"))
      #expect(alone.code == 0, "\(alone.stderr)")
    }

    @Test func `plans that have begun are explained and promised on, too`() throws {
      let folder = try WorkFolder()
      let plan = try planned(folder)
      // The first job order of every machine has begun, and LATHE-01 is down.
      let first = Dictionary(grouping: plan.jobOrders, by: \.equipment).mapValues { lines in
        lines.min { $0.setupStart < $1.setupStart }
      }.values.compactMap { $0 }.filter { $0.setupStart < "2026-01-05T10" }
      var events = first.map { job in
        """
        {"specversion":"1.0","id":"s-\(job.id)","source":"/mes","type":"cn.x.mes.op.started.v1","subject":"\(job.order)",\
        "time":"\(job.start)","data":{"order":"\(job.order)","operation":"\(job.operation)","machine":"\(job.equipment)","at":"\(job.start)"}}
        """
      }
      events.append(
        """
        {"specversion":"1.0","id":"d","source":"/mes","type":"cn.x.mes.machine.down.v1","subject":"LATHE-01",\
        "time":"2026-01-05T10:00:00+08:00","data":{"expected_up":"2026-01-06T12:00:00+08:00","resume":"continue"}}
        """)
      let file = try folder.write("events.jsonl", events.joined(separator: "\n") + "\n")
      let moved = try TaktBinary.run(
        "reschedule", "--plan", folder.path("plan.json"), "--events", file, "--as-of",
        "2026-01-05T12:00:00+08:00", "--iterations", "50", "--threads", "1", "--output",
        folder.path("now.json"))
      #expect(moved.code == 0, "\(moved.stderr)")
      let now = folder.path("now.json")
      for command in [
        ["explain", now, "--most", "3", "--relief"], ["kpi", now, "--bucket", "day"],
        ["promise", now, "--item", "P-1001", "--quantity", "5"],
        ["bottleneck", now, "--tries", "1", "--iterations", "20", "--threads", "1"],
        ["what-if", now, "--change", "add-machine=EDM-01", "--iterations", "20", "--threads", "1"],
      ] {
        let outcome = try TaktBinary.run(command)
        #expect(outcome.code == 0, "\(command.joined(separator: " ")): \(outcome.stderr)")
        #expect(!outcome.stdout.isEmpty)
      }
    }

    @Test func `an unknown item and a date without an hour are refused, and nothing is written`()
      throws
    {
      let folder = try WorkFolder()
      _ = try planned(folder)
      let arguments = [
        "promise", folder.path("plan.json"), "--plant", Self.plant, "--quantity", "2",
      ]
      let unknown = try TaktBinary.run(arguments + ["--item", "X-1"])
      #expect(unknown.code == 65 && unknown.stderr.contains("X-1"))
      let vague = try TaktBinary.run(arguments + ["--item", "P-1001", "--due", "2026-02-20"])
      #expect(vague.code == 64)
      let alone = try TaktBinary.run(arguments + ["--item", "P-1001", "--reserve"])
      #expect(alone.code == 64)
    }

    @Test func `bottlenecks are ranked and tried`() throws {
      let folder = try WorkFolder()
      _ = try planned(folder)
      let arguments = [
        "bottleneck", folder.path("plan.json"), "--plant", Self.plant, "--tries", "1",
        "--iterations", "300", "--threads", "1",
      ]
      let outcome = try TaktBinary.run(arguments + ["--format", "json"])
      #expect(outcome.code == 0)
      let found = try Bottleneck.decoded(outcome.stdout)
      #expect(found.resources.count == 25)
      #expect(abs(found.resources.reduce(0) { $0 + $1.lateChainShare } - 1) < 0.01)
      #expect(found.resources.allSatisfy { (0...1).contains($0.load) })
      #expect(found.trials.first?.id == found.resources.first?.id)
      for trial in found.trials {
        let change = trial.figures.weightedTardinessHours - found.baseline.weightedTardinessHours
        #expect(abs(trial.weightedTardinessChangeHours - change) < 0.02)
      }
      #expect(found.trials.contains { $0.weightedTardinessChangeHours < 0 })
      let again = try TaktBinary.run(arguments + ["--format", "json"])
      #expect(again.stdout == outcome.stdout)
      let text = try TaktBinary.run(arguments + ["--language", "zh"])
      #expect(text.stdout.contains("占拖期链") && text.stdout.contains("加一台"))
    }

    @Test func `two plans side by side, and the changed plant as tables`() throws {
      let folder = try WorkFolder()
      _ = try planned(folder)
      let outcome = try TaktBinary.run(
        "what-if", folder.path("plan.json"), "--plant", Self.plant, "--change",
        "add-machine=EDM-01", "--change", "cancel=MO-0001", "--change",
        "add-order=P-1001,20,2026-01-12T17:00", "--iterations", "300", "--threads", "1",
        "--format", "json", "--output", folder.path("changed"))
      #expect(outcome.code == 0)
      let found = try WhatIf.decoded(outcome.stdout)
      #expect(found.changes.count == 3 && found.removed == ["MO-0001"] && found.added == ["NEW"])
      #expect(found.before["lateOrders"] != nil && !found.better.isEmpty)
      let check = try TaktBinary.run(
        "evaluate", folder.path("changed/plan.json"), "--plant", folder.path("changed/plant"),
        "--format", "json")
      #expect(try Evaluation.decoded(check.stdout).metrics == found.after)
      let unknown = try TaktBinary.run(
        "what-if", folder.path("plan.json"), "--plant", Self.plant, "--change", "add-machine=X")
      #expect(unknown.code == 65 && unknown.stderr.contains("X"))
      let wrong = try TaktBinary.run(
        "what-if", folder.path("plan.json"), "--plant", Self.plant, "--change", "more=X")
      #expect(wrong.code == 64)
    }
  }
}
