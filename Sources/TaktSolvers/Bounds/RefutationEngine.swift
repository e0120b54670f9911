public import TaktModel

/// Lower bounds and proofs on one thread: the quick bounds, then refutation of one target after the other until bound and best
/// schedule meet.
public struct RefutationEngine: Engine {
  /// The name users select it by.
  public let name = "bounds"

  /// The engine.
  public init() {}

  /// Why the engine cannot take this problem; nil where it can.
  public func objection(to problem: Problem, objective: Objective) -> String? { nil }

  /// Solves the task as far as the budget goes.
  public func run(_ task: SolveTask) {
    if task.board.current.schedule == nil { DispatchEngine.all.run(task) }
    BoundsEngine().run(task)
    // Without breaks and what the shop floor asks, bounds would hold but the schedules met on the way would not.
    let isClassic = !task.problem.hasWorkingTimes && task.problem.floor.isEmpty
    guard isClassic, DestructiveBounds.suits(task.problem) else {
      let reason = isClassic ? "the problem is too large" : "breaks and setups are not part of it"
      return task.board.note("refutation stood aside: \(reason)", by: name)
    }
    if task.shouldStop { return }
    let bounds = DestructiveBounds(task)
    bounds.run(stop: bounds.patience(share: 1))
  }
}
