import TaktModel

/// Beam searches for a schedule as long as the bound, forwards and mirrored: where machines are to be busy nearly
/// all the time, and rules and windows have not got there.
struct BeamDispatch {
  let task: SolveTask
  let label: String

  /// What the states of the widest beam may take of memory; with its copies and checkpoints it is some five times as much a direction.
  private static let mostBytes = 64 << 20
  /// The share of the target that machines are busy on average, from which a beam pays: below, idling refutes nothing.
  private static let tightness = 0.98
  /// Jobs a machine up to which a step has few rivals to compare with each other.
  private static let mostJobsPerMachine = 4

  /// Whether the problem is of the kind, and the bound so tight that a starving machine tells a wrong turn.
  static func suits(_ problem: Problem, target: Int) -> Bool {
    guard DirectedShop.suits(problem), target > 0, target < Problem.largestTime,
      problem.jobCount <= mostJobsPerMachine * problem.machineCount
    else { return false }
    let load = problem.duration.reduce(0) { $0 + Int($1) }
    return Double(load) >= tightness * Double(target) * Double(problem.machineCount)
  }

  /// Runs until a schedule is found or each direction has spent its `expansions`, or both together `seconds`.
  ///
  /// On one thread, and where the run must repeat to the byte, one direction comes after the other.
  func run(expansions: Int, seconds: Double?) {
    let task = task
    let inTurn = task.budget.iterations != nil || task.budget.threads == 1
    let directions = [true, false].map { isMirrored in
      { @Sendable in
        let deadline = seconds.map { ContinuousClock.now + .seconds(inTurn ? $0 / 2 : $0) }
        search(isMirrored: isMirrored) { done in
          if done >= expansions { return true }
          guard let deadline else { return task.budget.cancellation.isCancelled }
          return task.shouldStop || ContinuousClock.now >= deadline
        }
      }
    }
    if inTurn {
      for direction in directions where !task.shouldStop { direction() }
    } else {
      SolverThreads.runAll(directions)
    }
  }

  private func search(isMirrored: Bool, stop: (_ expansions: Int) -> Bool) {
    let problem = task.problem
    let row = 4 * (3 * problem.machineCount + 2 * problem.jobCount)
    var beam = BeamConstruction(
      problem, shop: DirectedShop(problem, isMirrored: isMirrored),
      target: Int32(task.board.bestBound), widest: max(1, min(16_384, Self.mostBytes / row)))
    guard let plan = beam.plan(stop: stop) else { return }
    let schedule = plan.schedule(in: problem)
    task.board.offer(
      schedule, value: task.objective.value(of: schedule, in: problem), by: label)
  }
}
