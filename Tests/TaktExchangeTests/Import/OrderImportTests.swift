import TaktModel
import Testing

@testable import TaktExchange

/// Orders: ids, quantities, dates, and what is left out.
@Suite struct OrderImportTests {
  private func text(_ header: String, _ rows: String...) -> PlantText {
    var text = PlantText()
    text.orders = ([header] + rows).joined(separator: "\n") + "\n"
    return text
  }

  private let header = "order,item,quantity,due"

  @Test func `ids stay text, leading zeros and all`() throws {
    let ids = ["000000000001001234", "001", "1001.0", "MO-１", "1E5"]
    var text = PlantText()
    text.orders = header + "\n" + ids.map { "\($0),A,1,2026-01-08 17:00\n" }.joined()
    #expect(try text.plant().orders.map(\.id) == ids)
  }

  @Test(arguments: ["1.23E+17", "2.60101e+17", "9.0E+5"])
  func `an id that a spreadsheet has destroyed is refused`(_ id: String) {
    let issues = text(header, "\(id),A,1,2026-01-08 17:00").issues()
    #expect(issues.map(\.column) == ["order"])
    #expect(issues.map(\.value) == [id])
  }

  @Test func `an order line is named order and line`() throws {
    let text = text(
      header + ",行号", "7,A,1,2026-01-08 17:00,1", "7,A,1,2026-01-08 17:00,2")
    #expect(try text.plant().orders.map(\.id) == ["7/1", "7/2"])
  }

  @Test func `an order line is an id too and may not be endless`() {
    let line = String(repeating: "9", count: 300)
    let issues = text(header + ",line", "7,A,1,2026-01-08 17:00,\(line)").issues()
    #expect(issues.map(\.column) == ["line"])
    #expect(issues.map(\.problem.zh) == ["编号过长"])
  }

  @Test func `an order may stand only once`() {
    let issues = text(header, "7,A,1,2026-01-08 17:00", "7,A,2,2026-01-09 17:00").issues()
    #expect(issues.map(\.row) == [3])
    #expect(issues.first?.problem.en == "the order is already in row 2")
  }

  @Test(arguments: ["0", "-1", "1.5", "many", "1e3", "10000001", "99999999999999999999", ""])
  func `a quantity that is none is refused`(_ quantity: String) {
    let issues = text(header, "7,A,\(quantity),2026-01-08 17:00").issues()
    #expect(issues.map(\.column) == ["quantity"])
  }

  @Test func `thousands commas and full-width digits are numbers`() throws {
    let text = text(
      header, "1,A,\"1,200\",2026-01-08 17:00", "2,A,４０,2026-01-08 17:00",
      "3,A,5.0,2026-01-08 17:00")
    #expect(try text.plant().orders.map(\.quantity) == [1200, 40, 5])
  }

  @Test func `what is done already is not planned`() throws {
    let text = text(
      header + ",已完成数量", "1,A,10,2026-01-08 17:00,4", "2,A,10,2026-01-08 17:00,10",
      "3,A,10,2026-01-08 17:00,")
    let imported = try text.imported()
    #expect(imported.plant.orders.map(\.id) == ["1", "3"])
    #expect(imported.plant.orders.map(\.quantity) == [6, 10])
    #expect(imported.notices.map(\.en) == ["orders.csv: 1 order is complete and not planned"])
  }

  @Test func `dates left open fall back on what is known`() throws {
    let order = try #require(try text(header, "1,A,1,2026-01-08 17:00").plant().orders.first)
    #expect(order.release == Reading.now)
    #expect(order.originalDue == order.due)
    #expect(order.due == Reading.clock("2026-01-08 17:00"))
  }

  @Test(arguments: ["", "00000000", "1900-01-01"])
  func `a due date may not be left open`(_ due: String) {
    let issues = text(header, "1,A,1,\(due)").issues()
    #expect(issues.map(\.column) == ["due"])
    #expect(issues.map(\.problem.en) == ["must not be empty"])
  }

  @Test func `a day of release means its begin, and must come before the due date`() throws {
    let text = text(
      header + ",release", "1,A,1,2026-01-08 17:00,2026-01-07", "2,A,1,2026-01-08 17:00,2026-01-09")
    let issues = text.issues()
    #expect(issues.map(\.row) == [3])
    #expect(issues.first?.problem.en.contains("2026-01-08 17:00") == true)
    var good = text
    good.orders = String(good.orders.split(separator: "\n").dropLast().joined(separator: "\n"))
    #expect(try good.plant().orders.first?.release == Reading.clock("2026-01-07 00:00"))
  }

  @Test func `an item without a routing is named`() {
    let issues = text(header, "1,B,1,2026-01-08 17:00").issues()
    #expect(issues.map(\.value) == ["B"])
    #expect(issues.map(\.column) == ["item"])
  }

  @Test func `a year far from the plan is a slip`() {
    #expect(text(header, "1,A,1,2206-01-08 17:00").issues().map(\.column) == ["due"])
  }
}
