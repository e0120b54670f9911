import TaktModel
import Testing

@testable import TaktExchange

/// Power of resources and operations, and time-of-use tariffs.
@Suite struct TariffImportTests {
  private func text(_ rows: String) -> PlantText {
    var text = PlantText()
    text.tariff = "时段,日期,开始时间,结束时间,电价\n" + rows
    text.resources =
      "resource,work centre,calendar,idle power (kW),setup power (kW),run power (kW)\nM1,Mill,day,0.5,,7.5\nM2,Mill,day,,,\nS1,Saw,day,,2,4\n"
    return text
  }

  private static let whole = "谷,,22:00,06:00,0.31\n峰,工作日,06:00,22:00,1.0375\n平,周末,06:00,22:00,0.6\n"

  @Test func `a week of bands is read, valleys past midnight too`() throws {
    let plant = try text(Self.whole).plant()
    let tariff = try #require(plant.tariff)
    #expect(
      tariff.bands == [
        .init(name: "谷", price: 3100), .init(name: "峰", price: 10_375),
        .init(name: "平", price: 6000),
      ])
    #expect(
      tariff.week[0] == [
        .init(start: 0, end: 21_600, band: 0), .init(start: 21_600, end: 79_200, band: 1),
        .init(start: 79_200, end: 86_400, band: 0),
      ])
    #expect(tariff.week[6].map(\.band) == [0, 2, 0])
    #expect(
      plant.resources.map(\.power) == [
        .init(idle: 500, setup: 500, run: 7500), nil, .init(idle: 0, setup: 2000, run: 4000),
      ])
  }

  @Test(arguments: [("12.5", 12_500), ("12 kW", 12_000), ("100千瓦", 100_000)])
  func `a power limit is in kilowatts`(_ value: String, _ watts: Int) throws {
    var text = text(Self.whole)
    text.settings += "power-limit,\(value)\n"
    let plant = try text.plant()
    #expect(plant.powerLimit == watts)
    // M1 stands idle at half a kilowatt.
    #expect(plant.powerForWork == watts - 500)
    for language in [Language.zh, .en] {
      let files = PlantWriter(plant, language: language).tables().map {
        (name: "\($0.name).csv", bytes: $0.text.bytes(mark: true))
      }
      #expect(try Reading.imported(files).plant.powerLimit == watts)
    }
  }

  @Test(arguments: ["0", "-5", "much", "", "1e9", "NaN", "5 MW"])
  func `a power limit that is none is a mistake`(_ value: String) {
    var text = text(Self.whole)
    text.settings += "功率上限,\(value)\n"
    #expect(text.issues().map(\.column).contains("value"), "\(text.issues())")
  }

  @Test func `what can never draw enough is named`() throws {
    var text = text(Self.whole)
    text.settings += "power-limit,3.5\n"
    // The mill alone can do it, and the saw takes all there is beside an idle mill.
    #expect(text.issues().map(\.row) == [2])
    #expect(
      text.issues().map(\.problem.en) == [
        "draws 4 kW more than its idle machine, and the power limit leaves 3 kW beside all idle ones"
      ])
    #expect(text.issues().map(\.remedy.en) == ["raise the power limit, or correct the power"])
    text.settings = text.settings.replacing("3.5", with: "4.5")
    #expect(text.issues().isEmpty)
  }

  @Test func `an operation may say what it draws itself, in watts too`() throws {
    var text = text(Self.whole)
    text.routings =
      "物料编码,工序号,工作中心,准备时间(分钟),单件工时(分钟),运行功率(W)\nA,10,Saw,5,2,2500\nA,20,Mill,10,3,\n"
    let operations = try text.plant().routings[0].operations
    #expect(operations.map { $0.alternatives.map(\.power) } == [[2500], [nil, nil]])
  }

  static let mistakes: [(rows: String, column: String, problem: String)] = [
    (whole + "峰,周一,08:00,09:00,1.0375\n", "开始时间", "overlaps another period of the same day"),
    (whole + "峰,周一,08:00,08:00,2\n", "电价", "band \"峰\" has another price in row 3"),
    ("谷,,22:00,06:00,0.3\n", "时段", "there is no price on Mon from 06:00 on"),
    (whole + "谷,某天,22:00,06:00,0.31\n", "日期", "is not a weekday"),
    (whole + "谷,,25:00,06:00,0.31\n", "开始时间", "is not a time of day"),
    (whole + "谷,,22:00,06:00,免费\n", "电价", "is not a price of a kilowatt-hour"),
    (whole + "谷,,22:00,06:00,\n", "电价", "must not be empty"),
    (whole + ",,22:00,06:00,1\n", "时段", "must not be empty"),
  ]

  @Test(arguments: mistakes.indices)
  func `a mistake is named by row and column`(_ index: Int) {
    let (rows, column, problem) = Self.mistakes[index]
    let issues = text(rows).issues()
    #expect(issues.map(\.file) == ["tariff.csv"])
    #expect(issues.map(\.column) == [column])
    #expect(issues.map(\.problem.en) == [problem])
  }

  @Test func `a power that is none is named`() {
    var text = text(Self.whole)
    text.resources = text.resources.replacing("7.5", with: "lots")
    #expect(text.issues().map(\.problem.en) == ["is not a power"])
    #expect(text.issues().map(\.column) == ["run power (kW)"])
  }
}
