/// Judges what the operations of a schedule draw together, moment by moment.
struct FloorPowerRule {
  let problem: Problem
  let schedule: Schedule

  /// The first moment with too much, as a sentence; nil for none.
  var fault: String? {
    let power = problem.floor.power
    guard !power.isEmpty else { return nil }
    let all = (0..<problem.machineCount).flatMap { draws(ofMachine: $0) }
    var active: [Draw] = []
    // The sum is highest where something begins.
    for next in all.sorted(by: { $0.span.lowerBound < $1.span.lowerBound }) {
      let moment = next.span.lowerBound
      active.removeAll { $0.span.upperBound <= moment }
      active.append(next)
      let watts = active.reduce(0) { $0 + Int($1.watts) }
      // What is settled may be too much by itself; anything else must not add to it.
      if watts > Int(power.limit), active.contains(where: { !$0.isSettled }) {
        return "\(watts) W are drawn at \(moment), and there are \(power.limit)"
      }
    }
    return nil
  }

  private struct Draw {
    var span: Range<Int32>
    var watts: Int32
    var isSettled: Bool
  }

  private func draws(ofMachine machine: Int) -> [Draw] {
    let (floor, power) = (problem.floor, problem.floor.power)
    guard !floor.isUnlimited(machine) else { return [] }
    let line = (0..<problem.operationCount).filter {
      let mode = Int(schedule.mode[$0])
      return problem.machine[mode] == machine && problem.duration[mode] > 0
    }.sorted { (schedule.setupStart[$0], $0) < (schedule.setupStart[$1], $1) }
    var family = floor.changeovers.isEmpty ? -1 : floor.changeovers.initialFamily[machine]
    var result: [Draw] = []
    var lastRun: Int32 = -1
    for o in line {
      let (from, start, run) = (schedule.setupStart[o], schedule.start[o], schedule.runStart[o])
      let new = floor.changeovers.isEmpty ? -1 : floor.changeovers.familyOf[o]
      let at = floor.changeovers.index(machine: machine, from: family, to: new)
      if new >= 0 { family = new }
      // What shares a load draws nothing more.
      if floor.batches.isBatch(machine), lastRun == run { continue }
      lastRun = run
      let isByClock = at.map { floor.changeovers.runsInBreaks[$0] } ?? false
      let settlement = floor.settlement
      let isSettled = !settlement.isEmpty && settlement.pin[o] != ShopFloor.Settlement.free
      let changing = isByClock ? [from..<start] : open(machine, from..<start)
      let watts = power.run[Int(schedule.mode[o])]
      result += (changing + open(machine, start..<run)).map {
        Draw(span: $0, watts: power.setup[machine], isSettled: isSettled)
      }
      result += open(machine, run..<schedule.end[o]).map {
        Draw(span: $0, watts: watts, isSettled: isSettled)
      }
    }
    return result.filter { !$0.span.isEmpty && $0.watts > 0 }
  }

  private func open(_ machine: Int, _ span: Range<Int32>) -> [Range<Int32>] {
    let time = problem.workingTimeOf[machine]
    guard time >= 0 else { return [span] }
    let working = problem.workingTimes[Int(time)]
    return zip(working.opens, working.closes).map { ($0..<$1).clamped(to: span) }
      .filter { !$0.isEmpty }
  }
}
