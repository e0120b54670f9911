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

  @Test(arguments: 0..<40)
  func `of changes that overlap the last one counts`(_ seed: Int) {
    var random = TestRandom(seed: seed)
    let date = CivilDate(day: 20_458)
    let start = PlantZone.shanghai.instant(WallTime(date: date, second: 0))
    let calendar = RandomPlants.calendar(around: date, &random)
    let end = start + 4 * 86_400
    let plain = WorkSheet(calendar, zone: .shanghai, from: start, to: end)
    let changes = (0..<(seed % 7)).map { _ in
      let from = start + 900 * Int.random(in: 0..<300, using: &random)
      return CalendarChange(
        from: from, to: from + 900 * Int.random(in: 1..<100, using: &random),
        works: Bool.random(using: &random))
    }
    let changed = plain.with(changes)
    // Between two neighbouring edges nothing changes: each span is open or not as its first second is.
    let edges =
      [start.seconds, end.seconds] + changes.flatMap { [$0.from.seconds, $0.to.seconds] }
      + plain.worked(from: start, to: end).flatMap { [$0.lowerBound, $0.upperBound] }
    let cuts = Set(edges).filter { (start.seconds...end.seconds).contains($0) }.sorted()
    for (from, to) in zip(cuts, cuts.dropFirst()) {
      let moment = Instant(seconds: from)
      let last = changes.last { $0.from <= moment && moment < $0.to }
      let isOpen = last?.works ?? plain.isOpen(at: moment)
      let work = changed.work(from: moment, to: Instant(seconds: to))
      #expect(work == (isOpen ? to - from : 0), "from \(moment)")
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
