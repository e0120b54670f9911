import TaktTestKit
import Testing

@testable import TaktSolvers

@Suite struct TickHeapTests {
  @Test func `it gives back what was put in, by tick and then by operation`() {
    var random = TestRandom(seed: 5)
    for count in [0, 1, 2, 7, 100] {
      var heap = TickHeap(capacity: count)
      var expected: [(Int32, Int32)] = []
      for o in 0..<Int32(count) {
        let tick = Int32.random(in: -20..<20, using: &random)
        heap.push(tick, o)
        expected.append((tick, o))
      }
      expected.sort { $0 < $1 }
      var found: [(Int32, Int32)] = []
      while let (tick, o) = heap.pop() { found.append((tick, o)) }
      #expect(found.map(\.0) == expected.map(\.0))
      #expect(found.map(\.1) == expected.map(\.1))
    }
  }
}
