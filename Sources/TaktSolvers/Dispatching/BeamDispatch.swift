import TaktModel

/// Beam searches for a schedule as long as the bound, forwards and mirrored, ever wider: where machines are to be busy nearly
/// all the time, and rules and windows have not got there.
struct BeamDispatch {
  let task: SolveTask
  let label: String

  /// The narrowest beam, and the factor by which the next one is wider.
  private static let (narrowest, growth) = (1024, 4)
  /// What a beam may take of memory.
  private static let mostBytes = 256 << 20
  /// The share of the target that machines are busy on average, from which a beam pays: below, idling refutes nothing.
  private static let tightness = 0.98

  /// Whether the problem is of the kind, and the bound so tight that a starving machine tells a wrong turn.
  static func suits(_ problem: Problem, target: Int) -> Bool {
    guard DirectedShop.suits(problem), target > 0, target < Problem.largestTime else {
      return false
    }
    let load = problem.duration.reduce(0) { $0 + Int($1) }
    return Double(load) >= tightness * Double(target) * Double(problem.machineCount)
  }

  /// Runs until one is found, `stop` says so, or a direction's `expansions` are spent.
  func run(expansions: Int, stop: @escaping @Sendable () -> Bool) {
    let task = task
    guard task.budget.iterations == nil, task.budget.threads > 1 else {
      // One after the other: what they put on the board does not depend on who was first.
      var (left, width) = ([expansions, expansions], Self.narrowest)
      while fits(width), !stop(), left.contains(where: { $0 > 0 }) {
        for direction in 0..<2 where left[direction] > 0 {
          left[direction] -= search(direction, width: width, expansions: left[direction], stop)
        }
        width *= Self.growth
      }
      return
    }
    SolverThreads.runAll(
      (0..<2).map { direction in
        {
          var (left, width) = (expansions, Self.narrowest)
          while fits(width), !stop(), left > 0 {
            left -= search(direction, width: width, expansions: left, stop)
            width *= Self.growth
          }
        }
      })
  }

  private func fits(_ width: Int) -> Bool {
    2 * width * 4 * (3 * task.problem.machineCount + 2 * task.problem.jobCount) <= Self.mostBytes
  }

  /// - Returns: the expansions it took.
  private func search(
    _ direction: Int, width: Int, expansions: Int, _ stop: () -> Bool
  ) -> Int {
    let problem = task.problem
    var beam = BeamConstruction(
      problem, shop: DirectedShop(problem, isMirrored: direction == 1),
      target: Int32(task.board.bestBound), width: width)
    if let plan = beam.plan(stop: { $0 >= expansions || stop() }) {
      let schedule = plan.schedule(in: problem)
      task.board.offer(
        schedule, value: task.objective.value(of: schedule, in: problem), by: label)
    }
    return beam.expansions
  }
}
