/// Judges a schedule of a problem with a shop floor, tick by tick where breaks matter.
///
/// Shares no code with any engine.
struct FloorVerifier {
  let problem: Problem
  let schedule: Schedule

  /// The first broken rule, as a sentence; nil for a valid schedule.
  var fault: String? {
    guard schedule.runStart.count == problem.operationCount else {
      return "the schedule does not say when setups begin and end"
    }
    for o in 0..<problem.operationCount {
      if let fault = fault(of: o) { return fault }
    }
    for machine in 0..<problem.machineCount {
      if let fault = fault(onMachine: machine) { return fault }
    }
    return nil
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
      let ready = schedule.end[Int(problem.predecessors[a])] + problem.predecessorLag[a]
      if start < ready {
        return "\(name(o)) starts at \(start), its predecessor is ready at \(ready)"
      }
    }
    let setup = problem.floor.setup[mode]
    if work(on: mode, from: start, to: run) != setup {
      return "\(name(o)) is set up from \(start) to \(run), not for \(setup) ticks of work"
    }
    if work(on: mode, from: run, to: schedule.end[o]) != problem.duration[mode] - setup {
      return "\(name(o)) runs from \(run) to \(schedule.end[o]), "
        + "not for \(problem.duration[mode] - setup) ticks of work"
    }
    return nil
  }

  // MARK: A machine at a time

  private func fault(onMachine machine: Int) -> String? {
    let line = (0..<problem.operationCount).filter {
      let mode = Int(schedule.mode[$0])
      return problem.machine[mode] == machine && problem.duration[mode] > 0
    }.sorted { (schedule.setupStart[$0], $0) < (schedule.setupStart[$1], $1) }
    let changeovers = problem.floor.changeovers
    var family = changeovers.isEmpty ? -1 : changeovers.initialFamily[machine]
    var last = -1
    for o in line {
      if last >= 0, schedule.setupStart[o] < schedule.end[last] {
        return "\(name(last)) and \(name(o)) overlap on machine \(machine)"
      }
      let own = changeovers.isEmpty ? -1 : changeovers.familyOf[o]
      if let fault = fault(ofChangeover: o, machine, from: family, to: own) { return fault }
      if own >= 0 { family = own }
      last = o
    }
    return nil
  }

  private func fault(ofChangeover o: Int, _ machine: Int, from old: Int32, to new: Int32)
    -> String?
  {
    let table = problem.floor.changeovers
    let at = table.index(machine: machine, from: old, to: new)
    let needed = at.map { table.time[$0] } ?? 0
    let (from, to) = (schedule.setupStart[o], schedule.start[o])
    let isByClock = at.map { table.runsInBreaks[$0] } ?? false
    let taken = isByClock ? to - from : work(on: Int(schedule.mode[o]), from: from, to: to)
    // With nothing to change over the setup begins at the start, not in a break before it.
    guard taken == needed, needed > 0 || from == to else {
      return "\(name(o)) changes machine \(machine) over from \(from) to \(to), "
        + "not for \(needed) ticks"
    }
    return nil
  }

  // MARK: Working time

  private func work(on mode: Int, from: Int32, to: Int32) -> Int32 {
    let calendar = Int(problem.workingTimeOf[Int(problem.machine[mode])])
    guard calendar >= 0 else { return to - from }
    let time = problem.workingTimes[calendar]
    return time.opens.indices.reduce(0) {
      $0 + max(0, min(to, time.closes[$1]) - max(from, time.opens[$1]))
    }
  }

  private func name(_ o: Int) -> String {
    let job = Int(problem.jobOf[o])
    return "operation \(o - Int(problem.jobStart[job])) of job \(job)"
  }
}
