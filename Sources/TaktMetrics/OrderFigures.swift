public import TaktModel

/// What a plan means for one order.
public struct OrderFigures: Sendable, Equatable {
  /// Why an order is late.
  public struct Cause: Sendable, Equatable {
    /// `machine`: this resource holds it up longest; `release` or `due-date`: it would be late even if no machine were
    /// ever busy, because it is released late or due early; `material`: it waits longest for this one to come in.
    public var kind: String
    /// The resource or the material, or the order itself.
    public var id: String
  }

  /// Index of the order in the plant.
  public var order: Int
  /// First start (of a setup) of the order.
  public var start: Instant
  /// When it is complete.
  public var completion: Instant
  /// Completion less due date, in seconds; negative for early.
  public var deviation: Int
  /// Completion less the due date first agreed.
  public var originalDeviation: Int
  /// Why it is late; nil for an order on time.
  public var cause: Cause?

  /// Seconds late, 0 for on time.
  public var tardiness: Int { max(0, deviation) }

  /// The figures of every order of a plan that names every operation once.
  /// - Complexity: O(n log n + late orders × chain), n = job orders
  public static func all(_ plant: Plant, _ plan: [JobOrder]) -> [OrderFigures] {
    let chains = CriticalChains(plant, plan)
    return plant.orders.enumerated().map { index, order in
      let jobs = chains.jobs(ofOrder: index).map { plan[$0] }
      let completion = jobs.map(\.end).max() ?? plant.asOf
      var figures = OrderFigures(
        order: index, start: jobs.map(\.setupStart).min() ?? plant.asOf, completion: completion,
        deviation: completion - order.due, originalDeviation: completion - order.originalDue)
      if figures.tardiness > 0 { figures.cause = chains.cause(ofOrder: index) }
      return figures
    }
  }
}
