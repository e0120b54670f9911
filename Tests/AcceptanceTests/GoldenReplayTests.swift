import Foundation
import TaktModel
import TaktTestKit
import Testing

extension AcceptanceTests {
  /// Five hundred events on the precision shop over two simulated weeks, through `takt watch`.
  ///
  /// What becomes of each event, and a digest of each plan, is in a file; TAKT_UPDATE_GOLDEN=1 writes it anew.
  @Suite struct GoldenReplayTests {
    private typealias Line = ShopWeeks.Line
    private struct Plan: Decodable { var jobOrders: [Line] }
    private struct Answer: Decodable {
      struct Refused: Decodable { var field: String? }
      struct Stability: Decodable { var frozenMoved: Int }
      var changed: Bool
      var planVersion: Int
      var method: String?
      var problem: String?
      var asOf: String?
      var duplicates: [String]?
      var refused: [Refused]?
      var stability: Stability?
    }

    private static let golden = "Tests/AcceptanceTests/Golden/precision-shop.txt"
    private static let count = 500

    private func lines(_ path: String) throws -> [Line] {
      try JSONDecoder().decode(Plan.self, from: Data(contentsOf: URL(filePath: path))).jobOrders
    }

    @Test func `five hundred events make the plans they always made`() throws {
      let folder = try WorkFolder()
      let path = folder.path("plan.json")
      let planned = try TaktBinary.run(
        "plan", "Instances/precision-shop", "--engine", "atc", "--iterations", "1", "--output",
        path)
      #expect(planned.code == 0)
      var plan = try lines(path)
      var weeks = ShopWeeks(plan, seed: 2026)
      var session = try session(path, folder)
      var told: [String] = []
      for number in 1...Self.count {
        // A process that ends is as good as one that stays: all it knows is in plan and ledger.
        if number == Self.count / 2 {
          #expect(try session.end() == 0)
          session = try self.session(path, folder)
        }
        let event = weeks.next(plan)
        let data = try #require(try session.answer(event.json))
        let answer = try JSONDecoder().decode(Answer.self, from: data)
        #expect(answer.problem == nil, "\(event.json): \(answer.problem ?? "")")
        #expect(answer.stability?.frozenMoved ?? 0 == 0, "\(event.json)")
        let before = plan
        if answer.changed { plan = try lines(path) }
        for problem in moved(before, plan, event) { Issue.record("\(event.json): \(problem)") }
        told.append("\(event.id) \(event.kind.rawValue) \(outcome(answer, plan))")
        // Judged by a process that knows the plan alone.
        if answer.changed {
          let judged = try TaktBinary.run("evaluate", path)
          #expect(judged.code == 0, "\(judged.stdout.prefix(2000))")
        }
      }
      #expect(try session.end() == 0)
      let golden = Checkout.path(Self.golden)
      if ProcessInfo.processInfo.environment["TAKT_UPDATE_GOLDEN"] == "1" {
        try Data((told.joined(separator: "\n") + "\n").utf8).write(to: URL(filePath: golden))
      }
      let known = try String(contentsOfFile: golden, encoding: .utf8)
        .split(separator: "\n").map(String.init)
      let first = zip(told, known).first { $0 != $1 }
      #expect(first == nil, "made \(first?.0 ?? ""), known \(first?.1 ?? "")")
      #expect(told.count == known.count)
    }

    private func session(_ path: String, _ folder: WorkFolder) throws -> WatchSession {
      try WatchSession([
        "--plan", path, "--ledger", folder.path("ledger.jsonl"), "--iterations", "1", "--threads",
        "1", "--freeze", "30",
      ])
    }

    private func outcome(_ answer: Answer, _ plan: [Line]) -> String {
      if let refused = answer.refused?.first { return "refused \(refused.field ?? "")" }
      if answer.duplicates?.isEmpty == false { return "duplicate" }
      guard answer.changed else { return "unchanged" }
      return "v\(answer.planVersion) \(answer.method ?? "") \(digest(plan))"
    }

    /// FNV-1a over all lines.
    private func digest(_ plan: [Line]) -> String {
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325
      for line in plan {
        let text = [line.id, line.equipment, line.setupStart, line.start, line.end, line.status]
        for byte in text.joined(separator: " ").utf8 {
          hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
      }
      return String(hash, radix: 16)
    }

    /// What was begun or frozen and is elsewhere now, although nothing was told of it.
    private func moved(_ before: [Line], _ after: [Line], _ event: ShopWeeks.Told) -> [String] {
      let new = Dictionary(after.map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
      let isReport = event.kind.rawValue.hasPrefix("op.")
      return before.compactMap { old in
        guard old.status == "completed" || old.status == "running" || old.pinned else {
          return nil
        }
        if event.about == old.id || event.about == old.order { return nil }
        // Who is reported on a machine takes it from what nobody has reported there.
        if isReport, old.status == "running" { return nil }
        guard let now = new[old.id] else { return "\(old.id) is gone" }
        if now.equipment != old.equipment { return "\(old.id) is on \(now.equipment)" }
        switch old.status {
        case "completed": return now == old ? nil : "\(old.id) was done, and has moved"
        case "running":
          return now.setupStart == old.setupStart ? nil : "\(old.id) runs, and has moved"
        default:
          return now.start == old.start || now.status == "running" || !now.pinned
            ? nil : "\(old.id) is pinned, and has moved"
        }
      }
    }
  }
}
