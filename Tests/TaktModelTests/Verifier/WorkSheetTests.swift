import TaktTestKit
import Testing

@testable import TaktModel

/// The verifier's reckoning of working time against the compiler's.
@Suite struct WorkSheetTests {
  @Test(arguments: [
    ("Asia/Shanghai", 20_458), ("Europe/Berlin", 20_540), ("Europe/Berlin", 20_748),
    ("America/New_York", 20_518), ("Australia/Sydney", 20_727),
  ])
  func `both count the same seconds, clock changes included`(_ name: String, _ day: Int) throws {
    let zone = try #require(PlantZone(identifier: name))
    for seed in 0..<20 {
      var random = TestRandom(seed: seed)
      let date = CivilDate(day: day)
      let calendar = RandomPlants.calendar(around: date, &random)
      let start = zone.instant(WallTime(date: date, second: 3600))
      let sheet = WorkSheet(calendar, zone: zone, from: start, to: start + 14 * 86_400)
      for _ in 0..<40 {
        let from = start + Int.random(in: 0..<12 * 86_400, using: &random)
        let to = from + Int.random(in: 0..<2 * 86_400, using: &random)
        let open = calendar.intervals(from: from, to: to, zone: zone)
        #expect(
          sheet.work(from: from, to: to) == calendar.workingSeconds(from: from, to: to, zone: zone),
          "seed \(seed)")
        #expect(sheet.isOpen(at: from) == (from < to && open.first?.lowerBound == from))
      }
    }
  }

  @Test func `shifts that overlap count once`() {
    let day = [
      ShiftCalendar.Window(start: 8 * 3600, end: 16 * 3600),
      .init(start: 12 * 3600, end: 20 * 3600),
    ]
    let calendar = ShiftCalendar(id: "", week: Array(repeating: day, count: 7))
    let start = SmallPlant.at(5, 0)
    let sheet = WorkSheet(calendar, zone: .shanghai, from: start, to: start + 86_400)
    #expect(sheet.work(from: start, to: start + 86_400) == 12 * 3600)
    #expect(sheet.isOpen(at: SmallPlant.at(5, 16)))
    #expect(!sheet.isOpen(at: SmallPlant.at(5, 20)))
  }
}
