public import TaktModel

/// All engines together: dispatching in milliseconds, bounds, then local search on every thread, with the MILP on one of them
/// where a shop is small enough for a proof to be in reach, and refutation beside it for a while where not.
public struct AutoEngine: Engine {
  /// The name users select it by.
  public let name = "auto"

  /// The engine.
  public init() {}

  /// Why the engine cannot take this problem; nil where it can.
  public func objection(to problem: Problem, objective: Objective) -> String? { nil }

  /// Operations up to which the MILP is given a thread: past it, its thread finds more by searching.
  static let mostOperationsForProof = 120

  /// Share of the time refutation is given.
  private static let refutation = 0.1

  /// Solves the task as far as the budget goes.
  public func run(_ task: SolveTask) {
    // A shop floor has more to improve than its objective.
    if !task.problem.floor.isEmpty {
      BoundsEngine().run(task)
      return LargeNeighbourhoodEngine().run(task)
    }
    DispatchEngine.all.run(task)
    BoundsEngine().run(task)
    if task.shouldStop { return }
    let milp = MILPEngine.tight
    if let objection = milp.objection(to: task.problem, objective: task.objective) {
      task.board.note("the MILP stood aside: \(objection)", by: milp.name)
      return LocalSearchEngine().run(task)
    }
    let count = task.problem.operationCount
    guard count > Self.mostOperationsForProof else { return milp.run(task) }
    task.board.note(
      "the MILP stood aside: \(count) operations are beyond a proof by GLPK", by: milp.name)
    if task.budget.iterations != nil || count > DestructiveBounds.mostOperations {
      return LocalSearchEngine().run(task)
    }
    SolverThreads.runAll([
      {
        let bounds = DestructiveBounds(task)
        bounds.run(stop: bounds.patience(share: Self.refutation))
      },
      { LocalSearchEngine().run(task) },
    ])
  }
}
