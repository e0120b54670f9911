import Foundation
import TaktModel
import TaktTestKit
import Testing

/// Clocks with and without changes, against Foundation.
@Suite struct PlantZoneTests {
  static let names = [
    "Asia/Shanghai", "Europe/Berlin", "America/New_York", "America/St_Johns", "Australia/Sydney",
    "UTC",
  ]

  @Test(arguments: names)
  func `the wall clock shows what Foundation's calendar shows`(_ name: String) throws {
    let zone = try #require(PlantZone(identifier: name))
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: name))
    var random = TestRandom(seed: 2)
    for _ in 0..<1000 {
      // 2000 to 2040.
      let seconds = Int.random(in: 946_684_800...2_208_988_800, using: &random)
      let wall = zone.wall(Instant(seconds: seconds))
      let theirs = calendar.dateComponents(
        [.year, .month, .day, .hour, .minute, .second],
        from: Date(timeIntervalSince1970: Double(seconds)))
      let (year, month, day) = wall.date.components
      #expect(theirs.year == year && theirs.month == month && theirs.day == day)
      #expect(theirs.hour == wall.second / 3600 && theirs.minute == wall.second / 60 % 60)
    }
  }

  @Test(arguments: names)
  func `an instant comes back from the wall clock, but for an hour shown twice`(_ name: String)
    throws
  {
    let zone = try #require(PlantZone(identifier: name))
    // Every half hour of 2026, clock changes included.
    for step in 0..<17_520 {
      let instant = Instant(seconds: 1_767_225_600 + step * 1800)
      let back = zone.instant(zone.wall(instant))
      let isRepeat = zone.wall(instant - 3600) == zone.wall(instant)
      #expect(back == (isRepeat ? instant - 3600 : instant), "\(zone.iso(instant))")
    }
  }

  @Test(arguments: [
    ("Europe/Berlin", 2026, 3, 29, "2026-03-29T03:30:00+02:00"),
    ("America/New_York", 2026, 3, 8, "2026-03-08T03:30:00-04:00"),
    ("Australia/Sydney", 2026, 10, 4, "2026-10-04T03:30:00+11:00"),
  ])
  func `a skipped half past two is half past three`(
    _ name: String, _ year: Int, _ month: Int, _ day: Int, _ text: String
  ) throws {
    let zone = try #require(PlantZone(identifier: name))
    let date = try #require(CivilDate(year: year, month: month, day: day))
    #expect(zone.iso(zone.instant(WallTime(date: date, second: 9000))) == text)
  }

  @Test func `offsets of less than an hour are written out`() throws {
    let zone = try #require(PlantZone(identifier: "America/St_Johns"))
    #expect(zone.iso(Instant(seconds: 1_767_225_600)) == "2025-12-31T20:30:00-03:30")
    #expect(PlantZone.shanghai.iso(Instant(seconds: -1)) == "1970-01-01T07:59:59+08:00")
    #expect(PlantZone(identifier: "Asia/Shangai") == nil)
  }
}
