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
    let links = problem.floor.links.byEnd
    for o in problem.topologicalOrder.map(Int.init) {
      var ready = problem.release[Int(problem.jobOf[o])]
      for a in problem.arcs(into: o) {
        ready = max(ready, end[Int(problem.predecessors[a])] + problem.predecessorLag[a])
      }
      let linked = links[o].map { bind(o, by: $0, problem, &ready) } ?? 0
      end[o] = .max
      for k in problem.modes(of: o) {
        let calendar = problem.workingTimeOf[Int(problem.machine[k])]
        end[o] = min(end[o], clock.end(of: problem.duration[k], from: ready, calendar))
      }
      start[o] = ready
      end[o] = max(end[o], linked)
    }
  }

  /// Raises an operation's head by the links into it.
  /// - Returns: the least end they let it have.
  private func bind(_ o: Int, by list: [Int], _ problem: Problem, _ ready: inout Int32) -> Int32 {
    let links = problem.floor.links
    var least: Int32 = 0
    for l in list {
      let from = Int(links.from[l])
      switch links.kind[l] {
      case .startStart: least = max(least, start[from] + links.lag[l])
      case .finishFinish: least = max(least, end[from] + links.lag[l])
      case .transfer:
        // By the clock a batch takes at least its work.
        let first = problem.modes(of: from).reduce(Int32.max) { min($0, links.firstBatch[$1]) }
        let range = Int(links.lastBatchStart[l])..<Int(links.lastBatchStart[l + 1])
        ready = max(ready, start[from] + first + links.lag[l])
        least = max(least, end[from] + links.lag[l] + (links.lastBatch[range].min() ?? 0))
      }
    }
    return least
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
