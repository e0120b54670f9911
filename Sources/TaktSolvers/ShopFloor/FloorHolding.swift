import TaktModel

/// Which units of secondary resources operations hold, and the choice among them when one is placed.
///
/// A unit goes on from where it was last held. An operation keeps the units it holds in the plan at hand where no others would
/// have it end sooner: so plans stay as they are where nothing asks for change, and most choices need no look at the pool. Otherwise,
/// for each slot the unit is taken with which the operation ends first, one of each calendar being looked at; then, where others would
/// do as well, the one that fewest pools have and that has been free for the shortest time.
///
/// While a plan is read off its list, whom it has held stays also where others would do sooner, as long as no run begins later than
/// in the plan: the plan was made in another order, and who is taken from a later operation for an earlier one is not there for it.
final class FloorHolding {
  private let machineCount: Int
  private let needStart: Column<Int32>
  private let needPool: Column<Int32>
  private let needCount: Column<Int32>
  /// Needs of each operation, the smallest pool first: so that none finds its units taken (the compiler has seen to that).
  private let pickOrder: Column<Int32>
  /// Slot of each need's first unit within its operation.
  private let needSlot: Column<Int32>
  private let inSetup: Column<Bool>
  private let inRun: Column<Bool>
  private let poolStart: Column<Int32>
  /// Units of each pool, those of one calendar beside each other, rarer ones first.
  private let poolUnits: Column<Int32>
  private let calendarOf: Column<Int32>
  private let rank: Column<Int32>
  private let joined: Column<Int32>
  private let calendarCount: Int32
  /// Pools each unit is in.
  let unitPoolStart: Column<Int32>
  let unitPools: Column<Int32>
  /// Where each operation's slots begin in ``held``.
  let slotStart: Column<Int32>
  /// The unit in each slot.
  let held: Column<Int32>
  /// The units the last placement would hold, by slot of its operation.
  let picked: Column<Int32>
  /// When each run begins in the plan that is being read.
  private let planned: Column<Int32>
  /// Whether a plan is being read that says when its runs begin.
  private var isReading = false
  let poolCount: Int
  /// Whether somebody is held for a setup and let go for the run.
  let holdsForSetups: Bool

  init(_ problem: Problem, _ sets: CalendarSets) {
    let secondaries = problem.floor.secondaries
    machineCount = problem.machineCount
    let none = Array(repeating: Int32(0), count: problem.operationCount + 1)
    let holders = secondaries.isEmpty ? 0..<0 : 0..<problem.operationCount
    needStart = Column(secondaries.isEmpty ? none : secondaries.needStart)
    needPool = Column(secondaries.needPool)
    needCount = Column(secondaries.needCount)
    let sizes = secondaries.needPool.map { secondaries.units(ofPool: Int($0)).count }
    pickOrder = Column(
      holders.flatMap { o in
        secondaries.needs(of: o).sorted { (sizes[$0], $0) < (sizes[$1], $1) }.map(Int32.init)
      })
    needSlot = Column(
      holders.flatMap { o -> [Int32] in
        var next: Int32 = 0
        return secondaries.needs(of: o).map { need in
          defer { next += secondaries.needCount[need] }
          return next
        }
      })
    inSetup = Column(secondaries.heldInSetup)
    inRun = Column(secondaries.heldInRun)
    poolCount = secondaries.poolCount
    holdsForSetups = zip(secondaries.heldInSetup, secondaries.heldInRun).contains { $0 && !$1 }
    var pools = Array(repeating: [Int32](), count: secondaries.unitCount)
    for pool in 0..<secondaries.poolCount {
      for unit in secondaries.units(ofPool: pool) { pools[Int(unit)].append(Int32(pool)) }
    }
    let calendars = secondaries.workingTimeOf
    poolStart = Column(secondaries.poolStart)
    poolUnits = Column(
      (0..<secondaries.poolCount).flatMap { pool in
        secondaries.units(ofPool: pool).sorted {
          (calendars[Int($0)], pools[Int($0)].count, $0)
            < (calendars[Int($1)], pools[Int($1)].count, $1)
        }
      })
    calendarOf = Column(calendars)
    rank = Column(pools.map { Int32($0.count) })
    joined = Column(sets.table)
    calendarCount = Int32(problem.workingTimes.count)
    var starts: [Int32] = [0]
    for list in pools { starts.append(starts[starts.count - 1] + Int32(list.count)) }
    unitPoolStart = Column(starts)
    unitPools = Column(pools.flatMap { $0 })
    let slots = secondaries.slotStart
    slotStart = Column(slots.isEmpty ? none : slots)
    held = Column(repeating: -1, count: Int(slots.last ?? 0))
    let most = zip(slots, slots.dropFirst()).map { $1 - $0 }.max() ?? 0
    picked = Column(repeating: -1, count: Int(most))
    planned = Column(repeating: 0, count: held.count == 0 ? 0 : problem.operationCount)
  }

  /// Whether an operation holds anything.
  @inline(__always)
  func needs(_ o: Int32) -> Bool { needStart[o] < needStart[Int(o) + 1] }

