import TaktModel

/// The serial schedule generation scheme of the shop floor: operations are placed one by one, each behind what its machine has
/// already, as early as its job, its machine and the calendars let it.
///
/// The one place among the engines that knows what a shop floor asks. An operation is anchored at the tick its run begins: own
/// setup and changeover are placed just in time before it, the changeover also while the job has not arrived yet.
///
/// One object a search: as a struct, its forty columns were copied to the stack for calls (a tenth of the time).
final class FloorDecoder {
  let operationCount: Int
  let machineCount: Int
  let jobOf: Column<Int32>
  let release: Column<Int32>
  let modeStart: Column<Int32>
  let machineOf: Column<Int32>
  let setupOf: Column<Int32>
  let runOf: Column<Int32>
  let predecessorStart: Column<Int32>
  let predecessors: Column<Int32>
  let predecessorLag: Column<Int32>
  let successorStart: Column<Int32>
  let successors: Column<Int32>
  /// How early each operation may begin, and when it must; see ``ShopFloor/Settlement``.
  let earliest: Column<Int32>
  let pin: Column<Int32>
  /// No run begins earlier: where an operation is pinned to, and whatever whoever repairs a plan holds it to.
  let hold: Column<Int32>
  let familyOf: Column<Int32>
  private let familyCount: Int32
  private let matrixOf: Column<Int32>
  private let changeoverTime: Column<Int32>
  private let changeoverCost: Column<Int32>
  private let runsInBreaks: Column<Bool>
  private let initialFamily: Column<Int32>
  let calendarOf: Column<Int32>
  let isUnlimited: Column<Bool>
  let hasUnlimited: Bool
  private let longestBreak: Column<Int32>
  let travel: Travel
  let links: FloorLinks
  let units: FloorUnits
  /// The tick each operation of a unit must end at or after, for others to follow it soon enough.
  let endsAfter: Column<Int32>
  // The resources before a unit is placed.
  let savedFree: Column<Int32>
  let savedFamily: Column<Int32>
  let savedLast: Column<Int32>
  // A unit before it is tried.
  let savedPlacement: Column<FloorPlacement>
  let savedHeld: Column<Int32>
  /// Whether links or breaks may delay each operation where it would fit else.
  private let isBound: Column<Bool>
  /// Whether what an operation waits for is more than ends and lags.
  let isLinked: Bool
  let clock: WorkClock
  let holding: FloorHolding
  let materials: FloorMaterials
  let hasMaterials: Bool
  let batches: FloorBatches
  let hasBatches: Bool
  let power: FloorPower
  let hasPower: Bool
  let buffers: FloorBuffers
  let hasBuffers: Bool
  /// Whether what is placed otherwise may concern all that come behind it in a list, not only those that share something with it.
  let concernsAll: Bool
  /// Whether there are materials or batch machines.
  let hasExtras: Bool
  /// Whether a schedule must say when setups begin and end.
  private let tellsSetups: Bool

  // What is placed so far.
  let placement: Column<FloorPlacement>
  /// Machines, behind them the units of secondary resources, and behind those materials, kits and what is in batch machines.
  let resourceCount: Int
  /// Each resource's last end (of a material what has been drawn), setup family and operation.
  let free: Column<Int32>
  let family: Column<Int32>
  let last: Column<Int32>

