/// What a candidate has changed in a list of operations, to be taken back: the stretch it rewrote and the modes it chose.
///
/// All that is not noted as moved stands behind and ahead of each other as before.
struct ListEdit: ~Copyable {
  /// The list as it was, in `low ..< high`.
  let before: Column<Int32>
  private(set) var low = 0
  private(set) var high = 0
  private var modes: [(operation: Int32, mode: Int32)] = []
  private var holds: [(operation: Int32, tick: Int32)] = []
  private let mark: Column<Int32>
  private let parked: Column<Int32>
  private var stamp: Int32 = 0
  /// Operations that were moved, or got another mode or hold.
  let moved: Column<Int32>
  private(set) var movedCount = 0
  private let movedIn: Column<Int32>
  private var candidate: Int32 = 1

  init(count: Int) {
    before = Column(repeating: 0, count: count)
    mark = Column(repeating: 0, count: count)
    parked = Column(repeating: 0, count: count)
    moved = Column(repeating: 0, count: count)
    movedIn = Column(repeating: 0, count: count)
    modes.reserveCapacity(64)
    bounds = 0..<count
  }

  /// The positions that may be rewritten.
  var bounds: Range<Int>

  var isEmpty: Bool { low == high }

  mutating func clear() {
    (low, high, movedCount) = (0, 0, 0)
    candidate &+= 1
    modes.removeAll(keepingCapacity: true)
    holds.removeAll(keepingCapacity: true)
  }

  /// Whether an operation was moved, or got another mode or hold.
  @inline(__always)
  func isMoved(_ o: Int32) -> Bool { movedIn[o] == candidate }

  @inline(__always)
  private mutating func noteMoved(_ o: Int32) {
    if isMoved(o) { return }
    movedIn[o] = candidate
    moved[movedCount] = o
    movedCount += 1
  }

  /// Puts everything back.
  mutating func undo(
    _ order: borrowing Column<Int32>, _ position: borrowing Column<Int32>,
    _ mode: borrowing Column<Int32>, _ hold: borrowing Column<Int32>
  ) {
    for i in low..<high {
      order[i] = before[i]
      position[before[i]] = Int32(i)
    }
    for change in modes.reversed() { mode[change.operation] = change.mode }
    for change in holds.reversed() { hold[change.operation] = change.tick }
    clear()
  }

  /// Notes that positions are about to be rewritten; the stretch grows to take them in.
  mutating func touch(_ from: Int, _ to: Int, _ order: borrowing Column<Int32>) {
    if isEmpty {
      (low, high) = (from, from)
    }
    while low > from {
      low -= 1
      before[low] = order[low]
    }
    while high < to {
      before[high] = order[high]
      high += 1
    }
  }

  /// Chooses another mode for an operation, whose position is taken into the stretch.
  mutating func choose(
    _ newMode: Int32, for o: Int32, _ order: borrowing Column<Int32>,
    _ position: borrowing Column<Int32>, _ mode: borrowing Column<Int32>
  ) {
    guard mode[o] != newMode, bounds.contains(Int(position[o])) else { return }
    touch(Int(position[o]), Int(position[o]) + 1, order)
    noteMoved(o)
    modes.append((o, mode[o]))
    mode[o] = newMode
  }

  /// Has an operation begin no earlier than a tick; its position is taken into the stretch.
  mutating func hold(
    _ o: Int32, to tick: Int32, _ order: borrowing Column<Int32>,
    _ position: borrowing Column<Int32>, _ hold: borrowing Column<Int32>
  ) {
    guard hold[o] != tick else { return }
    touch(Int(position[o]), Int(position[o]) + 1, order)
    noteMoved(o)
    holds.append((o, hold[o]))
    hold[o] = tick
  }