  /// The pools of an operation's needs.
  @inline(__always)
  func needPools(_ o: Int32, _ body: (Int32) -> Void) {
    for need in needStart[o]..<needStart[Int(o) + 1] { body(needPool[need]) }
  }

  /// The units an operation holds, and from when until when.
  @inline(__always)
  func forEachHold(
    _ o: Int32, _ p: FloorPlacement,
    _ body: (_ unit: Int32, _ from: Int32, _ until: Int32) -> Void
  ) {
    forEachHold(o, from: p.setupStart, runStart: p.runStart, until: p.end) {
      body(held[$0], $1, $2)
    }
  }

  /// The slots of an operation in which a unit is held at all, and from when until when.
  @inline(__always)
  func forEachHold(
    _ o: Int32, from setupStart: Int32, runStart: Int32, until end: Int32,
    _ body: (_ slot: Int32, _ from: Int32, _ until: Int32) -> Void
  ) {
    var slot = slotStart[o]
    for need in needStart[o]..<needStart[Int(o) + 1] {
      let (from, until) = (inSetup[need] ? setupStart : runStart, inRun[need] ? end : runStart)
      for _ in 0..<needCount[need] {
        if from < until { body(slot, from, until) }
        slot &+= 1
      }
    }
  }

  /// The slots of an operation.
  @inline(__always)
  func forEachSlot(_ o: Int32, _ body: (Int32) -> Void) {
    for slot in slotStart[o]..<slotStart[Int(o) + 1] { body(slot) }
  }

  /// Makes an operation hold what was picked for it.
  @inline(__always)
  func keepPicked(_ o: Int32) {
    let first = slotStart[o]
    for slot in first..<slotStart[Int(o) + 1] { held[slot] = picked[slot &- first] }
  }

  // MARK: Picking

  /// For an operation without work: any unit will do, none is held.
  func pickAny(_ o: Int32) {
    for i in 0..<picked.count { picked[i] = -1 }
    for at in needStart[o]..<needStart[Int(o) + 1] {
      let need = pickOrder[at]
      var unit = poolStart[needPool[need]]
      for i in 0..<needCount[need] {
        while isPicked(poolUnits[unit]) { unit &+= 1 }
        picked[needSlot[need] &+ i] = poolUnits[unit]
      }
    }
  }

  private func isPicked(_ unit: Int32) -> Bool {
    for i in 0..<picked.count where picked[i] == unit { return true }
    return false
  }

  /// Picks the units for a task, on top of what holds it already, and says when it happens.
  func pick(
    _ o: Int32, _ task: FloorTask, _ before: FloorHold, _ decoder: FloorDecoder
  ) -> FloorPlacement {
    guard held[slotStart[o]] >= 0 else {
      return pickAnew(o, task, before, decoder.place(task, before).end, decoder)
    }
    let hold = keep(o, before, decoder)
    var kept = decoder.place(task, hold)
    let best = isInTime(hold, task, before, decoder) ? kept.end : decoder.place(task, before).end
    kept.isSuited = kept.end == best && !kept.slips
    let isAsPlanned = isReading && kept.runStart <= planned[o] && !kept.slips
    if !kept.isSuited, !isAsPlanned {
      let new = pickAnew(o, task, before, best, decoder)
      if new.end < kept.end || kept.slips && !new.slips { return new }
    }
    let first = slotStart[o]
    for slot in first..<slotStart[Int(o) + 1] { picked[slot &- first] = held[slot] }
    return kept
  }

  /// Whether units are there before the job and the machine are, for as long as that one works: then the task goes as without them.
  @inline(__always)
  private func isInTime(
    _ hold: FloorHold, _ task: FloorTask, _ before: FloorHold, _ decoder: FloorDecoder
  ) -> Bool {
    if decoder.hasBuffers { return false }
    let since = decoder.free[task.machine]
    return hold.setupCalendar == before.setupCalendar && hold.runCalendar == before.runCalendar
      && hold.setupFree <= since && hold.runFree <= max(since, task.ready)
  }

  /// What the units an operation holds mean for it.
  private func keep(_ o: Int32, _ before: FloorHold, _ decoder: FloorDecoder) -> FloorHold {
    taking(o, held, from: slotStart[o], before, decoder)
  }

  /// What units in a column mean for an operation, from its first slot on.
  @inline(__always)
  private func taking(
    _ o: Int32, _ units: borrowing Column<Int32>, from first: Int32, _ before: FloorHold,
    _ decoder: FloorDecoder
  ) -> FloorHold {
    var hold = before
    var slot = first
    for need in needStart[o]..<needStart[Int(o) + 1] {
      for _ in 0..<needCount[need] {
        take(units[slot], need, decoder, &hold)
        slot &+= 1
      }
    }
    return hold
  }

