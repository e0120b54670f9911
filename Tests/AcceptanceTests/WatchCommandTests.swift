import Foundation
import TaktTestKit
import Testing

extension AcceptanceTests {
  /// `takt watch`: kept, planned, published, and killed in the middle of it.
  @Suite struct WatchCommandTests {
    private struct Plan: Decodable {
      struct Event: Decodable { var id: String }
      var version: Int
      var events: [Event]?
    }
    private struct Answer: Decodable {
      var events: [String]
      var planVersion: Int
    }

    private func watched(_ folder: WorkFolder) throws -> RunningProcess {
      try TaktBinary.started([
        "watch", folder.path, "--time-limit", "0.05", "--threads", "1", "--strategy", "right-shift",
      ])
    }

    private func event(_ number: Int) -> String {
      let minute = 540 + number
      let time =
        "2026-01-06T\(minute / 60 < 10 ? "0" : "")\(minute / 60):\(minute % 60 < 10 ? "0" : "")\(minute % 60):00+08:00"
      return
        #"{"specversion":"1.0","id":"E\#(number)","source":"/test","type":"mes.machine.down.v1","subject":"LATHE-0\#(1 + number % 5)","time":"\#(time)","data":{"duration":5,"expected_up":"2026-01-06T23:00:00+08:00"}}"#
    }

    /// Puts an event file in place whole, as a MES must.
    private func drop(_ number: Int, in folder: WorkFolder) throws {
      let name = "events/\(1000 + number).json"
      try folder.write(name + ".part", event(number))
      try FileManager.default.moveItem(
        atPath: folder.path(name + ".part"), toPath: folder.path(name))
    }

    private func plan(_ folder: WorkFolder) throws -> Plan {
      try JSONDecoder().decode(
        Plan.self, from: Data(contentsOf: URL(filePath: folder.path("plan.json"))))
    }

    private func answers(_ outcome: TaktBinary.Outcome) -> [Answer] {
      // The last line of a killed process may be cut.
      outcome.stdout.split(separator: "\n").compactMap {
        try? JSONDecoder().decode(Answer.self, from: Data($0.utf8))
      }
    }

    private func begin() throws -> WorkFolder {
      let folder = try WorkFolder()
      let outcome = try TaktBinary.run(
        "plan", "Instances/precision-shop", "--engine", "atc", "--iterations", "1", "--output",
        folder.path("plan.json"))
      #expect(outcome.code == 0)
      try FileManager.default.createDirectory(
        atPath: folder.path("events"), withIntermediateDirectories: true)
      return folder
    }

    @Test func `killed at any moment it loses nothing and takes nothing twice`() throws {
      let folder = try begin()
      let kills = ProcessInfo.processInfo.environment["TAKT_KILLS"].flatMap(Int.init) ?? 12
      var random = TestRandom(seed: 9)
      var answered: Set<String> = []
      var number = 0
      for _ in 0..<kills {
        let process = try watched(folder)
        for _ in 0..<Int.random(in: 1...4, using: &random) {
          number += 1
          try drop(number, in: folder)
        }
        Thread.sleep(forTimeInterval: Double.random(in: 0.05...0.9, using: &random))
        process.send(SIGKILL)
        for answer in answers(try process.outcome()) { answered.formUnion(answer.events) }
        // Whole at every moment.
        _ = try plan(folder)
      }
      let last = try watched(folder)
      try last.waitUntilCatching(SIGTERM)
      for _ in 0..<100 where (try plan(folder).events?.count ?? 0) < number {
        Thread.sleep(forTimeInterval: 0.1)
      }
      last.send(SIGTERM)
      #expect(try last.outcome().code == 0)
      let known = try plan(folder).events?.map(\.id) ?? []
      #expect(Set(known).count == known.count, "taken twice")
      #expect(answered.isSubset(of: Set(known)), "lost after it was answered")
      #expect(known.count == number, "lost")
      let judged = try TaktBinary.run("evaluate", folder.path("plan.json"))
      #expect(judged.code == 0, "\(judged.stdout)")
    }

    @Test func `two may not watch one folder`() throws {
      let folder = try begin()
      let first = try watched(folder)
      try first.waitUntilCatching(SIGTERM)
      let second = try watched(folder).outcome()
      #expect(second.code == 75)
      first.send(SIGTERM)
      #expect(try first.outcome().code == 0)
    }

    @Test func `a ledger tells how soon events were answered`() throws {
      let folder = try begin()
      let process = try watched(folder)
      try drop(1, in: folder)
      for _ in 0..<100 where (try plan(folder).events?.count ?? 0) < 1 {
        Thread.sleep(forTimeInterval: 0.1)
      }
      process.send(SIGTERM)
      _ = try process.outcome()
      let version = try plan(folder).version
      let ack = try TaktBinary.run(
        "events", "acknowledge", folder.path("ledger.jsonl"), "--version", "\(version)")
      #expect(ack.code == 0)
      let stats = try TaktBinary.run(
        "events", "stats", folder.path("ledger.jsonl"), "--format", "json")
      #expect(stats.code == 0)
      let document = try #require(
        try JSONSerialization.jsonObject(with: Data(stats.stdout.utf8)) as? [String: Any])
      #expect(document["events"] as? Int == 1)
      #expect(document["answered"] as? Int == 1)
      #expect((document["meanResponseMs"] as? NSNumber)?.doubleValue ?? -1 >= 0)
    }
  }
}
