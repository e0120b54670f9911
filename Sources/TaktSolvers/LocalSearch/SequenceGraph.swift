import TaktModel

/// A schedule as machine sequences, with every start and end kept up to date: the state of a local search.
///
/// Operations stand in an explicit topological order. A move takes one operation out of its machine's sequence and puts it
/// elsewhere (on the same machine or another one); the order is repaired between the two places only, and one
/// branch-poor pass from the first changed position brings starts and ends up to date — measured several times faster
/// than following changes from operation to operation. Calendars, releases, lags and precedence graphs are exact.
struct SequenceGraph: ~Copyable {
  // The problem, in columns of our own.
  let operationCount: Int
  let jobCount: Int
  private let jobOf: Column<Int32>
  private let release: Column<Int32>
  private let costs: CompletionCost
  let modeStart: Column<Int32>
  let machineOfMode: Column<Int32>
  private let workOfMode: Column<Int32>
  private let predecessorStart: Column<Int32>
  private let predecessors: Column<Int32>
  private let predecessorLag: Column<Int32>
  private let successorStart: Column<Int32>
  private let successors: Column<Int32>
  /// Operations without a successor, by job: where a job's completion is read.
  private let sinkStart: Column<Int32>
  private let sinks: Column<Int32>
  private let clock: WorkClock
  private let calendarOf: Column<Int32>

  // The schedule.
  let mode: Column<Int32>
  let machine: Column<Int32>
  private let work: Column<Int32>
  /// Neighbours on the machine, -1 for none.
  let before: Column<Int32>
  let after: Column<Int32>
  private let firstOn: Column<Int32>
  let lastOn: Column<Int32>
  private let order: Column<Int32>
  private let position: Column<Int32>
  let start: Column<Int32>
  let end: Column<Int32>
  /// Completion of each job, for the objective.
  let completion: Column<Int32>
  private(set) var cost = 0

  // The last move, to take it back.
  private let savedOrder: Column<Int32>
  private let savedStart: Column<Int32>
  private let savedEnd: Column<Int32>
  private let parked: Column<Int32>
  private let mark: Column<Int32>
  private var stamp: Int32 = 0
  private var undo = Undo()

  private struct Undo {
    var operation: Int32 = -1
    var mode: Int32 = 0
    var before: Int32 = -1
    var low = 0
    var high = -1
    var cost = 0
  }

  init(_ problem: Problem, objective: Objective) {
    let n = problem.operationCount
    operationCount = n
    jobCount = problem.jobCount
    jobOf = Column(problem.jobOf)
    release = Column(problem.release)
    costs = CompletionCost(problem, objective)
    modeStart = Column(problem.modeStart)
    machineOfMode = Column(problem.machine)
    workOfMode = Column(problem.duration)
    predecessorStart = Column(problem.predecessorStart)
    predecessors = Column(problem.predecessors)
    predecessorLag = Column(problem.predecessorLag)
    successorStart = Column(problem.successorStart)
    successors = Column(problem.successors)
    clock = WorkClock(problem.workingTimes)
    calendarOf = Column(problem.workingTimeOf)
    var (sinkStart, sinks) = ([Int32(0)], [Int32]())
    for job in 0..<problem.jobCount {
      sinks += problem.operations(ofJob: job)
        .filter { problem.arcs(outOf: $0).isEmpty }.map(Int32.init)
      sinkStart.append(Int32(sinks.count))
    }
    self.sinkStart = Column(sinkStart)
    self.sinks = Column(sinks)
    mode = Column(repeating: 0, count: n)
    machine = Column(repeating: 0, count: n)
    work = Column(repeating: 0, count: n)
    before = Column(repeating: -1, count: n)
    after = Column(repeating: -1, count: n)
    firstOn = Column(repeating: -1, count: problem.machineCount)
    lastOn = Column(repeating: -1, count: problem.machineCount)
    order = Column(repeating: 0, count: n)
    position = Column(repeating: 0, count: n)
    start = Column(repeating: 0, count: n)
    end = Column(repeating: 0, count: n)
    completion = Column(repeating: 0, count: problem.jobCount)
    savedOrder = Column(repeating: 0, count: n)
    savedStart = Column(repeating: 0, count: n)
    savedEnd = Column(repeating: 0, count: n)
    parked = Column(repeating: 0, count: n)
    mark = Column(repeating: 0, count: n)
  }

