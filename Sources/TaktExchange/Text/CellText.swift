import Foundation

/// The small readings of a cell that every table shares.
enum CellText {
  /// The text without the spaces around it (full-width, no-break and zero-width ones too).
  static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
    var slice = bytes
    while let first = slice.first, isSpace(first) { slice = slice.dropFirst() }
    while let last = slice.last, isSpace(last) { slice = slice.dropLast() }
    let text = String(decoding: slice, as: UTF8.self)
    guard let first = slice.first, let last = slice.last, first >= 0x80 || last >= 0x80 else {
      return text
    }
    return text.trimmingCharacters(in: spaces)
  }

  private static let spaces = CharacterSet.whitespacesAndNewlines.union(
    CharacterSet(charactersIn: "\u{3000}\u{00A0}\u{200B}\u{FEFF}"))

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  /// Full-width letters and digits as ordinary ones (NFKC); ASCII is returned as it is.
  static func folded(_ text: String) -> String {
    text.utf8.allSatisfy { $0 < 0x80 } ? text : text.precomposedStringWithCompatibilityMapping
  }

  /// A decimal number with optional thousands commas; nil for anything else, infinities and exponents included.
  static func number(_ text: String) -> Double? {
    var digits = folded(text)
    if digits.contains(",") {
      let groups = digits.split(separator: ",", omittingEmptySubsequences: false)
      let whole = groups.dropLast().allSatisfy { !$0.isEmpty && $0.count <= 3 }
      guard whole, groups.dropFirst().allSatisfy({ $0.prefix { $0 != "." }.count == 3 }) else {
        return nil
      }
      digits = groups.joined()
    }
    guard !digits.isEmpty, digits.count <= 20,
      digits.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E || $0 == 0x2D })
    else { return nil }
    return Double(digits)
  }

  /// Several names in one cell, split at 、 , ; / | and their full-width forms.
  static func list(_ text: String) -> [String] {
    text.split { "、,;/|，；／｜".contains($0) }.map { trimmed(Array($0.utf8)[...]) }
      .filter { !$0.isEmpty }
  }

  /// Whether an id looks like one Excel has destroyed (1.23E+17, 1001.0 is left alone).
  static func isDamagedID(_ text: String) -> Bool {
    guard let e = text.firstIndex(where: { $0 == "E" || $0 == "e" }) else { return false }
    let (mantissa, exponent) = (text[..<e], text[text.index(after: e)...])
    return mantissa.contains(".") && Double(mantissa) != nil && exponent.hasPrefix("+")
      && Int(exponent.dropFirst()) != nil
  }
}

extension String {
  /// Without spaces around it.
  var trimmed: String { CellText.trimmed(Array(utf8)[...]) }
}
