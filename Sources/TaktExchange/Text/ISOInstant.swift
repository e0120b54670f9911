package import TaktModel

/// The forms our own documents and tables write times in, `2026-01-05T08:00:00+08:00` and `2026-01-05 08:00`.
///
/// They are read from their bytes, without an allocation: a large plan has 200,000 of them.
package enum ISOInstant {
  /// Reads a text of exactly the first form, `Z` being a zone too; nil for any other, which may still be a time.
  package static func read(_ text: String) -> Instant? {
    let bytes = text.utf8Span.span
    guard bytes.count == 25 || bytes.count == 20, bytes[10] == 0x54, bytes[16] == 0x3A,
      let date = date(bytes), let minute = minute(bytes), let second = number(bytes, 17, 2),
      second < 60
    else { return nil }
    var offset = 0
    if bytes.count == 25 {
      let sign = bytes[19] == 0x2B ? 1 : bytes[19] == 0x2D ? -1 : 0
      guard sign != 0, bytes[22] == 0x3A, let hours = number(bytes, 20, 2),
        let minutes = number(bytes, 23, 2), hours <= 14, minutes < 60
      else { return nil }
      offset = sign * (hours * 3600 + minutes * 60)
    } else if bytes[19] != 0x5A {
      return nil
    }
    return Instant(seconds: date.day * 86_400 + minute * 60 + second - offset)
  }

  /// Reads a text of exactly the second form; nil for any other, which may still be a time.
  package static func readWall(_ text: String) -> WallTime? {
    let bytes = text.utf8Span.span
    // Files write 1900 for no date at all.
    guard bytes.count == 16, bytes[10] == 0x20, let date = date(bytes), date.day > -25_567,
      let minute = minute(bytes)
    else { return nil }
    return WallTime(date: date, second: minute * 60)
  }

  private static func date(_ bytes: borrowing Span<UInt8>) -> CivilDate? {
    guard bytes[4] == 0x2D, bytes[7] == 0x2D, let year = number(bytes, 0, 4),
      let month = number(bytes, 5, 2), let day = number(bytes, 8, 2)
    else { return nil }
    return CivilDate(year: year, month: month, day: day)
  }

  /// Minutes after midnight.
  private static func minute(_ bytes: borrowing Span<UInt8>) -> Int? {
    guard bytes[13] == 0x3A, let hour = number(bytes, 11, 2), let minute = number(bytes, 14, 2),
      hour < 24, minute < 60
    else { return nil }
    return hour * 60 + minute
  }

  private static func number(_ bytes: borrowing Span<UInt8>, _ from: Int, _ length: Int) -> Int? {
    var value = 0
    for i in from..<from + length {
      let digit = Int(bytes[i]) - 0x30
      guard (0...9).contains(digit) else { return nil }
      value = value * 10 + digit
    }
    return value
  }
}
