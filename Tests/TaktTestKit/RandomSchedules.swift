package import TaktModel

/// Valid schedules of no particular quality.
package enum RandomSchedules {
  /// Puts operations one after the other, in a random order that precedence allows, on a random machine of theirs at the
  /// earliest time; nil where a calendar ends too soon.
  package static func schedule(_ problem: Problem, seed: Int) -> Schedule? {
    var random = TestRandom(seed: seed &* 17 + 3)
    let count = problem.operationCount
    var mode = [Int32](repeating: 0, count: count)
    var (start, end) = (mode, mode)
    var free = [Int32](repeating: 0, count: problem.machineCount)
    var open = (0..<count).map { problem.arcs(into: $0).count }
    var ready = (0..<count).filter { open[$0] == 0 }
    while !ready.isEmpty {
      let o = ready.remove(at: Int.random(in: ready.indices, using: &random))
      let k = Int.random(in: problem.modes(of: o), using: &random)
      let machine = Int(problem.machine[k])
      let earliest = problem.arcs(into: o).reduce(
        max(free[machine], problem.release[Int(problem.jobOf[o])])
      ) { max($0, end[Int(problem.predecessors[$1])] + problem.predecessorLag[$1]) }
      guard let (s, e) = times(problem, machine, problem.duration[k], from: earliest) else {
        return nil
      }
      (mode[o], start[o], end[o], free[machine]) = (Int32(k), s, e, e)
      for arc in problem.arcs(outOf: o) {
        let next = Int(problem.successors[arc])
        open[next] -= 1
        if open[next] == 0 { ready.append(next) }
      }
    }
    return Schedule(mode: mode, start: start, end: end)
  }

  private static func times(_ problem: Problem, _ machine: Int, _ work: Int32, from: Int32) -> (
    Int32, Int32
  )? {
    let calendar = problem.workingTimeOf[machine]
    if calendar < 0 || work == 0 { return (from, from + work) }
    let time = problem.workingTimes[Int(calendar)]
    let before = time.work(before: from)
    guard let start = time.start(ofWork: before), let end = time.end(ofWork: before + work) else {
      return nil
    }
    return (start, end)
  }
}
