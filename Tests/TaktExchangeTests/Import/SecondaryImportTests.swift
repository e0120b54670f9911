import TaktModel
import Testing

@testable import TaktExchange

/// Operators, tools and moulds, and what operations need of them.
@Suite struct SecondaryImportTests {
  private func text(needs: String) -> PlantText {
    var text = PlantText()
    text.operators =
      "operator id,operator name,skills,quantity,calendar\nAnn,,setter、welder,,day\nBob,Bob B.,setter,1,\nMOULD,,,3,\n"
    text.needs = "item,operation,need,quantity,held\n" + needs
    return text
  }

  @Test func `a need is met by all who have the skill, or by the one of that id`() throws {
    let plant = try text(needs: "A,10,setter,2,setup\nA,20,MOULD,,\nA,20,Ann,1,run\n").plant()
    #expect(
      plant.secondaries == [
        SecondaryResource(id: "Ann", name: "Ann", skills: ["setter", "welder"], calendar: 0),
        SecondaryResource(id: "Bob", name: "Bob B.", skills: ["setter"]),
        SecondaryResource(id: "MOULD", name: "MOULD", quantity: 3),
      ])
    #expect(
      plant.routings[0].operations.map(\.needs) == [
        [.init(name: "setter", candidates: [0, 1], quantity: 2, span: .setup)],
        [
          .init(name: "MOULD", candidates: [2]), .init(name: "Ann", candidates: [0], span: .run),
        ],
      ])
  }

  @Test func `Chinese tables are read too`() throws {
    var text = text(needs: "")
    text.operators = "人员编号,姓名,技能,数量,日历\n张工,张师傅,调机,,day\n"
    text.needs = "物料编码,工序号,所需技能,数量,占用阶段\nA,10,调机,,准备\nA,20,调机,1,全程\n"
    let plant = try text.plant()
    #expect(plant.secondaries.map(\.name) == ["张师傅"])
    #expect(plant.routings[0].operations.map { $0.needs.map(\.span) } == [[.setup], [.both]])
  }

  static let mistakes: [(row: String, column: String, problem: String)] = [
    ("A,10,fitter,1,", "need", "no operator or tool is \"fitter\" or has it as a skill"),
    ("A,10,,1,", "need", "must not be empty"),
    ("A,10,setter,3,", "quantity", "there are only 2 of them"),
    ("A,10,setter,0,", "quantity", "is out of range"),
    ("A,10,setter,1,always", "held", "is not a span it can be held for"),
    ("A,15,setter,1,", "operation", "the routing has no operation \"15\""),
    ("Z,10,setter,1,", "item", "the item has no routing"),
    ("A,20,MOULD,1,both", "need", "the operation has this need already"),
  ]

  @Test(arguments: mistakes.indices)
  func `a mistake in a need is named by row, column and value`(_ index: Int) {
    let (row, column, problem) = Self.mistakes[index]
    let issues = text(needs: "A,20,MOULD,2,\n\(row)\n").issues()
    #expect(issues.map(\.file) == ["needs.csv"])
    #expect(issues.map(\.row) == [3])
    #expect(issues.map(\.column) == [column])
    #expect(issues.map(\.problem.en) == [problem])
  }

  @Test func `mistakes among operators are named, and their needs are not blamed`() {
    var text = text(needs: "A,10,setter,1,\nA,20,welder,1,\n")
    text.operators =
      "operator id,skills,quantity,calendar\nAnn,setter,many,day\nBob,welder,1,night\nAnn,setter,1,\n,setter,1,\n"
    #expect(
      text.issues().map { "\($0.file) \($0.row ?? 0) \($0.column ?? "")" } == [
        "operators.csv 2 quantity", "operators.csv 3 calendar", "operators.csv 4 operator id",
        "operators.csv 5 operator id",
      ])
  }
}
