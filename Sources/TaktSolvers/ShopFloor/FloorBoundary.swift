/// What lies behind the sight of a window: not placed anew for a candidate, but asked what it makes of a delay.
///
/// The first operation behind it on each resource, and every successor of an operation before it, is placed once from what the
/// candidate leaves; the difference between its end then and in the plan the window began with has a price
/// (``DelayPrices``). Prices stay what they were when the window began, so the sum of all shares is a function of the plan at hand
/// alone and candidates are compared by one measure.
struct FloorBoundary: ~Copyable {
  private let next: Column<Int32>
  /// What each operation is expected to cost more than in the plan the window began with.
  private let share: Column<Int>
  private let mark: Column<Int32>
  private var stamp: Int32 = 0
  private let touched: Column<Int32>
  private let undo: Column<Int>
  private var touchedCount = 0
  /// What the present candidate adds to all shares.
  private(set) var difference = 0
  var prices: DelayPrices

  init(operations: Int, resources: Int) {
    next = Column(repeating: -1, count: resources)
    share = Column(repeating: 0, count: operations)
    mark = Column(repeating: 0, count: operations)
    touched = Column(repeating: 0, count: operations)
    undo = Column(repeating: 0, count: operations)
    prices = DelayPrices()
  }

  /// Begins a window: nothing differs yet.
  func clear() {
    for r in 0..<next.count { next[r] = -1 }
    for o in 0..<share.count { share[o] = 0 }
  }

  /// Notes an operation behind the sight as the first one on a resource, if it is; operations come in the order of the list.
  /// - Returns: whether it is.
  func meet(_ o: Int32, on resource: Int) -> Bool {
    guard next[resource] < 0 else { return false }
    next[resource] = o
    return true
  }

  /// Begins a candidate.
  mutating func begin() { (touchedCount, difference, stamp) = (0, 0, stamp &+ 1) }

  /// A resource comes otherwise to the end of sight.
  mutating func reach(
    resource: Int, _ mode: borrowing Column<Int32>, _ decoder: FloorDecoder
  ) {
    if next[resource] >= 0 { reach(next[resource], mode, decoder) }
  }

  /// An operation behind the sight finds something otherwise.
  mutating func reach(
    _ o: Int32, _ mode: borrowing Column<Int32>, _ decoder: FloorDecoder
  ) {
    let o = decoder.units.leader[o]
    guard mark[o] != stamp else { return }
    mark[o] = stamp
    let new =
      decoder.units.leads(o)
      ? unitCost(o, mode, decoder)
      : cost(o, decoder.place(o, mode[o]).end, decoder.placement[o])
    touched[touchedCount] = o
    undo[touchedCount] = share[o]
    touchedCount += 1
    difference += new - share[o]
    share[o] = new
  }

  /// What it costs that an operation ends otherwise than it did.
  @inline(__always)
  private func cost(_ o: Int32, _ end: Int32, _ old: FloorPlacement) -> Int {
    var delay = end &- old.end
    // What stands before it on its machine behind the sight is not there: it only seems to gain.
    if delay < 0, old.machine >= 0, next[old.machine] != o { delay = 0 }
    return Int(prices.cost(o, delay: delay))
  }

  /// The same for a unit: its operations hang on each other, so the dearest of them stands for all.
  @inline(never)
  private func unitCost(
    _ leader: Int32, _ mode: borrowing Column<Int32>, _ decoder: FloorDecoder
  ) -> Int {
    var (loss, gain) = (0, 0)
    decoder.tryUnit(leader, mode) { o, new, old in
      let share = cost(o, new.end, old)
      (loss, gain) = (max(loss, share), min(gain, share))
    }
    return loss > 0 ? loss : gain
  }

  /// Drops the candidate.
  func takeBack() { for i in 0..<touchedCount { share[touched[i]] = undo[i] } }
}
