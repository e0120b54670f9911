import TaktModel
import Testing

@testable import TaktExchange

/// The date forms of everyday files.
@Suite struct DateTextTests {
  private func day(_ year: Int, _ month: Int, _ day: Int) throws -> CivilDate {
    try #require(CivilDate(year: year, month: month, day: day))
  }

  @Test(arguments: [
    "2026-01-05", "2026/1/5", "2026.01.05", "20260105", "2026年1月5日", "2026年01月05号", "1月5日", "1月5号",
    "46027", "46027.0", "２０２６－０１－０５", "2026-1-5",
  ])
  func `a day in each of its forms`(_ text: String) throws {
    #expect(DateText.read(text, year: 2026) == .day(try day(2026, 1, 5)))
  }

  @Test(arguments: [
    "2026-01-05 08:30", "2026/1/5 8:30", "2026.01.05 8:30:00", "2026-01-05T08:30:00",
    "2026年1月5日 8时30分", "2026年1月5日8:30", "1月5日 8点30分", "46027.3541667", "2026-01-05 8：30",
    "2026-01-05T08:30:00.000",
  ])
  func `a time in each of its forms`(_ text: String) throws {
    let wall = WallTime(date: try day(2026, 1, 5), second: 8 * 3600 + 1800)
    #expect(DateText.read(text, year: 2026) == .wall(wall))
  }

  @Test(arguments: [
    ("2026-01-05T08:00:00+08:00", 0), ("2026-01-05T00:00:00Z", 0), ("2026-01-05T08:00:00+0800", 0),
    ("2026-01-04T19:00:00-05:00", 0), ("2026-01-05T08:00+08", 0), ("2026-01-05T13:30:00+05:30", 8),
  ])
  func `a time with a zone is a moment`(_ text: String, _ hours: Int) {
    #expect(
      DateText.read(text, year: 2026)
        == .instant(Instant(seconds: 1_767_571_200 + hours * 3600)))
  }

  @Test func `24 o'clock is the next midnight`() throws {
    let midnight = WallTime(date: try day(2026, 1, 6), second: 0)
    #expect(DateText.read("2026-01-05 24:00", year: 2026) == .wall(midnight))
    #expect(DateText.timeOfDay("24:00") == 86_400)
  }

  @Test(arguments: ["", "0", "00000000", "1900-01-01", "1900/1/1 0:00"])
  func `no date is no date`(_ text: String) {
    #expect(DateText.read(text, year: 2026) == DateText.none)
  }

  @Test(arguments: [
    "2026-02-30", "2026-13-01", "2026-00-10", "2026-1", "2026", "26-01-05", "20260230", "13月1日",
    "2026-01-05 25:00", "2026-01-05 24:01", "2026-01-05 08:60", "2026-01-05x", "2026-01-05 08:00x",
    "2026-01/05", "2026年1月5", "tomorrow", "-46027", "19999", "80000", "1e5",
    "2026-01-05T08:00+15:00",
    "46,027", "2026-01-0500000000000000000000000000000000000", "2026-01-05T08:00:00+",
  ])
  func `what is no date is refused`(_ text: String) {
    #expect(DateText.read(text, year: 2026) == nil)
  }

  @Test func `29 February is one every fourth year`() throws {
    #expect(DateText.read("2028-02-29", year: 2026) == .day(try day(2028, 2, 29)))
    #expect(DateText.read("2月29日", year: 2026) == nil)
  }

  @Test(arguments: [
    ("8:00", 28_800), ("08:00:30", 28_830), ("8时30分", 30_600), ("8点", 28_800), ("0:00", 0),
  ])
  func `a time of day in each of its forms`(_ text: String, _ second: Int) {
    #expect(DateText.timeOfDay(text) == second)
  }

  @Test func `every day that can be written is read back`() {
    for day in stride(from: 0, to: 40_000, by: 37) {
      let date = CivilDate(day: day)
      #expect(DateText.read(date.description, year: 2026) == .day(date))
      guard day < 80_000 - 25_569 else { continue }
      #expect(DateText.read(String(day + 25_569), year: 2026) == .day(date))
    }
  }
}
