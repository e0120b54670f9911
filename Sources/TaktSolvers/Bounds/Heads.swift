import TaktModel

/// The earliest start and end of every operation when machines are never busy: longest paths, each operation on the
/// machine that completes it first, calendars and lags respected.
struct Heads {
  var start: [Int32]
  var end: [Int32]

  init(_ problem: Problem) {
    start = Array(repeating: 0, count: problem.operationCount)
    end = start
    let clock = WorkClock(problem.workingTimes)
    for o in problem.topologicalOrder.map(Int.init) {
      var ready = problem.release[Int(problem.jobOf[o])]
      for a in problem.arcs(into: o) {
        ready = max(ready, end[Int(problem.predecessors[a])] + problem.predecessorLag[a])
      }
      end[o] = .max
      for k in problem.modes(of: o) {
        let calendar = problem.workingTimeOf[Int(problem.machine[k])]
        end[o] = min(end[o], clock.end(of: problem.duration[k], from: ready, calendar))
      }
      start[o] = ready
    }
  }

  /// The least time from the end of each operation to the end of its job, breaks left out.
  static func tails(_ problem: Problem) -> [Int32] {
    var tail = [Int32](repeating: 0, count: problem.operationCount)
    for o in problem.topologicalOrder.reversed().map(Int.init) {
      for a in problem.arcs(outOf: o) {
        let next = Int(problem.successors[a])
        tail[o] = max(
          tail[o], tail[next] + problem.shortestDuration(of: next) + problem.successorLag[a])
      }
    }
    return tail
  }
}
