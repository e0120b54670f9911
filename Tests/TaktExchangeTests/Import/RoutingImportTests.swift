import TaktModel
import Testing

@testable import TaktExchange

/// Routings: alternatives, the graph of operations, times and rates.
@Suite struct RoutingImportTests {
  private func text(_ header: String, _ rows: String) -> PlantText {
    var text = PlantText()
    text.routings = "item,operation,\(header)\n\(rows)"
    return text
  }

  private func operations(_ header: String, _ rows: String) throws -> [RoutingOperation] {
    try #require(try text(header, rows).plant().routings.first).operations
  }

  @Test(arguments: ["、", ";", "/", "|", "，", " ； "])
  func `alternatives in one cell are split`(_ separator: String) throws {
    let steps = try operations("machines,run (s)", "A,10,M1\(separator)M2\(separator)S1,6\n")
    #expect(steps.first?.alternatives.map(\.resource) == [0, 1, 2])
  }

  @Test func `an id that holds a separator is still one machine`() throws {
    var text = text("machines,run (s)", "A,10,CNC/1,6\nA,20,CNC/1;M1,6\n")
    text.resources += "CNC/1,Mill,day\n"
    #expect(text.issues().map(\.row) == [3, 3])  // CNC and 1 in a list are not known
    text.routings = "item,operation,machines,run (s)\nA,10,CNC/1,6\n"
    #expect(try text.plant().routings.first?.operations.first?.alternatives.map(\.resource) == [3])
  }

  @Test func `a cell of separators names no machine`() {
    let issues = text("machines,run (s)", "A,10,、,6\nA,20,M1,6\n").issues()
    #expect(issues.map(\.row) == [2])
    #expect(issues.map(\.problem.en) == ["nothing says where this operation is done"])
  }

  @Test func `rows of one operation are alternatives with their own times`() throws {
    let steps = try operations(
      "machine,setup (min),run (s)", "A,10,M1,5,60\nA,10,M2,10,45.5\n")
    #expect(
      steps.first?.alternatives == [
        .init(resource: 0, setup: 300, runMillisecondsPerPiece: 60_000),
        .init(resource: 1, setup: 600, runMillisecondsPerPiece: 45_500),
      ])
  }

  @Test func `rows of one operation may not contradict each other`() {
    let text = text(
      "machine,run (s),predecessors", "A,5,M1,1,\nA,10,M1,1,5\nA,10,M2,1,none\nA,10,M1,1,5\n")
    #expect(text.issues().map(\.row) == [4, 5])
    #expect(text.issues().map(\.column) == ["predecessors", "operation"])
  }

  @Test func `a work centre stands for all its machines`() throws {
    #expect(
      try operations("work centre,run (s)", "A,10,Mill,6\n").first?.alternatives.map(\.resource)
        == [0, 1])
  }

  @Test func `operations sort by number and follow each other`() throws {
    let steps = try operations("work centre,run (s)", "A,100,Saw,1\nA,20,Saw,1\nA,3,Saw,1\n")
    #expect(steps.map(\.id) == ["3", "20", "100"])
    #expect(steps.map(\.predecessors) == [[], [0], [1]])
  }

  @Test func `names that are no numbers keep the order of the rows`() throws {
    let steps = try operations("work centre,run (s)", "A,saw,Saw,1\nA,nan,Saw,1\nA,10,Saw,1\n")
    #expect(steps.map(\.id) == ["saw", "nan", "10"])
  }

  @Test func `predecessors make a graph`() throws {
    let steps = try operations(
      "work centre,run (s),前置工序",
      "A,10,Saw,1,无\nA,20,Saw,1,10\nA,30,Saw,1,10\nA,40,Saw,1,20、30\nA,50,Saw,1,\n")
    #expect(steps.map(\.predecessors) == [[], [0], [0], [1, 2], [3]])
  }

  @Test func `a circle of predecessors is a mistake`() {
    let text = text("work centre,run (s),after", "A,10,Saw,1,30\nA,20,Saw,1,10\nA,30,Saw,1,20\n")
    #expect(text.issues().map(\.problem.zh) == ["工序的前后关系成环"])
    #expect(text.issues().allSatisfy { $0.file == "routings.csv" && $0.row != nil })
  }

  @Test func `an operation that waits for itself is a circle too`() {
    #expect(text("work centre,run (s),after", "A,10,Saw,1,10\n").issues().count == 1)
  }

  @Test func `an operation number may hold what lists are split at`() throws {
    let steps = try operations("work centre,run (s),after", "A,1/2,Saw,1,none\nA,3,Saw,1,1/2\n")
    #expect(steps.map(\.predecessors) == [[], [0]])
  }

  @Test(arguments: ["无", "none", "-"])
  func `an operation number may not be a word for none`(_ word: String) {
    let issues = text("work centre,run (s)", "A,\(word),Saw,1\n").issues()
    #expect(issues.map(\.column) == ["operation"])
    #expect(issues.map(\.value) == [word])
  }

  @Test func `an unknown predecessor is found beside another mistake of its row`() {
    let text = text("work centre,run (s),after", "A,10,Saw,1,\nA,20,Saw,much,15\n")
    #expect(text.issues().map(\.column) == ["run (s)", "after"])
  }

  @Test(arguments: [
    ("标准产能(件/小时)", "700", 5143), ("rate (pieces/min)", "4", 15_000), ("产能(件/h)", "3,600", 1000),
  ])
  func `a rate stands for a run time`(_ header: String, _ rate: String, _ milliseconds: Int) throws
  {
    let steps = try operations("work centre,\(header)", "A,10,Saw,\"\(rate)\"\n")
    #expect(steps.first?.alternatives.first?.runMillisecondsPerPiece == milliseconds)
  }

  @Test(arguments: ["0", "-5", "many", "0.0000000000000001", "10000001", "1e3"])
  func `a rate that no machine has is refused`(_ rate: String) {
    let issues = text("work centre,rate (pieces/h)", "A,10,Saw,\(rate)\n").issues()
    #expect(issues.map(\.column) == ["rate (pieces/h)"])
  }

  @Test(arguments: [
    ("90", 90_000), ("1.5min", 90_000), ("1.5 分钟", 90_000), ("0:01:30", 90_000),
    ("1:30", 5_400_000),
    ("0.025小时", 90_000), ("１２", 12_000), ("1,200", 1_200_000),
  ])
  func `a time may carry its own unit`(_ cell: String, _ milliseconds: Int) throws {
    let steps = try operations("work centre,run (s)", "A,10,Saw,\"\(cell)\"\n")
    #expect(steps.first?.alternatives.first?.runMillisecondsPerPiece == milliseconds)
  }

  @Test(arguments: [
    "-5", "五分", "3刻", "1.2.3", "nan", "inf", "1e3", "99999999999999999999", "1:2:3:4", "9:-1",
    "99999:99999:0", "",
  ])
  func `a run time that is none is refused`(_ cell: String) {
    let issues = text("work centre,run (s)", "A,10,Saw,\(cell)\n").issues()
    #expect(issues.map(\.row) == [2])
    #expect(issues.map(\.column) == ["run (s)"])
  }
}
