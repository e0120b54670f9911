/// Judges a schedule of a problem with a shop floor, tick by tick where breaks matter.
///
/// Shares no code with any engine.
struct FloorVerifier {
  private let problem: Problem
  private let schedule: Schedule
  private let slotStart: [Int32]

  init(problem: Problem, schedule: Schedule) {
    self.problem = problem
    self.schedule = schedule
    slotStart = problem.floor.secondaries.slotStart
  }

  /// The first broken rule, as a sentence; nil for a valid schedule.
  var fault: String? {
    guard schedule.runStart.count == problem.operationCount else {
      return "the schedule does not say when setups begin and end"
    }
    guard schedule.units.count == Int(slotStart.last ?? 0) else {
      return "the schedule does not say who is held"
    }
    for o in 0..<problem.operationCount {
      if let fault = fault(of: o) { return fault }
    }
    for machine in 0..<problem.machineCount {
      if let fault = fault(onMachine: machine) { return fault }
    }
    return faultOfLinks ?? faultOfLags ?? faultOfUnits
      ?? FloorPowerRule(problem: problem, schedule: schedule).fault
      ?? FloorBufferRule(problem: problem, schedule: schedule).fault
      ?? FloorMaterialRules(problem: problem, schedule: schedule).fault
  }

  // MARK: One operation at a time

  private func fault(of o: Int) -> String? {
    let (mode, start, run) = (Int(schedule.mode[o]), schedule.start[o], schedule.runStart[o])
    guard problem.modes(of: o).contains(mode) else { return "\(name(o)) has no mode \(mode)" }
    let times = [schedule.setupStart[o], start, run, schedule.end[o]]
    guard times[0] >= 0, zip(times, times.dropFirst()).allSatisfy(<=) else {
      return "\(name(o)) has its times reversed: \(times)"
    }
    if start < problem.release[Int(problem.jobOf[o])] {
      return "\(name(o)) starts at \(start), before its release"
    }
    for a in problem.arcs(into: o) {
      let before = Int(problem.predecessors[a])
      let way = problem.floor.transport.time(
        from: problem.machine[Int(schedule.mode[before])], to: problem.machine[mode])
      let ready = schedule.end[before] + problem.predecessorLag[a] + way
      if start < ready {
        return "\(name(o)) starts at \(start), its predecessor is ready at \(ready)"
      }
    }
    let setup = problem.floor.setup[mode]
    if let fault = faultOfSettlement(of: o, setup: setup) { return fault }
    if let fault = faultOfNeeds(of: o) { return fault }
    if work(of: o, inRun: false, from: start, to: run) != setup {
      return "\(name(o)) is set up from \(start) to \(run), not for \(setup) ticks of work"
    }
    if work(of: o, inRun: true, from: run, to: schedule.end[o]) != problem.duration[mode] - setup {
      return "\(name(o)) runs from \(run) to \(schedule.end[o]), "
        + "not for \(problem.duration[mode] - setup) ticks of work"
    }
    return faultOfBreaks(in: o)
  }

  private func faultOfBreaks(in o: Int) -> String? {
    guard let limit = problem.floor.longestBreak.isEmpty ? nil : problem.floor.longestBreak[o],
      limit >= 0
    else { return nil }
    let run = schedule.runStart[o]
    let work =
      worked(by: o, inRun: false, from: schedule.start[o], to: run)
      + worked(by: o, inRun: true, from: run, to: schedule.end[o])
    for (before, after) in zip(work, work.dropFirst())
    where after.lowerBound - before.upperBound > limit {
      return "\(name(o)) is interrupted from \(before.upperBound) to \(after.lowerBound), "
        + "and may be for \(limit) at most"
    }
    return nil
  }

  private func faultOfSettlement(of o: Int, setup: Int32) -> String? {
    let settlement = problem.floor.settlement
    guard !settlement.isEmpty, problem.duration[Int(schedule.mode[o])] > 0 else { return nil }
    let (start, run) = (schedule.start[o], schedule.runStart[o])
    let earliest = settlement.earliest[Int(schedule.mode[o])]
    if start < earliest {
      return "\(name(o)) starts at \(start), not before \(earliest)"
    }
    switch settlement.pin[o] {
    case ShopFloor.Settlement.free: return nil
    case ShopFloor.Settlement.running:
      let begin = setup > 0 ? start : run
      let isLate =
        schedule.setupStart[o] < start || work(of: o, inRun: setup == 0, from: 0, to: begin) > 0
      return isLate ? "\(name(o)) is running and does not go on before \(begin)" : nil
    case let pin: return run == pin ? nil : "\(name(o)) runs from \(run), pinned to \(pin)"
    }
  }

  // MARK: A machine at a time

