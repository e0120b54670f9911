import TaktModel

/// The ways a part of the plan is torn up and put together otherwise; each edits the list and leaves timing to the decoder.
extension FloorSearch {
  // MARK: Whom to help

  /// A job that costs, the worse of two draws; any job where none does.
  private mutating func targetJob() -> Int {
    if !focus.isEmpty { return focusedJob() }
    var target = random.below(sequence.jobs.count)
    var most = 0
    for _ in 0..<2 {
      let offset = random.below(sequence.jobs.count)
      for i in 0..<sequence.jobs.count {
        let job = offset + i < sequence.jobs.count ? offset + i : offset + i - sequence.jobs.count
        let penalty = sequence.penalty(ofJob: job)
        guard penalty > 0 else { continue }
        if penalty > most { (target, most) = (job, penalty) }
        break
      }
    }
    return target
  }

  /// One of the jobs looked at, the worse of two draws.
  private mutating func focusedJob() -> Int {
    let one = Int(focus[random.below(focus.count)])
    let other = Int(focus[random.below(focus.count)])
    return sequence.penalty(ofJob: one) < sequence.penalty(ofJob: other) ? other : one
  }

  /// An operation whose delay costs: the last one of a job that does, or within a window one that would save by ending earlier.
  private mutating func target() -> Int32 {
    if isWhole { return sequence.lastOperation(ofJob: targetJob()) }
    return hot.isEmpty ? draw() : hot[random.below(hot.count)]
  }

  /// Any operation that may be moved.
  private mutating func draw() -> Int32 {
    if !focus.isEmpty {
      let own = sequence.jobs.operations(of: Int(focus[random.below(focus.count)]))
      return own.lowerBound + Int32(random.below(own.count))
    }
    let place = random.below(window.count)
    return isWhole ? Int32(place) : sequence.order[window.lowerBound + place]
  }

  /// What holds the target back, and that, and so on.
  mutating func tracePath() {
    path.removeAll(keepingCapacity: true)
    isHeld.removeAll(keepingCapacity: true)
    var o = target()
    // Causes stand ahead in the list, so the way ends; should one not, it is no longer than the list.
    repeat {
      path.append(o)
      isHeld.append(sequence.decoder.placement[o].isHeldByMachine)
      o = sequence.decoder.placement[o].cause
    } while o >= 0 && sequence.place(of: o) >= window.lowerBound && path.count < window.count
    // What holds the last of them, if anything, is out of the window.
    isHeld[isHeld.count - 1] = false
  }

  /// An operation's place in the path from which its machine holds it back; nil where none is held.
  private mutating func heldPlace() -> Int? {
    let offset = random.below(path.count)
    for i in path.indices {
      let at = offset + i < path.count ? offset + i : offset + i - path.count
      if isHeld[at] { return at }
    }
    return nil
  }

  // MARK: Moves of the list

  /// Who stands in the list for an operation.
  @inline(__always)
  private func leader(_ o: Int32) -> Int32 { sequence.decoder.units.leader[o] }

  @discardableResult
  private mutating func move(_ u: Int32, aheadOf b: Int32) -> Bool {
    sequence.edit.move(
      leader(u), aheadOf: leader(b), sequence.order, sequence.position, sequence.decoder)
  }

  @discardableResult
  private mutating func move(_ u: Int32, behind a: Int32) -> Bool {
    sequence.edit.move(
      leader(u), behind: leader(a), sequence.order, sequence.position, sequence.decoder)
  }

  mutating func choose(_ mode: Int32, for o: Int32) {
    guard window.contains(Int(sequence.place(of: o))) else { return }
    touchLeader(of: o)
    sequence.edit.choose(mode, for: o, sequence.order, sequence.position, sequence.mode)
  }

  /// Lets an operation begin before the plan in force has it, where that is allowed.
  mutating func release(_ o: Int32) {
    guard !sequence.reference.isEmpty, sequence.decoder.pin[o] == ShopFloor.Settlement.free,
      releasable.isEmpty || releasable[Int(o)]
    else { return }
    touchLeader(of: o)
    sequence.edit.hold(o, to: 0, sequence.order, sequence.position, sequence.decoder.hold)
  }

