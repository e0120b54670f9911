public import TaktModel

/// All engines together: dispatching in milliseconds, quick bounds, then local search on every thread, with proofs beside it.
///
/// Refutation runs beside the search for a share of the time, a larger one where the proof of a job shop is in reach. Other small shops go to the MILP, plants with setups or operators to the large-neighbourhood search.
public struct AutoEngine: Engine {
  /// The name users select it by.
  public let name = "auto"

  /// The engine.
  public init() {}

  /// Why the engine cannot take this problem; nil where it can.
  public func objection(to problem: Problem, objective: Objective) -> String? { nil }

  /// Operations up to which the MILP is given a thread: past it, its thread finds more by searching.
  static let mostOperationsForMILP = 120

  /// Share of the time refutation is given where a proof is out of reach, and where it is in reach.
  ///
  /// Of 30 shops proven within 60 s none took longer than 12 s, with a thread of two for refutation all the time; on those it could not
  /// prove, swv01 and swv05, the search missed that thread.
  private static let share = 0.2
  private static let shareForProof = 0.5

  /// Operations up to which a proof is always in reach, and up to which it is once the gap is small.
  private static let fewOperations = 225
  private static let mostOperationsForProof = 320

  /// Gap over the bound up to which a larger shop's proof is in reach.
  private static let gapForProof = 0.03

  /// Solves the task as far as the budget goes.
  public func run(_ task: SolveTask) {
    // A shop floor has more to improve than its objective.
    if !task.problem.floor.isEmpty {
      BoundsEngine().run(task)
      return LargeNeighbourhoodEngine().run(task)
    }
    DispatchEngine.all.runAsStart(task)
    BoundsEngine().run(task)
    if task.shouldStop { return }
    let isProvable = Self.isProvable(task)
    let count = task.problem.operationCount
    let milp = MILPEngine.tight
    if let objection = milp.objection(to: task.problem, objective: task.objective) {
      task.board.note("the MILP stood aside: \(objection)", by: milp.name)
    } else if count <= Self.mostOperationsForMILP, !isProvable {
      return milp.run(task)
    } else {
      task.board.note(
        isProvable && count <= Self.mostOperationsForMILP
          ? "the MILP stood aside: refutation proves job shops sooner"
          : "the MILP stood aside: \(count) operations are beyond a proof by GLPK", by: milp.name)
    }
    guard !task.problem.hasWorkingTimes, DestructiveBounds.suits(task.problem) else {
      return LocalSearchEngine().run(task)
    }
    if task.budget.iterations != nil || task.budget.threads == 1 {
      // One after the other: with iterations, what a thread finds must not depend on when another proves something.
      let bounds = DestructiveBounds(task)
      bounds.run(stop: bounds.patience(share: Self.share))
      if !task.shouldStop { LocalSearchEngine().run(task) }
    } else {
      runBeside(task)
    }
  }

  /// Refutation on a thread beside the search's, so that no core stands idle when it gives up.
  private func runBeside(_ task: SolveTask) {
    SolverThreads.runAll([
      {
        let bounds = DestructiveBounds(task)
        let patience = bounds.patience(share: Self.share)
        let patienceForProof = bounds.patience(share: Self.shareForProof)
        bounds.run { patience() && (patienceForProof() || !Self.isInReach(task)) }
      },
      { LocalSearchEngine().run(task) },
    ])
  }

  /// Whether refutation can end with an optimum: it decides every pair of operations, and that is all there is to decide.
  private static func isProvable(_ task: SolveTask) -> Bool {
    task.objective == .makespan && !task.problem.isFlexible
  }

  private static func isInReach(_ task: SolveTask) -> Bool {
    let count = task.problem.operationCount
    if !isProvable(task) || count > mostOperationsForProof { return false }
    if count <= fewOperations { return true }
    let (bound, value) = (task.board.bestBound, task.board.bestValue)
    return Double(value) <= Double(bound) * (1 + gapForProof)
  }
}
