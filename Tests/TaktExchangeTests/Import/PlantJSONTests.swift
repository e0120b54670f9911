import Foundation
import TaktModel
import Testing

@testable import TaktExchange

/// The JSON form: the same content, the same rules.
@Suite struct PlantJSONTests {
  private let document = """
    {"settings": {"plan-start": "2026-01-05 08:00"},
     "calendars": [{"calendar": "day", "day": "Mon-Sun", "start": "08:00", "end": "20:00"}],
     "resources": [{"resource": "M1", "work centre": "Mill", "calendar": "day"},
                   {"resource": "M2", "work centre": "Mill", "calendar": "day"},
                   {"resource": "S1", "work centre": "Saw", "calendar": "day"}],
     "routings": [{"item": "A", "operation": 10, "work centre": "Saw", "setup (min)": 5, "run (min)": 2},
                  {"item": "A", "operation": 20, "work centre": "Mill", "setup (min)": 10, "run (min)": 3}],
     "orders": [{"order": "MO-1", "item": "A", "quantity": 10, "due": "2026-01-08 17:00"}]}
    """

  private func issues(_ text: String) -> [DataIssue] {
    Reading.issues([("plant.json", Array(text.utf8))])
  }

  @Test func `a document is the plant of its tables`() throws {
    let plant = try Reading.imported([("plant.json", Array(document.utf8))]).plant
    #expect(plant.contents == (try PlantText().plant().contents))
  }

  @Test func `lists, nulls and Chinese keys are read`() throws {
    let text = document.replacing(
      #""work centre": "Saw", "setup"#, with: #""可选设备": ["S1", "M1"], "setup"#
    )
    .replacing(#""quantity": 10"#, with: #""数量": 10.0, "客户": null"#)
    let plant = try Reading.imported([("plant.json", Array(text.utf8))]).plant
    #expect(plant.routings.first?.operations.first?.alternatives.map(\.resource) == [2, 0])
    #expect(plant.orders.map(\.quantity) == [10])
    #expect(plant.orders.map(\.customer) == [""])
  }

  @Test func `a mistake is placed by list and element`() {
    let issues = issues(document.replacing(#""quantity": 10"#, with: #""quantity": "ten""#))
    #expect(issues.map(\.file) == ["plant.json#orders"])
    #expect(issues.map(\.row) == [1])
    #expect(issues.map(\.column) == ["quantity"])
    #expect(issues.map(\.value) == ["ten"])
  }

  @Test func `mistakes stay together by list`() {
    let text = document.replacing(#""quantity": 10"#, with: #""quantity": 0"#)
      .replacing(#""run (min)": 2"#, with: #""run (min)": -2"#)
      .replacing(#""run (min)": 3"#, with: #""run (min)": -3"#)
    #expect(
      issues(text).map(\.file) == [
        "plant.json#routings", "plant.json#routings", "plant.json#orders",
      ])
  }

  @Test func `two keys of one meaning are a mistake`() {
    let issues = issues(document.replacing(#""due""#, with: #""交期": "2026-01-07 17:00", "due""#))
    #expect(issues.map(\.file) == ["plant.json#orders"])
    #expect(issues.first?.problem.zh.contains("含义相同") == true)
  }

  @Test func `a missing key is named`() {
    let issues = issues(document.replacing(#""due": "#, with: #""dew": "#))
    #expect(issues.map(\.column) == ["due"])
  }

  @Test(arguments: [
    "", "{", "[]", "42", "nul", #"{"orders": 5}"#, #"{"orders": [1, 2]}"#, "\u{FEFF}{",
  ])
  func `what is no plant is refused`(_ text: String) {
    #expect(!issues(text).isEmpty)
  }

  @Test(arguments: ["[", "{\"a\":"])
  func `nesting without end is refused, not followed`(_ open: String) {
    let deep = String(repeating: open, count: 100_000)
    #expect(issues(deep).map(\.problem.en) == ["is no valid JSON"])
    #expect(issues("{\"orders\": [{\"order\": " + deep).count == 1)
  }
}