  /// Takes the position at which an operation's unit is placed into the stretch.
  mutating func touchLeader(of o: Int32) {
    guard sequence.decoder.units.follows(o) else { return }
    let at = Int(sequence.position[sequence.decoder.units.leader[o]])
    sequence.edit.touch(at, at + 1, sequence.order)
  }

  /// Puts an operation between two of its machine, -1 standing for none.
  mutating func put(_ o: Int32, between before: Int32, and after: Int32) {
    if before >= 0, sequence.place(of: before) > sequence.place(of: o) {
      move(o, behind: before)
    } else if after >= 0, sequence.place(of: after) < sequence.place(of: o) {
      move(o, aheadOf: after)
    }
  }

  private func before(_ o: Int32) -> Int32 { sequence.decoder.placement[o].previous }
  private func start(_ o: Int32) -> Int32 { sequence.decoder.placement[o].start }

  // MARK: Neighbourhoods

  mutating func resequenceBlock() {
    tracePath()
    guard let at = heldPlace() else { return }
    let (later, earlier) = (path[at], path[at + 1])
    switch random.below(4) {
    case 0:
      var head = earlier
      var j = at + 1
      while isHeld[j], random.below(4) > 0 {
        head = path[j + 1]
        j += 1
      }
      move(later, aheadOf: head)
    case 1:
      var tail = later
      var j = at
      while j > 0, isHeld[j - 1], random.below(4) > 0 {
        tail = path[j - 1]
        j -= 1
      }
      move(earlier, behind: tail)
    default: move(later, aheadOf: earlier)
    }
  }

  mutating func overtakeBlockers() {
    tracePath()
    var flips = 1 + random.below(4)
    for at in path.indices where isHeld[at] && random.below(3) == 0 {
      if move(path[at], aheadOf: path[at + 1]) { flips -= 1 }
      if flips == 0 { return }
    }
  }

  mutating func reassign() {
    tracePath()
    for _ in 0..<4 {
      let o = path[random.below(path.count)]
      let first = sequence.decoder.modeStart[o]
      let count = sequence.decoder.modeStart[Int(o) + 1] - first
      guard count > 1 else { continue }
      var k = first + Int32(random.below(Int(count) - 1))
      if k >= sequence.mode[o] { k += 1 }
      return insert(o, mode: k)
    }
  }

  /// Gives an operation to a mode, near the time it is ready, or beside one of its family.
  private mutating func insert(_ o: Int32, mode k: Int32) {
    let ready = sequence.decoder.ready(o, k).tick
    var after: Int32 = -1
    var at = sequence.lastOn[sequence.decoder.machineOf[k]]
    func isLater(_ x: Int32) -> Bool { x == o || sequence.decoder.placement[x].start >= ready }
    while at >= 0, isLater(at) {
      if at != o { after = at }
      at = sequence.decoder.placement[at].previous
    }
    var back = random.below(3)
    let family = sequence.decoder.familyOf[o]
    if family >= 0, random.below(2) == 0 {
      // Behind the nearest of its family, if one is near.
      var (x, distance) = (at, 0)
      while x >= 0, distance < 6, x == o || sequence.decoder.familyOf[x] != family {
        x = sequence.decoder.placement[x].previous
        distance += 1
      }
      if x >= 0, distance < 6 { back = distance }
    }
    while back > 0, at >= 0 {
      if at != o { after = at }
      at = sequence.decoder.placement[at].previous
      back -= 1
    }
    if at == o { at = before(at) }
    choose(k, for: o)
    if !sequence.reference.isEmpty, random.below(2) == 0 { release(o) }
    put(o, between: at, and: after)
  }

