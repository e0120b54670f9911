/// Windows: a stretch of the list is searched as a problem of its own, all before it being fixed, passes ending some way behind it
/// and the rest of the list being asked for prices alone.
extension FloorSequence {
  /// Lets passes end at a position of the list, behind which prices count.
  mutating func see(until limit: Int) {
    boundary.clear()
    self.limit = limit
    guard limit < operationCount else { return }
    var missing = decoder.resourceCount
    for i in limit..<operationCount where missing > 0 {
      let o = order[i]
      let machine = decoder.placement[o].machine
      if machine >= 0, boundary.meet(o, on: Int(machine)) { missing -= 1 }
      if decoder.hasBatches, decoder.batches.resource(machine) >= 0,
        boundary.meet(o, on: decoder.batches.resource(machine))
      {
        missing -= 1
      }
      decoder.holding.forEachSlot(o) {
        let unit = decoder.machineCount + Int(decoder.holding.held[$0])
        if boundary.meet(o, on: unit) { missing -= 1 }
      }
    }
    restore(at: limit)
    takeLast()
  }

  /// Asks what lies behind a window's sight to make of what reaches it.
  mutating func settleBoundary() {
    boundary.begin()
    guard stale.count > 0 || pending > 0 else { return }
    if stale.count > 0 {
      for r in 0..<decoder.resourceCount where stale.mark[r] {
        boundary.reach(resource: r, mode, decoder)
      }
    }
    if pending > 0 {
      for i in 0..<log.count where changed[log.operation[i]] == stamp {
        let o = log.operation[i]
        for a in decoder.successorStart[o]..<decoder.successorStart[Int(o) + 1]
        where position[decoder.successors[a]] >= limit {
          boundary.reach(decoder.successors[a], mode, decoder)
        }
      }
    }
    cost.value &+= boundary.difference
  }

  /// When the operations of a stretch begin to run.
  func starts(in stretch: Range<Int>) -> [(operation: Int32, tick: Int32)] {
    stretch.map { (order[$0], decoder.placement[order[$0]].runStart) }
  }

  /// Puts a plan's stretch in the place of the one a window has made, the rest of the list being that plan's already.
  mutating func rewind(_ window: Range<Int>, to plan: borrowing FloorPlan) {
    for i in window {
      order[i] = plan.order[i]
      position[plan.order[i]] = Int32(i)
      mode[plan.order[i]] = plan.mode[Int(plan.order[i])]
    }
    restore(at: window.lowerBound)
    for i in window.lowerBound..<limit {
      let o = order[i]
      decoder.holding.forEachSlot(o) { decoder.holding.held[$0] = plan.units[Int($0)] }
      save(at: i)
      decoder.placement[o] = decoder.place(o, mode[o])
      decoder.holding.keepPicked(o)
      decoder.apply(o)
    }
    save(at: limit)
    for i in window.lowerBound..<limit { bring(Int(decoder.jobOf[order[i]])) }
    cost = plan.cost
    overruns = 0
  }
}
