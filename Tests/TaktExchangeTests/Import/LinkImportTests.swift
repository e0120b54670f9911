import TaktModel
import Testing

@testable import TaktExchange

/// Links between operations and transfer batches, in the tables.
@Suite struct LinkImportTests {
  private typealias Link = RoutingOperation.Link

  private func text(_ rows: String, header: String = "predecessors,link,link lag (min)")
    -> PlantText
  {
    var text = PlantText()
    text.settings += "time-unit,min\n"
    text.routings =
      "item,operation,work centre,setup,run,wait,transfer batch,\(header)\n"
      + "A,10,Saw,5,2,,4,,,\n" + rows
    return text
  }

  static let notations: [(cell: String, plain: [Int], links: [RoutingOperation.Link])] = [
    ("10,,", [0], []),
    ("10SS+30,,", [], [Link(from: 0, kind: .startStart, lag: 1800)]),
    ("10ff + 1.5h,,", [], [Link(from: 0, kind: .finishFinish, lag: 5400)]),
    ("１０ＳＳ＋２０,,", [], [Link(from: 0, kind: .startStart, lag: 1200)]),
    ("10FS+30,,", [], [Link(from: 0, kind: .finishStart, lag: 1800)]),
    ("10FS,,", [0], []),
    (
      "10SS;10FF+5,,", [],
      [Link(from: 0, kind: .finishFinish, lag: 300), Link(from: 0, kind: .startStart, lag: 0)]
    ),
    ("10,SS,45", [], [Link(from: 0, kind: .startStart, lag: 2700)]),
    (",完成-完成,45", [], [Link(from: 0, kind: .finishFinish, lag: 2700)]),
    ("10,,45", [], [Link(from: 0, kind: .finishStart, lag: 2700)]),
    ("10,FS,", [0], []),
    ("10FF,SS,45", [], [Link(from: 0, kind: .finishFinish, lag: 2700)]),
  ]

  @Test(arguments: notations.indices)
  func `links are read as they are written`(_ index: Int) throws {
    let (cell, plain, links) = Self.notations[index]
    let plant = try text("A,20,Mill,10,3,15,,\(cell)\n").plant()
    let operation = plant.routings[0].operations[1]
    #expect(operation.predecessors == plain)
    #expect(operation.links == links)
    #expect(operation.wait == 900)
    #expect(plant.routings[0].operations[0].transferBatch == 4)
  }

  @Test func `an operation whose number looks like a link is itself`() throws {
    let plant = try text("A,10SS,Mill,10,3,,,10,,\nA,20,Mill,10,3,,,10SS,,\n").plant()
    #expect(plant.routings[0].operations[2].predecessors == [1])
  }

  @Test func `Chinese headers are known`() throws {
    var text = text("A,20,Mill,10,3,,,10,SS,45\n", header: "前置工序,工序关系,关系时距(分钟)")
    text.routings = text.routings.replacing("transfer batch", with: "转移批量")
    let operations = try text.plant().routings[0].operations
    #expect(operations[1].links.map(\.lag) == [2700])
    #expect(operations[0].transferBatch == 4)
  }

  @Test func `the longest wait is at least as long as the wait`() throws {
    var text = PlantText()
    text.routings =
      "item,operation,work centre,setup (min),run (min),wait (min),longest wait (min)\n"
      + "A,10,Saw,5,2,,\nA,20,Mill,10,3,30,45\n"
    #expect(try text.plant().routings[0].operations.map(\.longestWait) == [nil, 2700])
    text.routings = text.routings.replacing("longest wait", with: "最长等待").replacing(
      ",45", with: ",0")
    let issues = text.issues()
    #expect(issues.map(\.column) == ["最长等待 (min)"])
    #expect(issues.map(\.problem.en) == ["is shorter than the \"30\" it has to wait at least"])
  }

  static let mistakes: [(cells: String, column: String, problem: String)] = [
    (",10SF+3,,", "predecessors", "is not a link that can be planned"),
    (",10,SF,", "link", "is not a link that can be planned"),
    (",10SS+x,,", "predecessors", "is not a length of time"),
    (",10SS+-3,,", "predecessors", "a time cannot be negative"),
    (",15SS+3,,", "predecessors", "the routing has no operation \"15\""),
    ("0,10,,", "transfer batch", "is out of range"),
    (",20SS,,", "predecessors", "the operations wait for each other in a circle"),
  ]

  @Test(arguments: mistakes.indices)
  func `a mistake is named by row, column and value`(_ index: Int) {
    let (cells, column, problem) = Self.mistakes[index]
    let issues = text("A,20,Mill,10,3,,\(cells)\n").issues()
    #expect(issues.map(\.row) == [3])
    #expect(issues.map(\.column) == [column])
    #expect(issues.map(\.problem.en) == [problem])
  }
}
