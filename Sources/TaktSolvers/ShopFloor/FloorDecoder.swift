import TaktModel

/// When an operation happens, and what held it back.
struct FloorPlacement {
  /// Begin of the changeover, of the operation's own setup, of its run, and its end.
  var setupStart: Int32 = 0
  var start: Int32 = 0
  var runStart: Int32 = 0
  var end: Int32 = 0
  /// Its machine; -1 for an operation without work, which needs none.
  var machine: Int32 = -1
  /// The operation before it on the machine, -1 for none.
  var previous: Int32 = -1
  /// What held it back: an operation, or -1 for its release.
  var cause: Int32 = -1
  /// Whether ``cause`` did so by holding a machine.
  var isHeldByMachine = false
  /// Whether no other units would have it end sooner, however free they were.
  var isSuited = false
  /// Ticks of the changeover and the own setup together, and the changeover's cost.
  var setup: Int32 = 0
  var cost: Int32 = 0
}

/// An operation in a mode, before it is known whom it holds.
struct FloorTask {
  var ready: Int32
  var cause: Int32
  var machine: Int32
  var calendar: Int32
  var changeover: Int32
  var byClock: Bool
  var setup: Int32
  var run: Int32
}

/// What held units mean for an operation's times: the calendars its setup and its run are worked in, and from when the
/// units are free, and after whom.
struct FloorHold {
  var setupCalendar: Int32
  var runCalendar: Int32
  var setupFree: Int32 = 0
  var runFree: Int32 = 0
  var setupHolder: Int32 = -1
  var runHolder: Int32 = -1

  init(calendar: Int32) { (setupCalendar, runCalendar) = (calendar, calendar) }
}

/// The serial schedule generation scheme of the shop floor: operations are placed one by one, each behind what its machine has
/// already, as early as its job, its machine and the calendars let it.
///
/// The one place among the engines that knows what a shop floor asks. An operation is anchored at the tick its run begins: own
/// setup and changeover are placed just in time before it, the changeover also while the job has not arrived yet.
struct FloorDecoder: ~Copyable {
  let operationCount: Int
  let machineCount: Int
  let jobOf: Column<Int32>
  private let release: Column<Int32>
  let modeStart: Column<Int32>
  let machineOf: Column<Int32>
  let setupOf: Column<Int32>
  let runOf: Column<Int32>
  let predecessorStart: Column<Int32>
  let predecessors: Column<Int32>
  let predecessorLag: Column<Int32>
  let successorStart: Column<Int32>
  let successors: Column<Int32>
  let familyOf: Column<Int32>
  private let familyCount: Int32
  private let matrixOf: Column<Int32>
  private let changeoverTime: Column<Int32>
  private let changeoverCost: Column<Int32>
  private let runsInBreaks: Column<Bool>
  private let initialFamily: Column<Int32>
  private let calendarOf: Column<Int32>
  let clock: WorkClock
  let holding: FloorHolding
  /// Whether a schedule must say when setups begin and end.
  private let tellsSetups: Bool

  // What is placed so far.
  let placement: Column<FloorPlacement>
  /// Machines, and behind them the units of secondary resources.
  let resourceCount: Int
  /// Each resource's last end (or release), setup family and operation.
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
    predecessorStart = Column(problem.predecessorStart)
    predecessors = Column(problem.predecessors)
    predecessorLag = Column(problem.predecessorLag)
    successorStart = Column(problem.successorStart)
    successors = Column(problem.successors)
    let table = floor.changeovers
    familyCount = Int32(table.familyCount)
    familyOf = Column(table.isEmpty ? Array(repeating: -1, count: n) : table.familyOf)
    matrixOf = Column(table.isEmpty ? Array(repeating: -1, count: m) : table.matrixOf)
    initialFamily = Column(table.isEmpty ? Array(repeating: -1, count: m) : table.initialFamily)
    changeoverTime = Column(table.time)
    changeoverCost = Column(table.cost)
    runsInBreaks = Column(table.runsInBreaks)
    calendarOf = Column(problem.workingTimeOf)
    let sets = CalendarSets(problem)
    clock = WorkClock(sets.times)
    holding = FloorHolding(problem, sets)
    resourceCount = m + floor.secondaries.unitCount
    tellsSetups = !floor.isEmpty
    placement = Column(repeating: FloorPlacement(), count: n)
    free = Column(repeating: 0, count: resourceCount)
    family = Column(repeating: -1, count: resourceCount)
    last = Column(repeating: -1, count: resourceCount)
    clear()
  }

  /// Takes everything off the resources.
  func clear() {
    for r in 0..<resourceCount {
      free[r] = 0
      family[r] = r < machineCount ? initialFamily[r] : -1
      last[r] = -1
    }
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

  /// When an operation's job lets it begin, and which operation of it ends last before.
  @inline(__always)
  func ready(_ o: Int32) -> (tick: Int32, cause: Int32) {
    var tick = release[jobOf[o]]
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
    let (ready, cause) = ready(o)
    let (setup, run) = (setupOf[mode], runOf[mode])
    guard setup &+ run > 0 else {
      var p = FloorPlacement()
      (p.setupStart, p.start, p.runStart, p.end) = (ready, ready, ready, ready)
      p.cause = cause
      holding.pickAny(o)
      return p
    }
    let machine = machineOf[mode]
    let at = changeover(o, machine)
    let task = FloorTask(
      ready: ready, cause: cause, machine: machine, calendar: calendarOf[machine],
      changeover: at < 0 ? 0 : changeoverTime[at], byClock: at >= 0 && runsInBreaks[at],
      setup: setup, run: run)
    var p =
      holding.needs(o)
      ? holding.pick(o, task, self) : place(task, FloorHold(calendar: task.calendar))
    p.machine = machine
    p.previous = last[machine]
    p.setup = setup &+ task.changeover
    p.cost = at < 0 ? 0 : changeoverCost[at]
    return p
  }

  /// The times of a task that holds certain units.
  @inline(__always)
  func place(_ task: borrowing FloorTask, _ hold: borrowing FloorHold) -> FloorPlacement {
    var p = FloorPlacement()
    p.cause = task.cause
    // The changeover, or the setup where there is none, waits for the machine and whom it holds.
    var (from, holder) = (free[task.machine], last[task.machine])
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
    if task.run > 0 {
      if hold.runFree > done {
        done = hold.runFree
        if hold.runHolder >= 0 { (p.cause, p.isHeldByMachine) = (hold.runHolder, true) }
      }
      done = clock.opening(done, hold.runCalendar)
    }
    p.runStart = done
    p.end = clock.end(of: task.run, from: done, hold.runCalendar)
    p.start = clock.start(of: task.setup, until: done, hold.setupCalendar)
    p.setupStart = clock.start(
      of: task.changeover, until: p.start, task.byClock ? -1 : hold.setupCalendar)
    return p
  }

  /// Puts an operation where its placement says: the machine goes on from there.
  @inline(__always)
  func apply(_ o: Int32) {
    let machine = placement[o].machine
    guard machine >= 0 else { return }
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
