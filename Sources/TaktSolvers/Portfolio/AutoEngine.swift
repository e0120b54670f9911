public import TaktModel

/// All engines together: dispatching in milliseconds, bounds, then local search on the threads that do not prove and the MILP on
/// one where the problem is small enough for a proof to be in reach.
public struct AutoEngine: Engine {
  /// The name users select it by.
  public let name = "auto"

  /// The engine.
  public init() {}

  /// Why the engine cannot take this problem; nil where it can.
  public func objection(to problem: Problem, objective: Objective) -> String? { nil }

  /// Operations up to which the MILP is given a thread.
  static let mostOperationsForProof = 400

  /// Solves the task as far as the budget goes.
  public func run(_ task: SolveTask) {
    DispatchEngine.all.run(task)
    BoundsEngine().run(task)
    if task.shouldStop { return }
    let milp = MILPEngine.tight
    if let objection = milp.objection(to: task.problem, objective: task.objective) {
      task.board.note("the MILP stood aside: \(objection)", by: milp.name)
      return LocalSearchEngine().run(task)
    }
    guard task.problem.operationCount <= Self.mostOperationsForProof else {
      return milp.fallBack(
        task, because: "\(task.problem.operationCount) operations are beyond a proof by GLPK")
    }
    milp.run(task)
  }
}
