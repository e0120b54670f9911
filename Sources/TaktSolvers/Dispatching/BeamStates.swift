/// The partial schedules of a beam, one row of integers each.
struct BeamStates: ~Copyable {
  // A row: for each machine when it is free, by when it must go on to meet the target, and the job it worked on last;
  // for each job when it is ready and its next entry.
  private let rows: Column<Int32>
  private let stride: Int
  private let latestAt: Int
  private let lastAt: Int
  private let readyAt: Int
  private let nextAt: Int
  /// Tells partial schedules apart that will never be alike again.
  let hash: Column<UInt64>
  /// Where the way to each begins in the ``BeamTrail``.
  let trail: Column<Int32>

  init(shop: borrowing DirectedShop, capacity: Int) {
    let (m, n) = (shop.machineCount, shop.jobCount)
    (latestAt, lastAt, readyAt, nextAt) = (m, 2 * m, 3 * m, 3 * m + n)
    stride = 3 * m + 2 * n
    rows = Column(repeating: 0, count: stride * capacity)
    hash = Column(repeating: 0, count: capacity)
    trail = Column(repeating: -1, count: capacity)
  }

  /// Nothing done yet.
  func begin(_ shop: borrowing DirectedShop, target: Int32) {
    let loads = shop.loads
    for m in 0..<shop.machineCount {
      self[free: 0, Int32(m)] = 0
      self[latest: 0, Int32(m)] = target - loads[m]
      self[last: 0, Int32(m)] = -1
    }
    for j in 0..<shop.jobCount {
      self[ready: 0, j] = shop.release[j]
      self[next: 0, j] = shop.first[j]
    }
    hash[0] = 0
    trail[0] = -1
  }

  func copy(_ to: Int, from other: borrowing BeamStates, _ row: Int) {
    let (target, source) = (to * stride, row * stride)
    for i in 0..<stride { rows[target &+ i] = other.rows[source &+ i] }
    hash[to] = other.hash[row]
    trail[to] = other.trail[row]
  }

  /// The first `count` partial schedules, to go back to.
  func checkpoint(step: Int, count: Int) -> BeamCheckpoint {
    BeamCheckpoint(
      step: step, rows: (0..<count * stride).map { rows[$0] }, hash: (0..<count).map { hash[$0] },
      trail: (0..<count).map { trail[$0] })
  }

  /// Goes back.
  /// - Returns: how many partial schedules there are.
  func restore(_ checkpoint: BeamCheckpoint) -> Int {
    for (i, value) in checkpoint.rows.enumerated() { rows[i] = value }
    for (i, value) in checkpoint.hash.enumerated() { hash[i] = value }
    for (i, value) in checkpoint.trail.enumerated() { trail[i] = value }
    return checkpoint.trail.count
  }

  @inline(__always)
  subscript(free row: Int, m: Int32) -> Int32 {
    get { rows[row &* stride &+ Int(m)] }
    nonmutating set { rows[row &* stride &+ Int(m)] = newValue }
  }
  @inline(__always)
  subscript(latest row: Int, m: Int32) -> Int32 {
    get { rows[row &* stride &+ latestAt &+ Int(m)] }
    nonmutating set { rows[row &* stride &+ latestAt &+ Int(m)] = newValue }
  }
  @inline(__always)
  subscript(last row: Int, m: Int32) -> Int32 {
    get { rows[row &* stride &+ lastAt &+ Int(m)] }
    nonmutating set { rows[row &* stride &+ lastAt &+ Int(m)] = newValue }
  }
  @inline(__always)
  subscript(ready row: Int, j: Int) -> Int32 {
    get { rows[row &* stride &+ readyAt &+ j] }
    nonmutating set { rows[row &* stride &+ readyAt &+ j] = newValue }
  }
  @inline(__always)
  subscript(next row: Int, j: Int) -> Int32 {
    get { rows[row &* stride &+ nextAt &+ j] }
    nonmutating set { rows[row &* stride &+ nextAt &+ j] = newValue }
  }
}

/// The partial schedules of a beam at a step.
struct BeamCheckpoint {
  let step: Int
  fileprivate let rows: [Int32]
  fileprivate let hash: [UInt64]
  fileprivate(set) var trail: [Int32]

  /// What it takes of memory.
  var bytes: Int { 4 * rows.count }

  mutating func renumber(_ moved: [Int32]) {
    for i in trail.indices where trail[i] >= 0 { trail[i] = moved[Int(trail[i])] }
  }
}
