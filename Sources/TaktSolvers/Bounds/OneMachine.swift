/// The operations of one machine with their windows, seen forwards or backwards, and the rules that tighten them (Vilím 2004,
/// 2007; Carlier and Pinson 1989).
///
/// Every rule only reads the windows and leaves its findings in ``raised``: heads are sorted when a rule begins, and sets
/// measured with heads that move meanwhile would prove nothing. Backwards the same rules tighten the other ends: a head there is
/// a deadline with its sign changed.
struct OneMachine: ~Copyable {
  /// By slot: earliest start, latest end, duration.
  let head: Column<Int32>
  let end: Column<Int32>
  let work: Column<Int32>
  /// By slot: head plus work, end less work.
  let earliestEnd: Column<Int32>
  let latestStart: Column<Int32>
  /// By slot: what a rule proves of the head, or of the end for ``notLast()``.
  let raised: Column<Int32>
  /// Slots in use, in ascending order of head, end, head plus work, end less work.
  let byHead: Column<Int32>
  let byEnd: Column<Int32>
  let byEarliestEnd: Column<Int32>
  let byLatestStart: Column<Int32>
  var count = 0

  private let leaf: Column<Int32>
  private let isInside: Column<Bool>
  private var tree: ThetaTree

  init(capacity: Int) {
    head = Column(repeating: 0, count: capacity)
    end = Column(repeating: 0, count: capacity)
    work = Column(repeating: 0, count: capacity)
    earliestEnd = Column(repeating: 0, count: capacity)
    latestStart = Column(repeating: 0, count: capacity)
    raised = Column(repeating: 0, count: capacity)
    byHead = Column(repeating: 0, count: capacity)
    byEnd = Column(repeating: 0, count: capacity)
    byEarliestEnd = Column(repeating: 0, count: capacity)
    byLatestStart = Column(repeating: 0, count: capacity)
    leaf = Column(repeating: 0, count: capacity)
    isInside = Column(repeating: false, count: capacity)
    tree = ThetaTree(capacity: capacity)
  }

  /// Edge finding: where a set cannot be done in time with `i` among or before them, `i` comes after them all.
  /// - Returns: false where a set cannot be done in time at all (overload). Otherwise ``raised`` holds the new heads.
  /// - Complexity: O(n log n)
  mutating func edgeFinding() -> Bool {
    fillTree()
    var next = count - 1
    while next >= 0 {
      let j = byEnd[next]
      if tree.end > end[j] { return false }
      tree.insertOptional(Int(leaf[j]), head: head[j], work: work[j])
      next -= 1
      guard next >= 0 else { break }
      let limit = end[byEnd[next]]
      while tree.endPlus > limit {
        if tree.end > limit { return false }
        let i = byHead[tree.responsible]
        if tree.end > raised[i] { raised[i] = tree.end }
        tree.remove(Int(leaf[i]))
      }
    }
    return true
  }

  /// Not last: where a set cannot be complete by the latest start of `i`, `i` is not the last of them.
  ///
  /// It ends before the latest start of one of them: ``raised`` holds the new ends, which are lower.
  /// - Complexity: O(n log n)
  mutating func notLast() {
    clearTree()
    for place in 0..<count { raised[byEnd[place]] = end[byEnd[place]] }
    var (next, latest) = (0, Int32.max)
    for place in 0..<count {
      let i = byEnd[place]
      while next < count {
        let j = byLatestStart[next]
        guard end[i] > latestStart[j] else { break }
        latest = latestStart[j]
        tree.insert(Int(leaf[j]), head: head[j], work: work[j])
        isInside[j] = true
        next += 1
      }
      guard next > 0 else { continue }
      if isInside[i] { tree.remove(Int(leaf[i])) }
      if tree.end > latestStart[i], latest < raised[i] { raised[i] = latest }
      if isInside[i] { tree.insert(Int(leaf[i]), head: head[i], work: work[i]) }
    }
  }

  /// Detectable precedences: `i` begins after all that cannot follow it.
  /// - Complexity: O(n log n)
  mutating func detectablePrecedences() {
    clearTree()
    for place in 0..<count { raised[byHead[place]] = head[byHead[place]] }
    var next = 0
    for place in 0..<count {
      let i = byEarliestEnd[place]
      while next < count {
        let j = byLatestStart[next]
        guard earliestEnd[i] > latestStart[j] else { break }
        tree.insert(Int(leaf[j]), head: head[j], work: work[j])
        isInside[j] = true
        next += 1
      }
      if isInside[i] { tree.remove(Int(leaf[i])) }
      if tree.end > raised[i] { raised[i] = tree.end }
      if isInside[i] { tree.insert(Int(leaf[i]), head: head[i], work: work[i]) }
    }
  }

  private mutating func fillTree() {
    tree.clear(count: count)
    for place in 0..<count {
      let i = byHead[place]
      raised[i] = head[i]
      leaf[i] = Int32(place)
      tree.place(place, head: head[i], work: work[i])
    }
    tree.rebuild()
  }

  private mutating func clearTree() {
    tree.clear(count: count)
    for place in 0..<count {
      let i = byHead[place]
      leaf[i] = Int32(place)
      isInside[i] = false
    }
  }
}
