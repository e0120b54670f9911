import TaktModel

/// The placing of units: operations tied by maximum lags, the earlier ones delayed until the later ones follow soon enough.
extension FloorDecoder {
  /// Places the operations of a unit behind what its resources have, and puts them there.
  ///
  /// Each is first placed as early as it can be. Where one follows too late, the one before it must end later: by how much the first try
  /// says, and the unit is placed anew. No try asks for more than it must, so the first that keeps every lag is the earliest; one
  /// that runs past the calendars is no plan.
  /// - Complexity: O(tries × operations of the unit)
  func placeUnit(_ leader: Int32, _ mode: borrowing Column<Int32>) {
    let range = units.memberStart[leader]..<units.memberStart[Int(leader) + 1]
    for k in range { endsAfter[units.members[k]] = 0 }
    saveResources()
    for _ in 0..<Self.mostTries {
      var isPast = false
      for k in range {
        let o = units.members[k]
        placement[o] = place(o, mode[o])
        holding.keepPicked(o)
        apply(o)
        if placement[o].end > clock.horizon { isPast = true }
      }
      if isPast || !delay(leader) { return }
      restoreResources()
    }
    // Lags that cannot be kept with these machines: no plan, for whoever asked.
    for k in range { apply(units.members[k]) }
    placement.update(leader) { $0.slips = true }
  }

  /// Far more than a unit takes that fits at all: each try after the first few waits for another day.
  private static let mostTries = 64

  /// Chooses modes for a unit and places it: those that complete each operation first, or else the first ones that keep its lags.
  /// - Parameter isRight: whether the modes chosen may be taken
  /// - Returns: false where none of those looked at does; nothing is put anywhere then
  func fitUnit(
    _ leader: Int32, _ mode: borrowing Column<Int32>, isRight: () -> Bool = { true }
  ) -> Bool {
    chooseModes(ofUnit: leader, mode)
    placeUnit(leader, mode)
    let range = units.memberStart[leader]..<units.memberStart[Int(leader) + 1]
    var combinations = 0
    while placement[leader].slips || !isRight(), combinations < Self.mostCombinations {
      combinations += 1
      var rest = combinations
      for k in range {
        let o = units.members[k]
        let count = Int(modeStart[Int(o) + 1] &- modeStart[o])
        mode[o] = modeStart[o] &+ Int32(rest % count)
        rest /= count
      }
      restoreResources()
      placeUnit(leader, mode)
      // All have been tried, from the second on to the first again.
      if rest > 0 { break }
    }
    if !placement[leader].slips, isRight() { return true }
    restoreResources()
    return false
  }

  private static let mostCombinations = 256

  /// Chooses for each operation of a unit the mode that completes it first behind those before it.
  func chooseModes(ofUnit leader: Int32, _ mode: borrowing Column<Int32>) {
    let range = units.memberStart[leader]..<units.memberStart[Int(leader) + 1]
    for k in range { endsAfter[units.members[k]] = 0 }
    saveResources()
    for k in range {
      let o = units.members[k]
      var end = Int32.max
      for candidate in modeStart[o]..<modeStart[Int(o) + 1] {
        let other = place(o, candidate).end
        if other < end { (mode[o], end) = (candidate, other) }
      }
      placement[o] = place(o, mode[o])
      holding.keepPicked(o)
      apply(o)
    }
    restoreResources()
  }

  /// Asks operations that others follow too late to end later.
  /// - Returns: whether there are any.
  private func delay(_ leader: Int32) -> Bool {
    var result = false
    for l in units.lagStart[leader]..<units.lagStart[Int(leader) + 1] {
      let (from, to) = (units.from[l], units.to[l])
      let needed = placement[to].start &- units.lag[l]
      guard placement[from].end < needed else { continue }
      endsAfter[from] = needed
      result = true
    }
    return result
  }

  private func saveResources() {
    for r in 0..<resourceCount {
      (savedFree[r], savedFamily[r], savedLast[r]) = (free[r], family[r], last[r])
    }
    if hasPower { power.save() }
  }

  /// Takes the unit that was placed last off its resources again.
  func restoreResources() {
    for r in 0..<resourceCount {
      (free[r], family[r], last[r]) = (savedFree[r], savedFamily[r], savedLast[r])
    }
    if hasPower { power.restore() }
  }

  /// Goes over what is placed at an operation's position of a list: itself, its whole unit, or nothing where another one leads it.
  @inline(__always)
  func forEachPlaced(with o: Int32, _ body: (Int32) -> Void) {
    guard units.holds(o) else { return body(o) }
    if units.follows(o) { return }
    for k in units.memberStart[o]..<units.memberStart[Int(o) + 1] { body(units.members[k]) }
  }

  /// The same from the last one to the first.
  @inline(__always)
  func forEachPlacedBackwards(with o: Int32, _ body: (Int32) -> Void) {
    guard units.holds(o) else { return body(o) }
    if units.follows(o) { return }
    for k in (units.memberStart[o]..<units.memberStart[Int(o) + 1]).reversed() {
      body(units.members[k])
    }
  }

  /// Places what stands at a position of a list anew, and puts it there.
  func putAll(_ o: Int32, _ mode: borrowing Column<Int32>) {
    if units.holds(o) {
      if units.leads(o) { placeUnit(o, mode) }
      return
    }
    placement[o] = place(o, mode[o])
    holding.keepPicked(o)
    apply(o)
  }

  /// Where the operations of a unit would go, each handed over with what it has instead; nothing is put anywhere.
  func tryUnit(
    _ leader: Int32, _ mode: borrowing Column<Int32>,
    _ body: (_ o: Int32, _ new: FloorPlacement, _ old: FloorPlacement) -> Void
  ) {
    let range = units.memberStart[leader]..<units.memberStart[Int(leader) + 1]
    for k in range {
      let o = units.members[k]
      savedPlacement[o] = placement[o]
      holding.forEachSlot(o) { savedHeld[$0] = holding.held[$0] }
    }
    placeUnit(leader, mode)
    restoreResources()
    for k in range {
      let o = units.members[k]
      body(o, placement[o], savedPlacement[o])
      placement[o] = savedPlacement[o]
      holding.forEachSlot(o) { holding.held[$0] = savedHeld[$0] }
    }
  }

  /// Puts what stands at a position of a list where its placements say: an operation, a whole unit, or nothing.
  @inline(__always)
  func applyAll(_ o: Int32) {
    if units.isEmpty { return apply(o) }
    if units.follows(o) { return }
    guard units.leads(o) else { return apply(o) }
    for k in units.memberStart[o]..<units.memberStart[Int(o) + 1] { apply(units.members[k]) }
  }
}
