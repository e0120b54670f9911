/// Comma-separated text as we write it: quoted where it must be, CR LF, and for spreadsheets a UTF-8 mark in front.
package struct CSVText {
  private var text = ""

  package init() {}

  package mutating func row(_ cells: [String]) {
    text += cells.map(Self.cell).joined(separator: ",")
    text += "\r\n"
  }

  package func bytes(mark: Bool) -> [UInt8] { (mark ? [0xEF, 0xBB, 0xBF] : []) + Array(text.utf8) }

  private static func cell(_ text: String) -> String {
    let special = text.utf8.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
    let spaced = text.first == " " || text.last == " "
    guard special || spaced else { return text }
    // By scalars: a quote with a combining mark behind it is another Character.
    let doubled = text.unicodeScalars.flatMap { $0 == "\"" ? [$0, $0] : [$0] }
    return "\"" + String(String.UnicodeScalarView(doubled)) + "\""
  }
}
