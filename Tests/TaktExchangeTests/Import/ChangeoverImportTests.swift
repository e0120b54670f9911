import TaktModel
import Testing

@testable import TaktExchange

/// Setup families and the setup matrix.
@Suite struct ChangeoverImportTests {
  private func text(_ rows: String, header: String = "from,to,changeover (min)") -> PlantText {
    var text = PlantText()
    text.resources =
      "resource,work centre,calendar,setup state\nM1,Mill,day,red\nM2,Mill,day,\nS1,Saw,day,\n"
    text.routings =
      "item,operation,work centre,run (min),family\nA,10,Saw,2,\nA,20,Mill,3,blue\nA,30,Mill,3,red\n"
    text.changeovers = header + "\n" + rows
    return text
  }

  @Test func `rows speak of a resource, a work centre, or all`() throws {
    let plant = try text(
      "M1,,red,blue,30,yes,12.5\n,Mill,blue,*,20,no,\n,,,red,0.5,,3\n",
      header: "resource,work centre,from,to,changeover (min),in breaks,cost"
    ).plant()
    #expect(plant.setupFamilies == ["blue", "red"])
    #expect(plant.resources.map(\.setupState) == [1, nil, nil])
    #expect(plant.routings[0].operations.map(\.family) == [nil, 0, 1])
    #expect(
      plant.changeovers == [
        Changeover(
          place: .resource(0), from: 1, to: 0, time: 1800, cost: 1250, runsInBreaks: true),
        Changeover(place: .workCentre(0), from: 0, to: nil, time: 1200),
        Changeover(from: nil, to: 1, time: 30, cost: 300),
      ])
  }

  @Test func `a Chinese matrix is one too`() throws {
    var text = text("")
    text.changeovers = "原换型族,新换型族,换型时间(分钟),换型费用,休息时可换型\n任意,red,10,5,是\n"
    #expect(
      try text.plant().changeovers == [
        Changeover(from: nil, to: 1, time: 600, cost: 500, runsInBreaks: true)
      ])
  }

  static let mistakes: [(row: String, column: String, problem: String)] = [
    (",,green,red,5,,", "from", "no operation and no resource has the setup family \"green\""),
    (",,red,gren,5,,", "to", "no operation and no resource has the setup family \"gren\""),
    (",,red,blue,,,", "changeover (min)", "must not be empty"),
    (",,red,blue,-5,,", "changeover (min)", "a time cannot be negative"),
    (",,red,blue,5,maybe,", "in breaks", "is neither yes nor no"),
    (",,red,blue,5,,much", "cost", "is not an amount of money"),
    (",,red,blue,5,,-1", "cost", "is not an amount of money"),
    ("M9,,red,blue,5,,", "resource", "there is no resource \"M9\""),
    (",Lathe,red,blue,5,,", "work centre", "there is no work centre \"Lathe\""),
    ("S1,Mill,red,blue,5,,", "resource", "the resource is not in work centre Mill"),
  ]

  @Test(arguments: mistakes.indices)
  func `a mistake is named by row, column and value`(_ index: Int) {
    let (row, column, problem) = Self.mistakes[index]
    let issues = text(
      ",,blue,red,1,,\n\(row)\n",
      header: "resource,work centre,from,to,changeover (min),in breaks,cost"
    ).issues()
    #expect(issues.map(\.file) == ["changeovers.csv"])
    #expect(issues.map(\.row) == [3])
    #expect(issues.map(\.column) == [column])
    #expect(issues.map(\.problem.en) == [problem])
  }

  @Test func `the same changeover twice is a mistake, any family being one`() {
    let issues = text("red,blue,5\n*,blue,6\n,blue,7\nred,blue,8\n").issues()
    #expect(issues.map(\.row) == [4, 5])
    #expect(issues.map(\.problem.en).first == "the same changeover is already in row 3")
  }

  @Test func `a family may not be called any`() {
    var text = text("red,blue,5\n")
    text.routings = text.routings.replacing("3,red", with: "3,*")
    text.resources = text.resources.replacing("day,red", with: "day,全部")
    let issues = text.issues()
    #expect(
      issues.map { "\($0.file) \($0.row ?? 0) \($0.column ?? "")" } == [
        "resources.csv 2 setup state", "routings.csv 4 family", "changeovers.csv 2 from",
      ])
  }

  @Test func `alternatives of an operation are of one family`() {
    var text = text("red,blue,5\n")
    text.routings =
      "item,operation,resource,run (min),family\nA,10,M1,2,red\nA,10,M2,2,blue\nA,20,S1,2,blue\n"
    #expect(text.issues().map(\.column) == ["family"])
    #expect(text.issues().map(\.row) == [3])
  }

  @Test func `families are numbered by the operations, whatever the order of the rows`() throws {
    var text = text("red,blue,5\n")
    text.routings =
      "item,operation,work centre,run (min),family\nA,30,Mill,3,red\nA,20,Mill,3,blue\n"
    let plant = try text.plant()
    #expect(plant.setupFamilies == ["blue", "red"])
    #expect(plant.routings[0].operations.map(\.family) == [0, 1])
    #expect(plant.changeovers.map(\.to) == [0])
  }
}
