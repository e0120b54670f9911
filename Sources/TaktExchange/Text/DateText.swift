package import TaktModel

/// The date forms of everyday files.
package enum DateText: Equatable {
  /// No date: an empty cell, 00000000, 1900-01-01.
  case none
  /// A day without a time.
  case day(CivilDate)
  /// A wall-clock time.
  case wall(WallTime)
  /// A time with a zone.
  case instant(Instant)

  /// Reads a cell; nil where it is none of the forms.
  ///
  /// 2026-01-05, 2026/1/5 8:00, 2026.01.05, 20260105, 2026年1月5日 8时30分, 1月5日 (of `year`, where one is given), Excel's serial 46027.354, and
  /// 2026-01-05T08:00:00 with or without a zone; 24:00 is the next midnight.
  package static func read(_ text: String, year: Int?) -> DateText? {
    if let instant = ISOText.instant(text) { return .instant(instant) }
    if let wall = ISOText.wall(text) { return .wall(wall) }
    let text = CellText.folded(text)
    if text.isEmpty || text.allSatisfy({ $0 == "0" }) { return DateText.none }
    guard text.utf8.count <= 40 else { return nil }
    if let value = CellText.number(text), !text.contains(",") {
      return compact(text) ?? serial(value)
    }
    var scanner = Scanner(text)
    guard let date = date(&scanner, year: year) else { return nil }
    if date.components.year == 1900 { return DateText.none }
    if scanner.isAtEnd { return .day(date) }
    guard scanner.take("T") || scanner.take(" ") || scanner.lastWasDayWord else { return nil }
    scanner.skipSpaces()
    guard let second = time(&scanner) else { return nil }
    if scanner.isAtEnd { return .wall(WallTime(date: date, second: second)) }
    guard let offset = zone(&scanner), scanner.isAtEnd else { return nil }
    return .instant(Instant(seconds: date.day * 86_400 + second - offset))
  }

  /// A time of day such as 8:00, 08:00:30, 8时30分 or 24:00, in seconds; nil for anything else.
  package static func timeOfDay(_ text: String) -> Int? {
    var scanner = Scanner(CellText.folded(text))
    guard let second = time(&scanner), scanner.isAtEnd else { return nil }
    return second
  }

  // MARK: Forms

  private static func compact(_ text: String) -> DateText? {
    guard text.utf8.count == 8, text.hasPrefix("19") || text.hasPrefix("20"), let value = Int(text),
      let date = CivilDate(year: value / 10_000, month: value / 100 % 100, day: value % 100)
    else { return nil }
    return .day(date)
  }

  /// Excel's 1900 system: 1 is 1900-01-01 and 60 the day that never was.
  private static func serial(_ value: Double) -> DateText? {
    guard value >= 20_000, value < 80_000 else { return nil }
    let day = Int(value)
    let second = Int(((value - Double(day)) * 86_400).rounded())
    let date = CivilDate(day: day - 25_569)
    return second == 0 ? .day(date) : .wall(WallTime(date: date, second: second))
  }

  private static func date(_ scanner: inout Scanner, year: Int?) -> CivilDate? {
    guard let first = scanner.number() else { return nil }
    if scanner.take("月") {
      guard let year, let day = scanner.number(), scanner.take("日") || scanner.take("号") else {
        return nil
      }
      scanner.lastWasDayWord = true
      return CivilDate(year: year, month: first, day: day)
    }
    for (separator, last) in [("-", nil), ("/", nil), (".", nil), ("年", "日")]
      as [(Character, Character?)]
    where scanner.take(separator) {
      guard let month = scanner.number(), scanner.take(last == nil ? separator : "月"),
        let day = scanner.number()
      else { return nil }
      if let last {
        guard scanner.take(last) || scanner.take("号") else { return nil }
        scanner.lastWasDayWord = true
      }
      guard first >= 1000 else { return nil }
      return CivilDate(year: first, month: month, day: day)
    }
    return nil
  }

  private static func time(_ scanner: inout Scanner) -> Int? {
    guard let hour = scanner.number(), hour <= 24 else { return nil }
    var (minute, second) = (0, 0)
    if scanner.take("时") || scanner.take("点") {
      if let value = scanner.number() {
        minute = value
        guard scanner.take("分") else { return nil }
      }
    } else {
      guard scanner.take(":"), let value = scanner.number() else { return nil }
      minute = value
      if scanner.take(":") {
        guard let value = scanner.number() else { return nil }
        second = value
        if scanner.take(".") { _ = scanner.number() }
      }
    }
    guard minute < 60, second < 60 else { return nil }
    let total = hour * 3600 + minute * 60 + second
    return total <= 86_400 ? total : nil
  }

  private static func zone(_ scanner: inout Scanner) -> Int? {
    if scanner.take("Z") { return 0 }
    let sign = scanner.take("+") ? 1 : scanner.take("-") ? -1 : 0
    guard sign != 0, var hour = scanner.number() else { return nil }
    var minute = 0
    if scanner.take(":") {
      guard let value = scanner.number() else { return nil }
      minute = value
    } else if hour >= 100 {
      (hour, minute) = (hour / 100, hour % 100)
    }
    guard hour <= 14, minute < 60 else { return nil }
    return sign * (hour * 3600 + minute * 60)
  }

  private struct Scanner {
    private var rest: Substring
    var lastWasDayWord = false
    init(_ text: String) { rest = text[...] }
    var isAtEnd: Bool { rest.isEmpty }
    mutating func take(_ character: Character) -> Bool {
      guard rest.first == character else { return false }
      rest.removeFirst()
      return true
    }
    mutating func skipSpaces() { while rest.first == " " { rest.removeFirst() } }
    mutating func number() -> Int? {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      guard !digits.isEmpty, digits.count <= 9 else { return nil }
      rest = rest.dropFirst(digits.count)
      return Int(digits)
    }
  }
}
