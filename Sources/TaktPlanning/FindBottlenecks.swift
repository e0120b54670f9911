package import TaktMetrics
package import TaktModel
package import TaktSolvers

/// Ranks what holds a plan up, and plans again with one more of the worst: nothing is guessed.
package struct FindBottlenecks {
  package struct Result: Sendable {
    /// All resources, operators and tools, the worst first.
    package var burdens: [Burden]
    /// The plan in force.
    package var inForce: TrialFigures
    /// The same plant planned again as long as each trial: what the trials are compared with.
    package var baseline: TrialFigures
    package var trials: [CapacityTrial]
  }

  private let plant: Plant
  private let plan: [JobOrder]

  /// For a valid plan of a plant.
  package init(_ plant: Plant, _ plan: [JobOrder]) { (self.plant, self.plan) = (plant, plan) }

  /// - Parameters:
  ///   - worst: how many of them are tried with one more, and a shift more where there is room
  ///   - budget: what a search may spend, given how many are still to come
  /// - Throws: ``Fault`` where a plan breaks a rule.
  package func run(worst: Int, objective: Objective, budget: (_ searchesLeft: Int) -> Budget) throws
    -> Result
  {
    let index = PlanIndex(plant, plan)
    let figures = PlanFigures(naming: index)
    let burdens = Burdens(index, figures).all
    let changes = burdens.prefix(worst).flatMap(changes)
    var left = changes.count + 2
    func search(_ start: PlanAgain.Answer) throws -> PlanAgain.Answer {
      defer { left -= 1 }
      return try ImprovePlan.run(start, objective: objective, budget: budget(left))
    }
    // Every trial sets out from a plan that was searched as long as it was, so that the search's own gain is nobody's.
    let first = try search(PlanAgain(plant, plan).run(plant))
    let lines = first.jobOrders
    let baseline = try search(first)
    let trials = try changes.map { kind, id, change in
      let changed = plant.changed(by: change)
      let start = try PlanAgain(plant, lines).run(changed, spreading: true)
      let found = try search(start)
      return CapacityTrial(
        kind: kind, id: id, figures: TrialFigures(PlanFigures(changed, found.jobOrders)))
    }
    return Result(
      burdens: burdens, inForce: TrialFigures(figures),
      baseline: TrialFigures(PlanFigures(plant, baseline.jobOrders)), trials: trials)
  }

  /// What is worth trying with a burden.
  private func changes(_ burden: Burden) -> [(CapacityTrial.Kind, String, PlantChange)] {
    let target: PlantChange.Target
    let kind: CapacityTrial.Kind
    switch burden.target {
    case .resource(let r): (target, kind) = (.resource(r), .machine)
    case .secondary(let s): (target, kind) = (.secondary(s), .secondary)
    }
    let hasRoom = plant.calendar(of: target)?.hasRoomForShift ?? false
    return [(kind, burden.id, .oneMore(target))]
      + (hasRoom ? [(.shift, burden.id, .oneMoreShift(target))] : [])
  }
}
