import Testing

@testable import TaktModel

/// A range's halves cover it, each index once and in order, however many there are.
@Suite struct SideBySideTests {
  @Test(arguments: [0, 1, 4, 5, 6, 7, 101])
  func `halves cover a range in order`(_ count: Int) {
    let range = 3..<3 + count
    let parts = inHalves(range, ifMoreThan: 5) { Array($0) }
    #expect(parts.flatMap { $0 } == Array(range))
    #expect(parts.count == (count > 5 ? 2 : 1))
    #expect(parts.map(\.count).max() == (count > 5 ? (count + 1) / 2 : count))
  }
}
