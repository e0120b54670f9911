import TaktModel
import Testing

@testable import TaktExchange

/// Batch machines in the tables.
@Suite struct BatchImportTests {
  private func text(capacity: String = "30", load: String = "", unlimited: String = "") -> PlantText
  {
    var text = PlantText()
    text.resources =
      "resource,work centre,calendar,batch capacity,unlimited\nM1,Mill,day,\(capacity),\(unlimited)\n"
      + "S1,Saw,day,,\n"
    text.routings =
      "item,operation,work centre,setup (min),run (min),load per piece\n"
      + "A,10,Saw,5,2,\nA,20,Mill,10,3,\(load)\n"
    return text
  }

  @Test func `a capacity and a load are read to the thousandth`() throws {
    let plant = try text(capacity: "120.5", load: "0.125").plant()
    #expect(plant.resources.map(\.batchCapacity) == [120_500, nil])
    #expect(plant.routings[0].operations.map(\.loadPerPiece) == [1000, 125])
  }

  @Test func `Chinese tables name the furnace's load`() throws {
    var text = text()
    text.resources = "设备编号,工作中心,日历,装炉量(件)\nM1,Mill,day,200\nS1,Saw,day,\n"
    text.routings =
      "物料编码,工序号,工作中心,准备时间(分钟),单件工时(分钟),每炉时间(小时),单件占炉量\n"
      + "A,10,Saw,5,2,,\nA,20,Mill,10,,4,1.5\n"
    let plant = try text.plant()
    #expect(plant.resources[0].batchCapacity == 200_000)
    #expect(plant.routings[0].operations[1].loadPerPiece == 1500)
    #expect(plant.routings[0].operations[1].alternatives[0].run(quantity: 100) == 4 * 3600)
  }

  @Test(arguments: [Language.zh, .en])
  func `what is written is read again`(_ language: Language) throws {
    let plant = try text(capacity: "120.5", load: "0.125").plant()
    let tables = PlantWriter(plant, language: language).tables()
    let files = tables.map { (name: "\($0.name).csv", bytes: $0.text.bytes(mark: true)) }
    let again = try Reading.imported(files).plant
    #expect(again.resources.map(\.batchCapacity) == plant.resources.map(\.batchCapacity))
    #expect(again.routings.map(\.operations) == plant.routings.map(\.operations))
  }

  static let mistakes:
    [(capacity: String, load: String, unlimited: String, column: String, problem: String)] =
      [
        ("0", "", "", "batch capacity", "is nothing"),
        ("lots", "", "", "batch capacity", "is not a quantity"),
        ("30", "", "yes", "batch capacity", "goes against its being unlimited"),
        ("30", "-1", "", "load per piece", "is not a quantity"),
        (
          "15", "2", "", "load per piece",
          "loads 20 for order MO-1, and its resources hold 15 at once"
        ),
        ("8", "", "", "operation", "loads 10 for order MO-1, and its resources hold 8 at once"),
      ]

  @Test(arguments: mistakes.indices)
  func `a mistake is named by column`(_ index: Int) {
    let (capacity, load, unlimited, column, problem) = Self.mistakes[index]
    let issues = text(capacity: capacity, load: load, unlimited: unlimited).issues()
    #expect(issues.map(\.column) == [column], "\(issues.map(\.problem.en))")
    #expect(issues.map(\.problem.en) == [problem])
  }
}
