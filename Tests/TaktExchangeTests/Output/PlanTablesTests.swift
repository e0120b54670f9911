import TaktMetrics
import TaktModel
import Testing

@testable import TaktExchange

/// Dispatch lists and delivery deviations.
@Suite struct PlanTablesTests {
  private let planned: PlannedPlant

  init() throws {
    var text = PlantText()
    text.orders = """
      order,item,quantity,due,customer
      MO-1,A,10,2026-01-08 17:00,"Smith, Jones"
      MO-2,A,500,2026-01-05 12:00,甲
      MO-3,A,5,2026-01-08 17:00,

      """
    planned = try PlannedPlant(try text.plant())
  }

  @Test func `every operation stands once in the list of its machine, by time`() throws {
    let rows = try PlannedPlant.cells(planned.tables().dispatchCSV())
    #expect(rows.first == planned.tables().dispatchHeader)
    let lines = rows.dropFirst()
    #expect(Set(lines.map { $0[2] + "/" + $0[5] }) == Set(planned.plan.map(\.id)))
    #expect(lines.count == planned.plan.count)
    for (line, next) in zip(lines, lines.dropFirst()) where line[1] == next[1] {
      #expect(line[9] <= next[7], "\(line) ends after \(next) begins")
      #expect(Int(next[0]) == (Int(line[0]) ?? 0) + 1)
    }
  }

  @Test func `each machine with work has a file of its own`() throws {
    let files = planned.tables(.zh).dispatchFiles()
    #expect(
      files.map(\.name) == Set(planned.plan.map(\.equipment)).sorted().map { "dispatch/\($0).csv" })
    for file in files {
      let rows = try PlannedPlant.cells(file.bytes)
      #expect(Set(rows.dropFirst().map { "dispatch/\($0[1]).csv" }) == [file.name])
    }
  }

  @Test func `names that a file system may not take are replaced and stay apart`() throws {
    var plant = planned.plant
    for (i, id) in ["a/b", "ab-1", "../x"].enumerated() { plant.resources[i].id = id }
    var plan = planned.plan
    for i in plan.indices { plan[i].equipment = plant.resources[i % 3].id }
    let names = PlanTables(
      plant: plant, plan: plan, figures: planned.figures, language: .en
    ).dispatchFiles().map(\.name)
    #expect(names.count == 3)
    #expect(Set(names).count == 3)
    for name in names {
      #expect(name.split(separator: "/").count == 2 && !name.contains(".."), "\(name)")
    }
  }

  @Test func `deviations say what is late, by how much and why`() throws {
    let rows = try PlannedPlant.cells(planned.tables().deviationCSV())
    #expect(rows.map { $0[0] } == ["order", "MO-1", "MO-2", "MO-3"])
    #expect(rows[1][3] == "Smith, Jones")
    for (row, figures) in zip(rows.dropFirst(), planned.figures.orders) {
      let late = figures.completion > planned.plant.orders[figures.order].due
      #expect(row[8] == (late ? "no" : "yes"))
      let minutes = try #require(Double(row[7]))
      #expect(abs(minutes * 60 - Double(figures.deviation)) < 0.5)
      #expect(row[9].isEmpty != late)
    }
    #expect(rows[2][8] == "no")
  }
}
