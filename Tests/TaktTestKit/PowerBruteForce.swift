package import TaktModel

/// The optimum of a tiny problem with a power limit: every order of its operations, every mode, each operation as early as machine and
/// power let it, tick by tick.
///
/// For problems with nothing but machines, own setups, releases and arcs, around the clock. An operation may go before others that were
/// placed ahead of it; of the schedules made so one is optimal for every objective that never falls when work ends later.
package struct PowerBruteForce {
  private let problem: Problem
  private let objective: Objective
  private var best = Int.max
  private var mode: [Int]
  private var start: [Int]
  private var isPlaced: [Bool]
  private var watts: [Int]
  private var busy: [[Bool]]

  package static func optimum(_ problem: Problem, _ objective: Objective) -> Int {
    var search = PowerBruteForce(problem, objective)
    search.extend(0)
    return search.best
  }

  private init(_ problem: Problem, _ objective: Objective) {
    self.problem = problem
    self.objective = objective
    let n = problem.operationCount
    mode = Array(repeating: 0, count: n)
    start = mode
    isPlaced = Array(repeating: false, count: n)
    watts = Array(repeating: 0, count: 2000)
    busy = Array(
      repeating: Array(repeating: false, count: 2000), count: problem.machineCount)
  }

  private mutating func extend(_ count: Int) {
    guard count < problem.operationCount else {
      let schedule = Schedule(
        mode: mode.map { Int32($0) }, start: start.map { Int32($0) },
        end: start.indices.map { Int32(start[$0]) + problem.duration[mode[$0]] })
      best = min(best, objective.value(of: schedule, in: problem))
      return
    }
    for o in 0..<problem.operationCount where !isPlaced[o] {
      let before = problem.arcs(into: o)
      guard before.allSatisfy({ isPlaced[Int(problem.predecessors[$0])] }) else { continue }
      var ready = Int(problem.release[Int(problem.jobOf[o])])
      for a in before {
        let p = Int(problem.predecessors[a])
        ready = max(
          ready, start[p] + Int(problem.duration[mode[p]]) + Int(problem.predecessorLag[a]))
      }
      for k in problem.modes(of: o) {
        var at = ready
        while !fits(k, at) { at += 1 }
        (mode[o], start[o], isPlaced[o]) = (k, at, true)
        draw(k, at, 1)
        extend(count + 1)
        draw(k, at, -1)
        isPlaced[o] = false
      }
    }
  }

  private func needed(_ k: Int, _ tick: Int) -> Int {
    let power = problem.floor.power
    return Int(
      tick < problem.floor.setup[k] ? power.setup[Int(problem.machine[k])] : power.run[k])
  }

  private func fits(_ k: Int, _ at: Int) -> Bool {
    (0..<Int(problem.duration[k])).allSatisfy {
      !busy[Int(problem.machine[k])][at + $0]
        && watts[at + $0] + needed(k, $0) <= problem.floor.power.limit
    }
  }

  private mutating func draw(_ k: Int, _ at: Int, _ sign: Int) {
    for tick in 0..<Int(problem.duration[k]) {
      busy[Int(problem.machine[k])][at + tick] = sign > 0
      watts[at + tick] += sign * needed(k, tick)
    }
  }
}
