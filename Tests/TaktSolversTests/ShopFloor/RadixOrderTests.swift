import TaktTestKit
import Testing

@testable import TaktSolvers

@Suite struct RadixOrderTests {
  @Test func `radix sorting is a stable sort, whatever the keys`() {
    var random = TestRandom(seed: 1)
    for size in [0, 1, 2, 100, 3000] {
      let ranges: [ClosedRange<Int>] = [
        0...0, 0...3, -5...5, -1 << 40...1 << 40, Int.min...Int.max, 2047...2049,
      ]
      for range in ranges {
        var key = (0..<size).map { _ in Int.random(in: range, using: &random) }
        if size > 2 { (key[0], key[1]) = (.max, .min) }
        let items = (0..<Int32(size)).shuffled(using: &random)
        let expected = items.enumerated().sorted {
          (key[Int($0.element)], $0.offset) < (key[Int($1.element)], $1.offset)
        }.map(\.element)
        #expect(items.radixSorted(by: key) == expected, "\(size) keys in \(range)")
      }
    }
  }
}
