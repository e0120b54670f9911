import TaktTestKit
import Testing

@testable import TaktExchange

/// Comma-separated text as we write it: what is written is read back.
@Suite struct CSVTextTests {
  @Test func `cells are quoted only where they must be`() {
    var csv = CSVText()
    csv.row(["a", "b,c", "d\"e", "two\nlines", "", "车间"])
    #expect(
      String(decoding: csv.bytes(mark: false), as: UTF8.self)
        == "a,\"b,c\",\"d\"\"e\",\"two\nlines\",,车间\r\n")
    #expect(csv.bytes(mark: true).starts(with: [0xEF, 0xBB, 0xBF, 0x61]))
  }

  @Test func `any cells survive being written and read`() throws {
    // A quote with a combining mark behind it is one Character, and still has to be doubled.
    let pieces = [
      "\"", "\"\u{301}", ",", "，", "\n", "\r\n", ";", "x", "𠮷", "\u{301}", " y ", "=1+1", "'", "\\",
    ]
    for seed in 0..<300 {
      var random = TestRandom(seed: seed)
      let rows = (0..<3).map { _ in
        ["id"]
          + (0..<4).map { _ in
            (0..<Int.random(in: 0...5, using: &random))
              .compactMap { _ in pieces.randomElement(using: &random) }.joined()
          }
      }
      var csv = CSVText()
      for row in rows { csv.row(row) }
      let read = try PlannedPlant.cells(csv.bytes(mark: seed % 2 == 0))
      // Spaces around a cell are nobody's.
      #expect(read == rows.map { $0.map(\.trimmed) }, "seed \(seed)")
    }
  }
}
