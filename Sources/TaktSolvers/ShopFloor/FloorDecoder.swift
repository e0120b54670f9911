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
  /// Ticks of the changeover and the own setup together, and the changeover's cost.
  var setup: Int32 = 0
  var cost: Int32 = 0
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
  private let predecessorLag: Column<Int32>
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
  /// Whether a schedule must say when setups begin and end.
  private let tellsSetups: Bool

  // What is placed so far.
  let placement: Column<FloorPlacement>
  /// Each machine's last end, setup family and operation.
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
    clock = WorkClock(problem.workingTimes)
    tellsSetups = !floor.isEmpty
    placement = Column(repeating: FloorPlacement(), count: n)
    free = Column(repeating: 0, count: m)
    family = Column(repeating: -1, count: m)
    last = Column(repeating: -1, count: m)
    clear()
  }

  /// Takes everything off the machines.
  func clear() {
    for m in 0..<machineCount {
      free[m] = 0
      family[m] = initialFamily[m]
      last[m] = -1
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
  func place(_ o: Int32, _ mode: Int32) -> FloorPlacement {
    let (ready, cause) = ready(o)
    var p = FloorPlacement()
    p.cause = cause
    let (setup, run) = (setupOf[mode], runOf[mode])
    guard setup &+ run > 0 else {
      (p.setupStart, p.start, p.runStart, p.end) = (ready, ready, ready, ready)
      return p
    }
    let machine = machineOf[mode]
    let calendar = calendarOf[machine]
    p.machine = machine
    p.previous = last[machine]
    let at = changeover(o, machine)
    let byClock = at >= 0 && runsInBreaks[at]
    let changeover = at < 0 ? 0 : changeoverTime[at]
    p.setup = setup &+ changeover
    p.cost = at < 0 ? 0 : changeoverCost[at]
    let setUp = clock.end(of: changeover, from: free[machine], byClock ? -1 : calendar)
    var begin = ready
    if setUp > ready {
      begin = setUp
      if last[machine] >= 0 { (p.cause, p.isHeldByMachine) = (last[machine], true) }
    }
    let done = clock.end(of: setup, from: begin, calendar)
    p.runStart = run > 0 ? clock.opening(done, calendar) : done
    p.end = clock.end(of: run, from: p.runStart, calendar)
    p.start = clock.start(of: setup, until: p.runStart, calendar)
    p.setupStart = clock.start(of: changeover, until: p.start, byClock ? -1 : calendar)
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
  }

  /// The schedule of what is placed.
  func schedule(mode: [Int32]) -> Schedule {
    let all = placement.array()
    return Schedule(
      mode: mode, start: all.map(\.start), end: all.map(\.end),
      setupStart: tellsSetups ? all.map(\.setupStart) : [],
      runStart: tellsSetups ? all.map(\.runStart) : [])
  }
}
