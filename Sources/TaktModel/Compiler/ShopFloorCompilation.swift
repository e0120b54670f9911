extension ShopFloor {
  /// The floor of a plant, its operations, modes and machines numbered as the compiler numbers them.
  init(_ work: PlannedWork, _ times: PlantTimes) throws {
    changeovers = try Changeovers(work)
    secondaries = try Secondaries(work, times)
    settlement = Settlement(work)
    guard !isEmpty else { return }
    for (order, steps) in work.commitments.enumerated() {
      for step in steps.indices {
        setup += work.modes(order: order, step: step).map { Int32($0.setup) }
      }
    }
  }
}