  private func fault(onMachine machine: Int) -> String? {
    let line = (0..<problem.operationCount).filter {
      let mode = Int(schedule.mode[$0])
      return problem.machine[mode] == machine && problem.duration[mode] > 0
    }.sorted { (schedule.setupStart[$0], $0) < (schedule.setupStart[$1], $1) }
    if problem.floor.isUnlimited(machine) {
      let early = line.first { schedule.setupStart[$0] < schedule.start[$0] }
      return early.map { "\(name($0)) changes machine \(machine) over, which has no limit" }
    }
    let changeovers = problem.floor.changeovers
    var family = changeovers.isEmpty ? -1 : changeovers.initialFamily[machine]
    var last = -1
    var inside: [Int] = []
    for o in line {
      if let first = inside.first, share(first, o) {
        if schedule.setupStart[o] < schedule.start[o] {
          return "\(name(o)) changes machine \(machine) over, which \(name(first)) is set up on"
        }
        inside.append(o)
        if isOverfull(inside, machine) {
          return "machine \(machine) holds too much with \(name(o))"
        }
        if schedule.end[o] > schedule.end[last] { last = o }
        continue
      }
      inside = problem.floor.batches.isBatch(machine) ? [o] : []
      if isOverfull(inside, machine) { return "\(name(o)) is too much for machine \(machine)" }
      let begin = isRunning(o) ? 0 : schedule.setupStart[o]
      if last >= 0, begin < schedule.end[last] {
        return "\(name(last)) and \(name(o)) overlap on machine \(machine)"
      }
      let own = changeovers.isEmpty ? -1 : changeovers.familyOf[o]
      if let fault = fault(ofChangeover: o, machine, from: family, to: own) { return fault }
      if own >= 0 { family = own }
      last = o
    }
    return nil
  }

  /// Whether two operations that follow each other on a batch machine may be in it together.
  private func share(_ first: Int, _ o: Int) -> Bool {
    if isRunning(first) && isRunning(o) { return true }
    let family = problem.floor.batches.family
    return family[o] >= 0 && family[o] == family[first]
      && schedule.start[o] == schedule.start[first]
      && schedule.runStart[o] == schedule.runStart[first] && schedule.end[o] == schedule.end[first]
      && !isRunning(first) && !isRunning(o)
  }

  private func isOverfull(_ inside: [Int], _ machine: Int) -> Bool {
    let batches = problem.floor.batches
    let load = inside.reduce(0) { $0 + Int(batches.load[$1]) }
    return !inside.isEmpty && load > Int(batches.capacity[machine]) && !isRunning(inside[0])
  }

  private func isRunning(_ o: Int) -> Bool {
    let settlement = problem.floor.settlement
    return !settlement.isEmpty && settlement.pin[o] == ShopFloor.Settlement.running
  }

  /// Whether two operations share a load, and so whom it holds.
  private func areTogether(_ a: Int, _ b: Int) -> Bool {
    let machine = Int(problem.machine[Int(schedule.mode[a])])
    return machine == Int(problem.machine[Int(schedule.mode[b])])
      && problem.floor.batches.isBatch(machine) && share(a, b)
  }

  private func fault(ofChangeover o: Int, _ machine: Int, from old: Int32, to new: Int32)
    -> String?
  {
    let table = problem.floor.changeovers
    let at = table.index(machine: machine, from: old, to: new)
    let needed = at.map { table.time[$0] } ?? 0
    let (from, to) = (schedule.setupStart[o], schedule.start[o])
    let isByClock = at.map { table.runsInBreaks[$0] } ?? false
    let taken = isByClock ? to - from : work(of: o, inRun: false, from: from, to: to)
    // With nothing to change over the setup begins at the start, not in a break before it.
    guard taken == needed, needed > 0 || from == to else {
      return "\(name(o)) changes machine \(machine) over from \(from) to \(to), "
        + "not for \(needed) ticks"
    }
    return nil
  }

  // MARK: Links

  private var faultOfLinks: String? {
    let links = problem.floor.links
    for l in 0..<links.count {
      let (i, o) = (Int(links.from[l]), Int(links.to[l]))
      let (earlier, later) = (Int(schedule.mode[i]), Int(schedule.mode[o]))
      let delay =
        links.lag[l]
        + problem.floor.transport.time(
          from: problem.machine[earlier], to: problem.machine[later])
      let holds: Bool
      switch links.kind[l] {
      case .startStart: holds = schedule.runStart[o] >= schedule.runStart[i] + delay
      case .finishFinish: holds = schedule.end[o] >= schedule.end[i] + delay
      case .transfer:
        let first = links.firstBatch[earlier]
        let last = links.lastBatch[
          Int(links.lastBatchStart[l]) + later - Int(problem.modeStart[o])]
        let begun = max(schedule.runStart[i], schedule.start[o] - delay)
        // By then the first batch is through, and from then on the last one is worked.
        holds =
          schedule.start[o] - delay >= schedule.runStart[i]
          && work(of: i, inRun: true, from: schedule.runStart[i], to: begun) >= first
          && work(of: o, inRun: true, from: schedule.end[i] + delay, to: schedule.end[o]) >= last
          && schedule.end[o] >= schedule.end[i] + delay
      }
      guard holds else { return "\(name(o)) breaks its \(links.kind[l]) link to \(name(i))" }
    }
    return nil
  }