  mutating func joinFamily() {
    for _ in 0..<16 {
      let u = draw()
      let family = sequence.decoder.familyOf[u]
      let first = before(u)
      guard family >= 0, first >= 0, sequence.decoder.familyOf[first] != family else { continue }
      var (next, at, distance) = (first, before(first), 0)
      while at >= 0, distance < 20, sequence.decoder.familyOf[at] != family {
        (next, at, distance) = (at, before(at), distance + 1)
      }
      guard at >= 0, distance < 20 else { continue }
      if random.below(2) == 0 {
        move(u, aheadOf: next)
      } else {
        move(at, behind: first)
      }
      return
    }
  }

  mutating func reshuffleWindow() {
    let width = min(window.count, 4 + random.below(28))
    var from = window.lowerBound + random.below(window.count - width + 1)
    if random.below(2) == 0 {
      // Around what holds a costly job back.
      tracePath()
      let at = Int(sequence.position[path[random.below(path.count)]])
      from = max(window.lowerBound, min(window.upperBound - width, at - width / 2))
    }
    let byDueDate = random.below(3) == 0
    let noise = Double(width) * (0.2 + random.unit())
    for i in from..<from + width {
      let o = sequence.order[i]
      key[o] =
        byDueDate
        ? Double(sequence.jobs.due[sequence.decoder.jobOf[o]]) - tail[o] * (0.5 + random.unit())
        : Double(i) + noise * random.unit()
    }
    sequence.edit.sort(
      from, from + width, by: key, sequence.order, sequence.position, sequence.decoder)
  }

  mutating func reshuffleMachine() {
    var o = draw()
    let count = 3 + random.below(6)
    chosen.removeAll(keepingCapacity: true)
    while o >= 0, chosen.count < count {
      chosen.append(o)
      o = before(o)
    }
    guard chosen.count > 1 else { return }
    // By setup family, families by chance; or by due date; or by chance alone.
    let kind = random.below(3)
    let salt = random.next()
    for x in chosen {
      let family = UInt64(truncatingIfNeeded: sequence.decoder.familyOf[x])
      var mixer = SplitMix64(seed: salt ^ (family &* 0x9E37_79B9))
      switch kind {
      case 0: key[x] = mixer.unit() * 1e6 + Double(sequence.position[x]) * 1e-3
      case 1:
        key[x] =
          Double(sequence.jobs.due[sequence.decoder.jobOf[x]]) - tail[x] * (0.5 + random.unit())
      default: key[x] = random.unit()
      }
    }
    chosen.sort { (key[$0], $0) < (key[$1], $1) }
    for i in 1..<chosen.count
    where sequence.place(of: chosen[i]) < sequence.place(of: chosen[i - 1]) {
      move(chosen[i], behind: chosen[i - 1])
    }
  }

  /// Puts the operations of a job where they would go if nobody stood before them.
  mutating func insertJob() {
    let job = Int(sequence.decoder.jobOf[target()])
    chosen.removeAll(keepingCapacity: true)
    for o in sequence.jobs.operations(of: job) where window.contains(Int(sequence.position[o])) {
      chosen.append(o)
    }
    guard !chosen.isEmpty else { return }
    chosen.sort { sequence.position[$0] < sequence.position[$1] }
    let first = random.below(chosen.count)
    var ready = sequence.decoder.ready(chosen[first], sequence.mode[chosen[first]]).tick
    let isReleased = !sequence.reference.isEmpty && random.below(2) == 0
    for o in chosen[first...] {
      if isReleased { release(o) }
      var (after, at) = (Int32(-1), sequence.lastOn[sequence.decoder.machineOf[sequence.mode[o]]])
      while at >= 0, sequence.decoder.placement[at].start >= ready || at == o {
        if at != o { after = at }
        at = before(at)
      }
      if after >= 0, sequence.place(of: after) < sequence.place(of: o) { move(o, aheadOf: after) }
      let mode = sequence.mode[o]
      ready = max(ready, at < 0 ? 0 : sequence.decoder.placement[at].end)
      ready &+= sequence.decoder.setupOf[mode] &+ sequence.decoder.runOf[mode]
    }
  }

