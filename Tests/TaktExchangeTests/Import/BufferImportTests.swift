import TaktModel
import Testing

@testable import TaktExchange

/// Limited buffers in the tables.
@Suite struct BufferImportTests {
  private func text(
    _ capacity: String = "2", second: String = "", unlimited: String = "", wait: String = "",
    before: String = "10", resource: String = ""
  ) -> PlantText {
    var text = PlantText()
    text.resources =
      "resource,work centre,calendar,buffer capacity,unlimited\nM1,Mill,day,\(capacity),\(unlimited)\n"
      + "M2,Mill,day,\(second),\(unlimited)\nS1,Saw,day,,\nS2,Saw,day,,\n"
    let centre = resource.isEmpty ? "Mill" : ""
    text.routings =
      "item,operation,work centre,resource,setup (min),run (min),predecessors,longest wait (min)\n"
      + "A,10,Saw,,5,2,,\nA,15,Saw,,5,2,\(before == "10" ? "10" : "-"),\nA,20,\(centre),\(resource),10,3,"
      + "\(before == "10" ? "15" : before),\(wait)\n"
    return text
  }

  @Test func `a work centre has the room that one of its rows says`() throws {
    let plant = try text().plant()
    #expect(plant.workCentres.map(\.bufferCapacity) == [2, nil])
    #expect(try text("0", second: "0").plant().workCentres[0].bufferCapacity == 0)
    #expect(try text("").plant().workCentres[0].bufferCapacity == nil)
  }

  @Test func `Chinese tables name the buffer`() throws {
    var text = text()
    text.resources = "设备编号,工作中心,日历,缓冲容量\nM1,Mill,day,3\nS1,Saw,day,\n"
    #expect(try text.plant().workCentres.map(\.bufferCapacity) == [3, nil])
  }

  @Test(arguments: [Language.zh, .en])
  func `what is written is read again`(_ language: Language) throws {
    let plant = try text().plant()
    let tables = PlantWriter(plant, language: language).tables()
    let files = tables.map { (name: "\($0.name).csv", bytes: $0.text.bytes(mark: true)) }
    #expect(try Reading.imported(files).plant.workCentres == plant.workCentres)
  }

  static let mistakes: [(text: PlantText, column: String, problem: String)] = {
    let tests = BufferImportTests()
    return [
      (tests.text("some"), "buffer capacity", "is not a whole number"),
      (tests.text("-1"), "buffer capacity", "is out of range"),
      (tests.text("2", second: "3"), "buffer capacity", "another row of work centre Mill says 2"),
      (
        tests.text("2", unlimited: "yes"), "buffer capacity",
        "goes against its being unlimited: nothing waits in front of it"
      ),
      (
        tests.text(before: "10;15"), "operation",
        "waits for several operations or lots, and its work centre has a limited buffer"
      ),
      (
        tests.text(wait: "30"), "operation",
        "is of an item with longest waits, and its work centre has a limited buffer"
      ),
      (
        tests.text(resource: "M1;S1"), "operation",
        "may go to several work centres, one of them with a limited buffer: it is not clear where its orders wait"
      ),
    ]
  }()

  @Test(arguments: mistakes.indices)
  func `a mistake is named by column`(_ index: Int) {
    let (text, column, problem) = Self.mistakes[index]
    let issues = text.issues()
    #expect(issues.map(\.column) == [column], "\(issues.map(\.problem.en))")
    #expect(issues.map(\.problem.en) == [problem])
  }
}