  private var faultOfLags: String? {
    let lags = problem.floor.maximumLags
    for l in lags.from.indices {
      let (i, o) = (Int(lags.from[l]), Int(lags.to[l]))
      if schedule.start[o] > schedule.end[i] + lags.lag[l] {
        return "\(name(o)) starts at \(schedule.start[o]), more than \(lags.lag[l]) after "
          + "\(name(i)) ends"
      }
    }
    return nil
  }

  // MARK: Secondary resources

  private var secondaries: ShopFloor.Secondaries { problem.floor.secondaries }

  /// The units an operation holds in a span: need, unit.
  private func units(of o: Int) -> [(need: Int, unit: Int)] {
    if problem.floor.isUnlimited(Int(problem.machine[Int(schedule.mode[o])])) { return [] }
    var slot = secondaries.isEmpty ? 0 : Int(slotStart[o])
    return secondaries.needs(of: o).flatMap { need in
      (0..<secondaries.needCount[need]).map { _ in
        defer { slot += 1 }
        return (need, Int(schedule.units[slot]))
      }
    }
  }

  private func faultOfNeeds(of o: Int) -> String? {
    let held = units(of: o)
    for (need, unit) in held
    where !secondaries.units(ofPool: Int(secondaries.needPool[need])).contains(Int32(unit)) {
      return "\(name(o)) holds unit \(unit), which is not in the pool it needs"
    }
    return Set(held.map(\.unit)).count == held.count ? nil : "\(name(o)) holds a unit twice"
  }

  private var faultOfUnits: String? {
    var holds = Array(
      repeating: [(from: Int32, to: Int32, by: Int)](), count: secondaries.unitCount)
    for o in 0..<problem.operationCount where problem.duration[Int(schedule.mode[o])] > 0 {
      for (need, unit) in units(of: o) {
        var from =
          secondaries.heldInSetup[need] ? schedule.setupStart[o] : schedule.runStart[o]
        // Whom work in hand holds, it has held all the time, also where it is at rest.
        let isSetUp = problem.floor.setup[Int(schedule.mode[o])] == 0
        if isRunning(o), isSetUp ? secondaries.heldInRun[need] : secondaries.heldInSetup[need] {
          from = 0
        }
        let to = secondaries.heldInRun[need] ? schedule.end[o] : schedule.runStart[o]
        if from < to { holds[unit].append((from, to, o)) }
      }
    }
    for (unit, list) in holds.enumerated() {
      let sorted = list.sorted { ($0.from, $0.to) < ($1.from, $1.to) }
      for (a, b) in zip(sorted, sorted.dropFirst())
      where b.from < a.to && !areTogether(a.by, b.by) {
        return "\(name(a.by)) and \(name(b.by)) hold unit \(unit) at the same time"
      }
    }
    return nil
  }

  // MARK: Working time

  /// Ticks in which the machine and all units held in the span are working.
  private func work(of o: Int, inRun: Bool, from: Int32, to: Int32) -> Int32 {
    worked(by: o, inRun: inRun, from: from, to: to).reduce(0) { $0 + Int32($1.count) }
  }

  private func worked(by o: Int, inRun: Bool, from: Int32, to: Int32) -> [Range<Int32>] {
    var calendars = [problem.workingTimeOf[Int(problem.machine[Int(schedule.mode[o])])]]
    for (need, unit) in units(of: o)
    where inRun ? secondaries.heldInRun[need] : secondaries.heldInSetup[need] {
      calendars.append(secondaries.workingTimeOf[unit])
    }
    let times = Set(calendars).filter { $0 >= 0 }.map { problem.workingTimes[Int($0)] }
    return times.reduce([from..<max(from, to)]) { ranges, time in
      ranges.flatMap { range in
        open(time, in: range)
      }
    }.filter { !$0.isEmpty }
  }

  private func open(_ time: WorkingTime, in range: Range<Int32>) -> [Range<Int32>] {
    var (low, high) = (0, time.opens.count)
    while low < high {
      let middle = (low + high) / 2
      if time.closes[middle] <= range.lowerBound { low = middle + 1 } else { high = middle }
    }
    return time.opens.indices[low...].prefix { time.opens[$0] < range.upperBound }
      .map { (time.opens[$0]..<time.closes[$0]).clamped(to: range) }
  }

  private func name(_ o: Int) -> String {
    let job = Int(problem.jobOf[o])
    return "operation \(o - Int(problem.jobStart[job])) of job \(job)"
  }
}
