package import TaktMetrics
package import TaktModel

/// Explains why orders of a plan are late, each cause shown to be one: the plan is made again without it, and the order is earlier.
package struct ExplainDelay {
  private let plant: Plant
  private let again: PlanAgain
  private var causes: LateCauses
  /// The plan's delivery figures, the cause of each late order among them.
  package let figures: [OrderFigures]

  /// For a valid plan of a plant.
  package init(_ plant: Plant, _ plan: [JobOrder]) {
    self.plant = plant
    again = PlanAgain(plant, plan)
    let index = PlanIndex(plant, plan)
    causes = LateCauses(index)
    figures = OrderFigures.all(index)
  }

  /// The plan's lines, looked up.
  package var index: PlanIndex { causes.chains.index }

  /// Late orders, the latest first.
  package var late: [Int] {
    figures.filter { $0.tardiness > 0 }
      .sorted { ($1.tardiness, $0.order) < ($0.tardiness, $1.order) }.map(\.order)
  }

  private typealias Counterfactual = DelayExplanation.Counterfactual

  /// Why an order is late; nil for one on time.
  /// - Throws: ``Fault`` where the plan without the cause breaks a rule.
  /// - Complexity: O(causes × operations of the plan)
  package mutating func explain(_ order: Int) throws -> DelayExplanation? {
    let completion = figures[order].completion
    guard figures[order].tardiness > 0,
      let finding = causes.find(order, completion: completion)
    else { return nil }
    let asIs = tried(order, without: .init(kind: .idle, id: ""))
    let found = finding.causes.map {
      Counterfactual(cause: $0, completion: tried(order, without: $0))
    }
    var chosen = found.first { $0.cause == finding.cause && $0.completion < completion }
    if finding.cause.kind == .idle, asIs < completion {
      chosen = Counterfactual(cause: finding.cause, completion: asIs)
    }
    // Where the others move too, another cause may be the true one.
    let best = found.enumerated().min {
      ($0.element.completion, $0.offset) < ($1.element.completion, $1.offset)
    }?.element
    guard let cause = chosen ?? best else { return nil }
    if cause.completion < completion {
      _ = try PlanAgain.verified(answer(order, without: cause.cause))
    }
    return DelayExplanation(
      order: order, completion: completion, way: finding.way.reversed(), delays: finding.delays,
      cause: cause.cause, without: [cause] + found.filter { $0 != cause }, alone: finding.alone)
  }

  /// The completion without a cause, or the plan's own where what is pinned stands in the way of planning again.
  private func tried(_ order: Int, without cause: OrderFigures.Cause) -> Instant {
    (try? completion(ofOrder: order, without: cause)) ?? figures[order].completion
  }

  /// When an order would be complete without a cause, all others keeping their places.
  package func completion(ofOrder order: Int, without cause: OrderFigures.Cause) throws -> Instant {
    try answer(order, without: cause).completion(ofOrder: order)
  }

  private func answer(_ order: Int, without cause: OrderFigures.Cause) throws -> PlanAgain.Answer {
    let changed = plant(without: cause, order)
    switch cause.kind {
    // Longer hours and fewer changeovers are there for all.
    case .calendar, .changeover: return try again.settled(changed, moving: [order])
    default: return try again.run(changed, moving: [order])
    }
  }

  /// The plant as it would be without a cause.
  private func plant(without cause: OrderFigures.Cause, _ order: Int) -> Plant {
    let resource = plant.resources.firstIndex { $0.id == cause.id }
    let secondary = plant.secondaries.firstIndex { $0.id == cause.id }
    let target: PlantChange.Target? =
      resource.map { .resource($0) } ?? secondary.map { .secondary($0) }
    switch cause.kind {
    case .machine, .secondary:
      if cause.kind == .secondary, let secondary {
        return plant.changed(by: .oneMore(.secondary(secondary)))
      }
      return target.map { plant.changed(by: .oneMore($0)) } ?? plant
    case .changeover:
      return resource.map { plant.changed(by: .noChangeovers(resource: $0)) } ?? plant
    case .calendar: return target.map { plant.changed(by: .aroundTheClock($0)) } ?? plant
    case .material:
      let material = plant.materials.firstIndex { $0.id == cause.id }
      return material.map { plant.changed(by: .materialAtHand($0)) } ?? plant
    case .release: return plant.changed(by: .release(order: order, at: plant.asOf))
    case .dueDate: return plant.changed(by: .halfTheWork(order: order))
    case .power: return plant.changed(by: .noPowerLimit)
    case .room:
      let centre = plant.workCentres.firstIndex { $0.id == cause.id }
      return centre.map { plant.changed(by: .noBufferLimit(workCentre: $0)) } ?? plant
    case .idle: return plant
    }
  }
}
