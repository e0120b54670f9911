import TaktModel
import Testing

@testable import TaktExchange

/// Outside processing in the tables.
@Suite struct OutsideImportTests {
  private func text(_ rows: String, header: String = "outside") -> PlantText {
    var text = PlantText()
    text.routings =
      "item,operation,work centre,setup (min),run (min),\(header),lead time (h)\n"
      + "A,10,Saw,5,2,,\n" + rows
    return text
  }

  @Test func `a supplier that only the routing names takes any number, round the clock`() throws {
    let plant = try text("A,20,Acme,,,yes,36\nA,30,Mill,0,1,no,\n").plant()
    let acme = try #require(plant.resources.last)
    #expect(acme.id == "Acme" && acme.isUnlimited)
    #expect(plant.calendars[acme.calendar] == .always())
    #expect(plant.workCentres[acme.workCentre].id == "Acme")
    let step = plant.routings[0].operations[1]
    #expect(step.alternatives.map(\.resource) == [3])
    #expect(step.alternatives.map(\.lead) == [36 * 3600])
    #expect(step.alternatives[0].run(quantity: 1000) == 36 * 3600)
  }

  @Test(arguments: ["加工类型", "委外工序"])
  func `Chinese tables name the kind of processing`(_ header: String) throws {
    let word = header == "加工类型" ? "委外" : "是"
    var text = text("A,20,,,,\(word),24\n", header: header)
    text.resources =
      "设备编号,工作中心,日历,不限产能\nM1,Mill,day,\nS1,Saw,day,否\n委外,外协厂,,是\n"
    let plant = try text.plant()
    #expect(plant.resources.map(\.isUnlimited) == [false, false, true])
    #expect(plant.routings[0].operations[1].alternatives.map(\.resource) == [2])
  }

  @Test func `an operation may be done inside or outside`() throws {
    let plant = try text("A,20,Mill,10,3,no,\nA,20,Acme,,,outsourced,24\n").plant()
    #expect(plant.routings[0].operations[1].alternatives.map(\.resource) == [0, 1, 3])
  }

  static let mistakes: [(row: String, column: String, problem: String)] = [
    ("A,20,Mill,,,yes,24", "work centre", "is done outside, on a resource with a limit"),
    ("A,20,Acme,,,perhaps,24", "outside", "does not say whether the operation is done outside"),
    ("A,20,Acme,,,yes,soon", "lead time (h)", "is not a length of time"),
    ("A,20,Acme,,,yes,", "run (min)", "there is no run time"),
  ]

  @Test(arguments: mistakes.indices)
  func `a mistake is named by row, column and value`(_ index: Int) {
    let (row, column, problem) = Self.mistakes[index]
    let issues = text(row + "\n").issues()
    #expect(issues.contains { $0.row == 3 && $0.column == column && $0.problem.en == problem })
    #expect(issues.allSatisfy { $0.file == "routings.csv" && $0.row == 3 })
  }
}
