package import TaktModel

/// The optimum of a tiny problem by trying every order and every mode: slow, obvious, and nothing like an engine.
///
/// Each operation in turn is appended to its machine at its earliest time; over all orders this makes every semi-active
/// schedule, among which every regular objective has an optimum.
package struct BruteForce {
  private let problem: Problem
  private let objective: Objective
  /// The criteria's values, the most important one first.
  private var best: [Int]?
  private var placed: [Bool]
  private var end: [Int32]
  private var start: [Int32]
  private var mode: [Int32]
  private var free: [Int32]
  private let openTicks: [[Bool]]

  package static func optimum(_ problem: Problem, _ objective: Objective) -> Int {
    var search = BruteForce(problem, objective)
    search.extend(0)
    return zip(search.best ?? [], objective.digits(in: problem)).reduce(0) {
      $0 + $1.0 * $1.1.scale
    }
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
    // What is placed already costs this much; regular objectives only grow.
    let values = values
    if let best, !values.lexicographicallyPrecedes(best) { return }
    if depth == problem.operationCount {
      best = values
      return
    }
    for o in 0..<problem.operationCount where !placed[o] && isReady(o) {
      for k in problem.modes(of: o) {
        let machine = Int(problem.machine[k])
        let (oldFree, oldMode) = (free[machine], mode[o])
        let work = problem.duration[k]
        // What takes no time needs no machine.
        let ready = work == 0 ? earliest(o) : max(free[machine], earliest(o))
        let (s, e) = run(work, from: ready, on: machine)
        (start[o], end[o], mode[o], placed[o]) = (s, e, Int32(k), true)
        if work > 0 { free[machine] = e }
        extend(depth + 1)
        (mode[o], free[machine], placed[o]) = (oldMode, oldFree, false)
      }
    }
  }

  /// Each criterion of what is placed, from its definition.
  private var values: [Int] {
    let jobs = (0..<problem.jobCount).map { job in
      let done = problem.operations(ofJob: job).reduce(0) {
        placed[$1] ? max($0, Int(end[$1])) : $0
      }
      return (
        done: done, late: max(0, done - Int(problem.due[job])),
        flow: max(0, done - Int(problem.release[job])), weight: Int(problem.weight[job])
      )
    }
    return objective.criteria.map { criterion in
      switch criterion {
      case .makespan: jobs.map(\.done).max() ?? 0
      case .maximumTardiness: jobs.map(\.late).max() ?? 0
      case .totalTardiness: jobs.reduce(0) { $0 + $1.late }
      case .weightedTardiness: jobs.reduce(0) { $0 + $1.weight * $1.late }
      case .numberLate: jobs.count { $0.late > 0 }
      case .weightedNumberLate: jobs.reduce(0) { $0 + ($1.late > 0 ? $1.weight : 0) }
      case .totalFlowTime: jobs.reduce(0) { $0 + $1.flow }
      case .weightedFlowTime: jobs.reduce(0) { $0 + $1.weight * $1.flow }
      // Not regular: trying every semi-active schedule would miss its optimum.
      case .energyCost: 0
      }
    }
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
