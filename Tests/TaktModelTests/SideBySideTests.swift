import Dispatch
import Foundation
import Synchronization
import Testing

@testable import TaktModel

/// Both parts are done once and their results come back in order, however many there are and whoever else has parts to do.
@Suite struct SideBySideTests {
  @Test(arguments: [0, 1, 4, 5, 6, 7, 101])
  func `halves cover a range in order`(_ count: Int) {
    let range = 3..<3 + count
    let parts = inHalves(range, ifMoreThan: 5) { Array($0) }
    #expect(parts.flatMap { $0 } == Array(range))
    #expect(parts.count == (count > 5 ? 2 : 1))
    #expect(parts.map(\.count).max() == (count > 5 ? (count + 1) / 2 : count))
    #expect(joinedHalves(range, ifMoreThan: 5) { Array($0) } == Array(range))
  }

  @Test func `both parts are at work at once, where there are two cores`() {
    guard SecondCore.shared != nil else { return }
    // A thread of its own: nobody else has parts for it.
    let core = SecondCore()
    let hasBegun = DispatchSemaphore(value: 0)
    let own = core.run(
      { hasBegun.wait(timeout: .now() + 60) }, beside: { hasBegun.signal() })
    #expect(own == .success)
  }

  @Test func `a thread that sleeps wakes for the next part`() {
    let core = SecondCore()
    for pause in [0.0, 0.05, 0.0, 0.05] {
      Thread.sleep(forTimeInterval: pause)
      let done = Atomic(0)
      #expect(core.run({ 7 }, beside: { done.add(1, ordering: .relaxed) }) == 7)
      #expect(done.load(ordering: .relaxed) == 1)
    }
  }

  @Test func `parts within parts, and of many threads, are each done once`() {
    let count = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: 8) { _ in
      for _ in 0..<500 {
        let (a, b) = sideBySide(
          true, { sideBySide(true, { 1 }, { 2 }) },
          { () -> Int in
            count.add(1, ordering: .relaxed)
            return sideBySide(true, { 3 }, { 4 }).0
          })
        if a != (1, 2) || b != 3 { count.add(1_000_000, ordering: .relaxed) }
      }
    }
    #expect(count.load(ordering: .relaxed) == 4000)
  }
}
