import Foundation
import TaktModel
import TaktTestKit
import Testing

/// Days against Foundation's calendar.
@Suite struct CivilDateTests {
  private static let calendar: Calendar = {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    return calendar
  }()

  private func expectAgreement(day: Int) {
    let date = CivilDate(day: day)
    let theirs = Self.calendar.dateComponents(
      [.year, .month, .day, .weekday], from: Date(timeIntervalSince1970: Double(day) * 86_400))
    let (year, month, dayOfMonth) = date.components
    #expect(theirs.year == year && theirs.month == month && theirs.day == dayOfMonth, "day \(day)")
    // Theirs begins with Sunday as 1.
    #expect(theirs.weekday == (date.weekday + 1) % 7 + 1, "day \(day)")
    #expect(CivilDate(year: year, month: month, day: dayOfMonth) == date)
  }

  @Test func `every day of four decades`() {
    // 2000-01-01 to 2040-01-01.
    for day in 10_957...25_567 { expectAgreement(day: day) }
  }

  @Test func `days of many centuries`() {
    var random = TestRandom(seed: 1)
    // 1600 to 9999.
    for _ in 0..<2000 {
      expectAgreement(day: Int.random(in: -135_140...2_932_896, using: &random))
    }
  }

  @Test(arguments: [
    (2026, 2, 30), (2026, 13, 1), (2026, 0, 1), (2026, 4, 31), (1900, 2, 29), (2026, 1, 0),
    (2026, 1, 32), (0, 1, 1), (10_000, 1, 1),
  ])
  func `a day that is not in the calendar is none`(_ year: Int, _ month: Int, _ day: Int) {
    #expect(CivilDate(year: year, month: month, day: day) == nil)
  }

  @Test func `leap days and what is written`() throws {
    #expect(try #require(CivilDate(year: 2000, month: 2, day: 29)).description == "2000-02-29")
    #expect(try #require(CivilDate(year: 987, month: 6, day: 5)).description == "0987-06-05")
    let monday = try #require(CivilDate(year: 2026, month: 1, day: 5))
    #expect(monday.weekday == 0)
    #expect(monday.advanced(by: -1).weekday == 6)
  }

  @Test(arguments: [(-1, 4, 86_399), (86_400, 6, 0), (-86_400, 4, 0), (200_000, 7, 27_200)])
  func `seconds beyond midnight are carried over`(_ second: Int, _ day: Int, _ rest: Int) throws {
    let wall = WallTime(date: try #require(CivilDate(year: 2026, month: 1, day: 5)), second: second)
    #expect(wall.date.components.day == day)
    #expect(wall.second == rest)
  }
}
