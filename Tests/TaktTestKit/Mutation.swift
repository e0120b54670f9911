/// Changes a file a little, as damage or malice would: bytes flipped, pieces lost, doubled, swapped or taken from another
/// file, and tokens put in that readers stumble over.
package struct Mutation {
  private var random: TestRandom
  /// Files that pieces are taken from.
  private let others: [[UInt8]]

  /// No input grows beyond this: what is sought are faults, not the patience of large files.
  package static let longest = 1 << 16

  package init(seed: Int, others: [[UInt8]]) {
    random = TestRandom(seed: seed)
    self.others = others
  }

  /// One to six changes, mostly few, one after the other.
  package mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    for _ in 0...below(1 + below(6)) { change(&result) }
    return Array(result.prefix(Self.longest))
  }

  /// A number below `bound`.
  package mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }

  private mutating func change(_ bytes: inout [UInt8]) {
    switch below(10) {
    case 0: flip(&bytes)
    case 1: bytes.removeSubrange(piece(of: bytes))
    case 2: double(&bytes)
    case 3: bytes.removeLast(below(bytes.count + 1))
    case 4: splice(&bytes)
    case 5: swapTokens(&bytes)
    case 6, 7: replaceToken(&bytes)
    default: bytes.insert(contentsOf: token(), at: below(bytes.count + 1))
    }
  }

  private mutating func flip(_ bytes: inout [UInt8]) {
    guard !bytes.isEmpty else { return }
    let at = below(bytes.count)
    bytes[at] = below(2) == 0 ? bytes[at] ^ 1 << below(8) : UInt8(below(256))
  }

  private mutating func double(_ bytes: inout [UInt8]) {
    let piece = Array(bytes[piece(of: bytes)])
    let times = below(20) == 0 ? 200 : 1
    let copies = Array(repeatElement(piece, count: times).joined().prefix(Self.longest))
    bytes.insert(contentsOf: copies, at: below(bytes.count + 1))
  }

  private mutating func splice(_ bytes: inout [UInt8]) {
    let other = others[below(others.count)]
    bytes.replaceSubrange(piece(of: bytes), with: other[piece(of: other)])
  }

  private mutating func swapTokens(_ bytes: inout [UInt8]) {
    let tokens = tokens(of: bytes)
    guard tokens.count > 1 else { return }
    let (a, b) = (tokens[below(tokens.count)], tokens[below(tokens.count)])
    let (first, second) = a.lowerBound < b.lowerBound ? (a, b) : (b, a)
    guard first.upperBound <= second.lowerBound else { return }
    let (head, tail) = (Array(bytes[first]), Array(bytes[second]))
    bytes.replaceSubrange(second, with: head)
    bytes.replaceSubrange(first, with: tail)
  }

  private mutating func replaceToken(_ bytes: inout [UInt8]) {
    let tokens = tokens(of: bytes)
    guard !tokens.isEmpty else { return }
    bytes.replaceSubrange(tokens[below(tokens.count)], with: token())
  }

  /// A short stretch, now and then a long one.
  private mutating func piece(of bytes: [UInt8]) -> Range<Int> {
    let start = below(bytes.count + 1)
    let most = below(4) == 0 ? bytes.count - start : min(16, bytes.count - start)
    return start..<(start + below(most + 1))
  }

  /// Stretches between delimiters of any of the formats.
  private func tokens(of bytes: [UInt8]) -> [Range<Int>] {
    let delimiters = Set(",;\t\n\r \":[]{}".utf8)
    return bytes.indices.split { delimiters.contains(bytes[$0]) }.map {
      $0.startIndex..<$0.endIndex
    }
  }

  private mutating func token() -> [UInt8] { Self.stumbling[below(Self.stumbling.count)] }

  private static let stumbling: [[UInt8]] =
    [
      "\"", "\"\"", "\"\n", ",", "，", ";", "\t", "\n", "\r", "\r\n", "\u{0}", "\u{3000}", "\u{301}",
      "\u{FEFF}", "𠮷", "<script>", "*", "全部", "周一-周日", "合计", "无", "E+", "1.2E+17", "-", "--", "/",
      "24:00",
      "20:00", "00000000", "1900-01-01", "9999-12-31", "0001-01-01", "2026-02-30", "46027.999999",
      "1月5日",
      "2026-01-01~2027-01-31", "2026-01-05T08:00:00+08:00", "0", "-1", "1.5", "0.0000001",
      "0.0000000000000001", "99999:99999:99999",
      "9223372036854775807", "9223372036854775808", "-9223372036854775808", "4294967296",
      "2147483647",
      "1e308", "1e400", "nan", "inf", "0x10", "10000000", "99999999999999999999999999", "null",
      "true",
      "{}", "[]", "\\ud800", "America/New_York", "high-first", "end", "小时", "3刻", "件/小时",
    ].map { Array($0.utf8) } + [
      [0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFE, 0xFF], [0x81], [0xFE, 0x9F], [0x81, 0x30, 0x81],
      [0xD7, 0xB4, 0xCC, 0xAC], [0xED, 0xA0, 0x80], [0xC0, 0x80], [0x00, 0xD8],
      Array(repeating: UInt8(ascii: "["), count: 20_000),
      Array(repeatElement(Array("{\"a\":".utf8), count: 5000).joined()),
      Array(repeating: UInt8(ascii: "9"), count: 5000),
    ]
}
