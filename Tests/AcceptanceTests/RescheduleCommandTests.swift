import Foundation
import TaktTestKit
import Testing

extension AcceptanceTests {
  /// `takt reschedule` as a MES calls it.
  @Suite struct RescheduleCommandTests {
    struct Answer: Decodable {
      struct Refused: Decodable {
        var id: String?
        var field: String?
        var problem: String
      }
      struct Change: Decodable {
        var jobOrder: String
        var reason: String
      }
      struct Stability: Decodable {
        var operationsMoved: Int
        var frozenMoved: Int
      }
      struct Strategy: Decodable { var method: String }
      var changed: Bool
      var basedOn: Int
      var planVersion: Int
      var method: String?
      var events: [String]
      var duplicates: [String]
      var refused: [Refused]
      var refusedCount: Int
      var objective: [String: Double]
      var stability: Stability
      var changes: [Change]
      var strategies: [Strategy]?
      var timingMs: [String: Double]
    }

    private static let events = "Instances/events/precision-shop.json"

    private func plan(in folder: WorkFolder) throws -> String {
      let path = folder.path("plan.json")
      let outcome = try TaktBinary.run(
        "plan", "Instances/precision-shop", "--engine", "atc", "--iterations", "1", "--output",
        path)
      #expect(outcome.code == 0, "\(outcome.stderr)")
      return path
    }

    private func answer(_ arguments: [String]) throws -> (Answer, TaktBinary.Outcome) {
      let outcome = try TaktBinary.run(["reschedule", "--format", "json"] + arguments)
      #expect(outcome.code == 0, "\(outcome.stderr)")
      return (try JSONDecoder().decode(Answer.self, from: Data(outcome.stdout.utf8)), outcome)
    }

    @Test func `a plan and events make a verified plan, twice the same`() throws {
      let folder = try WorkFolder()
      let plan = try plan(in: folder)
      let arguments = [
        "--plan", plan, "--events", Self.events, "--iterations", "500", "--threads", "1",
      ]
      let (first, outcome) = try answer(arguments + ["--output", folder.path("a.json")])
      #expect(first.changed)
      #expect(first.basedOn == 1 && first.planVersion == 2)
      #expect(first.events == ["MES-000123", "MES-000124", "MES-000125"])
      #expect(first.stability.frozenMoved == 0)
      #expect(first.changes.count >= first.stability.operationsMoved)
      #expect(first.changes.allSatisfy { !$0.reason.isEmpty })
      let late = try #require(first.objective["weightedTardinessMinutes"])
      let shifted = try #require(first.objective["previousPlanRightShifted"])
      #expect(late <= shifted)
      #expect(first.timingMs.isEmpty)
      let (_, again) = try answer(arguments + ["--output", folder.path("b.json")])
      #expect(outcome.stdout == again.stdout)
      #expect(try folder.text("a.json") == folder.text("b.json"))
      let judged = try TaktBinary.run("evaluate", folder.path("a.json"))
      #expect(judged.code == 0, "\(judged.stdout)")
    }

    @Test func `events that are known change nothing`() throws {
      let folder = try WorkFolder()
      let plan = try plan(in: folder)
      let next = folder.path("next.json")
      let arguments = ["--events", Self.events, "--strategy", "right-shift", "--iterations", "1"]
      _ = try answer(["--plan", plan, "--output", next] + arguments)
      let (again, _) = try answer(
        ["--plan", next, "--output", folder.path("same.json")] + arguments)
      #expect(!again.changed)
      #expect(again.planVersion == 2)
      #expect(again.duplicates.count == 3)
    }

    @Test func `broken events are refused one by one, and the others answered`() throws {
      let folder = try WorkFolder()
      let plan = try plan(in: folder)
      let good =
        #"{"id":"G","source":"s","type":"x.machine.down","subject":"LATHE-01","time":"2026-01-06T10:00:00+08:00","data":{"expected_up":"2026-01-06T12:00:00+08:00"}}"#
      let lines = [
        #"{"id":"1","source":"s","type":"x.machine.down","subject":"LATHE-99","time":"2026-01-06T10:00:00+08:00"}"#,
        #"{"id":"2","source":"s","type":"x.machine.exploded","time":"2026-01-06T10:00:00+08:00"}"#,
        #"{"id":"3","source":"s","type":"x.order.rush","subject":"R","time":"2026-01-06T10:00:00+08:00","data":{"routing":"P-1001"}}"#,
        #"{"id":"4","source":"s","type":"x.machine.down","subject":"LATHE-01","time":"yesterday"}"#,
        #"{"id":"5","source":"s","type":"x.machine.down","subject":"LATHE-01","time":"1999-01-06T10:00:00+08:00"}"#,
        #"{"id":"6","source":"s","type":"x.op.finished","subject":"MO-0001/999","time":"2026-01-06T10:00:00+08:00"}"#,
        #"{"id":"7","source":"s","type":"x.order.qty_changed","subject":"MO-0001","time":"2026-01-06T10:00:00+08:00","data":{"new":-3}}"#,
        #"[[[[[["#, "nonsense", "{}", "\u{0}", good,
      ]
      var bytes = Data(lines.joined(separator: "\n").utf8)
      bytes.append(contentsOf: [0x0A, 0x7B, 0xFF, 0xFE, 0x7D, 0x0A])
      let file = folder.url.appending(path: "events.jsonl")
      try bytes.write(to: file)
      let (answer, _) = try answer([
        "--plan", plan, "--events", file.path, "--as-of", "2026-01-06T10:00:00+08:00",
        "--strategy", "right-shift", "--iterations", "1",
      ])
      #expect(answer.changed)
      // The line of a NUL alone is an empty one.
      #expect(answer.refused.count == 11)
      #expect(Set(answer.refused.compactMap(\.id)) == Set((1...7).map(String.init)))
      #expect(answer.refused.allSatisfy { !$0.problem.isEmpty })
    }

