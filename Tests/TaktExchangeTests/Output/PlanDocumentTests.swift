import Foundation
import TaktMetrics
import TaktModel
import Testing

@testable import TaktExchange

/// The plan document: written, read, doubted.
@Suite struct PlanDocumentTests {
  private let planned: PlannedPlant
  private let json: [UInt8]

  init() throws {
    var text = PlantText()
    text.orders += "MO-2,A,50,2026-01-06 12:00\n"
    planned = try PlannedPlant(try text.plant())
    json = try JSONText.encode(planned.document())
  }

  private func edited(_ change: (inout [String: Any]) -> Void) throws -> [UInt8] {
    let object = try JSONSerialization.jsonObject(with: Data(json))
    var document = try #require(object as? [String: Any])
    change(&document)
    return [UInt8](try JSONSerialization.data(withJSONObject: document))
  }

  private func issues(_ bytes: [UInt8]) -> [DataIssue] {
    do {
      _ = try PlanDocument.read("plan.json", bytes)
      return []
    } catch {
      return (error as? DataError)?.issues ?? []
    }
  }

  @Test func `the plan that is written is the plan that is read`() throws {
    let (document, jobOrders) = try PlanDocument.read("plan.json", json)
    #expect(jobOrders == planned.plan)
    #expect(document.orders.map(\.id) == ["MO-1", "MO-2"])
    #expect(document.falseClaims(planned.figures, planned.plant).isEmpty)
    #expect(try JSONText.encode(document) == json)
  }

  @Test func `of a job order that was stopped, when it first began is read as written`() throws {
    var job = planned.plan[0]
    (job.status, job.firstStart) = (.interrupted, job.start - 3600)
    var document = try PlanDocument.read("plan.json", json).document
    document.jobOrders[0] = .init(job, planned.plant.zone)
    let read = try PlanDocument.read("plan.json", JSONText.encode(document)).jobOrders
    #expect(read == [job] + planned.plan.dropFirst())
  }

  @Test func `the document carries the names of the contract`() throws {
    let text = String(decoding: json, as: UTF8.self)
    #expect(text.hasPrefix("{\"asOf\":\"2026-01-05T08:00:00+08:00\""))
    for key in [
      "schemaVersion", "planId", "version", "createdAt", "status", "provenance", "inputs", "sha256",
      "taktVersion", "objective", "orders", "originalDue", "deviationMinutes", "late", "jobOrders",
      "equipment", "setupStart", "pinned", "secondary", "metrics",
    ] {
      #expect(text.contains("\"\(key)\":"), "\(key)")
    }
  }

  @Test func `a plan made elsewhere needs only order, operation, equipment and times`() throws {
    let bytes = try edited { document in
      document["jobOrders"] = [
        [
          "order": "MO-1", "operation": "10", "equipment": "S1", "start": "2026-01-05T00:00:00Z",
          "end": "2026-01-05T09:00:00+08:00",
        ]
      ]
    }
    let job = try #require(try PlanDocument.read("plan.json", bytes).jobOrders.first)
    #expect(job.setupStart == job.start)
    #expect(job.start == Reading.now)
    #expect(job.end == Reading.now + 3600)
  }

  @Test(arguments: ["2026-01-05 08:00", "2026-01-05T08:00:00", "soon", ""])
  func `a time without a zone is refused with its line`(_ time: String) throws {
    let bytes = try edited { document in
      guard var lines = document["jobOrders"] as? [[String: Any]] else { return }
      lines[1]["end"] = time
      document["jobOrders"] = lines
    }
    #expect(issues(bytes).map(\.row) == [2])
    #expect(issues(bytes).map(\.column) == ["jobOrders.end"])
    #expect(issues(bytes).map(\.value) == [time])
  }

  @Test func `a missing key is named with its path`() throws {
    let bytes = try edited { document in
      guard var lines = document["jobOrders"] as? [[String: Any]] else { return }
      lines[0]["equipment"] = nil
      document["jobOrders"] = lines
    }
    let value = try #require(issues(bytes).first?.value)
    #expect(value.hasPrefix("jobOrders.") && value.hasSuffix(".equipment"), "\(value)")
  }

  @Test func `figures that the lines do not bear out are called false`() throws {
    let bytes = try edited { document in
      guard var orders = document["orders"] as? [[String: Any]] else { return }
      orders[0]["completion"] = "2026-01-05T08:00:00+08:00"
      document["orders"] = orders
    }
    let document = try PlanDocument.read("plan.json", bytes).document
    #expect(document.falseClaims(planned.figures, planned.plant).map(\.order) == ["MO-1"])
  }

  @Test(arguments: ["", "[]", "{}", "{\"orders\": 1}", "not json"])
  func `what is no plan is refused`(_ text: String) {
    #expect(issues(Array(text.utf8)).map(\.problem.zh) == ["不是有效的计划文件"])
  }

  @Test(arguments: ["[", "{\"orders\":"])
  func `nesting without end is refused, not followed`(_ open: String) {
    let deep = Array(String(repeating: open, count: 100_000).utf8)
    #expect(issues(deep).count == 1)
    #expect(issues(Array("{\"metrics\": ".utf8) + deep).count == 1)
  }
}
