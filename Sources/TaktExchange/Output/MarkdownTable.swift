/// A table for a terminal that is one in Markdown too: the first column to the left, figures to the right.
package struct MarkdownTable {
  private let header: [String]
  private var rows: [[String]] = []

  package init(_ header: [String]) { self.header = header }

  package mutating func row(_ cells: [String]) { rows.append(cells) }

  /// The lines of the table.
  package var lines: [String] {
    let all = [header] + rows
    let widths = header.indices.map { c in all.map { Self.width($0[c]) }.max() ?? 0 }
    let lines = all.map { cells in
      "| "
        + cells.enumerated().map { c, cell in
          let space = String(repeating: " ", count: widths[c] - Self.width(cell))
          return c == 0 ? cell + space : space + cell
        }.joined(separator: " | ") + " |"
    }
    let rule =
      "|"
      + widths.enumerated().map { c, w in
        String(repeating: "-", count: w + 1) + (c == 0 ? "-" : ":")
      }.joined(separator: "|") + "|"
    return [lines[0], rule] + lines.dropFirst()
  }

  /// Columns a text takes on a terminal.
  private static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 2 : 1) }
  }
}
