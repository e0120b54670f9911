public import TaktModel

/// All engines together: dispatching in milliseconds, quick bounds, then local search on every thread, with proofs beside it.
///
/// Where a proof is in reach, refutation keeps a thread of its own to the end; elsewhere it has the machine for a share of the time
/// and leaves the rest to the search. Small shops that refutation cannot finish go to the MILP.
public struct AutoEngine: Engine {
  /// The name users select it by.
  public let name = "auto"

  /// The engine.
  public init() {}

  /// Why the engine cannot take this problem; nil where it can.
  public func objection(to problem: Problem, objective: Objective) -> String? { nil }

  /// Operations up to which the MILP is given a thread: past it, its thread finds more by searching.
  static let mostOperationsForMILP = 120

  /// Share of the time refutation is given where a proof is out of reach.
  static let share = 0.2

  /// Operations up to which refutation always keeps its thread, and up to which it does once the gap is small.
  private static let fewOperations = 225
  private static let mostOperationsForProof = 320

  /// Gap over the bound up to which a larger shop's proof is in reach.
  private static let gapForProof = 0.03

  /// Solves the task as far as the budget goes.
  public func run(_ task: SolveTask) {
    DispatchEngine.all.runAsStart(task)
    BoundsEngine().run(task)
    if task.shouldStop { return }
    let (problem, objective) = (task.problem, task.objective)
    let milp = MILPEngine.tight
    if let objection = milp.objection(to: problem, objective: objective) {
      task.board.note("the MILP stood aside: \(objection)", by: milp.name)
      return LocalSearchEngine().run(task)
    }
    let count = problem.operationCount
    let isProvable = objective == .makespan && !problem.isFlexible
    if count <= Self.mostOperationsForMILP, !isProvable { return milp.run(task) }
    task.board.note(
      count > Self.mostOperationsForMILP
        ? "the MILP stood aside: \(count) operations are beyond a proof by GLPK"
        : "the MILP stood aside: refutation proves job shops sooner", by: milp.name)
    guard DestructiveBounds.suits(problem) else { return LocalSearchEngine().run(task) }
    if task.budget.iterations != nil {
      // One after the other: what a thread finds must not depend on when another proves something.
      let bounds = DestructiveBounds(task)
      bounds.run(stop: bounds.patience(share: Self.share))
      if !task.shouldStop { LocalSearchEngine().run(task) }
      return
    }
    runBeside(task)
  }

  /// Refutation on a thread of its own: for a share of the time, then for as long as a proof is in reach.
  ///
  /// Where it surely keeps its thread the search has one less; elsewhere the two share the cores for a while.
  private func runBeside(_ task: SolveTask) {
    let isSmall = task.problem.operationCount <= Self.fewOperations && !task.problem.isFlexible
    let search = task.budget.with(threads: task.budget.threads - (isSmall ? 1 : 0))
    SolverThreads.runAll([
      {
        let bounds = DestructiveBounds(task)
        let patience = bounds.patience(share: Self.share)
        bounds.run { task.shouldStop || (!Self.isInReach(task) && patience()) }
      },
      { LocalSearchEngine().run(task.with(search)) },
    ])
  }

  private static func isInReach(_ task: SolveTask) -> Bool {
    let count = task.problem.operationCount
    if task.problem.isFlexible || count > mostOperationsForProof { return false }
    if count <= fewOperations { return true }
    let (bound, value) = (task.board.bestBound, task.board.bestValue)
    return Double(value) <= Double(bound) * (1 + gapForProof)
  }
}
