import TaktModel
import Testing

@testable import TaktExchange

/// Stock, receipts and bills of material.
@Suite struct MaterialImportTests {
  private var text: PlantText {
    var text = PlantText()
    text.materials = "material,material name,stock\nSTEEL,Bar,7.5\nBOLT,,100\n"
    text.receipts =
      "material,arrival,quantity\nSTEEL,2026-01-07,2.25\nSTEEL,2026-01-06 10:00,1\nNUT,2026-01-06,40\n"
    text.bom = "item,operation,component,usage\nA,,STEEL,0.75\nA,20,BOLT,4\nA,20,NUT,4\n"
    return text
  }

  @Test func `the tables are read`() throws {
    let plant = try text.plant()
    let day = try #require(Reading.clock("2026-01-06 00:00"))
    #expect(
      plant.materials == [
        Material(
          id: "STEEL", name: "Bar", stock: 7500,
          receipts: [
            .init(at: day + 36_000, quantity: 1000), .init(at: day + 86_400, quantity: 2250),
          ]),
        Material(id: "BOLT", name: "BOLT", stock: 100_000),
        Material(id: "NUT", name: "NUT", receipts: [.init(at: day, quantity: 40_000)]),
      ])
    #expect(
      plant.routings[0].operations.map(\.components) == [
        [.init(material: 0, quantity: 750)],
        [.init(material: 1, quantity: 4000), .init(material: 2, quantity: 4000)],
      ])
  }

  @Test func `Chinese tables, kits and orders that feed others are read`() throws {
    var text = PlantText()
    text.materials = "物料编码,物料名称,现存量\n钢,圆钢,10\n"
    text.bom = "父项物料编码,工序号,子项物料编码,单位用量\nA,10,钢,1\n"
    text.routings += "B,10,Saw,5,2\n"
    text.orders =
      "订单号,行号,物料编码,数量,交期,齐套,供给订单\nMO-1,1,A,10,2026-01-08 17:00,是,\nMO-2,,B,1,2026-01-08 17:00,否,MO-1/1\n"
    let plant = try text.plant()
    #expect(plant.orders.map(\.isKitted) == [true, false])
    #expect(plant.orders.map(\.feeds) == [[], [0]])
    #expect(plant.materials.map(\.stock) == [10_000])
  }

  @Test func `a shortage is named with what is missing and for whom`() {
    var text = text
    text.orders += "MO-2,A,1,2026-01-08 18:00\n"
    let issues = text.issues()
    #expect(issues.map(\.file) == ["receipts.csv"])
    #expect(issues.map(\.row) == [4])
    #expect(issues.map(\.value) == ["NUT"])
    #expect(
      issues.map(\.problem.en) == [
        "4 are missing: of the 44 that all orders need, stock, receipts and orders leave nothing for MO-2"
      ])
  }

  static let mistakes: [(file: String, row: String, column: String, problem: String)] = [
    ("materials.csv", "BOLT,,5", "material", "the material is already in row 3"),
    ("materials.csv", "WIRE,,lots", "stock", "is not a quantity"),
    ("materials.csv", "WIRE,,", "stock", "must not be empty"),
    ("receipts.csv", "BOLT,soon,5", "arrival", "is not a valid date"),
    ("receipts.csv", "BOLT,,5", "arrival", "must not be empty"),
    ("receipts.csv", "BOLT,2026-01-06,0.0001", "quantity", "is not a quantity"),
    ("bom.csv", "Z,10,BOLT,1", "item", "the item has no routing"),
    ("bom.csv", "A,15,BOLT,1", "operation", "the routing has no operation \"15\""),
    ("bom.csv", "A,20,BOLT,1", "component", "the operation takes this material already"),
    ("bom.csv", "A,10,,1", "component", "must not be empty"),
    ("bom.csv", "A,10,BOLT,-1", "usage", "is not a quantity"),
    ("bom.csv", "A,10,A,1", "component", "the item goes into itself in the end"),
    ("orders.csv", "MO-2,A,1,2026-01-08 17:00,yes,MO-9", "feeds", "there is no order \"MO-9\""),
    ("orders.csv", "MO-2,A,1,2026-01-08 17:00,,MO-2", "feeds", "the order feeds itself in the end"),
    ("orders.csv", "MO-2,A,1,2026-01-08 17:00,perhaps,", "kitting", "is neither yes nor no"),
  ]

  @Test(arguments: mistakes.indices)
  func `a mistake is named by file, row and column`(_ index: Int) {
    let (file, row, column, problem) = Self.mistakes[index]
    var text = text
    text.orders = "order,item,quantity,due,kitting,feeds\nMO-1,A,5,2026-01-08 17:00,no,\n"
    switch file {
    case "materials.csv": text.materials += row + "\n"
    case "receipts.csv": text.receipts += row + "\n"
    case "bom.csv": text.bom += row + "\n"
    default: text.orders += row + "\n"
    }
    let issues = text.issues().filter { !$0.problem.en.contains("are missing") }
    #expect(issues.map(\.file) == [file])
    #expect(issues.map(\.column) == [column])
    #expect(issues.map(\.problem.en) == [problem])
  }
}
