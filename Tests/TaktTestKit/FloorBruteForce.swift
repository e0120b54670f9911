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
  private var unitFree: [Int32]
  /// What has been drawn of each material, and when each kit was.
  private var drawn: [Int]
  private var kitTick: [Int32?]
  private let slotStart: [Int32]
  /// What is placed, in that order.
  private var sequence: [(operation: Int, mode: Int, units: [Int])] = []
  /// No operation ends earlier.
  private var endsAfter: [Int32]
  /// Calendars that each placed operation runs in.
  private var runCalendarsOf: [[Int]]
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
    endsAfter = Array(repeating: 0, count: problem.operationCount)
    runCalendarsOf = Array(repeating: [], count: problem.operationCount)
    schedule = Schedule(
      mode: zeros, start: zeros, end: zeros, setupStart: zeros, runStart: zeros)
    slotStart = problem.floor.secondaries.slotStart
    schedule.units = Array(repeating: 0, count: Int(slotStart.last ?? 0))
    unitFree = Array(repeating: 0, count: problem.floor.secondaries.unitCount)
    drawn = Array(repeating: 0, count: problem.floor.materials.materialCount)
    kitTick = Array(repeating: nil, count: problem.floor.materials.kitCount)
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
      best = min(best, settledValue())
      return
    }
    for o in 0..<problem.operationCount where !placed[o] && isReady(o) {
      for k in problem.modes(of: o) {
        for units in choices(of: o) {
          let machine = Int(problem.machine[k])
          let before = (free[machine], family[machine], schedule, unitFree)
          let stock = (drawn, kitTick)
          place(o, k, units)
          placed[o] = true
          sequence.append((o, k, units))
          if objective.value(of: reached, in: problem) < best { extend(depth + 1) }
          placed[o] = false
          sequence.removeLast()
          (free[machine], family[machine], schedule, unitFree) = before
          (drawn, kitTick) = stock
        }
      }
    }
  }

  /// Every way to fill an operation's slots, no unit twice.
  private func choices(of o: Int) -> [[Int]] {
    let crew = problem.floor.secondaries
    var result: [[Int]] = [[]]
    for need in crew.needs(of: o) {
      for _ in 0..<crew.needCount[need] {
        result = result.flatMap { chosen in
          crew.units(ofPool: Int(crew.needPool[need])).map(Int.init)
            .filter { !chosen.contains($0) }.map { chosen + [$0] }
        }
      }
    }
    return result
  }

  /// The value once all that is followed too late has been delayed; `Int.max` where that has no end.
  ///
  /// With the order and the modes given, each delay is forced: an operation that begins so late cannot begin earlier.
  private func settledValue() -> Int {
    let lags = problem.floor.maximumLags
    var copy = self
    while true {
      let late = lags.from.indices.filter {
        copy.schedule.start[Int(lags.to[$0])] > copy.schedule.end[Int(lags.from[$0])] + lags.lag[$0]
      }
      if late.isEmpty { return objective.value(of: copy.schedule, in: problem) }
      for l in late {
        copy.endsAfter[Int(lags.from[l])] = copy.schedule.start[Int(lags.to[l])] - lags.lag[l]
      }
      if copy.endsAfter.contains(where: { $0 > 1000 }) { return .max }
      (copy.free, copy.family, copy.unitFree) = (start.free, start.family, start.unitFree)
      for (o, k, units) in sequence { copy.place(o, k, units) }
    }
  }

  /// The machines and units before anything is placed.
  private var start: (free: [Int32], family: [Int32], unitFree: [Int32]) {
    let table = problem.floor.changeovers
    let none = Array(repeating: Int32(-1), count: problem.machineCount)
    return (
      none.map { _ in 0 }, table.isEmpty ? none : table.initialFamily, unitFree.map { _ in 0 }
    )
  }

  /// The schedule with what is not placed yet ending at the start: regular objectives only grow.
  private var reached: Schedule {
    var result = schedule
    for o in placed.indices where !placed[o] { result.end[o] = 0 }
    return result
  }

  private func isReady(_ o: Int) -> Bool {
    problem.arcs(into: o).allSatisfy { placed[Int(problem.predecessors[$0])] }
      && problem.floor.links.to.indices.allSatisfy {
        problem.floor.links.to[$0] != o || placed[Int(problem.floor.links.from[$0])]
      }
  }

  private mutating func place(_ o: Int, _ k: Int, _ chosen: [Int]) {
    let machine = Int(problem.machine[k])
    // Without limit nobody is held, and the machine is always free.
    let isUnlimited = problem.floor.isUnlimited(machine)
    let units = isUnlimited ? [] : chosen
    var ready = problem.arcs(into: o).reduce(problem.release[Int(problem.jobOf[o])]) {
      let before = Int(problem.predecessors[$1])
      let way = problem.floor.transport.time(
        from: problem.machine[Int(schedule.mode[before])], to: problem.machine[k])
      return max($0, schedule.end[before] + problem.predecessorLag[$1] + way)
    }
    defer { draw(o) }
    let supplied = supplied(o)
    schedule.mode[o] = Int32(k)
    for (i, unit) in chosen.enumerated() { schedule.units[Int(slotStart[o]) + i] = Int32(unit) }
    let work = (setup: problem.floor.setup[k], run: problem.duration[k] - problem.floor.setup[k])
    guard problem.duration[k] > 0 else {
      var tick = max(ready, supplied, endsAfter[o])
      while !keepsLinks(o, k, (tick, tick, tick), []) { tick += 1 }
      (schedule.setupStart[o], schedule.start[o]) = (tick, tick)
      (schedule.runStart[o], schedule.end[o]) = (tick, tick)
      return
    }
    let table = problem.floor.changeovers
    let new = table.isEmpty ? -1 : table.familyOf[o]
    let at = table.index(machine: machine, from: family[machine], to: new)
    let changeover = at.map { table.time[$0] } ?? 0
    let byClock = at.map { table.runsInBreaks[$0] } ?? false
    let crew = problem.floor.secondaries
    let spans = crew.needs(of: o).flatMap { need in
      (0..<crew.needCount[need]).map { _ in (crew.heldInSetup[need], crew.heldInRun[need]) }
    }
    let own = Int(problem.workingTimeOf[machine])
    let calendars = { (isHeld: ((Bool, Bool)) -> Bool) in
      [own]
        + zip(units, spans).filter { isHeld($0.1) }.map { Int(crew.workingTimeOf[$0.0]) }
    }
    let (setupCalendars, runCalendars) = (calendars { $0.0 }, calendars { $0.1 })
    // Without a run the materials are there before the setup.
    if work.run == 0 { ready = max(ready, supplied) }
    var runStart = max(ready, free[machine], supplied)
    while true {
      if let start = back(work.setup, from: runStart, setupCalendars), start >= ready,
        let setupStart = back(changeover, from: start, byClock ? [] : setupCalendars),
        setupStart >= free[machine], let end = ahead(work.run, from: runStart, runCalendars),
        end >= endsAfter[o], isUnbroken(o, (start, runStart, end), setupCalendars, runCalendars),
        keepsLinks(o, k, (start, runStart, end), runCalendars),
        zip(units, spans).allSatisfy({ unit, span in
          let from = span.0 ? setupStart : runStart
          return from >= unitFree[unit] || from == (span.1 ? end : runStart)
        })
      {
        runCalendarsOf[o] = runCalendars
        (schedule.setupStart[o], schedule.start[o]) = (setupStart, start)
        (schedule.runStart[o], schedule.end[o]) = (runStart, end)
        break
      }
      runStart += 1
    }
    if isUnlimited { return }
    free[machine] = schedule.end[o]
    if new >= 0 { family[machine] = new }
    for (unit, span) in zip(units, spans) {
      let from = span.0 ? schedule.setupStart[o] : schedule.runStart[o]
      let until = span.1 ? schedule.end[o] : schedule.runStart[o]
      if from < until { unitFree[unit] = until }
    }
  }

  /// Whether times of an operation keep its links to those placed before.
  private func keepsLinks(
    _ o: Int, _ k: Int, _ times: (start: Int32, run: Int32, end: Int32), _ calendars: [Int]
  ) -> Bool {
    let links = problem.floor.links
    return (0..<links.count).allSatisfy { l in
      guard links.to[l] == o else { return true }
      let i = Int(links.from[l])
      let mode = Int(schedule.mode[i])
      let delay =
        links.lag[l]
        + problem.floor.transport.time(from: problem.machine[mode], to: problem.machine[k])
      switch links.kind[l] {
      case .startStart: return times.run >= schedule.runStart[i] + delay
      case .finishFinish: return times.end >= schedule.end[i] + delay
      case .transfer:
        var (through, left) = (schedule.runStart[i], links.firstBatch[mode])
        while left > 0 {
          if isOpen(through, runCalendarsOf[i]) { left -= 1 }
          through += 1
        }
        let arrival = schedule.end[i] + delay
        let last = links.lastBatch[Int(links.lastBatchStart[l]) + k - Int(problem.modeStart[o])]
        let worked = arrival < times.end ? (arrival..<times.end).count { isOpen($0, calendars) } : 0
        return times.start >= through + delay && times.end >= arrival && worked >= last
      }
    }
  }

  /// The first tick, tried one after the other, at which everything an operation draws is there.
  private func supplied(_ o: Int) -> Int32 {
    let materials = problem.floor.materials
    if let kit = materials.kit(of: o), let tick = kitTick[kit] { return tick }
    var tick: Int32 = 0
    while true {
      let isThere = materials.draws(of: o).allSatisfy { d in
        let material = Int(materials.drawMaterial[d])
        let there =
          materials.supplies(of: material).filter { materials.supplyTick[$0] <= tick }
          .map { Int(materials.supplyTotal[$0]) }.max() ?? 0
        return there >= drawn[material] + Int(materials.drawAmount[d])
      }
      if isThere { return tick }
      tick += 1
    }
  }

  private mutating func draw(_ o: Int) {
    let materials = problem.floor.materials
    if let kit = materials.kit(of: o) {
      guard kitTick[kit] == nil else { return }
      kitTick[kit] = schedule.runStart[o]
    }
    for d in materials.draws(of: o) {
      drawn[Int(materials.drawMaterial[d])] += Int(materials.drawAmount[d])
    }
  }

  /// Whether an operation's work, tick by tick, has no gap longer than it may.
  private func isUnbroken(
    _ o: Int, _ times: (start: Int32, run: Int32, end: Int32), _ setup: [Int], _ run: [Int]
  ) -> Bool {
    let limits = problem.floor.longestBreak
    guard !limits.isEmpty, limits[o] >= 0 else { return true }
    let work =
      (times.start..<times.run).filter { isOpen($0, setup) }
      + (times.run..<times.end).filter { isOpen($0, run) }
    return zip(work, work.dropFirst()).allSatisfy { $1 - $0 - 1 <= limits[o] }
  }

  private func isOpen(_ tick: Int32, _ calendars: [Int]) -> Bool {
    calendars.allSatisfy { $0 < 0 || isOpen[$0][Int(tick)] }
  }

  /// The tick from which there are that many open ones until `tick`, itself an open one; nil before the start.
  private func back(_ work: Int32, from tick: Int32, _ calendars: [Int]) -> Int32? {
    var (at, left) = (tick, work)
    while left > 0 {
      at -= 1
      if at < 0 { return nil }
      if isOpen(at, calendars) { left -= 1 }
    }
    return at
  }

  /// The tick after that many open ones, the first being `tick`; nil where it is closed.
  private func ahead(_ work: Int32, from tick: Int32, _ calendars: [Int]) -> Int32? {
    guard work > 0 else { return tick }
    guard isOpen(tick, calendars) else { return nil }
    var (at, left) = (tick, work)
    while left > 0 {
      if isOpen(at, calendars) { left -= 1 }
      at += 1
    }
    return at
  }
}
