package import TaktModel

/// The optimum of a tiny problem with limited room in front of machines: operations are begun one after another in time, in every order
/// and mode, each as early as it can be then.
///
/// For problems with nothing but machines, releases, arcs and buffers, around the clock. Who is where is told from what has begun: nothing
/// is decided about places, for a job leaves its machine when another one needs that. Of the schedules made so one is optimal for
/// every objective that never falls when work ends later.
package struct BufferBruteForce {
  private let problem: Problem
  private let objective: Objective
  private var best = Int.max
  private var mode: [Int]
  private var start: [Int32]
  private var isBegun: [Bool]
  private let next: [Int]

  /// - Returns: nil where every way leads into a deadlock
  package static func optimum(_ problem: Problem, _ objective: Objective) -> Int? {
    var search = BufferBruteForce(problem, objective)
    search.extend(
      0, now: 0, onMachine: Array(repeating: -1, count: problem.machineCount), inside: [])
    return search.best == .max ? nil : search.best
  }

  private init(_ problem: Problem, _ objective: Objective) {
    self.problem = problem
    self.objective = objective
    let n = problem.operationCount
    mode = Array(repeating: 0, count: n)
    start = Array(repeating: 0, count: n)
    isBegun = Array(repeating: false, count: n)
    var next = Array(repeating: -1, count: n)
    for o in 0..<n where problem.floor.buffers.from[o] >= 0 {
      next[Int(problem.floor.buffers.from[o])] = o
    }
    self.next = next
  }

  private func end(_ o: Int) -> Int32 { start[o] + problem.duration[mode[o]] }

  /// - Parameters:
  ///   - onMachine: the last operation on each machine
  ///   - inside: operations in front of which jobs wait in buffers
  private mutating func extend(_ count: Int, now: Int32, onMachine: [Int], inside: Set<Int>) {
    guard count < problem.operationCount else {
      let schedule = Schedule(
        mode: mode.map { Int32($0) }, start: start,
        end: start.indices.map { end($0) })
      best = min(best, objective.value(of: schedule, in: problem))
      return
    }
    let buffers = problem.floor.buffers
    for o in 0..<problem.operationCount where !isBegun[o] {
      let before = problem.arcs(into: o)
      guard before.allSatisfy({ isBegun[Int(problem.predecessors[$0])] }) else { continue }
      var ready = max(now, problem.release[Int(problem.jobOf[o])])
      for a in before {
        ready = max(ready, end(Int(problem.predecessors[a])) + problem.predecessorLag[a])
      }
      for k in problem.modes(of: o) {
        let machine = Int(problem.machine[k])
        let last = onMachine[machine]
        var then = inside
        then.remove(o)
        var at = ready
        if last >= 0 {
          at = max(at, end(last))
          let waits = next[last]
          if waits >= 0, waits != o, !isBegun[waits], !inside.contains(waits) {
            // It must make way.
            let buffer = buffers.ahead[waits]
            guard
              inside.count(where: { buffers.ahead[$0] == buffer })
                < Int(buffers.capacity[Int(buffer)])
            else { continue }
            then.insert(waits)
          }
        }
        var machines = onMachine
        machines[machine] = o
        (mode[o], start[o], isBegun[o]) = (k, at, true)
        extend(count + 1, now: at, onMachine: machines, inside: then)
        isBegun[o] = false
      }
    }
  }
}
