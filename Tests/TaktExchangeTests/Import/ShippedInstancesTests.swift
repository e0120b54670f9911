import TaktModel
import Testing

@testable import TaktExchange

/// The plants under Instances: they are read without a mistake, whatever they are encoded in.
@Suite struct ShippedInstancesTests {
  @Test(arguments: [
    ("precision-shop", 200), ("precision-shop-en", 200), ("one-sheet", 10), ("paint-line", 4),
    ("moulding-crew", 3), ("plating-outside", 3), ("hardening-shift", 2), ("two-sites", 3),
    ("overlap-line", 2), ("hot-forging", 3), ("overtime-week", 3), ("order-status", 3),
    ("furnace-loads", 4), ("split-lots", 2), ("peak-limit", 3),
    ("line-buffer", 4),
  ])
  func `a shipped plant is read`(_ name: String, _ leastOrders: Int) throws {
    let plant = try Reading.imported(try Repository.instance(name)).plant
    #expect(plant.orders.count >= leastOrders)
    #expect(plant.operationCount >= plant.orders.count)
  }

  @Test(arguments: ["ft06.txt", "ft10.txt", "ft20.txt", "ta01.txt", "mini.fjs"])
  func `a shipped shop is read`(_ name: String) throws {
    let files = try Repository.instance("classics").filter { $0.name == name }
    let file = try #require(files.first)
    let shop = try ShopFile(
      name: name, file: name, bytes: file.bytes, isFlexible: name.hasSuffix(".fjs"))
    let sizes = ["ft06.txt": 36, "ft10.txt": 100, "ft20.txt": 100, "ta01.txt": 225, "mini.fjs": 7]
    #expect(shop.problem.operationCount == sizes[name])
  }

  @Test func `one Chinese table is GB18030 and no UTF-8`() throws {
    let tables = try Repository.instance("precision-shop")
    let foreign = tables.filter { String(validating: $0.bytes, as: UTF8.self) == nil }
    #expect(foreign.map(\.name) == ["订单.csv"])
    let text = try TextDecoding.readings(try #require(foreign.first).bytes)
    #expect(text.count == 1)
    #expect(text.first?.starts(with: Array("订单号,物料编码".utf8)) == true)
  }

  @Test func `the Chinese and the English shop are the same shop`() throws {
    let zh = try Reading.imported(try Repository.instance("precision-shop")).plant
    let en = try Reading.imported(try Repository.instance("precision-shop-en")).plant
    #expect(zh.asOf == en.asOf)
    #expect(zh.resources.map(\.id) == en.resources.map(\.id))
    #expect(
      zh.routings.map { $0.operations.map(\.alternatives) }
        == en.routings.map { $0.operations.map(\.alternatives) })
    #expect(
      zh.orders.map { [$0.due.seconds, $0.release.seconds, $0.quantity, $0.weight] }
        == en.orders.map { [$0.due.seconds, $0.release.seconds, $0.quantity, $0.weight] })
    #expect(zh.calendars.map(\.week) == en.calendars.map(\.week))
  }
}
