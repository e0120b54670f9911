import TaktModel

/// Reads shift calendars: a row is a stretch of work on some days; a row without times closes those days.
///
/// Days are weekdays (周一, Mon, 周一-周五, Mon-Fri, 工作日, 每天), dates (2026-10-01) or ranges of dates (2026-10-01~2026-10-07).
/// Rows for dates replace the weekly pattern; the calendar `*` (全部) means all of them, for holidays.
struct CalendarImport {
  private let settings: ImportSettings
  private let year: Int
  private var names: [String] = []
  private var week: [String: [[ShiftCalendar.Window]]] = [:]
  /// Days that differ, of one calendar and of all.
  private var dated: [String: [CivilDate: [ShiftCalendar.Window]]] = [:]
  private var everywhere: [CivilDate: [ShiftCalendar.Window]] = [:]
  private var dayCount = 0
  private var origin: [String: Row] = [:]

  init(_ settings: ImportSettings, year: Int) {
    self.settings = settings
    self.year = year
  }

  /// Far more dated days than factories have, so that a hostile file costs little.
  private static let mostDays = 1_000_000

  private enum Days {
    case week([Int])
    case dates([CivilDate])
  }

  mutating func read(_ table: Table, _ log: inout ImportLog) {
    for index in table.rows.indices { read(Row(table: table, index: index), &log) }
  }

  private mutating func read(_ row: Row, _ log: inout ImportLog) {
    guard let id = row.id(.calendar, &log), let days = days(row, &log) else { return }
    let window: ShiftCalendar.Window?
    if row[.start] == nil, row[.end] == nil {
      window = nil
    } else {
      guard let read = self.window(row, &log) else { return }
      window = read
    }
    let isAll = ["*", "全部", "所有", "all"].contains(id.lowercased())
    if !isAll, origin[id] == nil {
      names.append(id)
      week[id] = Array(repeating: [], count: 7)
      origin[id] = row
    }
    switch days {
    case .dates(let dates):
      dayCount += dates.count
      guard dayCount <= Self.mostDays else {
        complainOfSize(row, &log)
        return
      }
      for date in dates { add(window, on: date, to: isAll ? nil : id, row, &log) }
    case .week(let weekdays):
      if isAll {
        log.add(
          row.issue(
            .calendar, Bilingual(zh: "“全部”只能用于日期", en: "only dates can be meant for all calendars"),
            Bilingual(zh: "请写明日历名称", en: "name the calendar")))
        return
      }
      guard let window else { return }
      for day in weekdays { add(window, to: id, day: day, row, &log) }
    }
  }

  private mutating func add(
    _ window: ShiftCalendar.Window, to id: String, day: Int, _ row: Row, _ log: inout ImportLog
  ) {
    guard let windows = week[id]?[day], !clashes(window, windows, row, &log) else { return }
    week[id]?[day].append(window)
  }

  private mutating func add(
    _ window: ShiftCalendar.Window?, on date: CivilDate, to id: String?, _ row: Row,
    _ log: inout ImportLog
  ) {
    var windows = (id.map { dated[$0]?[date] } ?? everywhere[date]) ?? []
    if let window {
      guard !clashes(window, windows, row, &log) else { return }
      windows.append(window)
    }
    if let id { dated[id, default: [:]][date] = windows } else { everywhere[date] = windows }
  }

  private func clashes(
    _ window: ShiftCalendar.Window, _ others: [ShiftCalendar.Window], _ row: Row,
    _ log: inout ImportLog
  ) -> Bool {
    guard others.contains(where: { $0.start < window.end && window.start < $0.end }) else {
      return false
    }
    log.add(
      row.issue(
        .start, Bilingual(zh: "与同一天的另一班次重叠", en: "overlaps another shift of the same day"),
        Bilingual(zh: "请修改开始或结束时间", en: "change the start or the end")))
    return true
  }

  private func complainOfSize(_ row: Row, _ log: inout ImportLog) {
    log.addOnce(
      row.issue(
        nil, Bilingual(zh: "日历中的日期太多", en: "the calendars hold too many dates"),
        Bilingual(
          zh: "请只写计划期内的节假日和调休", en: "give only the holidays and make-up days that planning needs")))
  }

