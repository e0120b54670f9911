package import TaktModel
package import TaktSolvers

/// Searches on from a plan at hand; what comes back is never worse.
package enum ImprovePlan {
  /// Searches until the budget is spent.
  /// - Throws: ``Fault`` where the verifier rejects what was found.
  package static func run(
    _ start: PlanAgain.Answer, objective: Objective = .weightedTardiness, budget: Budget
  ) throws -> PlanAgain.Answer {
    let problem = start.compiled.problem
    let board = Board()
    let value = objective.value(of: start.schedule, in: problem)
    board.offer(start.schedule, value: value, by: "plan")
    LargeNeighbourhoodEngine().run(
      SolveTask(problem: problem, objective: objective, budget: budget, board: board))
    var answer = start
    answer.schedule = board.current.schedule ?? start.schedule
    return try PlanAgain.verified(answer)
  }
}
