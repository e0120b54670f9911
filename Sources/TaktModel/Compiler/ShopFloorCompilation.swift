extension ShopFloor {
  /// The floor of a plant, its operations, modes and machines numbered as the compiler numbers them.
  init(
    _ plant: Plant, _ pegging: Pegging, firstOperation: [Int], horizon: Int,
    workingTimes: [WorkingTime]
  ) throws {
    changeovers = try Changeovers(plant)
    secondaries = try Secondaries(plant)
    materials = try Materials(plant, pegging, firstOperation: firstOperation)
    energy = Energy(plant, horizon: horizon, workingTimes: workingTimes)
    hasFeeds = !pegging.feeds.isEmpty
    guard !isEmpty else { return }
    setup = plant.orders.flatMap { order in
      plant.routings[order.routing].operations.flatMap { operation in
        operation.alternatives.map { Int32($0.setup) }
      }
    }
  }
}
