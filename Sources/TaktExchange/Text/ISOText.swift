import TaktModel

/// The one form our own documents write times in, read byte by byte: a plan of 60,000 job orders has 180,000 of them.
enum ISOText {
  /// A time such as 2026-01-05T08:00:00+08:00; nil for any other form, which need not be wrong.
  static func instant(_ text: String) -> Instant? {
    let bytes = text.utf8.span
    guard bytes.count == 25, bytes[4] == 0x2D, bytes[7] == 0x2D, bytes[10] == 0x54,
      bytes[13] == 0x3A, bytes[16] == 0x3A, bytes[22] == 0x3A,
      bytes[19] == 0x2B || bytes[19] == 0x2D
    else { return nil }
    guard let year = number(bytes, 0, 4), let month = number(bytes, 5, 2),
      let day = number(bytes, 8, 2), let hour = number(bytes, 11, 2),
      let minute = number(bytes, 14, 2), let second = number(bytes, 17, 2),
      let zoneHour = number(bytes, 20, 2), let zoneMinute = number(bytes, 23, 2), hour < 24,
      minute < 60, second < 60, zoneHour <= 14, zoneMinute < 60, year != 1900,
      let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    let offset = (zoneHour * 3600 + zoneMinute * 60) * (bytes[19] == 0x2D ? -1 : 1)
    return Instant(seconds: date.day * 86_400 + hour * 3600 + minute * 60 + second - offset)
  }

  /// A time on the plant's clocks such as `2026-01-05 08:00`; nil for any other form.
  static func wall(_ text: String) -> WallTime? {
    let bytes = text.utf8.span
    guard bytes.count == 16, bytes[4] == 0x2D, bytes[7] == 0x2D, bytes[10] == 0x20,
      bytes[13] == 0x3A, let year = number(bytes, 0, 4), let month = number(bytes, 5, 2),
      let day = number(bytes, 8, 2), let hour = number(bytes, 11, 2),
      let minute = number(bytes, 14, 2), hour < 24, minute < 60, year != 1900,
      let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    return WallTime(date: date, second: hour * 3600 + minute * 60)
  }

  private static func number(_ bytes: borrowing Span<UInt8>, _ from: Int, _ count: Int) -> Int? {
    var value = 0
    for i in from..<from + count {
      guard bytes[i] >= 0x30, bytes[i] <= 0x39 else { return nil }
      value = value * 10 + Int(bytes[i] - 0x30)
    }
    return value
  }
}