  /// Moves an operation ahead of another one that stands before it, and with it all in between that it waits for.
  /// - Returns: false, and nothing is changed, where it waits for that one itself or is out of bounds.
  mutating func move(
    _ u: Int32, aheadOf b: Int32, _ order: borrowing Column<Int32>,
    _ position: borrowing Column<Int32>, _ decoder: FloorDecoder
  ) -> Bool {
    let (from, to) = (Int(position[b]), Int(position[u]))
    guard from < to, from >= bounds.lowerBound, to < bounds.upperBound else { return false }
    stamp &+= 1
    mark[u] = stamp
    var i = to - 1
    while i >= from {
      let x = order[i]
      for a in decoder.successorStart[x]..<decoder.successorStart[Int(x) + 1]
      where mark[decoder.successors[a]] == stamp {
        mark[x] = stamp
        break
      }
      i -= 1
    }
    if mark[b] == stamp { return false }
    touch(from, to + 1, order)
    // From the back: what stays keeps its place behind, what moves is parked and put in front.
    var write = to
    var held = 0
    for i in stride(from: to, through: from, by: -1) {
      let x = order[i]
      if mark[x] == stamp {
        parked[held] = x
        held += 1
        noteMoved(x)
      } else {
        order[write] = x
        position[x] = Int32(write)
        write -= 1
      }
    }
    for k in 0..<held {
      order[write] = parked[k]
      position[parked[k]] = Int32(write)
      write -= 1
    }
    return true
  }

  /// Moves an operation behind another one that stands after it, and with it all in between that waits for it.
  /// - Returns: false, and nothing is changed, where that one waits for it itself or is out of bounds.
  mutating func move(
    _ u: Int32, behind a: Int32, _ order: borrowing Column<Int32>,
    _ position: borrowing Column<Int32>, _ decoder: FloorDecoder
  ) -> Bool {
    let (from, to) = (Int(position[u]), Int(position[a]))
    guard from < to, from >= bounds.lowerBound, to < bounds.upperBound else { return false }
    stamp &+= 1
    mark[u] = stamp
    for i in from + 1...to {
      let x = order[i]
      for k in decoder.predecessorStart[x]..<decoder.predecessorStart[Int(x) + 1]
      where mark[decoder.predecessors[k]] == stamp {
        mark[x] = stamp
        break
      }
    }
    if mark[a] == stamp { return false }
    touch(from, to + 1, order)
    var write = from
    var held = 0
    for i in from...to {
      let x = order[i]
      if mark[x] == stamp {
        parked[held] = x
        held += 1
        noteMoved(x)
      } else {
        order[write] = x
        position[x] = Int32(write)
        write += 1
      }
    }
    for k in 0..<held {
      order[write] = parked[k]
      position[parked[k]] = Int32(write)
      write += 1
    }
    return true
  }

  /// Rewrites a stretch by keys, the smallest first, as far as precedence allows; ties by operation.
  mutating func sort(
    _ from: Int, _ to: Int, by key: borrowing Column<Double>, _ order: borrowing Column<Int32>,
    _ position: borrowing Column<Int32>, _ decoder: FloorDecoder
  ) {
    touch(from, to, order)
    stamp &+= 1
    for i in from..<to {
      parked[i - from] = order[i]
      mark[order[i]] = stamp
      noteMoved(order[i])
    }
    var left = to - from
    for write in from..<to {
      var best = -1
      for k in 0..<left {
        let x = parked[k]
        let isFree = !waits(x, decoder)
        guard isFree,
          best < 0 || key[x] < key[parked[best]]
            || (key[x] == key[parked[best]] && x < parked[best])
        else { continue }
        best = k
      }
      let o = parked[best]
      left -= 1
      parked[best] = parked[left]
      mark[o] = stamp - 1
      order[write] = o
      position[o] = Int32(write)
    }
  }

  /// Whether an operation has a predecessor among the marked ones.
  @inline(__always)
  private func waits(_ x: Int32, _ decoder: FloorDecoder) -> Bool {
    for a in decoder.predecessorStart[x]..<decoder.predecessorStart[Int(x) + 1]
    where mark[decoder.predecessors[a]] == stamp { return true }
    return false
  }
}
