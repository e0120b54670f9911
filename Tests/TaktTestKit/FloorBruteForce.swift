package import TaktModel

/// The optimum of a tiny problem with a shop floor by trying every order and every mode, each operation placed by trying tick
/// after tick: slow, obvious, and nothing like an engine.
package struct FloorBruteForce {
  private let problem: Problem
  private let objective: Objective
  private var best = Int.max
  private var placed: [Bool]
  private var schedule: Schedule
  private var free: [Int32]
  private var family: [Int32]
  /// Whether each tick is working time, by working time.
  private let isOpen: [[Bool]]

  package static func optimum(_ problem: Problem, _ objective: Objective) -> Int {
    var search = FloorBruteForce(problem, objective)
    search.extend(0)
    return search.best
  }

  private init(_ problem: Problem, _ objective: Objective) {
    self.problem = problem
    self.objective = objective
    let zeros = Array(repeating: Int32(0), count: problem.operationCount)
    placed = Array(repeating: false, count: problem.operationCount)
    schedule = Schedule(
      mode: zeros, start: zeros, end: zeros, setupStart: zeros, runStart: zeros)
    free = Array(repeating: 0, count: problem.machineCount)
    let table = problem.floor.changeovers
    family = table.isEmpty ? Array(repeating: -1, count: problem.machineCount) : table.initialFamily
    isOpen = problem.workingTimes.map { time in
      var open = Array(repeating: false, count: Int(time.closes.last ?? 0))
      for i in time.opens.indices {
        for tick in time.opens[i]..<time.closes[i] { open[Int(tick)] = true }
      }
      return open
    }
  }

  private mutating func extend(_ depth: Int) {
    if depth == problem.operationCount {
      best = min(best, objective.value(of: schedule, in: problem))
      return
    }
    for o in 0..<problem.operationCount where !placed[o] && isReady(o) {
      for k in problem.modes(of: o) {
        let machine = Int(problem.machine[k])
        let before = (free[machine], family[machine], schedule)
        place(o, k)
        placed[o] = true
        if objective.value(of: reached, in: problem) < best { extend(depth + 1) }
        placed[o] = false
        (free[machine], family[machine], schedule) = before
      }
    }
  }

  /// The schedule with what is not placed yet ending at the start: regular objectives only grow.
  private var reached: Schedule {
    var result = schedule
    for o in placed.indices where !placed[o] { result.end[o] = 0 }
    return result
  }

  private func isReady(_ o: Int) -> Bool {
    problem.arcs(into: o).allSatisfy { placed[Int(problem.predecessors[$0])] }
  }

  private mutating func place(_ o: Int, _ k: Int) {
    let machine = Int(problem.machine[k])
    let ready = problem.arcs(into: o).reduce(problem.release[Int(problem.jobOf[o])]) {
      max($0, schedule.end[Int(problem.predecessors[$1])] + problem.predecessorLag[$1])
    }
    schedule.mode[o] = Int32(k)
    let work = (setup: problem.floor.setup[k], run: problem.duration[k] - problem.floor.setup[k])
    guard problem.duration[k] > 0 else {
      (schedule.setupStart[o], schedule.start[o]) = (ready, ready)
      (schedule.runStart[o], schedule.end[o]) = (ready, ready)
      return
    }
    let table = problem.floor.changeovers
    let new = table.isEmpty ? -1 : table.familyOf[o]
    let at = table.index(machine: machine, from: family[machine], to: new)
    let changeover = at.map { table.time[$0] } ?? 0
    let byClock = at.map { table.runsInBreaks[$0] } ?? false
    let calendar = Int(problem.workingTimeOf[machine])
    var runStart = max(ready, free[machine])
    while true {
      if let start = back(work.setup, from: runStart, calendar), start >= ready,
        let setupStart = back(changeover, from: start, byClock ? -1 : calendar),
        setupStart >= free[machine], let end = ahead(work.run, from: runStart, calendar)
      {
        (schedule.setupStart[o], schedule.start[o]) = (setupStart, start)
        (schedule.runStart[o], schedule.end[o]) = (runStart, end)
        break
      }
      runStart += 1
    }
    free[machine] = schedule.end[o]
    if new >= 0 { family[machine] = new }
  }

  private func isOpen(_ tick: Int32, _ calendar: Int) -> Bool {
    calendar < 0 || tick >= 0 && isOpen[calendar][Int(tick)]
  }

  /// The tick from which there are that many open ones until `tick`, itself an open one; nil before the start.
  private func back(_ work: Int32, from tick: Int32, _ calendar: Int) -> Int32? {
    var (at, left) = (tick, work)
    while left > 0 {
      at -= 1
      if at < 0 { return nil }
      if isOpen(at, calendar) { left -= 1 }
    }
    return at
  }

  /// The tick after that many open ones, the first being `tick`; nil where it is closed.
  private func ahead(_ work: Int32, from tick: Int32, _ calendar: Int) -> Int32? {
    guard work > 0 else { return tick }
    guard isOpen(tick, calendar) else { return nil }
    var (at, left) = (tick, work)
    while left > 0 {
      if isOpen(at, calendar) { left -= 1 }
      at += 1
    }
    return at
  }
}
