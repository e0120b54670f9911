import TaktModel

/// Units in a list: they are placed, passed and taken back at their leader's position; at the others' nothing happens.
extension FloorSequence {
  /// The position an operation is placed at: its own, or that of whoever leads its unit.
  @inline(__always)
  func place(of o: Int32) -> Int32 { position[decoder.units.leader[o]] }

  /// Places what stands at a position while a plan is loaded.
  mutating func loadUnit(_ o: Int32) {
    if decoder.units.follows(o) { return }
    decoder.placeUnit(o, mode)
    for k in members(of: o) {
      let member = decoder.units.members[k]
      count(decoder.placement[member], member, 1)
    }
  }

  /// Behind the stretch: places a unit anew where something it depends on has changed.
  mutating func passUnit(_ o: Int32) {
    let isDirty = seesChange(o)
    if decoder.units.follows(o) { return }
    guard isDirty || isStaleUnit(o) else { return decoder.applyAll(o) }
    // A unit may come to hold anybody: all that goes on as before is looked at again.
    for r in 0..<decoder.resourceCount { stale.rememberFresh(r, decoder) }
    applyOld(o)
    replaceUnit(o)
    for r in 0..<decoder.resourceCount { stale.judge(r, decoder) }
  }

  /// Puts what stands at a position where the old placements say.
  mutating func applyOld(_ o: Int32) {
    if decoder.units.follows(o) { return }
    for k in members(of: o) { stale.apply(decoder.units.members[k], decoder) }
  }

  func members(of leader: Int32) -> Range<Int32> {
    decoder.units.memberStart[leader]..<decoder.units.memberStart[Int(leader) + 1]
  }

  func isStaleUnit(_ leader: Int32) -> Bool {
    for k in members(of: leader) {
      let o = decoder.units.members[k]
      if decoder.concernsAll && decoder.placement[o].machine >= 0 || meetsStale(o) { return true }
    }
    return false
  }

  mutating func replaceUnit(_ leader: Int32) {
    let first = log.count
    for k in members(of: leader) { log.keep(decoder.units.members[k], decoder) }
    decoder.placeUnit(leader, mode)
    for (i, k) in members(of: leader).enumerated() {
      let o = decoder.units.members[k]
      note(o, log.placement[first + i], decoder.placement[o])
    }
  }
}
