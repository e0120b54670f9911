import TaktModel
import Testing

@testable import TaktExchange

/// Statuses of orders and what is left of them.
@Suite struct OrderStatusTests {
  private func text(_ rows: String) -> PlantText {
    var text = PlantText()
    text.orders = "订单号,物料编码,数量,已完成数量,交期,订单状态\n" + rows
    return text
  }

  @Test(arguments: [
    ("计划", Order.Status.proposed), ("计划确认", .approved), ("下达", .released), ("未开工", .released),
    ("REL", .released), ("部分完工", .running), ("生产中", .running), ("In Progress", .running),
    ("", .released),
  ])
  func `orders under way are planned, with what is left of them`(
    _ word: String, _ status: Order.Status
  ) throws {
    let plant = try text("MO-1,A,10,4,2026-01-08 17:00,\(word)\n").plant()
    #expect(plant.orders.map(\.status) == [status])
    #expect(plant.orders.map(\.quantity) == [6])
  }

  @Test func `orders that are done, closed, cancelled or on hold are left out, and it is said`()
    throws
  {
    let imported = try text(
      """
      MO-1,A,10,,2026-01-08 17:00,下达
      MO-2,A,10,,2026-01-08 17:00,已完工
      MO-3,A,10,3,2026-01-08 17:00,关闭
      MO-4,A,10,,2026-01-08 17:00,结案
      MO-5,A,10,10,2026-01-08 17:00,生产中
      MO-6,A,10,,2026-01-08 17:00,取消
      MO-7,A,10,,2026-01-08 17:00,挂起

      """
    ).imported()
    #expect(imported.plant.orders.map(\.id) == ["MO-1"])
    #expect(
      imported.notices.map(\.en) == [
        "orders.csv: 1 order is on hold and not planned",
        "orders.csv: 2 orders are complete and not planned",
        "orders.csv: 2 orders are closed and not planned",
        "orders.csv: 1 order is cancelled and not planned",
      ])
  }

  @Test func `an unknown status is a mistake, with what is accepted`() {
    let issues = text("MO-1,A,10,,2026-01-08 17:00,飞行中\n").issues()
    #expect(issues.map(\.problem.en) == ["is not a known status of an order"])
    #expect(issues.map(\.column) == ["订单状态"])
    #expect(issues.first?.remedy.zh.hasPrefix("可填：计划、计划确认、下达、开工") == true)
  }

  @Test func `no word stands for two statuses`() {
    let words = Order.Status.allCases.flatMap(\.words)
    #expect(Set(words).count == words.count)
  }
}