  init(_ problem: Problem) {
    let (n, m) = (problem.operationCount, problem.machineCount)
    operationCount = n
    machineCount = m
    jobOf = Column(problem.jobOf)
    release = Column(problem.release)
    modeStart = Column(problem.modeStart)
    machineOf = Column(problem.machine)
    let floor = problem.floor
    let setup =
      floor.setup.isEmpty ? Array(repeating: 0, count: problem.modeCount) : floor.setup
    setupOf = Column(setup)
    runOf = Column(zip(problem.duration, setup).map { $0 - $1 })
    units = FloorUnits(problem)
    let arcs = FloorArcs(problem, units)
    predecessorStart = Column(arcs.predecessorStart)
    predecessors = Column(arcs.predecessors)
    predecessorLag = Column(arcs.predecessorLag)
    successorStart = Column(arcs.successorStart)
    successors = Column(arcs.successors)
    let settlement = floor.settlement
    earliest = Column(
      settlement.isEmpty ? Array(repeating: 0, count: problem.modeCount) : settlement.earliest)
    pin = Column(
      settlement.isEmpty
        ? Array(repeating: ShopFloor.Settlement.free, count: n) : settlement.pin)
    hold = Column(repeating: 0, count: n)
    let table = floor.changeovers
    familyCount = Int32(table.familyCount)
    familyOf = Column(table.isEmpty ? Array(repeating: -1, count: n) : table.familyOf)
    matrixOf = Column(table.isEmpty ? Array(repeating: -1, count: m) : table.matrixOf)
    initialFamily = Column(table.isEmpty ? Array(repeating: -1, count: m) : table.initialFamily)
    changeoverTime = Column(table.time)
    changeoverCost = Column(table.cost)
    runsInBreaks = Column(table.runsInBreaks)
    calendarOf = Column(problem.workingTimeOf)
    hasUnlimited = !floor.unlimited.isEmpty
    isUnlimited = Column((0..<m).map { floor.isUnlimited($0) })
    longestBreak = Column(
      floor.longestBreak.isEmpty ? Array(repeating: -1, count: n) : floor.longestBreak)
    travel = Travel(floor.transport)
    links = FloorLinks(problem, arcs)
    isLinked = !floor.transport.isEmpty || !floor.links.isEmpty || !units.isEmpty
    isBound = Column(repeating: false, count: n)
    for o in 0..<n { isBound[o] = links.binds[o] || longestBreak[o] >= 0 }
    for o in floor.maximumLags.from { isBound[o] = true }
    endsAfter = Column(repeating: 0, count: units.isEmpty ? 0 : n)
    let sets = CalendarSets(problem)
    clock = WorkClock(sets.times)
    holding = FloorHolding(problem, sets)
    materials = FloorMaterials(problem, base: m + floor.secondaries.unitCount)
    hasMaterials = !floor.materials.isEmpty
    batches = FloorBatches(problem, base: materials.base + materials.count)
    hasBatches = batches.count > 0
    hasExtras = hasMaterials || hasBatches
    power = FloorPower(problem)
    hasPower = !power.isEmpty
    buffers = FloorBuffers(problem, base: batches.base + batches.count, horizon: clock.horizon)
    hasBuffers = !buffers.isEmpty
    concernsAll = hasPower || hasBuffers
    resourceCount = buffers.base + buffers.count
    let saved = units.isEmpty ? 0 : resourceCount
    savedFree = Column(repeating: 0, count: saved)
    savedFamily = Column(repeating: 0, count: saved)
    savedLast = Column(repeating: 0, count: saved)
    savedPlacement = Column(repeating: FloorPlacement(), count: units.isEmpty ? 0 : n)
    savedHeld = Column(repeating: 0, count: units.isEmpty ? 0 : holding.held.count)
    tellsSetups = !floor.isEmpty
    placement = Column(repeating: FloorPlacement(), count: n)
    free = Column(repeating: 0, count: resourceCount)
    family = Column(repeating: -1, count: resourceCount)
    last = Column(repeating: -1, count: resourceCount)
    for o in 0..<n { release(o) }
    if hasPower { drawSettled() }
    clear()
  }

  /// Holds an operation to nothing but its pin.
  func release(_ o: Int) { hold[o] = max(0, pin[o]) }

  /// Has an operation's run begin no earlier than a tick.
  func hold(_ o: Int, to tick: Int32) { hold[o] = max(0, pin[o], tick) }

  /// Takes everything off the resources.
  func clear() {
    for r in 0..<resourceCount {
      free[r] = 0
      family[r] = r < machineCount ? initialFamily[r] : -1
      last[r] = -1
    }
    if hasPower { power.clear() }
    if hasBuffers { buffers.begin(self) }
  }

  /// Where the changeover of a machine from its present family stands, -1 for none.
  @inline(__always)
  private func changeover(_ o: Int32, _ machine: Int32) -> Int32 {
    let (new, matrix) = (familyOf[o], matrixOf[machine])
    guard new >= 0, matrix >= 0 else { return -1 }
    let old = family[machine] < 0 ? familyCount : family[machine]
    return (matrix &* (familyCount &+ 1) &+ old) &* familyCount &+ new
  }

