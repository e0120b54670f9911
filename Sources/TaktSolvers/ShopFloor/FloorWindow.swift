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
      decoder.holding.forEachSlot(o) {
        let unit = decoder.machineCount + Int(decoder.holding.held[$0])
        if boundary.meet(o, on: unit) { missing -= 1 }
      }
    }
    restore(at: limit)
    takeLast()
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
      if i % Self.stride == 0 { save(row: i / Self.stride) }
      decoder.placement[o] = decoder.place(o, mode[o])
      decoder.holding.keepPicked(o)
      decoder.apply(o)
    }
    if limit % Self.stride == 0 { save(row: limit / Self.stride) }
    for i in window.lowerBound..<limit { bring(Int(decoder.jobOf[order[i]])) }
    cost = plan.cost
    overruns = 0
  }
}
