import TaktTestKit
import Testing

@testable import TaktModel

/// The expansion of calendars against what the wall clock shows, minute by minute.
@Suite struct CalendarExpansionTests {
  @Test(arguments: [
    ("Asia/Shanghai", 20_458), ("Europe/Berlin", 20_540), ("Europe/Berlin", 20_750),
  ])
  func `a minute is open just when a shift's window shows it`(_ name: String, _ day: Int) throws {
    let zone = try #require(PlantZone(identifier: name))
    for seed in 0..<6 {
      var random = TestRandom(seed: seed)
      let date = CivilDate(day: day)
      let calendar = RandomPlants.calendar(around: date, &random)
      let start = zone.instant(WallTime(date: date, second: 7200))
      let end = start + 5 * 86_400
      let open = calendar.intervals(from: start, to: end, zone: zone)
      #expect(zip(open, open.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound })
      for minute in 0..<5 * 1440 {
        let at = start + 60 * minute
        // A window that begins or ends in an hour the clock skips or shows twice is a matter of taste.
        guard zone.offset(at: at - 7200) == zone.offset(at: at + 7200) else { continue }
        let isOpen = open.contains { $0.contains(at) }
        #expect(
          isOpen == shows(calendar, zone.wall(at)), "seed \(seed): \(zone.iso(at))")
      }
    }
  }

  private func shows(_ calendar: ShiftCalendar, _ wall: WallTime) -> Bool {
    [-1, 0, 1].contains { shift in
      let second = wall.second - shift * 86_400
      return calendar.windows(on: wall.date.advanced(by: shift)).contains {
        $0.start <= second && second < $0.end
      }
    }
  }

  @Test func `the night the clock changes is an hour shorter or longer`() throws {
    let berlin = try #require(PlantZone(identifier: "Europe/Berlin"))
    let night = [ShiftCalendar.Window(start: 22 * 3600, end: 30 * 3600)]
    let calendar = ShiftCalendar(id: "", week: Array(repeating: night, count: 7))
    for (month, day, hours) in [(3, 27, 8), (3, 28, 7), (10, 24, 9), (10, 25, 8)] {
      let date = try #require(CivilDate(year: 2026, month: month, day: day))
      let noon = berlin.instant(WallTime(date: date, second: 43_200))
      #expect(
        calendar.workingSeconds(from: noon, to: noon + 86_400, zone: berlin) == hours * 3600,
        "\(date)")
    }
  }
}