  /// Ticks a machine would now change over for an operation.
  @inline(__always)
  func changeoverTime(_ o: Int32, on machine: Int32) -> Int32 {
    let at = changeover(o, machine)
    return at < 0 ? 0 : changeoverTime[at]
  }

  /// The longest changeovers a machine may need for an operation: in working time, and by the clock.
  func longestChangeover(_ o: Int32, on machine: Int32) -> (worked: Int32, byClock: Int32) {
    let (new, matrix) = (familyOf[o], matrixOf[machine])
    guard new >= 0, matrix >= 0 else { return (0, 0) }
    var result = (worked: Int32(0), byClock: Int32(0))
    for old in 0...familyCount {
      let at = (matrix &* (familyCount &+ 1) &+ old) &* familyCount &+ new
      if runsInBreaks[at] {
        result.byClock = max(result.byClock, changeoverTime[at])
      } else {
        result.worked = max(result.worked, changeoverTime[at])
      }
    }
    return result
  }

  /// When an operation's job lets it begin in a mode, and which operation of it ends last before.
  @inline(__always)
  func ready(_ o: Int32, _ mode: Int32) -> (tick: Int32, cause: Int32) {
    if isLinked { return linkedReady(o, mode) }
    var tick = max(release[jobOf[o]], earliest[mode])
    var cause: Int32 = -1
    for a in predecessorStart[o]..<predecessorStart[Int(o) + 1] {
      let t = placement[predecessors[a]].end &+ predecessorLag[a]
      if t >= tick { (tick, cause) = (t, predecessors[a]) }
    }
    return (tick, cause)
  }

  /// Where an operation would go in a mode, everything it waits for being placed.
  ///
  /// The units it would hold are left in ``FloorHolding/picked``.
  func place(_ o: Int32, _ mode: Int32) -> FloorPlacement {
    var (ready, cause) = ready(o, mode)
    let (setup, run) = (setupOf[mode], runOf[mode])
    var held = FloorHold(calendar: -1)
    if hasMaterials {
      (held.runFree, held.runHolder) = materials.supply(o, free, last)
      // What only sets up is done when it runs: its materials must be there before.
      if run == 0, held.runFree > ready { (ready, cause) = (held.runFree, held.runHolder) }
    }
    guard setup &+ run > 0 else {
      var p = FloorPlacement()
      if hold[o] > ready { (ready, cause) = (hold[o], -1) }
      (p.setupStart, p.start, p.runStart, p.end) = (ready, ready, ready, ready)
      p.slips = pin[o] >= 0 && ready > pin[o]
      p.cause = cause
      p.mode = mode
      holding.pickAny(o)
      return isBound[o] && isLinked ? settledIdle(o, p) : p
    }
    let machine = machineOf[mode]
    let at = changeover(o, machine)
    let task = FloorTask(
      ready: ready, cause: cause, machine: machine, calendar: calendarOf[machine],
      changeover: at < 0 ? 0 : changeoverTime[at], byClock: at >= 0 && runsInBreaks[at],
      setup: setup, run: run, hold: hold[o], pin: pin[o], longestBreak: longestBreak[o],
      operation: o, mode: mode, isBound: isBound[o])
    if hasUnlimited, isUnlimited[machine] { return placeWithoutLimit(o, mode, task, held) }
    if hasBatches, let p = joined(o, task, held) { return p }
    (held.setupCalendar, held.runCalendar) = (task.calendar, task.calendar)
    var p = holding.needs(o) ? holding.pick(o, task, held, self) : place(task, held)
    p.machine = machine
    p.mode = mode
    p.previous = last[machine]
    p.setup = setup &+ task.changeover
    (p.changeover, p.isByClock) = (task.changeover, task.byClock)
    p.cost = at < 0 ? 0 : changeoverCost[at]
    return p
  }

  /// Where an operation would go on a machine without limit: nothing is ever put there, so it is free, and goes on being so.
  @inline(never)
  private func placeWithoutLimit(
    _ o: Int32, _ mode: Int32, _ task: borrowing FloorTask, _ held: borrowing FloorHold
  ) -> FloorPlacement {
    holding.pickAny(o)
    var hold = FloorHold(calendar: task.calendar)
    (hold.runFree, hold.runHolder) = (held.runFree, held.runHolder)
    var p = place(task, hold)
    p.setup = task.setup
    p.mode = mode
    return p
  }

