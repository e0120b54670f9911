import TaktModel

/// A plan of the shop floor as a list: operations in the order the decoder places them, with their modes, and every placement
/// kept up to date.
///
/// A candidate rewrites a stretch of the list (``ListEdit``) and is evaluated from there: operations are placed anew only where they
/// were moved, or their machine or a predecessor has changed, and the pass ends as soon as nothing differs any more. What every resource
/// had before some positions is kept (``ResourceRows``), so a pass begins where the change does.
struct FloorSequence: ~Copyable {
  let decoder: FloorDecoder
  let reference: PlanReference
  let operationCount: Int
  private(set) var jobs: JobTimes

  let order: Column<Int32>
  let position: Column<Int32>
  let mode: Column<Int32>
  /// The last operation of each machine.
  let lastOn: Column<Int32>
  var cost = FloorCost()
  var overruns = 0

  private let rows: ResourceRows
  var stale: StaleResources
  /// Marks operations whose end the present candidate has changed.
  let changed: Column<Int32>
  /// Marks operations that wait for those.
  private let concerned: Column<Int32>
  private(set) var stamp: Int32 = 0
  /// How many of those concerned are still to come.
  private(set) var pending = 0

  // What the candidate has changed.
  var edit: ListEdit
  let keeper: RoomKeeper
  /// A list as it is put together, and what is left out of it so far.
  var listed: [Int32] = []
  var turnedAway: [Int32] = []
  var log: PlacementLog
  /// Where passes end: behind the list, or where a window's sight does.
  var limit: Int
  /// What lies behind a window's sight.
  var boundary: FloorBoundary
  private var undoCost = FloorCost()
  private var undoOverruns = 0
  private var end = 0
  /// What the candidate may lose.
  private var allowed = Int.max

  init(
    _ problem: Problem, objective: Objective, reference: consuming PlanReference = PlanReference()
  ) {
    self.reference = reference
    decoder = FloorDecoder(problem)
    let (n, m) = (problem.operationCount, decoder.resourceCount)
    operationCount = n
    jobs = JobTimes(problem, objective)
    order = Column(repeating: 0, count: n)
    position = Column(repeating: 0, count: n)
    mode = Column(repeating: 0, count: n)
    lastOn = Column(repeating: -1, count: problem.machineCount)
    rows = ResourceRows(positions: n, resources: m)
    stale = StaleResources(decoder)
    changed = Column(repeating: 0, count: n)
    concerned = Column(repeating: 0, count: n)
    edit = ListEdit(count: n)
    keeper = RoomKeeper(decoder)
    log = PlacementLog(decoder)
    limit = n
    boundary = FloorBoundary(operations: n, resources: m)
  }

  // MARK: Loading

  /// Takes over a plan; every operation is placed anew.
  mutating func load(_ plan: FloorPlan) { choose(plan) { _ in false } }

  /// Takes over a plan; operations that are open get the mode that completes them first.
  mutating func choose(_ plan: FloorPlan, isOpen: (Int) -> Bool) {
    decoder.holding.beginReading(plan)
    defer { decoder.holding.endReading() }
    for o in 0..<operationCount { decoder.hold[o] = plan.holds[o] }
    for o in 0..<operationCount { mode[o] = plan.mode[o] }
    decoder.clear()
    limit = operationCount
    overruns = 0
    cost = FloorCost(value: 0)
    if decoder.hasBuffers {
      addKeepingRoom(plan.order, isOpen: isOpen)
    } else {
      for (i, o) in plan.order.enumerated() { add(o, at: i, isOpen: isOpen(Int(o))) }
    }
    save(at: operationCount)
    takeLast()
    jobs.settleAll(decoder.placement, &cost)
  }

  /// Places the next operation of a list.
  @inline(__always)
  mutating func add(_ o: Int32, at i: Int, isOpen: Bool) {
    order[i] = o
    position[o] = Int32(i)
    save(at: i)
    if decoder.units.holds(o) { return loadUnit(o) }
    if isOpen { mode[o] = soonestMode(of: o) }
    decoder.placement[o] = decoder.place(o, mode[o])
    decoder.holding.keepPicked(o)
    decoder.apply(o)
    count(decoder.placement[o], o, 1)
  }

  private func soonestMode(of o: Int32) -> Int32 {
    let modes = decoder.modeStart[o]..<decoder.modeStart[Int(o) + 1]
    return modes.dropFirst().reduce((modes.lowerBound, decoder.place(o, modes.lowerBound).end)) {
      let end = decoder.place(o, $1).end
      return end < $0.1 ? ($1, end) : $0
    }.0
  }

