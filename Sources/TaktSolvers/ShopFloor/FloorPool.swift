import TaktModel

/// The best few plans a search has come to, no two of the same cost.
struct FloorPool {
  /// Four and six do equally well.
  private static let capacity = 4

  private var plans: [FloorPlan] = []

  /// The plan that costs least; nil while there is none.
  var best: FloorPlan? { plans.min { $0.cost < $1.cost } }

  /// Adds a plan where the pool is the better for it.
  /// - Returns: whether it costs less than all others.
  @discardableResult
  mutating func add(_ plan: FloorPlan) -> Bool {
    if plans.contains(where: { $0.cost == plan.cost }) { return false }
    let isBest = plans.allSatisfy { plan.cost < $0.cost }
    plans.append(plan)
    if plans.count > Self.capacity,
      let worst = plans.indices.max(by: { plans[$0].cost < plans[$1].cost })
    {
      plans.remove(at: worst)
    }
    return isBest
  }

  /// Two different plans at random; nil while there are fewer.
  func parents(_ random: inout SplitMix64) -> (FloorPlan, FloorPlan)? {
    guard plans.count > 1 else { return nil }
    let first = random.below(plans.count)
    let second = random.below(plans.count - 1)
    return (plans[first], plans[second < first ? second : second + 1])
  }
}
