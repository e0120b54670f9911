import TaktModel
import Testing

@testable import TaktExchange

/// Operations that breaks may not interrupt, in the tables.
@Suite struct InterruptionImportTests {
  private func text(_ cells: String, quantity: Int = 10) -> PlantText {
    var text = PlantText()
    text.calendars = "calendar,day,start,end\nday,Mon-Fri,08:00,12:00\nday,Mon-Fri,13:00,17:00\n"
    text.routings =
      "item,operation,work centre,setup (min),run (min),interruptible,longest break (min)\n"
      + "A,10,Saw,5,2,,\nA,20,Mill,30,18,\(cells)\n"
    text.orders = "order,item,quantity,due\nMO-1,A,\(quantity),2026-01-08 17:00\n"
    return text
  }

  @Test(arguments: [
    ("no,", 0), ("no,0", 0), (",60", 3600), ("yes,90", 5400), ("yes,", nil), (",", nil),
  ])
  func `the longest break is what the row says`(_ cells: String, _ seconds: Int?) throws {
    let plant = try text(cells, quantity: 5).plant()
    #expect(plant.routings[0].operations.map(\.longestBreak) == [nil, seconds])
  }

  @Test func `Chinese headers are known`() throws {
    var text = text("no,")
    text.routings = text.routings.replacing("interruptible", with: "可跨班")
      .replacing("longest break (min)", with: "最长中断(分钟)").replacing("no,", with: "否,")
    #expect(try text.plant().routings[0].operations.map(\.longestBreak) == [nil, 0])
  }

  @Test func `both a limit and none at all is a mistake`() {
    let issues = text("no,60").issues()
    #expect(issues.map(\.column) == ["longest break (min)"])
    #expect(issues.map(\.problem.en) == ["breaks may not interrupt it at all"])
  }

  // 30 min of setup and 18 min a piece.
  @Test(arguments: [
    ("no,", 11, 0), ("no,", 12, 1), (",60", 25, 0), (",60", 26, 1), (",900", 200, 1),
    (",4000", 100, 0),
  ])
  func `what never fits is said with the order, the time and the shift`(
    _ cells: String, _ quantity: Int, _ count: Int
  ) throws {
    let issues = text(cells, quantity: quantity).issues()
    #expect(issues.count == count)
    guard let issue = issues.first else { return }
    #expect(issue.file == "routings.csv" && issue.row == 3)
    #expect(issue.problem.en.contains("takes \(30 + 18 * quantity) min for order MO-1"))
    #expect(issue.problem.zh.contains("永远排不下"))
  }

  @Test func `a day with a longer shift is room enough`() throws {
    var text = text("no,", quantity: 12)
    text.calendars += "day,2026-03-07,06:00,22:00\n"
    #expect(text.issues().isEmpty)
    let compiled = try CompiledPlant(try text.plant())
    #expect(compiled.problem.floor.longestBreak == [-1, 0])
  }
}
