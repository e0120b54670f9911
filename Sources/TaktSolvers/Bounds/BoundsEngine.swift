public import TaktModel

/// Quick lower bounds: job loads with heads and tails, Jackson's preemptive one-machine bound, loads of machine groups, and
/// for every other objective the value of all jobs' earliest completions.
public struct BoundsEngine: Engine {
  /// The name users select it by.
  public let name = "quick-bounds"

  /// The engine.
  public init() {}

  /// Why the engine cannot take this problem; nil where it can.
  public func objection(to problem: Problem, objective: Objective) -> String? { nil }

  /// Solves the task as far as the budget goes.
  public func run(_ task: SolveTask) {
    let problem = task.problem
    let heads = Heads(problem)
    if task.objective == .makespan {
      task.board.raise(bound: Int(heads.end.max() ?? 0), by: "job load")
      // Tails and loads are in clock time, which a machine with breaks does not keep.
      guard !problem.hasWorkingTimes, !task.shouldStop else { return }
      let tails = Heads.tails(problem)
      raiseMachineBound(task, heads, tails)
      if problem.isFlexible { raiseGroupBound(task, heads, tails) }
    } else {
      // No schedule completes any job earlier, and no criterion falls where completions grow.
      let earliest = (0..<problem.jobCount).map { job in
        problem.operations(ofJob: job).reduce(Int32(0)) { max($0, heads.end[$1]) }
      }
      task.board.raise(
        bound: task.objective.bound(ofCompletions: earliest, in: problem),
        by: "earliest completions")
    }
  }

  private func raiseMachineBound(_ task: SolveTask, _ heads: Heads, _ tails: [Int32]) {
    let problem = task.problem
    var items = Array(repeating: [JacksonBound.Item](), count: problem.machineCount)
    for o in 0..<problem.operationCount where problem.modes(of: o).count == 1 {
      let k = problem.modes(of: o).lowerBound
      items[Int(problem.machine[k])].append(
        .init(head: heads.start[o], work: problem.duration[k], tail: tails[o]))
    }
    for (machine, list) in items.enumerated() where problem.floor.doesOneAtATime(machine) {
      task.board.raise(bound: Int(JacksonBound.value(list)), by: "one-machine preemptive")
    }
  }

  /// For each set of alternatives: the work that must be done within the set, spread evenly over it.
  private func raiseGroupBound(_ task: SolveTask, _ heads: Heads, _ tails: [Int32]) {
    let problem = task.problem
    let sets = (0..<problem.operationCount).map { o in
      Set(problem.modes(of: o).map { problem.machine[$0] })
    }
    // What may be done without limit, or several at once, loads nobody.
    let limited = sets.filter { $0.allSatisfy { problem.floor.doesOneAtATime(Int($0)) } }
    let candidates = Set(limited).union([Set(limited.joined())])
    for group in candidates where candidates.count <= 2000 {
      var (work, head, tail) = (0, Int32.max, Int32.max)
      for o in 0..<problem.operationCount where sets[o].isSubset(of: group) {
        work += Int(problem.shortestDuration(of: o))
        head = min(head, heads.start[o])
        tail = min(tail, tails[o])
      }
      guard work > 0 else { continue }
      let load = (work + group.count - 1) / group.count
      task.board.raise(bound: Int(head) + load + Int(tail), by: "machine group load")
      if task.shouldStop { return }
    }
  }
}
