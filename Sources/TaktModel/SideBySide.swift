import Dispatch
import Synchronization

/// Two parts of a task at once, on two cores, where there is much to do.
///
/// For what an answer waits for, a plan's compilation and its judgement: nothing else goes on then, and the other core is free.
package func sideBySide<One: Sendable, Other: Sendable>(
  _ isMuch: Bool, _ one: @Sendable () -> One, _ other: @Sendable () -> Other
) -> (One, Other) {
  guard isMuch else { return (one(), other()) }
  let first = Mutex<One?>(nil)
  let second = Mutex<Other?>(nil)
  DispatchQueue.concurrentPerform(iterations: 2) { part in
    if part == 0 {
      let result = one()
      first.withLock { $0 = result }
    } else {
      let result = other()
      second.withLock { $0 = result }
    }
  }
  guard let one = first.withLock({ $0 }), let other = second.withLock({ $0 }) else {
    preconditionFailure("both parts have run")
  }
  return (one, other)
}

/// A range's parts in order: both halves at once where it is longer than few, one part of all otherwise.
package func inHalves<Part: Sendable>(
  _ range: Range<Int>, ifMoreThan few: Int, _ part: @Sendable (Range<Int>) -> Part
) -> [Part] {
  guard range.count > few else { return [part(range)] }
  let middle = range.lowerBound + range.count / 2
  let (front, back) = sideBySide(
    true, { part(range.lowerBound..<middle) }, { part(middle..<range.upperBound) })
  return [front, back]
}
