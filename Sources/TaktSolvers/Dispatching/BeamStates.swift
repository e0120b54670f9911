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

/// Which job each step of each partial schedule of a beam went on with, as a tree grown from its leaves.
struct BeamTrail {
  private var parent: [Int32] = []
  private var job: [Int32] = []
  private var limit = 1 << 20

  /// Adds a step.
  /// - Returns: its place.
  mutating func append(_ step: Int32, after place: Int32) -> Int32 {
    parent.append(place)
    job.append(step)
    return Int32(parent.count - 1)
  }

  /// Drops what no partial schedule stands on any more, where that has come to be much.
  mutating func prune(_ states: borrowing BeamStates, count: Int) {
    guard parent.count > limit else { return }
    var isAlive = [Bool](repeating: false, count: parent.count)
    for i in 0..<count {
      var place = states.trail[i]
      while place >= 0, !isAlive[Int(place)] {
        isAlive[Int(place)] = true
        place = parent[Int(place)]
      }
    }
    var moved = [Int32](repeating: -1, count: parent.count)
    var write = 0
    for i in parent.indices where isAlive[i] {
      moved[i] = Int32(write)
      job[write] = job[i]
      parent[write] = parent[i] < 0 ? -1 : moved[Int(parent[i])]
      write += 1
    }
    parent.removeLast(parent.count - write)
    job.removeLast(job.count - write)
    for i in 0..<count where states.trail[i] >= 0 {
      states.trail[i] = moved[Int(states.trail[i])]
    }
    limit = max(1 << 20, 2 * write)
  }

  /// The jobs in the order a partial schedule took them.
  func path(to place: Int32) -> [Int32] {
    var result: [Int32] = []
    var at = place
    while at >= 0 {
      result.append(job[Int(at)])
      at = parent[Int(at)]
    }
    return result.reversed()
  }
}
