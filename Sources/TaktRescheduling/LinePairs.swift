import TaktModel

/// Which line of one plan is which of another's.
///
/// Our plans list lines by order and step, so both are walked side by side; only what is not where it is looked for is looked up.
struct LinePairs {
  /// Of each line after, its place before; nil for a new one.
  private(set) var before: [Int?] = []
  /// Lines before that are no more.
  private(set) var gone: [Int] = []

  init(_ old: [JobOrder], _ new: [JobOrder]) {
    var place: [String: Int]?
    var at = 0
    var isMet = Array(repeating: false, count: old.count)
    before.reserveCapacity(new.count)
    for line in new {
      if at < old.count, old[at].operation == line.operation, old[at].order == line.order {
        before.append(at)
        isMet[at] = true
        at += 1
        continue
      }
      let known =
        place
        ?? Dictionary(old.enumerated().map { ($0.element.id, $0.offset) }) { first, _ in first }
      place = known
      let found = known[line.id]
      before.append(found)
      if let found {
        isMet[found] = true
        at = found + 1
      }
    }
    gone = old.indices.filter { !isMet[$0] }
  }
}
