/// The most a plant may draw at once (最大需量, 功率上限).
///
/// What works counts with what it draws, in its working time; whatever else could be switched on counts with its idle power all the
/// time, also before its first job order and after its last one. So the limit holds whoever leaves a machine on. What the floor has
/// begun and what is pinned is not put off for the limit: only other work is.
extension Plant {
  /// Watts that work may add to idle machines; nil where there is no limit.
  package var powerForWork: Int? {
    powerLimit.map { limit in
      resources.reduce(limit) { $0 - ($1.isUnlimited ? 0 : $1.power?.idle ?? 0) }
    }
  }

  /// Watts above idle that a resource draws while it is set up for an alternative, and while it runs.
  package func powerAboveIdle(_ alternative: RoutingOperation.Alternative) -> (setup: Int, run: Int)
  {
    let resource = resources[alternative.resource]
    // What suppliers draw they pay for themselves.
    guard !resource.isUnlimited else { return (0, 0) }
    let own = resource.power ?? Resource.Power(idle: 0, setup: 0, run: 0)
    return (max(0, own.setup - own.idle), max(0, (alternative.power ?? own.run) - own.idle))
  }

  /// The most that an alternative adds to an idle machine.
  func mostPowerAboveIdle(_ alternative: RoutingOperation.Alternative) -> Int {
    let needed = powerAboveIdle(alternative)
    return max(needed.setup, needed.run)
  }

  /// Operations of routings that the limit never leaves enough power for, with the least each needs.
  package func operationsWithoutPower() -> [(routing: Int, step: Int, needed: Int)] {
    guard let left = powerForWork else { return [] }
    return routings.enumerated().flatMap { r, routing in
      routing.operations.enumerated().compactMap { step, operation in
        let least = operation.alternatives.map { mostPowerAboveIdle($0) }.min() ?? 0
        return least > left ? (r, step, least) : nil
      }
    }
  }
}
