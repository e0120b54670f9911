import TaktModel
import Testing

@testable import TaktExchange

/// Transport times in the tables.
@Suite struct TransportImportTests {
  private func text(_ rows: String, header: String = "from,to,transport time (min)") -> PlantText {
    var text = PlantText()
    text.resources =
      "resource,work centre,site,calendar\nM1,Mill,East,day\nM2,Mill,East,day\nS1,Saw,West,day\n"
    text.transports = header + "\n" + rows
    return text
  }

  @Test func `work centres and sites are places`() throws {
    let plant = try text("West,East,30\nSaw,Mill,45\nMill,Mill,5\n").plant()
    #expect(
      plant.transports == [
        Transport(from: .site("West"), to: .site("East"), time: 1800),
        Transport(from: .workCentre(1), to: .workCentre(0), time: 2700),
        Transport(from: .workCentre(0), to: .workCentre(0), time: 300),
      ])
    // There and back, from mill to mill, on one mill.
    let pairs = [(2, 0), (0, 2), (0, 1), (1, 1)]
    #expect(pairs.map { plant.transportTime(from: $0.0, to: $0.1) } == [2700, 2700, 300, 0])
  }

  @Test func `the way back may take as long as its own row says`() throws {
    let plant = try text("West,East,30\nEast,West,50\n").plant()
    #expect(plant.transportTime(from: 2, to: 0) == 1800)
    #expect(plant.transportTime(from: 0, to: 2) == 3000)
  }

  @Test func `Chinese headers are known`() throws {
    let plant = try text("West,East,30\n", header: "出发地,目的地,运输时间(分钟)").plant()
    #expect(plant.transports.map(\.time) == [1800])
  }

  static let mistakes: [(row: String, column: String, problem: String)] = [
    ("West,North,30", "to", "no work centre and no site is called \"North\""),
    (",East,30", "from", "must not be empty"),
    ("West,Mill,", "transport time (min)", "must not be empty"),
    ("West,Mill,-3", "transport time (min)", "a time cannot be negative"),
    ("West,East,30", "to", "the same way is already in row 2"),
  ]

  @Test(arguments: mistakes.indices)
  func `a mistake is named by row, column and value`(_ index: Int) {
    let (row, column, problem) = Self.mistakes[index]
    let issues = text("West,East,20\n\(row)\n").issues()
    #expect(issues.map(\.file) == ["transports.csv"])
    #expect(issues.map(\.row) == [3])
    #expect(issues.map(\.column) == [column])
    #expect(issues.map(\.problem.en) == [problem])
  }
}