  private func window(_ row: Row, _ log: inout ImportLog) -> ShiftCalendar.Window? {
    var seconds: [Int] = []
    for field in [Field.start, .end] {
      guard let text = row[field], let second = DateText.timeOfDay(text) else {
        log.add(
          row.issue(
            field, Bilingual(zh: "不是有效的时刻", en: "is not a time of day"),
            Bilingual(
              zh: "请写成 08:00，最晚 24:00；休息日两个时间都留空",
              en: "write 08:00, at most 24:00; leave both times empty for a day off")))
        continue
      }
      seconds.append(second)
    }
    guard seconds.count == 2 else { return nil }
    let (start, end) = (seconds[0], seconds[1])
    if start < end { return ShiftCalendar.Window(start: start, end: end) }
    guard let night = settings.nightShift else {
      log.addOnce(
        row.issue(
          .start,
          Bilingual(
            zh: "夜班跨过零点，但没有说明它算哪一天",
            en: "the shift passes midnight, and nothing says which day it belongs to"),
          Bilingual(
            zh: "请把设置“夜班归属”（night-shift-date）设为“开始日”或“结束日”",
            en: "set night-shift-date to start or end")))
      return nil
    }
    let window =
      night == .startDay
      ? ShiftCalendar.Window(start: start, end: end + 86_400)
      : ShiftCalendar.Window(start: start - 86_400, end: end)
    guard window.start < window.end else {
      log.add(
        row.issue(
          .start, Bilingual(zh: "班次没有时长", en: "the shift has no length"),
          Bilingual(zh: "全天请写 00:00 到 24:00", en: "write a whole day as 00:00 to 24:00")))
      return nil
    }
    return window
  }

  // MARK: Days

  private func days(_ row: Row, _ log: inout ImportLog) -> Days? {
    guard let text = row[.day] else {
      row.complainOfEmpty(.day, &log)
      return nil
    }
    if let days = Weekdays.read(text) { return .week(days) }
    let ends = text.split { "~～至".contains($0) }.map {
      DateText.read(String($0).trimmed, year: year)
    }
    if ends.count == 1, case .day(let date)? = ends[0] { return .dates([date]) }
    if ends.count == 2, case .day(let first)? = ends[0], case .day(let last)? = ends[1],
      first <= last, last.day - first.day <= 400
    {
      return .dates((first.day...last.day).map { CivilDate(day: $0) })
    }
    log.add(
      row.issue(
        .day, Bilingual(zh: "不是有效的星期或日期", en: "is neither a weekday nor a valid date"),
        Bilingual(
          zh: "请写 周一、周一-周五、2026-10-01 或 2026-10-01~2026-10-07",
          en: "write Mon, Mon-Fri, 2026-10-01 or 2026-10-01~2026-10-07")))
    return nil
  }

  /// The calendars; a mistake for one that never works in an ordinary week.
  func calendars(_ log: inout ImportLog) -> [ShiftCalendar] {
    if let last = names.last, names.count * everywhere.count > Self.mostDays, let row = origin[last]
    {
      complainOfSize(row, &log)
      return []
    }
    return names.compactMap { id in
      var calendar = ShiftCalendar(id: id, week: week[id] ?? Array(repeating: [], count: 7))
      for day in 0..<7 { calendar.week[day].sort { $0.start < $1.start } }
      calendar.exceptions = everywhere.merging(dated[id] ?? [:], uniquingKeysWith: +)
        .mapValues { $0.sorted { $0.start < $1.start } }
      if !calendar.worksWeekly, let row = origin[id] {
        log.add(
          row.issue(
            .calendar,
            Bilingual(
              zh: "这个日历在平常的一周里没有任何工作时间", en: "the calendar has no working time in an ordinary week"),
            Bilingual(zh: "请至少加一行星期班次", en: "add at least one row for a weekday"), value: id))
        return nil
      }
      return calendar
    }
  }
}
