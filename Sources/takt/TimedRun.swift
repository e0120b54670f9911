import Foundation
import TaktModel
import TaktPlanning
import TaktSolvers

/// One run of an engine among many: verified, and over within its own limit.
struct TimedRun {
  let result: SolveProblem.Result
  /// From the first look at the problem to the verifier's word.
  let seconds: Double

  /// Runs an engine by its name.
  /// - Parameter limit: seconds from now, verifying included
  init(
    _ problem: Problem, objective: Objective, engine: String, limit: Double, iterations: Int?,
    threads: Int?, seed: UInt64, cancellation: Cancellation
  ) throws {
    let began = ContinuousClock.now
    let reserve = SolveOptions.reserve(limit: limit, operations: problem.operationCount)
    let budget = Budget(
      deadline: began + .seconds(limit - reserve), iterations: iterations,
      threads: threads ?? ProcessInfo.processInfo.activeProcessorCount, seed: seed,
      cancellation: cancellation)
    result = try Faults.reported {
      try SolveProblem.run(
        problem, objective: objective, engine: EngineCatalog.engine(named: engine) ?? AutoEngine(),
        budget: budget, board: Board(started: began))
    }
    seconds = began.duration(to: .now) / .seconds(1)
  }
}
