extension ShopFloor.Batches {
  /// The batch machines of a plant, and what its operations load; they stand in the order the compiler numbers them.
  /// - Throws: ``ProblemError`` for an operation that no resource of it holds, and for loads too fine for 31 bits.
  init(_ work: PlannedWork) throws {
    let plant = work.plant
    guard plant.resources.contains(where: { $0.batchCapacity != nil }) else { return }
    try Self.check(work)
    let capacities = plant.resources.map { $0.batchCapacity ?? 0 }
    let loads = plant.orders.indices.flatMap { order in
      plant.routings[plant.orders[order].routing].operations.map {
        plant.load(ofOrder: order, $0)
      }
    }
    let grain = max(1, (capacities + loads).reduce(0, Self.divisor))
    guard (capacities.max() ?? 0) / grain < Problem.largestTime else {
      throw ProblemError("the capacity of a batch machine is too large for what it is counted in")
    }
    capacity = capacities.map { Int32($0 / grain) }
    // What is too much for any machine is as much too much at the limit.
    load = loads.map { Int32(min($0 / grain, Problem.largestTime)) }
    family = plant.orders.flatMap { order in
      plant.routings[order.routing].operations.map { $0.family.map { Int32($0) } ?? -1 }
    }
  }

  /// What is begun is in its machine, whatever that holds.
  private static func check(_ work: PlannedWork) throws {
    let plant = work.plant
    for (order, own) in plant.orders.enumerated() {
      for (step, operation) in plant.routings[own.routing].operations.enumerated()
      where !work.isBegun(order: order, step: step) {
        let machines = work.modes(order: order, step: step).map(\.resource)
        guard !machines.contains(where: { plant.holds($0, order: order, operation) }) else {
          continue
        }
        let most = machines.compactMap { plant.resources[$0].batchCapacity }.max() ?? 0
        let load = Material.text(plant.load(ofOrder: order, operation))
        throw ProblemError(
          "order \(own.id), operation \(operation.id) loads \(load), and its resources hold "
            + "\(Material.text(most)) at once")
      }
    }
  }

  private static func divisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : divisor(b, a % b) }
}
