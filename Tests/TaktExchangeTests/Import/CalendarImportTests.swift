import TaktModel
import Testing

@testable import TaktExchange

/// Shift calendars: weekdays, dates, holidays and make-up days.
@Suite struct CalendarImportTests {
  private func calendars(_ rows: String, _ settings: String = "") throws -> [ShiftCalendar] {
    var text = PlantText()
    text.settings += settings
    text.calendars = "calendar,day,start,end\n" + rows
    return try text.plant().calendars
  }

  private func date(_ month: Int, _ day: Int) throws -> CivilDate {
    try #require(CivilDate(year: 2026, month: month, day: day))
  }

  private let eight = ShiftCalendar.Window(start: 8 * 3600, end: 16 * 3600)

  @Test(arguments: [
    ("周一", [0]), ("周一-周五", [0, 1, 2, 3, 4]), ("Mon-Fri", [0, 1, 2, 3, 4]),
    ("星期六", [5]), ("周六~周一", [0, 5, 6]), ("工作日", [0, 1, 2, 3, 4]), ("周末", [5, 6]),
    ("每天", [0, 1, 2, 3, 4, 5, 6]), ("周一、周三、周五", [0, 2, 4]), ("Sun", [6]), ("1-5", [0, 1, 2, 3, 4]),
  ])
  func `weekdays are read`(_ text: String, _ days: [Int]) throws {
    let calendar = try #require(try calendars("day,\(text),08:00,16:00\n").first)
    #expect(calendar.week.indices.filter { calendar.week[$0] == [eight] } == days)
  }

  @Test func `a holiday of all calendars closes every one of them`() throws {
    let rows = "day,Mon-Sun,08:00,16:00\nlate,Mon-Sun,16:00,24:00\n*,2026-02-15~2026-02-23,,\n"
    for calendar in try calendars(rows) {
      #expect(calendar.exceptions.count == 9)
      #expect(calendar.windows(on: try date(2, 15)).isEmpty)
      #expect(calendar.windows(on: try date(2, 23)).isEmpty)
      #expect(!calendar.windows(on: try date(2, 24)).isEmpty)
    }
  }

  @Test func `a make-up day works though its weekday rests`() throws {
    // 2026-02-14 is a Saturday worked for the Spring Festival.
    let calendar = try #require(
      try calendars("day,Mon-Fri,08:00,16:00\nday,2026-02-14,08:00,16:00\n").first)
    #expect(calendar.windows(on: try date(2, 14)) == [eight])
    #expect(calendar.windows(on: try date(2, 21)).isEmpty)
  }

  @Test func `a factory's own row wins over a holiday of all`() throws {
    let rows = "day,Mon-Sun,08:00,16:00\n全部,2026-10-01,,\nday,2026-10-01,08:00,12:00\n"
    let windows = try #require(try calendars(rows).first).windows(on: try date(10, 1))
    #expect(windows == [.init(start: 8 * 3600, end: 12 * 3600)])
  }

  @Test(arguments: ["Wed,15:00,18:00", "2026-01-07,15:00,18:00"])
  func `shifts of one day may not overlap`(_ row: String) {
    var text = PlantText()
    text.calendars =
      "calendar,day,start,end\nday,Mon-Sun,08:00,16:00\nday,2026-01-07,08:00,16:00\nday,\(row)\n"
    #expect(text.issues().map(\.row) == [4])
    #expect(text.issues().first?.problem.zh == "与同一天的另一班次重叠")
  }

  @Test(arguments: ["25:00", "08:60", "noon", "8"])
  func `a time that is none is refused`(_ time: String) {
    var text = PlantText()
    text.calendars += "day,2026-01-07,\(time),24:00\n"
    #expect(text.issues().map(\.column) == ["start"])
  }

  @Test(arguments: ["start", "end"])
  func `a shift from 24:00 to 00:00 has no length`(_ side: String) {
    var text = PlantText()
    text.settings += "night-shift-date,\(side)\n"
    text.calendars += "day,2026-01-07,24:00,00:00\n"
    #expect(text.issues().map(\.problem.en) == ["the shift has no length"])
  }

  @Test(arguments: ["2026-02-30", "someday", "2026-01-09~2026-01-05", "Mon-Funday"])
  func `a day that is none is refused`(_ day: String) {
    var text = PlantText()
    text.calendars += "day,\(day),08:00,12:00\n"
    #expect(text.issues().map(\.row) == [3])
    #expect(text.issues().first?.value == day)
  }

  @Test func `a calendar without working time is refused`() {
    var text = PlantText()
    text.calendars += "idle,2026-01-07,08:00,12:00\n"
    #expect(text.issues().map(\.value) == ["idle"])
  }

  @Test func `resources without a calendar work around the clock, or as set`() throws {
    var text = PlantText()
    (text.calendars, text.resources) = ("", "resource,work centre\nM1,Mill\nS1,Saw\n")
    let imported = try text.imported()
    #expect(imported.plant.calendars.map(\.id) == ["24x7"])
    #expect(imported.notices.count == 1)
    text.settings += "working-time,周一-周六 08:00-12:00 13:00-17:00\n"
    let week = try #require(try text.plant().calendars.first).week
    #expect(week[5] == [.init(start: 28_800, end: 43_200), .init(start: 46_800, end: 61_200)])
    #expect(week[6].isEmpty)
  }

  @Test func `millions of dated days are refused, not stored`() {
    var text = PlantText()
    for i in 0..<3000 { text.calendars += "c\(i),2026-01-01~2027-01-31,08:00,12:00\n" }
    #expect(text.issues().contains { $0.problem.en == "the calendars hold too many dates" })
  }
}