  /// The schedule as it stands.
  func schedule() -> Schedule { decoder.schedule(mode: mode.array()) }

  /// Whether some operation ends past the calendars' horizon, or begins later than it must: then this is no plan.
  var isBroken: Bool { overruns > 0 }

  /// What a job adds to the objective.
  @inline(__always)
  func penalty(ofJob job: Int) -> Int { jobs.penalty(job, completion: jobs.completion[job]) }

  /// The operation of a job that ends last.
  func lastOperation(ofJob job: Int) -> Int32 {
    var best = jobs.operations(of: job).lowerBound
    for o in jobs.operations(of: job)
    where decoder.placement[o].end >= decoder.placement[best].end { best = o }
    return best
  }

  // MARK: Evaluating a candidate

  /// Brings placements and cost up to date after the list was edited.
  ///
  /// - Parameter allowed: what the candidate may add to the total; one that seems to add more is given up on the way
  /// - Returns: false for a candidate given up, which can only be taken back.
  @discardableResult
  mutating func evaluate(losingAtMost allowed: Int = .max) -> Bool {
    if decoder.hasBuffers { keepRoom() }
    let (low, high) = (edit.low, edit.high)
    restore(at: low)
    stale.rememberAll(decoder)
    stamp &+= 1
    log.clear()
    pending = 0
    (undoCost, undoOverruns) = (cost, overruns)
    self.allowed = allowed
    jobs.beginCandidate(value: cost.value)
    passStretch(low..<high)
    if !isHopeless { end = passBehind(high) }
    if isHopeless {
      boundary.begin()
      return false
    }
    jobs.settle(decoder.placement, &cost)
    if limit < operationCount { settleBoundary() }
    return true
  }

  /// Whether the candidate has lost more than it may, or an operation its time.
  @inline(__always)
  var isHopeless: Bool {
    jobs.lossSoFar &+ (cost.disruption &- undoCost.disruption) > allowed
      || overruns > 0 && undoOverruns == 0 && allowed < .max
  }

  /// Behind the stretch both lists agree: only what has changed inputs is placed anew.
  /// - Returns: the position from which on nothing has changed.
  private mutating func passBehind(_ high: Int) -> Int {
    stale.judgeAll(decoder)
    let (hasExtras, hasUnits) = (decoder.hasExtras, !decoder.units.isEmpty)
    let concernsAll = decoder.concernsAll
    var i = high
    while i < limit, stale.count > 0 || pending > 0 || concernsAll {
      let o = order[i]
      i += 1
      if hasUnits, decoder.units.holds(o) {
        passUnit(o)
        if isHopeless { break }
        continue
      }
      let machine = decoder.placement[o].machine
      let isDirty = seesChange(o)
      guard isDirty || concernsAll && machine >= 0 || meetsStale(o) else {
        decoder.apply(o)
        continue
      }
      if hasExtras { replaceWithExtras(o, machine) } else { replaceBehind(o, machine) }
      if isHopeless { break }
    }
    return i
  }

  /// Whether something that an operation is on, holds or might rather hold, or draws is stale.
  @inline(__always)
  func meetsStale(_ o: Int32) -> Bool {
    let machine = decoder.placement[o].machine
    return machine >= 0 && (stale[machine] || stale.meetsUnits(o, decoder))
      || decoder.hasExtras && decoder.meetsExtras(o, stale.mark)
  }

  /// Places an operation anew that may draw materials, or be in a machine with others.
  private mutating func replaceWithExtras(_ o: Int32, _ machine: Int32) {
    let count = decoder.extraCount(o)
    guard count > 0 else { return replaceBehind(o, machine) }
    for i in 0..<count { stale.rememberFresh(decoder.extra(o, i), decoder) }
    if machine < 0 {
      stale.apply(o, decoder)
      replace(o)
    } else {
      replaceBehind(o, machine)
    }
    for i in 0..<count { stale.judge(decoder.extra(o, i), decoder) }
  }

  /// Places an operation anew and sees whether what it runs on and holds goes on as before.
  private mutating func replaceBehind(_ o: Int32, _ machine: Int32) {
    guard machine >= 0 else { return replace(o) }
    let (units, first) = (decoder.machineCount, decoder.holding.slotStart[o])
    let last = decoder.holding.slotStart[Int(o) + 1]
    stale.rememberFresh(Int(machine), decoder)
    for slot in first..<last {
      stale.rememberFresh(units + Int(decoder.holding.held[slot]), decoder)
    }
    stale.apply(o, decoder)
    // Those it holds from now on have not been touched by it before: they are as they were, or stale already.
    let new = decoder.place(o, mode[o])
    for slot in first..<last {
      let unit = units + Int(decoder.holding.picked[slot &- first])
      if !isHeld(unit - units, first, last) { stale.rememberFresh(unit, decoder) }
    }
    replace(o, by: new)
    stale.judge(Int(machine), decoder)
    for slot in first..<last {
      stale.judge(units + Int(log.unit[slot]), decoder)
      stale.judge(units + Int(decoder.holding.held[slot]), decoder)
    }
  }

