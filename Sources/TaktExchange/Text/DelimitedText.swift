/// Comma-separated text, read strictly: a cell that does not end, text behind a closing quote or a quote inside a
/// bare cell is a mistake with its line, never a guess.
///
/// The delimiter is the caller's.
struct DelimitedText {
  struct Mistake: Error, Equatable {
    enum Kind { case unclosedQuote, textAfterQuote, quoteInBareCell, tooLarge }
    var kind: Kind
    var line: Int
  }

  /// Limits far above any real file, so that a hostile one costs little.
  static let mostCells = 20_000_000
  static let longestCell = 1 << 16

  /// Rows that hold something, each with the line it begins on.
  private(set) var rows: [(line: Int, cells: [String])] = []

  /// - Parameter delimiter: the bytes between cells; `，` is three.
  /// - Complexity: O(bytes)
  init(_ bytes: [UInt8], delimiter: [UInt8]) throws {
    var parser = Parser(bytes: bytes, delimiter: delimiter)
    while let row = try parser.nextRow() {
      if row.cells.contains(where: { !$0.isEmpty }) { rows.append(row) }
    }
  }

  /// The first rows as far as they can be read, to see what a text is.
  static func head(_ bytes: [UInt8], delimiter: [UInt8], rows: Int) -> [[String]] {
    var parser = Parser(bytes: bytes, delimiter: delimiter)
    var result: [[String]] = []
    while result.count < rows, let row = (try? parser.nextRow()) ?? nil {
      if row.cells.contains(where: { !$0.isEmpty }) { result.append(row.cells) }
    }
    return result
  }

  private struct Parser {
    let bytes: [UInt8]
    let delimiter: [UInt8]
    var at = 0
    var line = 1
    var cellCount = 0

    mutating func nextRow() throws -> (line: Int, cells: [String])? {
      guard at < bytes.count else { return nil }
      let begin = line
      var cells: [String] = []
      while true {
        cells.append(try nextCell())
        cellCount += 1
        guard cellCount <= DelimitedText.mostCells else {
          throw Mistake(kind: .tooLarge, line: line)
        }
        if takeDelimiter() { continue }
        takeLineEnd()
        return (begin, cells)
      }
    }

    private mutating func nextCell() throws -> String {
      // Spaces before a quote belong to nobody.
      var look = at
      while look < bytes.count, bytes[look] == 0x20 { look += 1 }
      if look < bytes.count, bytes[look] == 0x22 {
        at = look + 1
        return try quotedCell()
      }
      let start = at
      while at < bytes.count, bytes[at] != 0x0A, bytes[at] != 0x0D, !isDelimiter(at) {
        if bytes[at] == 0x22 { throw Mistake(kind: .quoteInBareCell, line: line) }
        at += 1
      }
      return try text(bytes[start..<at])
    }

    private mutating func quotedCell() throws -> String {
      let opened = line
      var content: [UInt8] = []
      while true {
        guard at < bytes.count else { throw Mistake(kind: .unclosedQuote, line: opened) }
        let byte = bytes[at]
        at += 1
        if byte == 0x22 {
          guard at < bytes.count, bytes[at] == 0x22 else { break }
          at += 1
        } else if byte == 0x0A {
          line += 1
        }
        content.append(byte)
        if content.count > DelimitedText.longestCell {
          throw Mistake(kind: .unclosedQuote, line: opened)
        }
      }
      while at < bytes.count, bytes[at] == 0x20 { at += 1 }
      if at < bytes.count, bytes[at] != 0x0A, bytes[at] != 0x0D, !isDelimiter(at) {
        throw Mistake(kind: .textAfterQuote, line: line)
      }
      return try text(content[...])
    }

    private func text(_ slice: ArraySlice<UInt8>) throws -> String {
      guard slice.count <= DelimitedText.longestCell else {
        throw Mistake(kind: .tooLarge, line: line)
      }
      return CellText.trimmed(slice)
    }

    private func isDelimiter(_ index: Int) -> Bool {
      guard bytes[index] == delimiter[0] else { return false }
      return delimiter.count == 1 || bytes[index...].starts(with: delimiter)
    }

    private mutating func takeDelimiter() -> Bool {
      guard at < bytes.count, isDelimiter(at) else { return false }
      at += delimiter.count
      return true
    }

    private mutating func takeLineEnd() {
      if at < bytes.count, bytes[at] == 0x0D { at += 1 }
      if at < bytes.count, bytes[at] == 0x0A { at += 1 }
      line += 1
    }
  }
}
