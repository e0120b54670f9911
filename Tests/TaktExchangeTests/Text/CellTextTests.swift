import Testing

@testable import TaktExchange

/// Single cells: numbers, lists, ids.
@Suite struct CellTextTests {
  @Test(arguments: [
    ("12.5", 12.5), ("-3", -3), ("1,234", 1234), ("1,234,567.25", 1_234_567.25), ("１２．５", 12.5),
    ("007", 7), ("0", 0),
  ])
  func `a number is read`(_ text: String, _ value: Double) {
    #expect(CellText.number(text) == value)
  }

  @Test(arguments: [
    "", "-", ".", "1e5", "inf", "nan", "0x10", "1,23", "12,34,567", ",123", "1,2345", "1.2.3",
    "--1", "1-2",
    "5件", "123456789012345678901", "+5", "½", "٣",
  ])
  func `what is no number is refused`(_ text: String) {
    #expect(CellText.number(text) == nil)
  }

  @Test func `a list is split at every separator in use`() {
    #expect(CellText.list("M1、M2,M3;M4/M5|M6，M7；M8／M9｜M10") == (1...10).map { "M\($0)" })
    #expect(CellText.list(" M1 、、 M2、") == ["M1", "M2"])
    #expect(CellText.list(" 、") == [])
  }

  @Test(arguments: ["1.23E+17", "2.60101e+05", "1.0E+5"])
  func `an id in scientific notation is destroyed`(_ id: String) {
    #expect(CellText.isDamagedID(id))
  }

  @Test(arguments: ["1001.0", "1E5", "M1.5E", "MO-1.2E+x", "E+5", "1.5E-3", "000123"])
  func `an id that only looks a little like it is left alone`(_ id: String) {
    #expect(!CellText.isDamagedID(id))
  }

  @Test func `full-width letters fold, ideographs stay`() {
    #expect(CellText.folded("ＭＯ－１２（件）") == "MO-12(件)")
    #expect(CellText.folded("车间") == "车间")
  }

  @Test func `wide and invisible spaces are trimmed`() {
    let text = "\u{3000}\t \u{FEFF}车 间\u{200B}\u{A0}\r\n"
    #expect(CellText.trimmed(Array(text.utf8)[...]) == "车 间")
  }
}
