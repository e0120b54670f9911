import TaktModel

/// Moves that leave a plan in force, and those that go back to it.
extension FloorSearch {
  /// Lets what stands at the begin of a costly job's path begin earlier, and maybe all of it.
  mutating func releaseHeld() {
    tracePath()
    let all = random.below(2) == 0
    for o in all ? path[...] : path.suffix(1 + random.below(3)) { release(o) }
  }

  /// Has an operation that begins earlier than in the plan in force begin when it did there.
  mutating func holdAgain() {
    guard !sequence.reference.isEmpty, let place = anyPlace(where: { $0.isAhead($1) }) else {
      return
    }
    let o = sequence.order[place]
    touchLeader(of: o)
    sequence.edit.hold(
      o, to: sequence.reference.start[o], sequence.order, sequence.position, sequence.decoder.hold)
  }

  /// Has operations that are elsewhere than in the plan in force go back to their machines, to their places there and to their times.
  mutating func comeHome() {
    guard !sequence.reference.isEmpty, let place = anyPlace(where: { $0.isAway($1) }) else {
      return
    }
    let first = sequence.order[place]
    chosen.removeAll(keepingCapacity: true)
    switch random.below(3) {
    case 0: chosen.append(first)
    case 1:
      let job = Int(sequence.decoder.jobOf[first])
      for o in sequence.jobs.operations(of: job) where isAway(o) { chosen.append(o) }
    default:
      let home = sequence.reference.machine[first]
      let end = min(sequence.operationCount, Int(sequence.position[first]) + 64)
      for i in Int(sequence.position[first])..<end where chosen.count < 6 {
        let o = sequence.order[i]
        if sequence.reference.machine[o] == home, isAway(o) { chosen.append(o) }
      }
    }
    for o in chosen { bringHome(o) }
  }

  /// The place in the list of an operation of a kind, the first of some behind a place drawn.
  private mutating func anyPlace(where isMeant: (borrowing FloorSearch, Int32) -> Bool) -> Int? {
    let offset = random.below(sequence.operationCount)
    for i in 0..<min(64, sequence.operationCount) {
      let place = (offset + i) % sequence.operationCount
      if isMeant(self, sequence.order[place]) { return place }
    }
    return nil
  }

  /// Whether an operation begins, and may begin, earlier than the plan in force has it.
  private func isAhead(_ o: Int32) -> Bool {
    let start = sequence.reference.start[o]
    return sequence.reference.machine[o] >= 0 && sequence.decoder.hold[o] < start
      && sequence.decoder.placement[o].runStart < start
  }

  /// Whether an operation is not where the plan in force has it.
  private func isAway(_ o: Int32) -> Bool {
    let p = sequence.decoder.placement[o]
    return p.machine >= 0 && sequence.reference.machine[o] >= 0
      && sequence.decoder.pin[o] == ShopFloor.Settlement.free
      && (p.runStart != sequence.reference.start[o] || p.machine != sequence.reference.machine[o])
  }

  private mutating func bringHome(_ o: Int32) {
    let (home, start) = (sequence.reference.machine[o], sequence.reference.start[o])
    if sequence.decoder.machineOf[sequence.mode[o]] != home {
      let modes = sequence.decoder.modeStart[o]..<sequence.decoder.modeStart[Int(o) + 1]
      guard let mode = modes.first(where: { sequence.decoder.machineOf[$0] == home }) else {
        return
      }
      choose(mode, for: o)
    }
    touchLeader(of: o)
    sequence.edit.hold(o, to: start, sequence.order, sequence.position, sequence.decoder.hold)
    var (at, after) = (sequence.lastOn[home], Int32(-1))
    while at >= 0, at == o || sequence.decoder.placement[at].runStart > start {
      if at != o { after = at }
      at = sequence.decoder.placement[at].previous
    }
    put(o, between: at, and: after)
  }
}
