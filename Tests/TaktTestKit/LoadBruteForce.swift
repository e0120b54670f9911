package import TaktModel

/// The optimum of a tiny problem with batch machines, by trying every mode and, on every machine, every sequence of loads.
///
/// For problems with nothing but machines, changeovers, releases and arcs, around the clock. When a load begins is not tried but
/// follows: as soon as all that is in it is there and the machine is ready, found by raising begins until nothing rises any more.
package struct LoadBruteForce {
  private let problem: Problem
  private let objective: Objective
  private var best = Int.max
  private var mode: [Int]
  /// The loads of each machine, one after the other.
  private var loads: [[[Int]]]

  package static func optimum(_ problem: Problem, _ objective: Objective) -> Int {
    var search = LoadBruteForce(problem, objective)
    search.extend(0)
    return search.best
  }

  private init(_ problem: Problem, _ objective: Objective) {
    self.problem = problem
    self.objective = objective
    mode = Array(repeating: 0, count: problem.operationCount)
    loads = Array(repeating: [], count: problem.machineCount)
  }

  private mutating func extend(_ o: Int) {
    guard o < problem.operationCount else {
      if let schedule = schedule() { best = min(best, objective.value(of: schedule, in: problem)) }
      return
    }
    for k in problem.modes(of: o) {
      mode[o] = k
      let machine = Int(problem.machine[k])
      guard problem.duration[k] > 0 else {
        extend(o + 1)
        continue
      }
      for place in 0...loads[machine].count {
        loads[machine].insert([o], at: place)
        extend(o + 1)
        loads[machine].remove(at: place)
      }
      for place in loads[machine].indices where goesIn(o, k, loads[machine][place]) {
        loads[machine][place].append(o)
        extend(o + 1)
        loads[machine][place].removeLast()
      }
    }
  }

  private func goesIn(_ o: Int, _ k: Int, _ load: [Int]) -> Bool {
    let (batches, machine) = (problem.floor.batches, Int(problem.machine[k]))
    let other = load[0]
    return batches.isBatch(machine) && batches.family[o] >= 0
      && batches.family[o] == batches.family[other]
      && problem.duration[k] == problem.duration[mode[other]]
      && problem.floor.setup[k] == problem.floor.setup[mode[other]]
      && load.reduce(batches.load[o]) { $0 + batches.load[$1] } <= batches.capacity[machine]
  }

  /// The earliest schedule of the loads as they stand; nil where they wait for each other.
  private func schedule() -> Schedule? {
    var start = (0..<problem.operationCount).map { problem.release[Int(problem.jobOf[$0])] }
    let table = problem.floor.changeovers
    func end(_ o: Int) -> Int32 { start[o] + problem.duration[mode[o]] }
    var rounds = 0
    var isChanged = true
    while isChanged {
      isChanged = false
      rounds += 1
      if rounds > 2 * problem.operationCount + 2 { return nil }
      for o in start.indices {
        for a in problem.arcs(into: o) {
          let ready = end(Int(problem.predecessors[a])) + problem.predecessorLag[a]
          if ready > start[o] { (start[o], isChanged) = (ready, true) }
        }
      }
      for (machine, sequence) in loads.enumerated() {
        var (free, family) = (Int32(0), table.isEmpty ? -1 : table.initialFamily[machine])
        for load in sequence {
          let new = table.isEmpty ? -1 : table.familyOf[load[0]]
          let at = table.index(machine: machine, from: family, to: new)
          let begin = load.map { start[$0] }.reduce(free + (at.map { table.time[$0] } ?? 0), max)
          for o in load where begin > start[o] { (start[o], isChanged) = (begin, true) }
          free = end(load[0])
          if new >= 0 { family = new }
        }
      }
    }
    return Schedule(
      mode: mode.map { Int32($0) }, start: start, end: start.indices.map { end($0) })
  }
}
