public import TaktModel

/// One way to solve a ``Problem``.
///
/// An engine looks at nothing but the problem, the budget and the board: it offers schedules and bounds to the board as it finds
/// them and returns when it is done, or soon after the budget says stop. It runs on the thread that calls it, which must not
/// be one of the cooperative pool.
public protocol Engine: Sendable {
  /// The name users know it by.
  var name: String { get }

  /// Why the engine cannot take this problem; nil where it can.
  func objection(to problem: Problem, objective: Objective) -> String?

  /// Solves the task as far as the budget goes.
  func run(_ task: SolveTask)
}

/// What an engine is asked to do.
public struct SolveTask: Sendable {
  /// The problem.
  public let problem: Problem
  /// What to minimise.
  public let objective: Objective
  /// How much may be spent.
  public let budget: Budget
  /// Where schedules and bounds go.
  public let board: Board

  /// A task.
  public init(problem: Problem, objective: Objective, budget: Budget, board: Board) {
    self.problem = problem
    self.objective = objective
    self.budget = budget
    self.board = board
  }

  /// Whether to stop: cancelled, out of time, or the bound has met the best value.
  public var shouldStop: Bool { board.isSettled || budget.isOver }

  /// The same task under another budget.
  func with(_ budget: Budget) -> SolveTask {
    SolveTask(problem: problem, objective: objective, budget: budget, board: board)
  }
}
