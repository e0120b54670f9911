package import TaktMetrics
package import TaktModel
package import TaktSolvers

/// Plans a changed copy of a plant and sets it beside the plant as it is, both searched as long, from the same plan.
package struct WhatIf {
  /// A plan of one of the two.
  package struct Side: Sendable {
    package var plant: Plant
    package var plan: [JobOrder]
    package var figures: PlanFigures
  }
  package struct Result: Sendable {
    package var before: Side
    package var after: Side
    package var delta: PlanDelta
  }

  private let plant: Plant
  private let plan: [JobOrder]

  /// For a valid plan of a plant.
  package init(_ plant: Plant, _ plan: [JobOrder]) { (self.plant, self.plan) = (plant, plan) }

  /// - Parameter budget: what a search may spend, given how many are still to come
  /// - Throws: ``ProblemError`` where the changed orders cannot be planned; ``Fault`` where a plan breaks a rule.
  package func run(
    _ changes: [PlantChange], objective: Objective, budget: (_ searchesLeft: Int) -> Budget
  ) throws -> Result {
    let changed = plant.changed(by: changes)
    let again = PlanAgain(plant, plan)
    let before = try side(again.run(plant), objective, budget(2))
    let after = try side(again.run(changed, spreading: true), objective, budget(1))
    return Result(
      before: before, after: after,
      delta: PlanDelta(before.plant, before.plan, after.plant, after.plan))
  }

  private func side(_ start: PlanAgain.Answer, _ objective: Objective, _ budget: Budget) throws
    -> Side
  {
    let found = try ImprovePlan.run(start, objective: objective, budget: budget)
    let lines = found.jobOrders
    return Side(
      plant: found.compiled.plant, plan: lines,
      figures: PlanFigures(naming: PlanIndex(found.compiled.plant, lines)))
  }
}
