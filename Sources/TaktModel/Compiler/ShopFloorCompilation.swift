extension ShopFloor {
  /// The floor of a plant, its operations, modes and machines numbered as the compiler numbers them.
  init(_ work: PlannedWork, _ times: PlantTimes, _ pegging: Pegging, horizon: Int) throws {
    let plant = work.plant
    changeovers = try Changeovers(work)
    secondaries = try Secondaries(work, times)
    settlement = Settlement(work)
    if plant.resources.contains(where: \.isUnlimited) {
      unlimited = plant.resources.map(\.isUnlimited)
    }
    batches = try Batches(work)
    longestBreak = try Self.longestBreaks(work)
    transport = try Transport(plant)
    links = Links(work)
    maximumLags = try MaximumLags(work)
    materials = try Materials(work, pegging)
    energy = Energy(work, times, horizon: horizon)
    power = try PowerDemand(work)
    buffers = try Buffers(work)
    hasFeeds = !pegging.feeds.isEmpty
    guard !isEmpty else { return }
    setup = work.setups
  }
}
