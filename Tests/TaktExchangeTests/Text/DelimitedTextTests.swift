import Testing

@testable import TaktExchange

/// Rows and cells, read strictly.
@Suite struct DelimitedTextTests {
  private func rows(_ text: String, _ delimiter: String = ",") throws -> [[String]] {
    try DelimitedText(Array(text.utf8), delimiter: Array(delimiter.utf8)).rows.map(\.cells)
  }

  @Test func `quoted cells hold delimiters, quotes and line ends`() throws {
    #expect(
      try rows("\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\"\nc,d,e\n") == [
        ["a,b", "say \"hi\"", "two\nlines"], ["c", "d", "e"],
      ])
  }

  @Test func `spaces around cells go, also the wide and the invisible ones`() throws {
    #expect(try rows(" a ,\u{3000}b\u{A0}, \"c\" ,\u{FEFF}d\u{200B}\n") == [["a", "b", "c", "d"]])
  }

  @Test func `a delimiter may be several bytes`() throws {
    #expect(try rows("甲，乙，\"丙，丁\"\n", "，") == [["甲", "乙", "丙，丁"]])
    // A cell may begin with the first byte of the delimiter: ＋ and ， are neighbours.
    #expect(try rows("＋，＋\n", "，") == [["＋", "＋"]])
  }

  @Test func `rows know the line they begin on`() throws {
    let text = try DelimitedText(
      Array("a\r\n\r\n\"b\nb\"\r\n,,\r\nc".utf8), delimiter: [0x2C])
    #expect(text.rows.map(\.line) == [1, 3, 6])
    #expect(text.rows.map(\.cells.first) == ["a", "b\nb", "c"])
  }

  @Test func `the last line needs no end, and an empty last cell counts`() throws {
    #expect(try rows("a,b") == [["a", "b"]])
    #expect(try rows("a,") == [["a", ""]])
    #expect(try rows("a,\n") == [["a", ""]])
  }

  @Test(arguments: [
    ("a\n\"b\n\nc", DelimitedText.Mistake.Kind.unclosedQuote, 2),
    ("a\nb\n\"c\"d\n", .textAfterQuote, 3), ("a\nb\"c\n", .quoteInBareCell, 2),
    ("\"\"\"", .unclosedQuote, 1), ("\"a\nb\" x", .textAfterQuote, 2),
  ])
  func `a quote that goes wrong is a mistake with its line`(
    _ text: String, _ kind: DelimitedText.Mistake.Kind, _ line: Int
  ) {
    #expect(throws: DelimitedText.Mistake(kind: kind, line: line)) { try rows(text) }
  }

  @Test func `a cell without end is refused before it fills the memory`() {
    let long = String(repeating: "x", count: DelimitedText.longestCell + 1)
    #expect(throws: DelimitedText.Mistake(kind: .tooLarge, line: 2)) { try rows("a\n\(long)") }
    #expect(throws: DelimitedText.Mistake(kind: .unclosedQuote, line: 2)) {
      try rows("a\n\"\(long)")
    }
  }

  @Test func `the head ends before a mistake`() {
    let head = DelimitedText.head(Array("a,b\n\nc,d\ne\"".utf8), delimiter: [0x2C], rows: 6)
    #expect(head == [["a", "b"], ["c", "d"]])
    #expect(
      DelimitedText.head(Array("a\nb\nc".utf8), delimiter: [0x2C], rows: 2) == [["a"], ["b"]])
  }
}
