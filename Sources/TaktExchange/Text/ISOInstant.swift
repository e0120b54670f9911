package import TaktModel

/// The one form our own documents write times in, `2026-01-05T08:00:00+08:00`, read from its bytes: a plan has 200,000 of them.
package enum ISOInstant {
  /// Reads a text of exactly that form, `Z` being a zone too; nil for any other, which may still be a time.
  /// - Complexity: O(1), no allocation
  package static func read(_ text: String) -> Instant? {
    var text = text
    return text.withUTF8 { bytes in
      guard bytes.count == 25 || bytes.count == 20 else { return nil }
      let number = { (from: Int, length: Int) -> Int? in
        var value = 0
        for i in from..<from + length {
          let digit = unsafe Int(bytes[i]) - 0x30
          guard (0...9).contains(digit) else { return nil }
          value = value * 10 + digit
        }
        return value
      }
      let isPunctuated =
        unsafe bytes[4] == 0x2D && bytes[7] == 0x2D && bytes[10] == 0x54
        && bytes[13] == 0x3A && bytes[16] == 0x3A
      guard isPunctuated, let year = number(0, 4), let month = number(5, 2), let day = number(8, 2),
        let hour = number(11, 2), let minute = number(14, 2), let second = number(17, 2),
        hour < 24, minute < 60, second < 60,
        let date = CivilDate(year: year, month: month, day: day)
      else { return nil }
      var offset = 0
      if bytes.count == 25 {
        let sign = unsafe bytes[19] == 0x2B ? 1 : bytes[19] == 0x2D ? -1 : 0
        let hasColon = unsafe bytes[22] == 0x3A
        guard sign != 0, hasColon, let hours = number(20, 2), let minutes = number(23, 2),
          hours <= 14, minutes < 60
        else { return nil }
        offset = sign * (hours * 3600 + minutes * 60)
      } else {
        let isUTC = unsafe bytes[19] == 0x5A
        guard isUTC else { return nil }
      }
      return Instant(seconds: date.day * 86_400 + hour * 3600 + minute * 60 + second - offset)
    }
  }
}
