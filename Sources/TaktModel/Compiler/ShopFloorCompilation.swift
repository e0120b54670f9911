extension ShopFloor {
  /// The floor of a plant, its operations, modes and machines numbered as the compiler numbers them.
  init(_ plant: Plant) throws {
    changeovers = try Changeovers(plant)
    secondaries = try Secondaries(plant)
    if plant.resources.contains(where: \.isUnlimited) {
      unlimited = plant.resources.map(\.isUnlimited)
    }
    longestBreak = try Self.longestBreaks(plant)
    transport = try Transport(plant)
    links = Links(plant)
    guard !isEmpty else { return }
    setup = plant.orders.flatMap { order in
      plant.routings[order.routing].operations.flatMap { operation in
        operation.alternatives.map { Int32($0.setup) }
      }
    }
  }
}