    @Test
    func `a file of twenty thousand lines is answered as a whole, with a report that can be read`()
      throws
    {
      let folder = try WorkFolder()
      let plan = try plan(in: folder)
      var text = ""
      for i in 0..<20_000 {
        let minute = i / 20
        let time =
          "2026-01-0\(5 + minute / 1440)T\(String(format: "%02d:%02d:%02d", minute / 60 % 24, minute % 60, i % 20))+08:00"
        switch i % 10 {
        case 0, 1:
          let kind = i % 10 == 0 ? "machine.down" : "machine.up"
          text +=
            #"{"id":"\#(i)","source":"s","type":"\#(kind)","subject":"LATHE-0\#(1 + i / 10 % 5)","time":"\#(time)"}"#
        case 2: text += #"{"id":"\#(i - 2)","source":"s","type":"machine.down","time":"\#(time)"}"#
        case 3:
          text +=
            #"{"id":"\#(i)","source":"s","type":"machine.down","subject":"LATHE-99","time":"\#(time)"}"#
        case 4:
          text +=
            #"{"id":"\#(i)","source":"s","type":"op.started","subject":"MO-0001/999","time":"\#(time)"}"#
        case 5:
          text +=
            #"{"id":"\#(i)","source":"s","type":"machine.up","subject":"LATHE-01","time":"yesterday"}"#
        case 6: text += "[[[["
        case 7: text += "nonsense"
        case 8:
          text +=
            #"{"id":"\#(i)","source":"s","type":"order.rush","subject":"R\#(i)","time":"\#(time)"}"#
        default:
          text +=
            #"{"id":"\#(i)","source":"s","type":"machine.up","subject":"LATHE-01","time":"1999-01-05"}"#
        }
        text += "\n"
      }
      let file = try folder.write("events.jsonl", text)
      let next = folder.path("next.json")
      let (answer, outcome) = try answer([
        "--plan", plan, "--events", file, "--strategy", "right-shift", "--iterations", "1",
        "--output", next,
      ])
      #expect(answer.refusedCount == 16_000)
      #expect(answer.refused.count == 1000)
      #expect(outcome.stdout.utf8.count < 3_000_000)
      let judged = try TaktBinary.run("evaluate", next)
      #expect(judged.code == 0, "\(judged.stdout.prefix(1000))")
    }

    @Test func `another version is no ground to plan on`() throws {
      let folder = try WorkFolder()
      let plan = try plan(in: folder)
      let outcome = try TaktBinary.run(
        "reschedule", "--plan", plan, "--events", Self.events, "--expect-version", "7", "--output",
        folder.path("new.json"))
      #expect(outcome.code == 75)
      #expect(!FileManager.default.fileExists(atPath: folder.path("new.json")))
    }

    @Test func `all methods stand in one table`() throws {
      let folder = try WorkFolder()
      let plan = try plan(in: folder)
      let (answer, _) = try answer([
        "--plan", plan, "--events", Self.events, "--compare-strategies", "--iterations", "100",
        "--threads", "1",
      ])
      let methods = try #require(answer.strategies).map(\.method)
      #expect(methods.first == "right-shift" && methods.last == "replanning")
      #expect(methods.count == 5)
    }

    @Test func `a plan without its plant asks for it`() throws {
      let folder = try WorkFolder()
      let bare = try folder.write(
        "bare.json",
        #"{"schemaVersion":"1","planId":"P","version":1,"createdAt":"2026-01-05T08:00:00+08:00","asOf":"2026-01-05T08:00:00+08:00","status":"feasible","objective":{},"orders":[],"jobOrders":[],"metrics":{}}"#
      )
      let outcome = try TaktBinary.run("reschedule", "--plan", bare, "--events", Self.events)
      #expect(outcome.code == 66)
      #expect(outcome.stderr.contains("--plant"))
    }
  }
}
