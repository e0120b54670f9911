/// The rules of one machine, and what they find carried back to the network.
extension DisjunctiveNetwork {
  /// Up to this many operations on a machine every pair is looked at: for so few that is as fast as a tree, and orders that were
  /// decided count together with those that times alone show.
  static let mostForPairs = 128

  /// Begins each operation after all that come before it together.
  mutating func applyQuickRules(_ m: Int, _ direction: Int) {
    load(m, direction)
    guard view.count > 1 else { return }
    sort(m, direction, .head)
    if literals.slots(of: m) > Self.mostForPairs {
      sort(m, direction, .earliestEnd)
      sort(m, direction, .latestStart)
      view.detectablePrecedences()
      raiseDecidedPairs(m, direction)
    } else {
      raiseBehindPredecessors(m, direction)
    }
    carryBack(m, direction)
  }

  /// Edge finding, then not-first and not-last, each only where what came before it found nothing.
  mutating func applyCostlyRules(_ m: Int) {
    var isMoved = false
    for direction in 0...1 {
      load(m, direction)
      guard view.count > 2 else { return }
      sort(m, direction, .head)
      sort(m, direction, .end)
      guard view.edgeFinding() else { return contradict() }
      isMoved = carryBack(m, direction) || isMoved
      if isContradiction { return }
    }
    guard !isMoved else { return }
    for direction in 0...1 {
      load(m, direction)
      sort(m, direction, .head)
      sort(m, direction, .end)
      sort(m, direction, .latestStart)
      view.notLast()
      carryBackEnds(m, direction)
      if isContradiction { return }
    }
  }

  // MARK: Quick rules

  /// Orders an operation whose bound was raised against all that can no longer follow it.
  mutating func orderPairs(_ o: Int32, _ direction: Int) {
    let chosen = mode(o)
    guard chosen >= 0, work(o) > 0 else { return }
    let m = literals.machineOfMode[chosen]
    let k = Int32(literals.slots(of: Int(m)))
    guard k <= Self.mostForPairs else { return }
    let ready = bound(direction, o) &+ work(o)
    let (first, slot) = (literals.firstSlot[m], literals.slotOfMode[chosen])
    let row = literals.firstLiteral[m] &+ slot &* k
    var j: Int32 = 0
    while j < k {
      let literal = row &+ j
      if isOpen(literal) {
        let b = literals.operation[first &+ j]
        let latestStart = -bound(1 &- direction, b) &- work(b)
        if latestStart < ready, b != o, work(b) > 0 {
          decide(direction == 0 ? literals.opposite[literal] : literal)
        }
      }
      j &+= 1
    }
  }

  /// One row at a time: the literals of an operation stand side by side, so the compiler takes several at once.
  private mutating func raiseBehindPredecessors(_ m: Int, _ direction: Int) {
    let (k, first) = (Int32(literals.slots(of: m)), literals.firstLiteral[m])
    let isBefore: Int8 = direction == 0 ? 1 : -1
    var i: Int32 = 0
    while i < k {
      view.raised[i] = ThetaTree.never
      i &+= 1
    }
    for q in 0..<view.count {
      let j = view.byHead[q]
      let (row, head, work) = (first &+ j &* k, view.head[j], view.work[j])
      i = 0
      while i < k {
        let ready = view.raised[i]
        view.raised[i] = value(row &+ i) == isBefore ? max(ready, head) &+ work : ready
        i &+= 1
      }
    }
    for p in 0..<view.count {
      i = view.byHead[p]
      view.raised[i] = max(view.raised[i], view.head[i])
    }
  }

  /// What was decided pair by pair, on machines too full to look at sets of such pairs.
  private mutating func raiseDecidedPairs(_ m: Int, _ direction: Int) {
    guard level > 0 || !literals.given.isEmpty else { return }
    let (k, first) = (Int32(literals.slots(of: m)), literals.firstLiteral[m])
    let isBefore: Int8 = direction == 0 ? -1 : 1
    for p in 0..<view.count {
      let i = view.byHead[p]
      for q in 0..<view.count {
        let j = view.byHead[q]
        if value(first &+ i &* k &+ j) == isBefore {
          view.raised[i] = max(view.raised[i], view.head[j] &+ view.work[j])
        }
      }
    }
  }

  // MARK: To and from the view

  /// What the slots are sorted by.
  enum SlotOrder: Int { case head, end, earliestEnd, latestStart }

  /// Fills the view with a machine's windows; operations without work take no room and are left out.
  private mutating func load(_ m: Int, _ direction: Int) {
    let first = literals.firstSlot[m]
    var count = 0
    for i in 0..<Int32(literals.slots(of: m)) {
      let o = literals.operation[first &+ i]
      view.head[i] = bound(direction, o)
      view.end[i] = -bound(1 &- direction, o)
      // No work marks a slot out of use.
      let isHere = mode(o) == literals.mode[first &+ i]
      view.work[i] = isHere ? work(o) : 0
      view.earliestEnd[i] = view.head[i] &+ view.work[i]
      view.latestStart[i] = view.end[i] &- view.work[i]
      if view.work[i] > 0 { count &+= 1 }
    }
    view.count = count
  }

  /// Sorts the slots from the order they had last, which they mostly still have.
  private mutating func sort(_ m: Int, _ direction: Int, _ order: SlotOrder) {
    let base = (direction &* 4 &+ order.rawValue) &* literals.mode.count
    let from = base &+ Int(literals.firstSlot[m])
    let range = from..<from &+ literals.slots(of: m)
    switch order {
    case .head: Self.sort(permutations, range, by: view.head, view, into: view.byHead)
    case .end: Self.sort(permutations, range, by: view.end, view, into: view.byEnd)
    case .earliestEnd:
      Self.sort(permutations, range, by: view.earliestEnd, view, into: view.byEarliestEnd)
    case .latestStart:
      Self.sort(permutations, range, by: view.latestStart, view, into: view.byLatestStart)
    }
  }

  /// Insertion sort of a stretch of `slots`; those in use go into `list`.
  private static func sort(
    _ slots: borrowing Column<Int32>, _ range: Range<Int>, by key: borrowing Column<Int32>,
    _ view: borrowing OneMachine, into list: borrowing Column<Int32>
  ) {
    var count = 0
    var place = range.lowerBound
    while place < range.upperBound {
      let slot = slots[place]
      let value = key[slot]
      var hole = place
      while hole > range.lowerBound, key[slots[hole &- 1]] > value {
        slots[hole] = slots[hole &- 1]
        hole &-= 1
      }
      slots[hole] = slot
      place &+= 1
    }
    for place in range where view.work[slots[place]] > 0 {
      list[count] = slots[place]
      count &+= 1
    }
  }

  /// Raises what a rule found of the heads.
  /// - Returns: whether it found something.
  @discardableResult
  private mutating func carryBack(_ m: Int, _ direction: Int) -> Bool {
    let first = literals.firstSlot[m]
    var isMoved = false
    for p in 0..<view.count {
      let i = view.byHead[p]
      if view.raised[i] > view.head[i] {
        raise(direction, literals.operation[first &+ i], to: view.raised[i])
        isMoved = true
      }
    }
    return isMoved
  }

  /// Lowers the ends that not-last found.
  private mutating func carryBackEnds(_ m: Int, _ direction: Int) {
    let first = literals.firstSlot[m]
    for p in 0..<view.count {
      let i = view.byEnd[p]
      if view.raised[i] < view.end[i] {
        raise(1 &- direction, literals.operation[first &+ i], to: -view.raised[i])
      }
    }
  }
}
