public import TaktModel
public import TaktSolvers

/// Solves a problem with an engine and lets the verifier judge what comes back.
public struct SolveProblem: Sendable {
  /// How a run ended.
  public enum Status: String, Sendable {
    /// The bound meets the value, both proven by the run.
    case optimal
    /// A verified schedule, not proven optimal.
    case feasible
    /// Proven to have no schedule.
    case infeasible
    /// Neither a schedule nor a proof.
    case unknown
  }

  /// What came back.
  public struct Result: Sendable {
    /// How the run ended.
    public var status: Status
    /// The board as the run left it.
    public var board: Board.State
  }

  /// Runs the engine on the calling thread until it is done or the budget is spent.
  /// - Throws: ``Fault`` where the verifier rejects the engine's schedule.
  public static func run(
    _ problem: Problem, objective: Objective, engine: any Engine, budget: Budget, board: Board
  ) throws -> Result {
    let task = SolveTask(problem: problem, objective: objective, budget: budget, board: board)
    engine.run(task)
    // A value without a bound says little: the quick bounds cost milliseconds.
    if board.current.bound == nil { BoundsEngine().run(task) }
    let state = board.current
    guard let schedule = state.schedule, let value = state.value else {
      return Result(status: state.isInfeasible ? .infeasible : .unknown, board: state)
    }
    if let fault = ScheduleVerifier(problem).fault(in: schedule) {
      throw Fault("engine \(state.engine) made an invalid schedule: \(fault)")
    }
    let recomputed = objective.value(of: schedule, in: problem)
    guard recomputed == value, state.bound ?? Int.min <= value else {
      throw Fault(
        "engine \(state.engine) claims \(value), bound \(state.bound.map(String.init) ?? "none"); "
          + "the schedule's value is \(recomputed)")
    }
    return Result(status: state.bound == value ? .optimal : .feasible, board: state)
  }
}

/// A fault of ours: the command ends with 70.
public struct Fault: Error, CustomStringConvertible {
  /// What went wrong.
  public let description: String
  package init(_ description: String) { self.description = description }
}
