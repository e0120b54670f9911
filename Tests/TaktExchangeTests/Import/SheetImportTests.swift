import TaktModel
import Testing

@testable import TaktExchange

/// The one-sheet form: a row an operation, order columns repeated.
@Suite struct SheetImportTests {
  private let header = "订单号,物料编码,数量,交期,工序号,可选设备,单件工时(分钟)"

  private func read(_ rows: String, header: String? = nil) throws -> Plant {
    try Reading.imported([("任务.csv", Array("\(header ?? self.header)\n\(rows)".utf8))]).plant
  }

  private func issues(_ rows: String) -> [DataIssue] {
    Reading.issues([("任务.csv", Array("\(header)\n\(rows)".utf8))])
  }

  @Test func `each order has its own routing on the machines that are named`() throws {
    let plant = try read(
      """
      1,A,5,2026-01-09 17:00,10,铣1、铣2,4
      1,A,5,2026-01-09 17:00,20,钻1,2
      2,A,8,2026-01-10 17:00,10,铣2,3

      """)
    #expect(plant.resources.map(\.id) == ["铣1", "铣2", "钻1"])
    #expect(plant.orders.map(\.quantity) == [5, 8])
    #expect(plant.routings.map(\.operations.count) == [2, 1])
    #expect(plant.routings.first?.operations.first?.alternatives.map(\.resource) == [0, 1])
  }

  @Test func `it is the same work as the tables say`() throws {
    let sheet = try read("MO-1,A,10,2026-01-08 17:00,10,M1,2\nMO-1,A,10,2026-01-08 17:00,20,M2,3\n")
    var text = PlantText()
    text.routings = "item,operation,machine,run (min)\nA,10,M1,2\nA,20,M2,3\n"
    let tables = try text.plant()
    #expect(sheet.orders == tables.orders)
    #expect(
      sheet.routings.first?.operations.map(\.predecessors)
        == tables.routings.first?.operations.map(\.predecessors))
    #expect(sheet.operationCount == tables.operationCount)
  }

  @Test func `repeated columns may be left empty but may not differ`() {
    let rows = "1,A,5,2026-01-09 17:00,10,铣1,4\n1,,,,20,钻1,2\n1,A,6,2026-01-09 17:00,30,钻1,2\n"
    #expect(issues(rows).map(\.row) == [4])
    #expect(issues(rows).map(\.column) == ["数量"])
    #expect(issues(rows).first?.problem.zh == "与同一订单第 2 行的“5”不一致")
  }

  @Test func `without machines the work centres are the machines`() throws {
    let plant = try read(
      "1,5,2026-01-09 17:00,10,铣削,4\n", header: "订单号,数量,交期,工序号,工作中心,单件工时(分钟)")
    #expect(plant.resources.map(\.id) == ["铣削"])
  }
}
