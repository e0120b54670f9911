import TaktModel

/// The stretch of a list that a candidate has edited: its first operations to be evaluated.
///
/// What was moved disturbs the resources it was on and those it comes to, and so does whatever else comes otherwise for it; an operation
/// that meets nothing disturbed and whose predecessors are as they were finds all as before, for those not moved stand behind each
/// other as before. A move to the next place on a machine crosses as many operations as there are machines, of which hardly any
/// meets it: on 1,000 orders (the guide's plant; a build with counters) a candidate's stretch has 183 operations. Where a crew is short
/// for everybody, nearly all of a stretch meets somebody who is held otherwise.
extension FloorSequence {
  /// Brings a stretch up to date, and the plan's resources with it to its end.
  mutating func passStretch(_ stretch: Range<Int>) {
    let hasUnits = !decoder.units.isEmpty
    for i in stretch {
      let o = edit.before[i]
      if hasUnits, decoder.units.holds(o) { applyOld(o) } else { stale.apply(o, decoder) }
    }
    if decoder.concernsAll {
      stale.disturbAll(decoder)
    } else {
      for k in 0..<edit.movedCount { disturbAll(with: edit.moved[k]) }
    }
    for i in stretch {
      let o = order[i]
      if hasUnits, decoder.units.holds(o) { passUnitInStretch(o) } else { passInStretch(o) }
      if isHopeless { return }
    }
  }

  @inline(__always)
  private mutating func passInStretch(_ o: Int32) {
    let isMoved = edit.isMoved(o)
    let isDirty = seesChange(o)
    guard isMoved || isDirty || decoder.concernsAll || meetsStale(o) else {
      return decoder.apply(o)
    }
    let old = decoder.placement[o]
    replace(o)
    if isMoved || leavesOtherwise(o, old) { disturb(o) }
  }

  /// The same for what is placed as one.
  private mutating func passUnitInStretch(_ o: Int32) {
    let isDirty = seesChange(o)
    if decoder.units.follows(o) { return }
    let members = members(of: o)
    var isMoved = decoder.concernsAll
    for k in members where edit.isMoved(decoder.units.members[k]) { isMoved = true }
    guard isMoved || isDirty || isStaleUnit(o) else { return decoder.applyAll(o) }
    let first = log.count
    replaceUnit(o)
    for (i, k) in members.enumerated() {
      let member = decoder.units.members[k]
      if isMoved || leavesOtherwise(member, log.placement[first + i]) { disturb(member) }
    }
  }

  /// Whether an operation that was placed anew leaves something otherwise than it did.
  @inline(__always)
  private func leavesOtherwise(_ o: Int32, _ old: FloorPlacement) -> Bool {
    let new = decoder.placement[o]
    return new.end != old.end || new.runStart != old.runStart || new.start != old.start
      || new.setupStart != old.setupStart || new.joins != old.joins || holdsOtherwise(o)
  }

  /// Disturbs what an operation is on, and whom it has come to hold and held before.
  private mutating func disturb(_ o: Int32) {
    disturbPresent(o)
    for slot in decoder.holding.slotStart[o]..<decoder.holding.slotStart[Int(o) + 1] {
      stale.disturb(decoder.machineCount + Int(log.unit[slot]), decoder)
    }
  }

  /// Disturbs what an operation, or its whole unit, is on in the plan.
  private mutating func disturbAll(with o: Int32) {
    guard decoder.units.holds(o) else { return disturbPresent(o) }
    for k in members(of: decoder.units.leader[o]) { disturbPresent(decoder.units.members[k]) }
  }

  private mutating func disturbPresent(_ o: Int32) {
    let machine = decoder.placement[o].machine
    if machine >= 0 { stale.disturb(Int(machine), decoder) }
    for slot in decoder.holding.slotStart[o]..<decoder.holding.slotStart[Int(o) + 1] {
      stale.disturb(decoder.machineCount + Int(decoder.holding.held[slot]), decoder)
    }
    guard decoder.hasExtras else { return }
    for i in 0..<decoder.extraCount(o) { stale.disturb(decoder.extra(o, i), decoder) }
  }
}
