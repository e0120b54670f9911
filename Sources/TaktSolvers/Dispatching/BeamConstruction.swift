import TaktModel

/// A beam search for a schedule as long as a target, for shops so tight that their machines must hardly ever wait (after
/// Ow and Morton 1988).
///
/// Every step each partial schedule begins the operation that can begin first; where several compete for the machine, it
/// branches. A partial schedule ends where a machine can get no more work in time to meet the target: not from the jobs that
/// wait for it, nor from any that could still come round. Wrong turns starve a machine within a few hundred steps, so few
/// live long, and what differs only in the past is kept once. A job begun early keeps machines supplied for a while, and so
/// hides wrong turns: none is begun while one under way wants the machine, unless it must.
///
/// Where more live than the beam is wide, those stay in which jobs with little slack have waited least. When none is left, the
/// beam goes back some steps and grows four times as wide until it is past the place; each further failure there sends it back
/// twice as far.
///
/// Complexity: O(operations × width × (jobs + machines)) in time, O(width × (jobs + machines)) in space.
struct BeamConstruction: ~Copyable {
  private let shop: DirectedShop
  private let problem: Problem
  private let target: Int32
  private let widest: Int
  /// The longest work of an entry: what a job may have to wait where another goes first.
  private let longest: Int32

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
  /// Steps in all, those gone back over as well.
  private var round: Int32 = 0
  private var seen: SeenHashes
  private var trail = BeamTrail()
  private var checkpoints: [BeamCheckpoint] = []
  private var checkpointBytes = 0
  private var width: Int
  /// Failures at the place the beam is about to pass, and the farthest of them.
  private var failures = 0
  private var farthest = -1
  /// Partial schedules looked at.
  private(set) var expansions = 0

  /// Entries looked ahead on a job's way; past them it is taken to arrive wherever it is needed.
  private static let lookAhead = 64

  /// How wide the beam is where all goes well.
  private static let narrowest = 64
  /// Steps from one checkpoint to the next.
  private static let interval = 256
  /// What the checkpoints may take of memory; the oldest go.
  private static let mostBytes = 192 << 20

  init(_ problem: Problem, shop: DirectedShop, target: Int32, widest: Int) {
    (self.problem, self.shop, self.target, self.widest) = (problem, shop, target, widest)
    machine = Column(shop.machine)
    work = Column(shop.work)
    rest = Column(shop.rest)
    longest = shop.work.max() ?? 0
    urgency = Column(
      (0..<shop.jobCount).map { j in
        let slack = Double(max(1, target - shop.rest[Int(shop.first[j])]))
        return 1 / (slack * slack)
      })
    supplied = Column(repeating: 0, count: shop.machineCount)
    seen = SeenHashes(capacity: 4 * widest)
    width = min(widest, Self.narrowest)
  }

  /// The plan, or nil where the widest beam finds none, or `stop` says so.
  mutating func plan(stop: (_ expansions: Int) -> Bool) -> SequencePlan? {
    var states = BeamStates(shop: shop, capacity: widest)
    var others = BeamStates(shop: shop, capacity: widest)
    states.begin(shop, target: target)
    var (step, count) = (0, 1)
    while step < problem.operationCount {
      if stop(expansions) { return nil }
      if step % Self.interval == 0 { keep(states.checkpoint(step: step, count: count)) }
      if step > farthest + Self.interval { (failures, width) = (0, min(widest, Self.narrowest)) }
      children.removeAll(keepingCapacity: true)
      round &+= 1
      for row in 0..<count {
        if row & 63 == 63, stop(expansions) { return nil }
        expand(row, states)
      }
      if children.isEmpty {
        guard let checkpoint = goBack(from: step) else { return nil }
        (step, count) = (checkpoint.step, states.restore(checkpoint))
        continue
      }
      narrow(states)
      for (i, child) in children.enumerated() { grow(child, from: states, into: i, of: others) }
      count = children.count
      step += 1
      swap(&states, &others)
      trail.prune(states, count: count, &checkpoints)
    }
    return plan(of: trail.path(to: states.trail[0]))
  }

  private mutating func keep(_ checkpoint: BeamCheckpoint) {
    guard checkpoints.last?.step ?? -1 < checkpoint.step else { return }
    checkpoints.append(checkpoint)
    checkpointBytes += checkpoint.bytes
    while checkpointBytes > Self.mostBytes, checkpoints.count > 1 {
      checkpointBytes -= checkpoints.removeFirst().bytes
    }
  }

  /// Where to go on after a failure, wider; nil where that has been tried.
  private mutating func goBack(from step: Int) -> BeamCheckpoint? {
    guard width < widest || checkpoints[0].step < step - Self.interval << failures else {
      return nil
    }
    failures += 1
    farthest = max(farthest, step)
    width = min(widest, 4 * width)
    let target = step - Self.interval << failures
    while checkpoints.count > 1, let last = checkpoints.last, last.step > target {
      checkpointBytes -= last.bytes
      checkpoints.removeLast()
    }
    return checkpoints.last
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
  private mutating func expand(_ row: Int, _ states: borrowing BeamStates) {
    expansions &+= 1
    var (first, on) = (Int32.max, Int32(-1))
    for j in 0..<shop.jobCount {
      let m = machine[states[next: row, j]]
      if m < 0 { continue }
      let start = max(states[ready: row, j], states[free: row, m])
      if start < first { (first, on) = (start, m) }
    }
    guard on >= 0, first <= states[latest: row, on] else { return }
    findRivals(for: on, at: first, states, row)
    for i in rivals.indices { consider(Int(rivals[i]), on: on, at: first, states, row) }
  }

  /// Finds who waits for a machine; jobs that can begin later only where none under way does.
  private mutating func findRivals(
    for m: Int32, at time: Int32, _ states: borrowing BeamStates, _ row: Int
  ) {
    rivals.removeAll(keepingCapacity: true)
    var isWanted = false
    for j in 0..<shop.jobCount {
      let entry = states[next: row, j]
      guard machine[entry] == m, states[ready: row, j] <= time else { continue }
      rivals.append(Int32(j))
      if entry > shop.first[j] { isWanted = true }
    }
    guard isWanted, rivals.count > 1 else { return }
    var count = 0
    for i in rivals.indices {
      let j = rivals[i]
      let entry = states[next: row, Int(j)]
      if entry == shop.first[Int(j)], time &+ longest &+ rest[entry] <= target { continue }
      rivals[count] = j
      count += 1
    }
    rivals.removeLast(rivals.count - count)
  }

  private mutating func consider(
    _ j: Int, on m: Int32, at start: Int32, _ states: borrowing BeamStates, _ row: Int
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
    // On the straight every fourth step is enough: starving can wait so long.
    let isLookedAt = rivals.count > 1 || round & 3 == 0
    if seen.insert(hash, round: round), !isLookedAt || !starves(row, states) {
      children.append(Child(parent: Int32(row), job: Int32(j), hash: hash))
    }
    states[next: row, j] &-= 1
    states[ready: row, j] = old.ready
    states[free: row, m] = old.free
    states[last: row, m] = old.last
    states[latest: row, m] &-= end &- start
    states.hash[row] = old.hash
  }

  private mutating func grow(
    _ child: Child, from states: borrowing BeamStates, into i: Int, of others: borrowing BeamStates
  ) {
    let parent = Int(child.parent)
    others.copy(i, from: states, parent)
    let (m, start) = opening(of: Int(child.job), states, parent)
    advance(Int(child.job), on: m, at: start, others, i)
    others.trail[i] = trail.append(child.job, after: states.trail[parent])
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