  @inline(__always)
  private func isHeld(_ unit: Int, _ first: Int32, _ last: Int32) -> Bool {
    for slot in first..<last where Int(decoder.holding.held[slot]) == unit { return true }
    return false
  }

  /// Whether a predecessor of an operation passes its job on otherwise now; it is asked once, where the operation stands.
  @inline(__always)
  mutating func seesChange(_ o: Int32) -> Bool {
    guard concerned[o] == stamp else { return false }
    pending -= 1
    return true
  }

  mutating func replace(_ o: Int32) { replace(o, by: decoder.place(o, mode[o])) }

  private mutating func replace(_ o: Int32, by new: FloorPlacement) {
    let old = decoder.placement[o]
    log.keep(o, decoder)
    decoder.holding.keepPicked(o)
    decoder.placement[o] = new
    decoder.apply(o)
    note(o, old, new)
  }

  /// Takes a new placement into the cost, and marks whom it concerns.
  @inline(__always)
  mutating func note(_ o: Int32, _ old: FloorPlacement, _ new: FloorPlacement) {
    count(old, o, -1)
    count(new, o, 1)
    // Whom it holds may have other breaks, and so its first batch another end.
    if decoder.passesOnOtherwise(new, old) || decoder.isLinked && holdsOtherwise(o) {
      changed[o] = stamp
      for a in decoder.successorStart[o]..<decoder.successorStart[Int(o) + 1]
      where concerned[decoder.successors[a]] != stamp {
        concerned[decoder.successors[a]] = stamp
        pending += 1
      }
    }
    jobs.note(o, ofJob: decoder.jobOf[o], old, new)
  }

  /// Whether an operation that the candidate has placed anew holds others than in the plan.
  @inline(__always)
  func holdsOtherwise(_ o: Int32) -> Bool {
    for slot in decoder.holding.slotStart[o]..<decoder.holding.slotStart[Int(o) + 1]
    where decoder.holding.held[slot] != log.unit[slot] { return true }
    return false
  }

  @inline(__always)
  mutating func count(_ p: FloorPlacement, _ o: Int32, _ sign: Int) {
    cost.setup &+= sign &* Int(p.setup)
    cost.money &+= sign &* Int(p.cost)
    if !reference.isEmpty { cost.disruption &+= sign &* reference.price(o, p) }
    if p.slips || p.end > decoder.clock.horizon { overruns += sign }
  }

  // MARK: Keeping or dropping it

  /// Keeps the candidate.
  mutating func accept() {
    if end == limit { takeLast() }
    if decoder.hasPower {
      restore(at: edit.low)
      apply(edit.low..<end)
    } else {
      rows.forget(behind: edit.low, through: end)
    }
    edit.clear()
  }

  /// Notes the last operation of each machine as the decoder has it.
  func takeLast() { for m in 0..<decoder.machineCount { lastOn[m] = decoder.last[m] } }

  /// Drops the candidate: list, modes and times are as before.
  mutating func takeBack() {
    log.takeBack(decoder)
    edit.undo(order, position, mode, decoder.hold)
    jobs.takeBack(decoder.placement)
    if limit < operationCount { boundary.takeBack() }
    (cost, overruns) = (undoCost, undoOverruns)
  }

  // MARK: The resources at a position

  /// Keeps the resources at a position, where a row belongs to it.
  @inline(__always)
  func save(at position: Int) {
    rows.save(at: position, decoder)
    if decoder.hasPower { decoder.power.save(at: position) }
  }

  /// Sets the resources to what they have before a position; placements before it must be those of the list.
  func restore(at low: Int) {
    let row = rows.restore(before: low, decoder)
    if decoder.hasPower {
      for i in decoder.power.restore(before: row)..<row { decoder.draw(order[i]) }
    }
    apply(row..<low)
  }

  /// Puts a stretch of the list where its placements say, and keeps the rows behind its positions.
  @inline(__always)
  private func apply(_ stretch: Range<Int>) {
    if decoder.units.isEmpty {
      for i in stretch {
        decoder.apply(order[i])
        save(at: i + 1)
      }
    } else {
      for i in stretch {
        decoder.applyAll(order[i])
        save(at: i + 1)
      }
    }
  }
}
