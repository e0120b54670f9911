import Synchronization

/// Two parts of a task at once, on two cores, where there is much to do.
///
/// For what an answer waits for, a plan's compilation and its judgement: nothing else goes on then, and the other core is free.
package func sideBySide<One: Sendable, Other: Sendable>(
  _ isMuch: Bool, _ one: @Sendable () -> One, _ other: @Sendable () -> Other
) -> (One, Other) {
  guard isMuch, let second = SecondCore.shared else { return (one(), other()) }
  let result = Mutex<Other?>(nil)
  let own = second.run(one) {
    let made = other()
    result.withLock { $0 = made }
  }
  guard let other = result.withLock({ $0 }) else { preconditionFailure("both parts have run") }
  return (own, other)
}

/// What comes of a range's parts, in one list.
package func joinedHalves<Element: Sendable>(
  _ range: Range<Int>, ifMoreThan few: Int, _ part: @Sendable (Range<Int>) -> [Element]
) -> [Element] {
  guard range.count > few else { return part(range) }
  var (all, back) = halves(range, part)
  all.append(contentsOf: back)
  return all
}

/// What comes of a range's front half and of its back half.
private func halves<Part: Sendable>(
  _ range: Range<Int>, _ part: @Sendable (Range<Int>) -> Part
) -> (Part, Part) {
  let middle = range.lowerBound + range.count / 2
  return sideBySide(
    true, { part(range.lowerBound..<middle) }, { part(middle..<range.upperBound) })
}

/// A range's parts in order: both halves at once where it is longer than few, one part of all otherwise.
package func inHalves<Part: Sendable>(
  _ range: Range<Int>, ifMoreThan few: Int, _ part: @Sendable (Range<Int>) -> Part
) -> [Part] {
  guard range.count > few else { return [part(range)] }
  let (front, back) = halves(range, part)
  return [front, back]
}