  /// The times of a task that holds certain units.
  @inline(__always)
  func place(_ task: borrowing FloorTask, _ hold: borrowing FloorHold) -> FloorPlacement {
    var p = FloorPlacement()
    p.cause = task.cause
    // The changeover, or the setup where there is none, waits for the machine and whom it holds.
    var (from, holder) = (free[task.machine], last[task.machine])
    if hasBuffers {
      from = buffers.free(task.machine, for: task.operation, self)
      if from >= buffers.never { p.slips = true }
    }
    if task.changeover &+ task.setup > 0, hold.setupFree > from {
      (from, holder) = (hold.setupFree, hold.setupHolder)
    }
    let setUp = clock.end(of: task.changeover, from: from, task.byClock ? -1 : hold.setupCalendar)
    var begin = task.ready
    if setUp > begin {
      begin = setUp
      if holder >= 0 { (p.cause, p.isHeldByMachine) = (holder, true) }
    }
    var done = clock.end(of: task.setup, from: begin, hold.setupCalendar)
    // Whom work in hand holds, it has held all the time: nobody else may have had them since.
    if task.pin == ShopFloor.Settlement.running, task.changeover &+ task.setup == 0,
      hold.runFree > 0
    {
      p.slips = true
    }
    if task.run > 0 {
      if hold.runFree > done {
        done = hold.runFree
        if hold.runHolder >= 0 { (p.cause, p.isHeldByMachine) = (hold.runHolder, true) }
        if task.pin == ShopFloor.Settlement.running { p.slips = true }
      }
      if task.hold > done { (done, p.cause, p.isHeldByMachine) = (task.hold, -1, false) }
      done = clock.opening(done, hold.runCalendar)
    }
    put(&p, at: done, task, hold)
    if task.isBound { p = settled(p, task, hold) }
    if hasPower { p = powered(p, task, hold) }
    if task.pin != ShopFloor.Settlement.free {
      let isLate = task.pin < 0 ? begin > 0 : p.runStart > task.pin
      if isLate { p.slips = true }
    }
    return p
  }

  /// Places a task so that its run begins at a tick: setup and changeover just in time before it.
  @inline(__always)
  func put(
    _ p: inout FloorPlacement, at runStart: Int32, _ task: borrowing FloorTask,
    _ hold: borrowing FloorHold
  ) {
    p.runStart = runStart
    p.end = clock.end(of: task.run, from: runStart, hold.runCalendar)
    p.start = clock.start(of: task.setup, until: runStart, hold.setupCalendar)
    p.setupStart = clock.start(
      of: task.changeover, until: p.start, task.byClock ? -1 : hold.setupCalendar)
  }

  /// Puts an operation where its placement says: the machine goes on from there.
  @inline(__always)
  func apply(_ o: Int32) {
    if hasMaterials { materials.draw(o, placement[o].runStart, free, last) }
    if hasBuffers { return applyKeepingRoom(o) }
    occupy(o)
  }

  /// Has an operation's machine, and whom it holds, go on from its end.
  @inline(__always)
  func occupy(_ o: Int32) {
    let machine = placement[o].machine
    guard machine >= 0 else { return }
    if hasBatches, placement[o].joins { return join(o, machine, free, last) }
    if hasBatches { batches.enter(o, machine, joins: false, free) }
    if hasPower { drawOne(o) }
    free[machine] = placement[o].end
    last[machine] = o
    if familyOf[o] >= 0 { family[machine] = familyOf[o] }
    guard holding.needs(o) else { return }
    holding.forEachHold(o, placement[o]) { unit, _, until in
      free[machineCount + Int(unit)] = until
      last[machineCount + Int(unit)] = o
    }
  }

  /// The schedule of what is placed.
  func schedule(mode: [Int32]) -> Schedule {
    let all = placement.array()
    return Schedule(
      mode: mode, start: all.map(\.start), end: all.map(\.end),
      setupStart: tellsSetups ? all.map(\.setupStart) : [],
      runStart: tellsSetups ? all.map(\.runStart) : [], units: holding.held.array())
  }
}
