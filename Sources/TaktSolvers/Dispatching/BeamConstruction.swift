import TaktModel

/// A beam search for a schedule as long as a target, for shops so tight that their machines must hardly ever wait (after
/// Ow and Morton 1988).
///
/// Every step each partial schedule begins the operation that can begin first; where several compete for the machine, it
/// branches. A partial schedule ends where a machine can get no more work in time to meet the target: not from the jobs that
/// wait for it, nor from any that could still come round. Wrong turns starve a machine within a few hundred steps, so few
/// live long, and what differs only in the past is kept once. Where more live than the beam is wide, those stay in which the
/// jobs have used up the least of their slack.
///
/// Measured: dct-long-100-100000-1 (100,000 operations, no machine may wait at all) is solved to its bound mirrored, where
/// rules and tabu search end 69% over it.
///
/// Complexity: O(operations × width × (jobs + machines)) in time, O(width × (jobs + machines)) in space.
struct BeamConstruction: ~Copyable {
  private let shop: DirectedShop
  private let problem: Problem
  private let target: Int32
  private let width: Int

  private let machine: Column<Int32>
  private let work: Column<Int32>
  private let rest: Column<Int32>
  /// What a tick of waiting costs each job: one over its slack.
  private let urgency: Column<Double>
  /// The call of ``starves(_:)`` in which a machine was last found to be supplied.
  private let supplied: Column<Int32>
  private var call: Int32 = 0

  private struct Child {
    var parent: Int32
    var job: Int32
    var hash: UInt64
    var score = 0.0
  }
  private var children: [Child] = []
  private var rivals: [Int32] = []
  private var seen: SeenHashes
  /// Partial schedules looked at.
  private(set) var expansions = 0

  /// Entries looked ahead on a job's way; past them it is taken to arrive wherever it is needed.
  private static let lookAhead = 64
  /// After a turn every partial schedule is looked at, on the straight only every fourth step: starving can wait so long.
  private static let lookEvery: Int32 = 3

  init(_ problem: Problem, shop: DirectedShop, target: Int32, width: Int) {
    (self.problem, self.shop, self.target, self.width) = (problem, shop, target, width)
    machine = Column(shop.machine)
    work = Column(shop.work)
    rest = Column(shop.rest)
    urgency = Column(
      (0..<shop.jobCount).map { 1 / Double(max(1, target - shop.rest[Int(shop.first[$0])])) })
    supplied = Column(repeating: 0, count: shop.machineCount)
    seen = SeenHashes(capacity: 4 * width)
  }

  /// The plan, or nil where no partial schedule lives to the end, or `stop` says so.
  mutating func plan(stop: (_ expansions: Int) -> Bool) -> SequencePlan? {
    var states = BeamStates(shop: shop, capacity: width)
    var others = BeamStates(shop: shop, capacity: width)
    var trail = BeamTrail()
    states.begin(shop, target: target)
    var count = 1
    for step in 0..<problem.operationCount {
      if stop(expansions) { return nil }
      children.removeAll(keepingCapacity: true)
      for row in 0..<count { expand(row, states, step: Int32(step)) }
      narrow(states)
      count = children.count
      guard count > 0 else { return nil }
      for (i, child) in children.enumerated() {
        others.copy(i, from: states, Int(child.parent))
        let (m, start) = opening(of: Int(child.job), states, Int(child.parent))
        advance(Int(child.job), on: m, at: start, others, i)
        others.hash[i] = child.hash
        others.trail[i] = trail.append(child.job, after: states.trail[Int(child.parent)])
      }
      swap(&states, &others)
      trail.prune(states, count: count)
    }
    return plan(of: trail.path(to: states.trail[0]))
  }

  private func plan(of jobs: [Int32]) -> SequencePlan {
    var next = shop.first
    var order = jobs.map { job in
      defer { next[Int(job)] += 1 }
      return shop.operation[Int(next[Int(job)])]
    }
    if shop.isMirrored { order.reverse() }
    return SequencePlan(order: order, mode: Array(problem.modeStart.dropLast()))
  }

  // MARK: A step

  /// Adds what may come of a partial schedule to the children.
  private mutating func expand(_ row: Int, _ states: borrowing BeamStates, step: Int32) {
    expansions &+= 1
    var (first, on) = (Int32.max, Int32(-1))
    for j in 0..<shop.jobCount {
      let m = machine[states[next: row, j]]
      if m < 0 { continue }
      let start = max(states[ready: row, j], states[free: row, m])
      if start < first { (first, on) = (start, m) }
    }
    guard on >= 0, first <= states[latest: row, on] else { return }
    rivals.removeAll(keepingCapacity: true)
    for j in 0..<shop.jobCount {
      guard machine[states[next: row, j]] == on, states[ready: row, j] <= first else { continue }
      rivals.append(Int32(j))
    }
    for i in rivals.indices { consider(Int(rivals[i]), on: on, at: first, states, row, step) }
  }