  /// Takes over a plan's sequences and modes; times are worked out.
  mutating func load(_ plan: SequencePlan) {
    for m in 0..<lastOn.count {
      firstOn[m] = -1
      lastOn[m] = -1
    }
    for (i, o) in plan.order.enumerated() {
      order[i] = o
      position[o] = Int32(i)
      choose(plan.mode[Int(o)], for: o)
      link(o, after: lastOn[machine[o]])
    }
    evaluate(from: 0)
  }

  /// The plan as it stands, into one that is there.
  func save(to plan: inout SequencePlan) {
    for i in 0..<operationCount { plan.order[i] = order[i] }
    for o in 0..<operationCount { plan.mode[o] = mode[o] }
    plan.cost = cost
  }

  /// The schedule as it stands.
  func schedule() -> Schedule {
    Schedule(mode: mode.array(), start: start.array(), end: end.array())
  }

  /// Whether some operation ends past the calendars' horizon: then this is no schedule.
  var overruns: Bool { cost == Int.max }

  // MARK: Times

  /// Brings starts and ends up to date from a position of the topological order on, keeping the old ones for ``takeBack()``.
  private mutating func evaluate(from low: Int) {
    var latest: Int32 = 0
    for i in low..<operationCount {
      let o = order[i]
      var ready = release[jobOf[o]]
      var a = predecessorStart[o]
      let last = predecessorStart[Int(o) + 1]
      while a < last {
        ready = max(ready, end[predecessors[a]] &+ predecessorLag[a])
        a &+= 1
      }
      if before[o] >= 0 { ready = max(ready, end[before[o]]) }
      savedStart[i] = start[o]
      savedEnd[i] = end[o]
      let (s, e) = clock.place(work[o], from: ready, calendarOf[machine[o]])
      start[o] = s
      end[o] = e
      latest = max(latest, e)
    }
    cost = latest > clock.horizon ? Int.max : costNow()
  }

  private func costNow() -> Int {
    for job in 0..<jobCount {
      var done: Int32 = 0
      for i in sinkStart[job]..<sinkStart[job + 1] { done = max(done, end[sinks[i]]) }
      completion[job] = done
    }
    return costs.value(completion)
  }

  /// When an operation could start if its machine were free.
  func ready(_ o: Int32) -> Int32 {
    var ready = release[jobOf[o]]
    for a in predecessorStart[o]..<predecessorStart[Int(o) + 1] {
      ready = max(ready, end[predecessors[a]] &+ predecessorLag[a])
    }
    return ready
  }

  /// What holds an operation back: its machine predecessor, or the job predecessor that is ready last; -1 for its release.
  func cause(of o: Int32, preferMachine: Bool) -> (operation: Int32, onMachine: Bool) {
    var bound = release[jobOf[o]]
    var binding: Int32 = -1
    for a in predecessorStart[o]..<predecessorStart[Int(o) + 1] {
      let t = end[predecessors[a]] &+ predecessorLag[a]
      if t >= bound { (bound, binding) = (t, predecessors[a]) }
    }
    let b = before[o]
    if b >= 0, end[b] > bound || (end[b] == bound && (preferMachine || binding < 0)) {
      return (b, true)
    }
    return (binding, false)
  }

  /// The last operation of a job to end.
  func lastOperation(ofJob job: Int) -> Int32 {
    var best: Int32 = -1
    for i in sinkStart[job]..<sinkStart[job + 1]
    where best < 0 || end[sinks[i]] > end[best] { best = sinks[i] }
    return best
  }

  /// What a job adds to the objective now.
  @inline(__always)
  func penalty(ofJob job: Int) -> Int { costs.share(ofJob: job, completion: completion[job]) }

  // MARK: Moves

  /// Moves an operation to a mode, behind an operation of that mode's machine (-1: to its front), and re-times.
  /// - Returns: false where that would close a cycle; nothing is changed then.
  mutating func move(_ u: Int32, to newMode: Int32, behind a: Int32) -> Bool {
    undo = Undo(operation: u, mode: mode[u], before: before[u], cost: cost)
    unlink(u)
    choose(newMode, for: u)
    link(u, after: a)
    guard let low = repairOrder(around: u) else {
      unlink(u)
      choose(undo.mode, for: u)
      link(u, after: undo.before)
      return false
    }
    undo.low = low
    evaluate(from: low)
    return true
  }

