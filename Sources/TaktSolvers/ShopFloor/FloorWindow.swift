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
      decoder.forEachPlaced(with: order[i]) { missing -= meetFirst($0) }
    }
    restore(at: limit)
    takeLast()
  }

  /// Notes an operation behind the sight on the resources it is the first one on.
  /// - Returns: how many there are.
  private mutating func meetFirst(_ o: Int32) -> Int {
    var count = 0
    let machine = decoder.placement[o].machine
    if machine >= 0, boundary.meet(o, on: Int(machine)) { count += 1 }
    if decoder.hasBatches, decoder.batches.resource(machine) >= 0,
      boundary.meet(o, on: decoder.batches.resource(machine))
    {
      count += 1
    }
    decoder.holding.forEachSlot(o) {
      let unit = decoder.machineCount + Int(decoder.holding.held[$0])
      if boundary.meet(o, on: unit) { count += 1 }
    }
    return count
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
        where place(of: decoder.successors[a]) >= limit {
          boundary.reach(decoder.successors[a], mode, decoder)
        }
      }
    }
    cost.value &+= boundary.difference
  }

  /// Whom the operations placed in a stretch hold, and when they begin to run.
  func state(
    of stretch: Range<Int>
  ) -> (
    units: [(slot: Int32, unit: Int32)], starts: [(operation: Int32, setup: Int32, run: Int32)]
  ) {
    var units: [(slot: Int32, unit: Int32)] = []
    var starts: [(operation: Int32, setup: Int32, run: Int32)] = []
    for i in stretch {
      decoder.forEachPlaced(with: order[i]) { o in
        starts.append((o, decoder.placement[o].setupStart, decoder.placement[o].runStart))
        decoder.holding.forEachSlot(o) { units.append(($0, decoder.holding.held[$0])) }
      }
    }
    return (units, starts)
  }

  /// Puts a plan's stretch in the place of the one a window has made, the rest of the list being that plan's already.
  mutating func rewind(_ window: Range<Int>, to plan: borrowing FloorPlan) {
    for i in window {
      order[i] = plan.order[i]
      position[plan.order[i]] = Int32(i)
      mode[plan.order[i]] = plan.mode[Int(plan.order[i])]
    }
    restore(at: window.lowerBound)
    decoder.holding.beginReading(plan)
    defer { decoder.holding.endReading() }
    for i in window.lowerBound..<limit {
      save(at: i)
      decoder.putAll(order[i], mode)
    }
    save(at: limit)
    for i in window.lowerBound..<limit {
      jobs.read(Int(decoder.jobOf[order[i]]), decoder.placement)
    }
    cost = plan.cost
    overruns = 0
  }
}
