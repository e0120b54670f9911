import TaktModel

/// Names of weekdays, alone or as a range: 0 is Monday.
enum Weekdays {
  private static let names: [[String]] = [
    ["周一", "星期一", "mon", "monday", "1"], ["周二", "星期二", "tue", "tuesday", "2"],
    ["周三", "星期三", "wed", "wednesday", "3"], ["周四", "星期四", "thu", "thursday", "4"],
    ["周五", "星期五", "fri", "friday", "5"], ["周六", "星期六", "sat", "saturday", "6"],
    ["周日", "星期日", "周天", "星期天", "sun", "sunday", "7"],
  ]

  static func read(_ text: String) -> [Int]? {
    let text = CellText.folded(text).lowercased().trimmed
    switch text {
    case "每天", "daily", "every day", "everyday": return Array(0..<7)
    case "工作日", "weekdays": return Array(0..<5)
    case "周末", "weekend": return [5, 6]
    default: break
    }
    if let day = index(text) { return [day] }
    let parts = text.split { "-~至到".contains($0) }.map { index(String($0).trimmed) }
    if parts.count == 2, let first = parts[0], let last = parts[1] {
      return first <= last ? Array(first...last) : Array(first..<7) + Array(0...last)
    }
    let list = CellText.list(text)
    guard list.count > 1 else { return nil }
    let days = list.compactMap(index)
    return days.count == list.count ? Set(days).sorted() : nil
  }

  /// `Mon-Sat 08:00-12:00 13:00-17:00`.
  static func workingTime(_ text: String) -> ShiftCalendar? {
    let parts = CellText.folded(text).split(separator: " ").map(String.init)
    guard parts.count >= 2, let days = read(parts[0]) else { return nil }
    var windows: [ShiftCalendar.Window] = []
    for part in parts.dropFirst() {
      let ends = part.split(separator: "-").map { DateText.timeOfDay(String($0)) }
      guard ends.count == 2, let start = ends[0], let end = ends[1], start < end,
        start >= windows.last?.end ?? 0
      else { return nil }
      windows.append(.init(start: start, end: end))
    }
    var week = Array(repeating: [ShiftCalendar.Window](), count: 7)
    for day in days { week[day] = windows }
    return ShiftCalendar(id: "working-time", week: week)
  }

  private static func index(_ text: String) -> Int? { names.firstIndex { $0.contains(text) } }
}
