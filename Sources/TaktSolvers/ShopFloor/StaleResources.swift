/// Resources that a candidate has come otherwise to a position of the list than the plan before it did.
///
/// Beside the decoder's own state, which is the candidate's, this holds the plan's; a resource is stale where they differ.
struct StaleResources: ~Copyable {
  // What the resources have in the plan.
  private let free: Column<Int32>
  private let family: Column<Int32>
  private let last: Column<Int32>
  let mark: Column<Bool>
  /// Stale units of each pool.
  private let inPool: Column<Int32>
  private(set) var count = 0

  init(_ decoder: FloorDecoder) {
    let m = decoder.resourceCount
    free = Column(repeating: 0, count: m)
    family = Column(repeating: 0, count: m)
    last = Column(repeating: 0, count: m)
    mark = Column(repeating: false, count: m)
    inPool = Column(repeating: 0, count: max(1, decoder.holding.poolCount))
  }

  @inline(__always)
  subscript(_ r: Int32) -> Bool { mark[r] }

  /// Takes the decoder's resources for those of the plan: none is stale.
  mutating func rememberAll(_ decoder: FloorDecoder) {
    for r in 0..<mark.count { remember(r, decoder) }
    for r in 0..<mark.count { mark[r] = false }
    for pool in 0..<inPool.count { inPool[pool] = 0 }
    count = 0
  }

  @inline(__always)
  private func remember(_ r: Int, _ decoder: FloorDecoder) {
    (free[r], family[r], last[r]) = (decoder.free[r], decoder.family[r], decoder.last[r])
  }

  /// Takes the decoder's resource for that of the plan, with which it agrees unless it is stale.
  @inline(__always)
  func rememberFresh(_ r: Int, _ decoder: FloorDecoder) { if !mark[r] { remember(r, decoder) } }

  /// Takes a resource for stale until it is judged.
  @inline(__always)
  mutating func disturb(_ r: Int, _ decoder: FloorDecoder) {
    if !mark[r] { set(r, true, decoder) }
  }

  /// The same for all of them.
  mutating func disturbAll(_ decoder: FloorDecoder) {
    for r in 0..<mark.count { disturb(r, decoder) }
  }

  /// Judges all that were disturbed.
  mutating func judgeAll(_ decoder: FloorDecoder) {
    for r in 0..<mark.count {
      assert(mark[r] || !differs(r, decoder), "resource \(r) came otherwise, undisturbed")
      if mark[r] { judge(r, decoder) }
    }
  }

  /// Sees whether a resource differs from what it was at this position of the list.
  mutating func judge(_ r: Int, _ decoder: FloorDecoder) { set(r, differs(r, decoder), decoder) }

  @inline(__always)
  private func differs(_ r: Int, _ decoder: FloorDecoder) -> Bool {
    decoder.free[r] != free[r] || decoder.family[r] != family[r] || decoder.last[r] != last[r]
  }

  private mutating func set(_ r: Int, _ differs: Bool, _ decoder: FloorDecoder) {
    guard differs != mark[r] else { return }
    mark[r] = differs
    count += differs ? 1 : -1
    guard r >= decoder.machineCount, r < decoder.materials.base else { return }
    let unit = r - decoder.machineCount
    for at in decoder.holding.unitPoolStart[unit]..<decoder.holding.unitPoolStart[unit + 1] {
      inPool[decoder.holding.unitPools[at]] += differs ? 1 : -1
    }
  }

  /// Whether some unit that an operation holds, or might rather hold, is stale.
  @inline(__always)
  func meetsUnits(_ o: Int32, _ decoder: FloorDecoder) -> Bool {
    guard decoder.holding.needs(o) else { return false }
    if decoder.placement[o].isSuited {
      for slot in decoder.holding.slotStart[o]..<decoder.holding.slotStart[Int(o) + 1]
      where mark[decoder.machineCount + Int(decoder.holding.held[slot])] { return true }
      return false
    }
    var result = false
    decoder.holding.needPools(o) { if inPool[$0] > 0 { result = true } }
    return result
  }

  /// Puts an operation where its old placement says.
  // Mutating though it changes no field of its own: a borrowed receiver of this size is copied for every call.
  mutating func apply(_ o: Int32, _ decoder: FloorDecoder) {
    let p = decoder.placement[o]
    if decoder.hasMaterials { decoder.materials.draw(o, p.runStart, free, last) }
    guard p.machine >= 0 else { return }
    if decoder.hasBatches, p.joins { return decoder.join(o, p.machine, free, last) }
    if decoder.hasBatches { decoder.batches.enter(o, p.machine, joins: false, free) }
    free[p.machine] = p.end
    last[p.machine] = o
    if decoder.familyOf[o] >= 0 { family[p.machine] = decoder.familyOf[o] }
    guard decoder.holding.needs(o) else { return }
    let units = decoder.machineCount
    decoder.holding.forEachHold(o, p) { unit, _, until in
      free[units + Int(unit)] = until
      last[units + Int(unit)] = o
    }
  }
}
