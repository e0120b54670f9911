import TaktModel
import Testing

@testable import TaktExchange

/// All or nothing, every mistake at once, in an order a planner can work through.
@Suite struct ReportOrderTests {
  @Test func `one bad cell anywhere and nothing is imported`() throws {
    let tables: [WritableKeyPath<PlantText, String>] = [
      \.settings, \.calendars, \.resources, \.routings, \.orders,
    ]
    for table in tables {
      var text = PlantText()
      let rows = text[keyPath: table]
      text[keyPath: table] = rows + rows.split(separator: "\n")[1] + ",surplus\n"
      #expect(text.issues().count == 1, "\(rows)")
      #expect(throws: DataError.self) { try text.imported() }
    }
  }

  @Test func `mistakes come by file as given, then by row`() {
    var text = PlantText()
    text.orders += "2,A,0,2026-01-08 17:00\n3,B,x,2026-01-08\n"
    text.routings += "B,10,Nowhere,5,2\nA,30,,5,-2\n"
    text.resources += "M1,Mill,night\n"
    let issues = text.issues()
    #expect(
      issues.map { "\($0.file) \($0.row ?? 0) \($0.column ?? "")" } == [
        "resources.csv 5 calendar", "resources.csv 5 resource", "routings.csv 4 work centre",
        "routings.csv 5 work centre", "routings.csv 5 run (min)", "orders.csv 3 quantity",
        "orders.csv 4 quantity", "orders.csv 4 due",
      ])
    let reversed = Reading.issues(Array(text.files.reversed()))
    #expect(reversed.map(\.file).first == "orders.csv")
    #expect(reversed.count == issues.count)
  }

  @Test func `a mistake names file, row, column, value, problem and remedy`() throws {
    var text = PlantText()
    text.orders += "2,A,三十,2026-01-08 17:00\n"
    let issue = try #require(text.issues().first)
    #expect(issue.file == "orders.csv")
    #expect(issue.row == 3)
    #expect(issue.column == "quantity")
    #expect(issue.value == "三十")
    let line = IssueReport([issue], language: .en).text
    #expect(
      line == """
        orders.csv:
          row 3, column quantity: "三十": is not a whole number. Give a whole number from 1 to 10000000.
        1 mistake; nothing was imported, no file was touched.
        """)
  }

  @Test func `a file that cannot be read is not called missing`() {
    var text = PlantText()
    text.orders = "order,item,quantity,due\n\"1,A,1,2026-01-08 17:00\n"
    #expect(text.issues().map(\.problem.en) == ["a double quote is never closed"])
    #expect(text.issues().map(\.row) == [2])
  }

  @Test func `bytes of no encoding are placed`() {
    var files = PlantText().files
    files[4].bytes = Array("order,item,quantity,due\n1,A,1,".utf8) + [0xFF, 0xFF, 0x0A]
    let issues = Reading.issues(files)
    #expect(issues.map(\.problem.en) == ["byte 30 is no text in UTF-8, UTF-16 or GB18030"])
  }

  @Test(arguments: [
    ("orders.csv", "orders"), ("routings.csv", "routings"), ("resources.csv", "resources"),
  ])
  func `a table that is not there is asked for`(_ file: String, _ kind: String) {
    let issues = Reading.issues(PlantText().files.filter { $0.name != file })
    #expect(issues.contains { $0.problem.en == "there is no \(kind) table" })
  }

  @Test func `orders that are all complete leave nothing to plan`() {
    var text = PlantText()
    text.orders = "order,item,quantity,done,due\n1,A,1,1,2026-01-08 17:00\n"
    #expect(text.issues().map(\.problem.en) == ["there are no orders to plan"])
  }

  @Test func `ten thousand mistakes are counted but not all listed`() throws {
    var text = PlantText()
    for i in 0..<10_000 { text.orders += "X\(i),A,-1,2026-01-08 17:00\n" }
    let issues = text.issues()
    #expect(issues.count == 2001)
    #expect(issues.last?.problem.en == "8000 more mistakes are not listed")
  }

  @Test func `a long value is quoted in part`() throws {
    var text = PlantText()
    text.orders += "2,A,\(String(repeating: "九", count: 5000)),2026-01-08 17:00\n"
    let value = try #require(text.issues().first?.value)
    #expect(value.count == 121)
    #expect(value.hasSuffix("九…"))
  }
}
