import TaktModel
import TaktPlanning
import TaktTestKit
import Testing

@testable import TaktExchange

/// One plant in every form and encoding is one plant.
@Suite struct FormsTests {
  private let plant: Plant
  private let tables: [(name: String, text: String)]

  init() {
    var recipe = PlantRecipe()
    (recipe.orders, recipe.items, recipe.resources) = (20, 10, 12)
    var generator = PlantGenerator(recipe)
    plant = generator.plant()
    tables = PlantWriter(plant, language: .zh).tables().map {
      ($0.name + ".csv", String(decoding: $0.text.bytes(mark: false), as: UTF8.self))
    }
  }

  private func read(_ encoded: (String) -> [UInt8]) throws -> String {
    try Reading.imported(tables.map { ($0.name, encoded($0.text)) }).plant.contents
  }

  @Test func `UTF-8, GB18030 and UTF-16 give the same plant`() throws {
    let expected = try read { Array($0.utf8) }
    #expect(expected.contains("MO-0020"))
    #expect(try read(Encoding.markedUTF8) == expected)
    #expect(try read(Encoding.gb18030) == expected)
    #expect(try read(Encoding.utf16LittleEndian) == expected)
    #expect(try read(Encoding.utf16BigEndian) == expected)
  }

  @Test func `tabs, semicolons and Chinese commas give the same plant`() throws {
    let expected = try read { Array($0.utf8) }
    // The lists of machines are split at semicolons, so those become 、.
    for delimiter in ["\t", ";", "，"] {
      #expect(
        try read {
          Array($0.replacing(";", with: "、").replacing(",", with: delimiter).utf8)
        } == expected, "\(delimiter)")
    }
  }

  @Test func `line ends of any system give the same plant`() throws {
    let expected = try read { Array($0.utf8) }
    for end in ["\n", "\r"] {
      #expect(try read { Array($0.replacing("\r\n", with: end).utf8) } == expected)
    }
  }

  @Test func `the JSON document gives the same plant`() throws {
    let json = try PlantWriter(plant, language: .zh).json()
    let read = try Reading.imported([("plant.json", json)]).plant
    #expect(read.contents == (try self.read { Array($0.utf8) }))
  }

  @Test func `characters that only GB18030 has survive`() throws {
    var text = PlantText()
    text.orders = "订单号,物料编码,数量,交期,客户\n1,A,1,2026-01-08 17:00,䶮𠮷㎡數铜\n"
    var files = text.files
    files[4].bytes = Encoding.gb18030(text.orders)
    #expect(String(validating: files[4].bytes, as: UTF8.self) == nil)
    #expect(try Reading.imported(files).plant.orders.map(\.customer) == ["䶮𠮷㎡數铜"])
  }
}
