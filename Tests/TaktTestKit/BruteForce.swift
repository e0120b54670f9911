package import TaktModel

/// The optimum of a tiny problem by trying every order and every mode: slow, obvious, and nothing like an engine.
///
/// Each operation in turn is appended to its machine at its earliest time; over all orders this makes every semi-active
/// schedule, among which every regular objective has an optimum.
package struct BruteForce {
  private let problem: Problem
  private let objective: Objective
  private var best = Int.max
  private var placed: [Bool]
  private var end: [Int32]
  private var start: [Int32]
  private var mode: [Int32]
  private var free: [Int32]
  private let openTicks: [[Bool]]

  package static func optimum(_ problem: Problem, _ objective: Objective) -> Int {
    var search = BruteForce(problem, objective)
    search.extend(0)
    return search.best
  }

  private init(_ problem: Problem, _ objective: Objective) {
    self.problem = problem
    self.objective = objective
    placed = Array(repeating: false, count: problem.operationCount)
    end = Array(repeating: 0, count: problem.operationCount)
    start = end
    mode = end
    free = Array(repeating: 0, count: problem.machineCount)
    openTicks = problem.workingTimes.map(Self.openTicks)
  }

  private mutating func extend(_ depth: Int) {
    if depth == problem.operationCount {
      best = min(
        best, objective.value(of: Schedule(mode: mode, start: start, end: end), in: problem))
      return
    }
    if bound >= best { return }
    for o in 0..<problem.operationCount where !placed[o] && isReady(o) {
      for k in problem.modes(of: o) {
        let machine = Int(problem.machine[k])
        let (oldFree, oldMode) = (free[machine], mode[o])
        let ready = max(free[machine], earliest(o))
        let (s, e) = run(problem.duration[k], from: ready, on: machine)
        (start[o], end[o], mode[o], free[machine], placed[o]) = (s, e, Int32(k), e, true)
        extend(depth + 1)
        (mode[o], free[machine], placed[o]) = (oldMode, oldFree, false)
      }
    }
  }

  /// What is placed already costs this much; regular objectives only grow.
  private var bound: Int {
    var value = 0
    for job in 0..<problem.jobCount {
      var done: Int32 = 0
      for o in problem.operations(ofJob: job) where placed[o] { done = max(done, end[o]) }
      switch objective {
      case .makespan: value = max(value, Int(done))
      case .weightedTardiness:
        value += Int(problem.weight[job]) * max(0, Int(done) - Int(problem.due[job]))
      }
    }
    return value
  }

  private func isReady(_ o: Int) -> Bool {
    problem.arcs(into: o).allSatisfy { placed[Int(problem.predecessors[$0])] }
  }

  private func earliest(_ o: Int) -> Int32 {
    problem.arcs(into: o).reduce(problem.release[Int(problem.jobOf[o])]) {
      max($0, end[Int(problem.predecessors[$1])] + problem.predecessorLag[$1])
    }
  }

  /// Tick by tick.
  private func run(_ work: Int32, from ready: Int32, on machine: Int) -> (Int32, Int32) {
    let index = problem.workingTimeOf[machine]
    if index < 0 || work == 0 { return (ready, ready + work) }
    let isOpen = openTicks[Int(index)]
    var tick = Int(ready)
    while !isOpen[tick] { tick += 1 }
    let first = tick
    var left = work
    while left > 0 {
      if isOpen[tick] { left -= 1 }
      tick += 1
    }
    return (Int32(first), Int32(tick))
  }

  /// Whether each tick is working time.
  private static func openTicks(_ time: WorkingTime) -> [Bool] {
    var isOpen = Array(repeating: false, count: Int(time.closes.last ?? 0))
    for i in time.opens.indices {
      for tick in time.opens[i]..<time.closes[i] { isOpen[Int(tick)] = true }
    }
    return isOpen
  }
}
