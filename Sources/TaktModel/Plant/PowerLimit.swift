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

  /// Whether the limit leaves enough for an alternative with nothing else at work.
  func hasPower(for alternative: RoutingOperation.Alternative) -> Bool {
    guard let left = powerForWork else { return true }
    let needed = powerAboveIdle(alternative)
    return max(needed.setup, needed.run) <= left
  }

  /// Operations of routings that the limit never leaves enough power for, with the least each needs.
  package func operationsWithoutPower() -> [(routing: Int, step: Int, needed: Int)] {
    guard powerLimit != nil else { return [] }
    return routings.enumerated().flatMap { r, routing in
      routing.operations.enumerated().compactMap { step, operation in
        guard !operation.alternatives.contains(where: { hasPower(for: $0) }) else { return nil }
        let needs = operation.alternatives.map {
          let needed = powerAboveIdle($0)
          return max(needed.setup, needed.run)
        }
        return (r, step, needs.min() ?? 0)
      }
    }
  }
}