  private func pickAnew(
    _ o: Int32, _ task: FloorTask, _ before: FloorHold, _ best: Int32, _ decoder: FloorDecoder
  ) -> FloorPlacement {
    var hold = before
    for i in 0..<picked.count { picked[i] = -1 }
    for at in needStart[o]..<needStart[Int(o) + 1] {
      let need = pickOrder[at]
      for i in 0..<needCount[need] {
        let unit = soonest(need, task, hold, decoder)
        picked[needSlot[need] &+ i] = unit
        take(unit, need, decoder, &hold)
      }
    }
    var placement = decoder.place(task, hold)
    placement.isSuited = placement.end == best && !placement.slips
    // Work in hand has held its units all the time, and takes what nobody has had since.
    guard task.pin != ShopFloor.Settlement.running, spare(o, placement, decoder) else {
      return placement
    }
    // The same times, but who held it back may have been one it does not hold now.
    let isSuited = placement.isSuited
    placement = decoder.place(task, taking(o, picked, from: 0, before, decoder))
    placement.isSuited = isSuited
    return placement
  }

  /// The unit with which the task would end first; of a calendar's units only the one that is free first is looked at.
  private func soonest(
    _ need: Int32, _ task: FloorTask, _ hold: FloorHold,
    _ decoder: FloorDecoder
  ) -> Int32 {
    var (best, bestEnd) = (Int32(-1), Int32.max)
    var first = poolStart[needPool[need]]
    let last = poolStart[needPool[need] &+ 1]
    while first < last {
      let calendar = calendarOf[poolUnits[first]]
      var (unit, free) = (Int32(-1), Int32.max)
      while first < last, calendarOf[poolUnits[first]] == calendar {
        let candidate = poolUnits[first]
        let since = decoder.free[machineCount + Int(candidate)]
        if since < free, !isPicked(candidate) { (unit, free) = (candidate, since) }
        first &+= 1
      }
      guard unit >= 0 else { continue }
      if best < 0, first == last { return unit }
      var trial = hold
      take(unit, need, decoder, &trial)
      let end = decoder.place(task, trial).end
      if end < bestEnd { (best, bestEnd) = (unit, end) }
    }
    return best
  }

  private func take(
    _ unit: Int32, _ need: Int32, _ decoder: FloorDecoder, _ hold: inout FloorHold
  ) {
    let r = machineCount + Int(unit)
    if inSetup[need] {
      hold.setupCalendar = join(hold.setupCalendar, calendarOf[unit])
      if decoder.free[r] > hold.setupFree {
        (hold.setupFree, hold.setupHolder) = (decoder.free[r], decoder.last[r])
      }
    }
    if inRun[need] {
      hold.runCalendar = join(hold.runCalendar, calendarOf[unit])
      if decoder.free[r] > hold.runFree {
        (hold.runFree, hold.runHolder) = (decoder.free[r], decoder.last[r])
      }
    }
  }

  /// Makes operations hold what a plan says.
  func hold(_ units: [Int32]) { for i in 0..<held.count { held[i] = units[i] } }

  /// Makes operations hold what a plan says, which is read from now on.
  func beginReading(_ plan: borrowing FloorPlan) {
    hold(plan.units)
    isReading = !plan.starts.isEmpty
    if isReading { for o in 0..<planned.count { planned[o] = plan.starts[o] } }
  }

  /// From now on whoever would do sooner is taken.
  func endReading() { isReading = false }

  /// Picks for an operation whom another holds, which needs the same.
  func pick(_ o: Int32, as other: Int32) {
    let (from, slots) = (slotStart[other], slotStart[Int(o) + 1] &- slotStart[o])
    for i in 0..<slots { picked[i] = held[from &+ i] }
  }

  /// A set of calendars joined with those of the units that an operation holds in its run, or in its setup.
  func calendar(of o: Int32, from set: Int32, inRun isRun: Bool) -> Int32 {
    var result = set
    var slot = slotStart[o]
    for need in needStart[o]..<needStart[Int(o) + 1] {
      for _ in 0..<needCount[need] {
        if isRun ? inRun[need] : inSetup[need] { result = join(result, calendarOf[held[slot]]) }
        slot &+= 1
      }
    }
    return result
  }

  @inline(__always)
  private func join(_ set: Int32, _ calendar: Int32) -> Int32 {
    calendar < 0 ? set : set < 0 ? calendar : joined[set &* calendarCount &+ calendar]
  }

  /// Swaps picked units for others of their calendar that are free by then as well and less needed elsewhere.
  /// - Returns: whether any was.
  private func spare(_ o: Int32, _ p: FloorPlacement, _ decoder: FloorDecoder) -> Bool {
    var slot = 0
    var isSwapped = false
    for need in needStart[o]..<needStart[Int(o) + 1] {
      let begin = inSetup[need] ? p.setupStart : p.runStart
      let pool = needPool[need]
      for _ in 0..<needCount[need] {
        var best = picked[slot]
        let calendar = calendarOf[best]
        for at in poolStart[pool]..<poolStart[pool &+ 1] {
          let unit = poolUnits[at]
          let since = decoder.free[machineCount + Int(unit)]
          guard calendarOf[unit] == calendar, since <= begin, !isPicked(unit)
          else { continue }
          let known = decoder.free[machineCount + Int(best)]
          if rank[unit] < rank[best] || (rank[unit] == rank[best] && since > known) { best = unit }
        }
        if best != picked[slot] { isSwapped = true }
        picked[slot] = best
        slot += 1
      }
    }
    return isSwapped
  }
}