  /// Takes the operations of a job from one on, as they stand in the list.
  private mutating func choose(job: Int, from first: Int32) {
    chosen.removeAll(keepingCapacity: true)
    for o in sequence.jobs.operations(of: job)
    where sequence.position[o] >= sequence.position[first]
      && window.contains(Int(sequence.position[o]))
    {
      chosen.append(o)
    }
    chosen.sort { sequence.position[$0] < sequence.position[$1] }
  }

  /// Has a job that stands in the way go behind, with all that is left of it.
  mutating func postponeJob() {
    tracePath()
    guard let at = heldPlace() else { return }
    let (later, earlier) = (path[at], path[at + 1])
    let job = sequence.decoder.jobOf[earlier]
    guard job != sequence.decoder.jobOf[later] else { return }
    choose(job: Int(job), from: earlier)
    let distance = Int(sequence.place(of: later) - sequence.place(of: earlier))
    let shift = distance + random.below(max(1, 2 * distance))
    for o in chosen.reversed() {
      let to = min(window.upperBound - 1, Int(sequence.position[o]) + shift)
      move(o, behind: sequence.order[to])
    }
  }

  /// Puts two jobs each where the other stands, step for step: one that costs, and one that holds it up or any other.
  mutating func exchangeJobs() {
    guard let pair = pairToExchange() else { return }
    let (own, other) = (sequence.decoder.jobOf[pair.later], sequence.decoder.jobOf[pair.earlier])
    guard own != other else { return }
    choose(job: Int(other), from: pair.earlier)
    swap(&partners, &chosen)
    choose(job: Int(own), from: pair.later)
    let (others, owns) = (partners.count, chosen.count)
    guard others > 0, owns > 0 else { return }
    places.removeAll(keepingCapacity: true)
    for o in partners { places.append(sequence.position[o]) }
    for o in chosen { places.append(sequence.position[o]) }
    for i in (0..<others).reversed() {
      let (o, to) = (partners[i], places[others + i * owns / others])
      if to > sequence.position[o] { move(o, behind: sequence.order[to]) }
    }
    for i in 0..<owns {
      let (o, to) = (chosen[i], places[i * others / owns])
      if to < sequence.position[o] { move(o, aheadOf: sequence.order[to]) }
    }
  }

  /// Operations of two jobs from which on they are to be exchanged.
  private mutating func pairToExchange() -> (later: Int32, earlier: Int32)? {
    if random.below(2) == 0 {
      tracePath()
      return heldPlace().map { (path[$0], path[$0 + 1]) }
    }
    let (own, other) = (Int(sequence.decoder.jobOf[target()]), random.below(sequence.jobs.count))
    let isLater = sequence.jobs.completion[own] >= sequence.jobs.completion[other]
    guard let a = firstOperation(ofJob: own), let b = firstOperation(ofJob: other) else {
      return nil
    }
    return isLater ? (a, b) : (b, a)
  }

  /// The operation of a job that stands first in the list.
  private func firstOperation(ofJob job: Int) -> Int32? {
    sequence.jobs.operations(of: job).min { sequence.position[$0] < sequence.position[$1] }
  }

  mutating func moveAtRandom() {
    let o = draw()
    let first = sequence.decoder.modeStart[o]
    let count = Int(sequence.decoder.modeStart[Int(o) + 1] - first)
    if count > 1, random.below(2) == 0 {
      insert(o, mode: first + Int32(random.below(count)))
      if random.below(2) == 0 { return }
    }
    if random.below(2) == 0 {
      // Anywhere near in the list.
      let at = Int(sequence.position[o])
      let to = min(window.upperBound - 1, max(window.lowerBound, at + random.below(41) - 20))
      let other = sequence.order[to]
      if to < at { move(o, aheadOf: other) } else { move(o, behind: other) }
      return
    }
    var b = before(o)
    for _ in 0..<random.below(3) where b >= 0 && before(b) >= 0 { b = before(b) }
    if b >= 0 { move(o, aheadOf: b) }
  }
}