  private mutating func consider(
    _ j: Int, on m: Int32, at start: Int32, _ states: borrowing BeamStates, _ row: Int,
    _ step: Int32
  ) {
    let end = start &+ work[states[next: row, j]]
    if start &+ rest[states[next: row, j]] > target { return }
    for other in rivals where Int(other) != j {
      if end &+ rest[states[next: row, Int(other)]] > target { return }
    }
    let old = (
      ready: states[ready: row, j], free: states[free: row, m], last: states[last: row, m],
      hash: states.hash[row]
    )
    advance(j, on: m, at: start, states, row)
    let hash = states.hash[row]
    let isLookedAt = rivals.count > 1 || step & Self.lookEvery == 0
    if seen.insert(hash, step: step), !isLookedAt || !starves(row, states) {
      children.append(Child(parent: Int32(row), job: Int32(j), hash: hash))
    }
    states[next: row, j] &-= 1
    states[ready: row, j] = old.ready
    states[free: row, m] = old.free
    states[last: row, m] = old.last
    states[latest: row, m] &-= end &- start
    states.hash[row] = old.hash
  }

  @inline(__always)
  private func opening(of j: Int, _ states: borrowing BeamStates, _ row: Int) -> (
    machine: Int32, start: Int32
  ) {
    let m = machine[states[next: row, j]]
    return (m, max(states[ready: row, j], states[free: row, m]))
  }

  /// Goes on with a job's next operation.
  @inline(__always)
  private func advance(
    _ j: Int, on m: Int32, at start: Int32, _ states: borrowing BeamStates, _ row: Int
  ) {
    let entry = states[next: row, j]
    let end = start &+ work[entry]
    // What is done, and for each machine how long it is busy with whom: the rest of the past has no bearing on the future.
    states.hash[row] ^=
      Self.mix(1, entry, 0)
      ^ Self.mix(2 &+ m, states[free: row, m], states[last: row, m])
      ^ Self.mix(2 &+ m, end, Int32(j))
    states[next: row, j] = entry &+ 1
    states[ready: row, j] = end
    states[free: row, m] = end
    states[last: row, m] = Int32(j)
    states[latest: row, m] &+= end &- start
  }

  @inline(__always)
  private static func mix(_ a: Int32, _ b: Int32, _ c: Int32) -> UInt64 {
    let seed = UInt64(UInt32(bitPattern: a)) << 40 ^ UInt64(UInt32(bitPattern: c)) << 32
    var random = SplitMix64(seed: seed &+ UInt64(UInt32(bitPattern: b)))
    return random.next()
  }

  /// Whether some machine can get no more work by the time it must go on.
  private mutating func starves(_ row: Int, _ states: borrowing BeamStates) -> Bool {
    call &+= 1
    for j in 0..<shop.jobCount {
      let m = machine[states[next: row, j]]
      if m >= 0, states[ready: row, j] <= states[latest: row, m] { supplied[m] = call }
    }
    var (lacking, horizon) = (0, Int32.min)
    for m in 0..<Int32(shop.machineCount) where supplied[m] != call {
      let latest = states[latest: row, m]
      // With all its work done it needs no more.
      if latest == target { continue }
      lacking += 1
      horizon = max(horizon, latest)
    }
    if lacking == 0 { return false }
    for j in 0..<shop.jobCount {
      var entry = states[next: row, j]
      var at = states[ready: row, j]
      var steps = 0
      while at <= horizon {
        let m = machine[entry]
        if m < 0 { break }
        if supplied[m] != call, at <= states[latest: row, m] {
          supplied[m] = call
          lacking -= 1
          if lacking == 0 { return false }
        }
        at = max(at, states[free: row, m]) &+ work[entry]
        entry &+= 1
        steps += 1
        if steps == Self.lookAhead { return false }
      }
    }
    return true
  }

  /// Leaves no more children than the beam is wide.
  private mutating func narrow(_ states: borrowing BeamStates) {
    guard children.count > width else { return }
    for i in children.indices {
      let (row, job) = (Int(children[i].parent), Int(children[i].job))
      let now = opening(of: job, states, row)
      var score = 0.0
      for j in 0..<shop.jobCount {
        let entry = states[next: row, j]
        let at = max(now.start, states[ready: row, j])
        score += Double(at &+ rest[entry]) * urgency[j]
      }
      children[i].score = score
    }
    children.sort { ($0.score, $0.parent, $0.job) < ($1.score, $1.parent, $1.job) }
    children.removeLast(children.count - width)
  }
}

/// The hashes met in the current step.
struct SeenHashes: ~Copyable {
  private let keys: Column<UInt64>
  private let steps: Column<Int32>
  private let mask: Int

  init(capacity: Int) {
    var size = 1 << 10
    while size < capacity { size <<= 1 }
    keys = Column(repeating: 0, count: size)
    steps = Column(repeating: -1, count: size)
    mask = size - 1
  }

  /// Whether it is new; in a crowd it is taken to be.
  func insert(_ hash: UInt64, step: Int32) -> Bool {
    var slot = Int(truncatingIfNeeded: hash) & mask
    for _ in 0..<32 {
      if steps[slot] != step {
        steps[slot] = step
        keys[slot] = hash
        return true
      }
      if keys[slot] == hash { return false }
      slot = (slot + 1) & mask
    }
    return true
  }
}
