import TaktTestKit
import Testing

@testable import TaktExchange

/// Bytes as text: marks, UTF-8, GB18030, UTF-16, and where they break off.
@Suite struct TextDecodingTests {
  private let text = "订单号,客户\n1,䶮𠮷㎡數\n"

  private func readings(_ bytes: [UInt8]) throws -> [String] {
    try TextDecoding.readings(bytes).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func `a mark decides`() throws {
    #expect(try readings(Encoding.markedUTF8(text)) == [text])
    #expect(try readings(Encoding.utf16LittleEndian(text)) == [text])
    #expect(try readings(Encoding.utf16BigEndian(text)) == [text])
  }

  @Test func `without a mark UTF-8 comes first`() throws {
    #expect(try readings(Array(text.utf8)).first == text)
    #expect(try readings(Array("a,b\n".utf8)) == ["a,b\n"])
    #expect(try readings([]) == [""])
  }

  @Test func `what is no UTF-8 is GB18030, four-byte characters too`() throws {
    let bytes = Encoding.gb18030(text)
    // 𠮷 takes four bytes, 䶮 two that GBK has not.
    #expect(bytes.contains([0x95, 0x34, 0xB2, 0x35]))
    #expect(bytes.contains([0xFE, 0x9F]))
    #expect(try readings(bytes) == [text])
  }

  @Test(arguments: ["状态", "铜", "镁", "模"])
  func `GBK that is valid UTF-8 keeps both readings`(_ word: String) throws {
    let bytes = Encoding.gb18030(word)
    #expect(String(validating: bytes, as: UTF8.self) != nil)
    let readings = try readings(bytes)
    #expect(readings.count == 2)
    #expect(readings.last == word)
  }

  @Test(
    arguments: [
      (Array("ab,".utf8) + [0xFF, 0x41], 3), ([0xEF, 0xBB, 0xBF, 0x61, 0xE8, 0xAE], 4),
      ([0xFF, 0xFE, 0x41, 0x00, 0x42], 4), ([0xFF, 0xFE, 0x41, 0x00, 0x00, 0xD8], 4),
      ([0xFE, 0xFF, 0x00, 0x41, 0xDC, 0x00], 4), ([0x41, 0x81], 1),
    ] as [([UInt8], Int)])
  func `broken bytes are placed`(_ bytes: [UInt8], _ offset: Int) {
    do {
      _ = try TextDecoding.readings(bytes)
      Issue.record("\(bytes) was read")
    } catch {
      #expect((error as? TextDecoding.Failure)?.offset == offset, "\(bytes)")
    }
  }

  @Test func `text longer than a conversion's chunk comes out whole`() throws {
    let long = String(repeating: "齿轮坯𠮷,", count: 40_000)
    #expect(try readings(Encoding.gb18030(long)).last == long)
    #expect(try readings(Encoding.utf16LittleEndian(long)) == [long])
  }
}
