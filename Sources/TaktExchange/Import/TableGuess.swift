import Foundation

/// What a file seems to be: the kind, header row and delimiter under which the most columns are known.
struct TableGuess {
  let bytes: [UInt8]
  var kind = TableKind.orders
  var delimiter: [UInt8] = [0x2C]
  var headerRow = 0
  var score = 0

  /// Titles and blank lines may stand above the header.
  private static let searchedRows = 6
  private static let searchedColumns = 500
  private static let delimiters: [[UInt8]] = [[0x2C], [0x09], [0x3B], Array("，".utf8)]

  init?(file: String, bytes: [UInt8]) {
    self.bytes = bytes
    let stem = HeaderText.squeezed(
      URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent)
    let head = Array(bytes.prefix(1 << 16))
    for delimiter in Self.delimiters {
      // The head may be cut inside a quoted cell, or hold a mistake: the rows before it are enough.
      let rows = DelimitedText.head(head, delimiter: delimiter, rows: Self.searchedRows)
      for (index, cells) in rows.enumerated() {
        let headers = cells.prefix(Self.searchedColumns).map { HeaderText($0) }
        for kind in TableKind.allCases { consider(kind, headers, index, delimiter, stem) }
      }
    }
  }

  private mutating func consider(
    _ kind: TableKind, _ headers: [HeaderText], _ row: Int, _ delimiter: [UInt8], _ stem: String
  ) {
    let found = Set(headers.compactMap { $0.field(in: kind)?.name })
    let known = found.subtracting([Field.ignored.name])
    guard !known.isEmpty else { return }
    let required = kind.fields.filter(\.isRequired)
    let met = required.count { known.contains($0.name) }
    // All that is required counts most, then the file's name, then what else is known; a sheet beats the plain
    // orders table that it also is.
    var score = 10 * known.count
    if met == required.count { score += 1000 + (kind == .sheet ? 100 : 0) }
    if kind.fileNames.contains(stem) { score += 500 }
    if met == 0 || (known.count < 2) { score /= 10 }
    guard score > self.score else { return }
    self.score = score
    self.kind = kind
    self.delimiter = delimiter
    headerRow = row
  }
}
