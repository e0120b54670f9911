import TaktModel
import TaktTestKit
import Testing

@testable import TaktExchange

/// Finding the table in a file: header row, columns, rows that are none.
@Suite struct TableReaderTests {
  private func read(_ text: String, _ log: inout ImportLog, name: String = "orders.csv") -> Table? {
    TableReader(file: name, bytes: Array(text.utf8)).table(&log)
  }

  private let header = "order,item,quantity,due"

  @Test func `titles and blank lines may stand above the header`() throws {
    var log = ImportLog()
    let text = "Order list,,,\n,,,\n\n\(header)\n1,A,5,2026-01-09\n"
    let table = try #require(read(text, &log))
    #expect(table.rows.map(\.line) == [5])
    #expect(table.rows.first?.cells == ["1", "A", "5", "2026-01-09"])
    #expect(!log.hasIssues)
  }

  @Test func `total and blank rows are left out, the first with a notice`() throws {
    var log = ImportLog()
    let text = "\(header)\n1,A,5,2026-01-09\n,,,\n合计,,5,\n,小计,5,\nTotal,,10,\n"
    let table = try #require(read(text, &log))
    #expect(table.rows.map(\.line) == [2])
    #expect(log.notices.map(\.en) == ["orders.csv: total rows left out (4, 5, 6)"])
  }

  @Test func `a whole row is none of totals, whatever it is called`() {
    var log = ImportLog()
    #expect(read("\(header)\nsum,A,5,2026-01-09\n", &log)?.rows.map(\.line) == [2])
    #expect(log.notices.isEmpty)
  }

  @Test func `columns that are not used are said aloud`() throws {
    var log = ImportLog()
    let text = "序号,\(header),颜色,备注,状态\n1,1,A,5,2026-01-09,red,-,完工\n"
    #expect(read(text, &log)?.rows.count == 1)
    // Running numbers and remarks are known to be of no use; a colour is not.
    #expect(log.notices.map(\.en) == ["orders.csv: columns not used: 颜色"])
  }

  @Test func `two columns of one meaning are a mistake with both names`() throws {
    var log = ImportLog()
    _ = read("\(header),交货期\n1,A,5,2026-01-09,2026-01-10\n", &log)
    let issue = try #require(log.issues.first)
    #expect(log.issues.count == 1)
    #expect((issue.row, issue.column) == (1, "交货期"))
    #expect(issue.problem.zh == "与第 4 列“due”含义相同，无法判断用哪一列")
  }

  @Test func `every missing column is named in both languages`() {
    var log = ImportLog()
    #expect(read("order,quantity\n1,5\n", &log) == nil)
    #expect(log.issues.map(\.column) == ["item", "due"])
    #expect(
      log.issues.map(\.problem.en) == [
        "the required column \"item number\" is missing",
        "the required column \"due date\" is missing",
      ])
  }

  @Test func `a missing column is named in the language of the others`() {
    var log = ImportLog()
    #expect(read("订单号,数量\n1,5\n", &log) == nil)
    #expect(log.issues.map(\.column) == ["物料编码", "交期"])
  }

  @Test func `a row of another width is a mistake, but for empty cells behind`() {
    var log = ImportLog()
    let text = "\(header)\n1,A,5\n2,A,5,2026-01-09,x\n3,A,5,2026-01-09,,\n"
    #expect(read(text, &log)?.rows.map(\.line) == [4])
    #expect(log.issues.map(\.row) == [2, 3])
    #expect(log.issues.first?.problem.en == "the row has 3 cells, the header 4")
  }

  @Test(arguments: [",", ";", "\t", "，"])
  func `the delimiter is found`(_ delimiter: String) {
    var log = ImportLog()
    let text = "\(header)\n1,A,5,2026-01-09\n".replacing(",", with: delimiter)
    #expect(read(text, &log)?.rows.first?.cells == ["1", "A", "5", "2026-01-09"])
  }

  @Test(arguments: [("orders", 3), ("order\"s", 1)])
  func `a quote where none may be is reported with its line`(_ first: String, _ line: Int) {
    var log = ImportLog()
    #expect(read("\(first)\n\(header)\n1,A\"x,5,2026-01-09\n", &log) == nil)
    #expect(log.issues.map(\.row) == [line])
    #expect(log.issues.first?.problem.en == "a double quote stands inside a cell")
  }

  @Test(arguments: ["", "\n\n", "hello", "1,2,3\n4,5,6\n"])
  func `a file without a header that we know is refused`(_ text: String) {
    var log = ImportLog()
    #expect(read(text, &log, name: "x.csv") == nil)
    #expect(log.issues.map(\.problem.zh) == ["找不到认识的表头"])
  }

  @Test func `the file's name decides between tables that look alike`() {
    var log = ImportLog()
    let text = "item,operation,resource,run (s)\nA,10,M1,5\n"
    #expect(read(text, &log, name: "routings.csv")?.kind == .routings)
    #expect(read("设备编号,工作中心,日历\nM1,铣,白班\n", &log, name: "1.csv")?.kind == .resources)
  }

  @Test func `GBK that is valid UTF-8 is known by its header`() {
    // In GBK 状态 is D7 B4 CC AC, which is valid UTF-8 too.
    let bytes = Encoding.gb18030("order,item,quantity,due,状态\n1,A,5,2026-01-09,\n")
    #expect(String(validating: bytes, as: UTF8.self) != nil)
    var log = ImportLog()
    let table = TableReader(file: "a.csv", bytes: bytes).table(&log)
    #expect(table?.rows.count == 1)
    #expect(table?.columns["status"]?.header == "状态")
    #expect(log.notices.isEmpty)
  }
}
