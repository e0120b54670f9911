extension ShopFloor.PowerDemand {
  /// What the operations of a plant with a power limit draw; they stand in the order the compiler numbers them.
  /// - Throws: ``ProblemError`` where the limit leaves too little for some operation.
  init(_ work: PlannedWork) throws {
    let plant = work.plant
    guard let left = plant.powerForWork else { return }
    if let first = plant.operationsWithoutPower().first {
      let routing = plant.routings[first.routing]
      throw ProblemError(
        "item \(routing.item), operation \(routing.operations[first.step].id) draws \(first.needed) W "
          + "more than its idle machine, and the power limit leaves \(max(0, left)) W")
    }
    limit = Int32(clamping: max(0, left))
    setup = plant.resources.indices.map {
      let own = plant.powerAboveIdle(.init(resource: $0, setup: 0, runMillisecondsPerPiece: 0))
      return Int32(clamping: own.setup)
    }
    for (order, own) in plant.orders.enumerated() {
      for (step, operation) in plant.routings[own.routing].operations.enumerated() {
        for mode in work.modes(order: order, step: step) {
          let alternative = operation.alternatives.first { $0.resource == mode.resource }
          run.append(alternative.map { Int32(clamping: plant.powerAboveIdle($0).run) } ?? 0)
        }
      }
    }
  }
}