  /// Takes the last successful move back.
  ///
  /// Once only.
  mutating func takeBack() {
    for i in undo.low..<operationCount {
      let o = order[i]
      start[o] = savedStart[i]
      end[o] = savedEnd[i]
    }
    let u = undo.operation
    unlink(u)
    choose(undo.mode, for: u)
    link(u, after: undo.before)
    if undo.high >= undo.low {
      for i in undo.low...undo.high {
        order[i] = savedOrder[i]
        position[order[i]] = Int32(i)
      }
    }
    cost = undo.cost
    // Completions are read where costs are: bring them back too.
    _ = costNow()
  }

  private func choose(_ newMode: Int32, for o: Int32) {
    mode[o] = newMode
    machine[o] = machineOfMode[newMode]
    work[o] = workOfMode[newMode]
  }

  private func link(_ o: Int32, after a: Int32) {
    let m = machine[o]
    let b = a < 0 ? firstOn[m] : after[a]
    before[o] = a
    after[o] = b
    if a < 0 { firstOn[m] = o } else { after[a] = o }
    if b < 0 { lastOn[m] = o } else { before[b] = o }
  }

  private func unlink(_ o: Int32) {
    let (m, a, b) = (machine[o], before[o], after[o])
    if a < 0 { firstOn[m] = b } else { after[a] = b }
    if b < 0 { lastOn[m] = a } else { before[b] = a }
  }

  /// Makes the topological order agree with the links again after `u` was linked in.
  /// - Returns: the first position whose times may change; nil for a cycle, the order then untouched.
  private mutating func repairOrder(around u: Int32) -> Int? {
    let (a, b) = (before[u], after[u])
    let from = Int(position[u])
    undo.high = -1
    if a >= 0, Int(position[a]) > from { return shiftBack(u, from, behind: a) }
    if b >= 0, Int(position[b]) < from { return shiftForward(u, from, ahead: b) }
    return from
  }

  /// `u` goes behind `a`, and with it all that follows it in between.
  private mutating func shiftBack(_ u: Int32, _ from: Int, behind a: Int32) -> Int? {
    let to = Int(position[a])
    stamp &+= 1
    mark[u] = stamp
    for i in from + 1...to {
      let x = order[i]
      if followsMarked(x) {
        if x == a { return nil }
        mark[x] = stamp
      }
    }
    var write = from
    var held = 0
    for i in from...to { savedOrder[i] = order[i] }
    for i in from...to {
      let x = savedOrder[i]
      if mark[x] == stamp {
        parked[held] = x
        held += 1
      } else {
        order[write] = x
        position[x] = Int32(write)
        write += 1
      }
    }
    for k in 0..<held {
      order[write] = parked[k]
      position[parked[k]] = Int32(write)
      write += 1
    }
    undo.high = to
    return from
  }

  /// `u` goes ahead of `b`, and with it all that it needs in between.
  private mutating func shiftForward(_ u: Int32, _ from: Int, ahead b: Int32) -> Int? {
    let to = Int(position[b])
    stamp &+= 1
    mark[u] = stamp
    for i in stride(from: from - 1, through: to, by: -1) {
      let x = order[i]
      if precedesMarked(x) {
        if x == b { return nil }
        mark[x] = stamp
      }
    }
    var write = from
    var held = 0
    for i in to...from { savedOrder[i] = order[i] }
    for i in stride(from: from, through: to, by: -1) {
      let x = savedOrder[i]
      if mark[x] == stamp {
        parked[held] = x
        held += 1
      } else {
        order[write] = x
        position[x] = Int32(write)
        write -= 1
      }
    }
    for k in 0..<held {
      order[write] = parked[k]
      position[parked[k]] = Int32(write)
      write -= 1
    }
    undo.high = from
    return to
  }

  @inline(__always)
  private func followsMarked(_ x: Int32) -> Bool {
    if before[x] >= 0, mark[before[x]] == stamp { return true }
    for a in predecessorStart[x]..<predecessorStart[Int(x) + 1]
    where mark[predecessors[a]] == stamp { return true }
    return false
  }

  @inline(__always)
  private func precedesMarked(_ x: Int32) -> Bool {
    if after[x] >= 0, mark[after[x]] == stamp { return true }
    for a in successorStart[x]..<successorStart[Int(x) + 1]
    where mark[successors[a]] == stamp { return true }
    return false
  }
}
