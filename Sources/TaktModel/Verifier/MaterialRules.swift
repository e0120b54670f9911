/// The rules of materials and of orders that feed each other, judged by time: whatever order things were planned in, at no
/// moment may more have been taken than has come in.
extension PlanVerifier {
  /// Something that comes in or is taken.
  private struct Movement {
    var at: Instant
    /// In thousandths; negative where it is taken.
    var quantity: Int
    /// Who takes it; nil for what comes in.
    var entry: Entry?
  }

  /// Says where an operation takes what is not there.
  func checkMaterials(_ byOrder: [[Entry?]], _ found: inout [Violation]) {
    guard !plant.materials.isEmpty else { return }
    var movements = plant.materials.map { material in
      // Stock is what was there before anything that is planned or has been done.
      [Movement(at: Instant(seconds: .min), quantity: material.stock)]
        + material.receipts.map { Movement(at: $0.at, quantity: $0.quantity) }
    }
    for (material, movement) in made(byOrder) + taken(byOrder) {
      movements[material].append(movement)
    }
    for (material, list) in movements.enumerated() {
      var balance = 0
      // What comes in at a moment can be taken at it.
      let sorted = list.enumerated().sorted {
        ($0.element.at, $0.element.entry == nil ? 0 : 1, $0.offset)
          < ($1.element.at, $1.element.entry == nil ? 0 : 1, $1.offset)
      }
      for (_, movement) in sorted {
        balance += movement.quantity
        guard balance < 0, let entry = movement.entry else { continue }
        if hasBegun(entry) {
          // What has been taken was there, whatever the books say.
          balance = 0
          continue
        }
        let id = plant.materials[material].id
        let (wanted, missing) = (Material.text(-movement.quantity), Material.text(-balance))
        found.append(
          violation(
            .materialShortage, entry,
            zh: "在 \(clock(movement.at)) 领用 \(id) \(wanted)，此时缺 \(missing)",
            en: "takes \(wanted) of \(id) at \(clock(movement.at)), when \(missing) are missing"))
      }
    }
  }

  /// Says where an order begins before one that feeds it is complete.
  func checkFeeds(
    _ byOrder: [[Entry?]], _ begins: (Entry, Instant) -> Bool, _ found: inout [Violation]
  ) {
    for (child, order) in plant.orders.enumerated() {
      guard !order.feeds.isEmpty, let done = completion(byOrder[child]) else { continue }
      for parent in order.feeds {
        for step in stepsFed(by: child, in: parent) {
          guard let entry = byOrder[parent][step], !hasBegun(entry), !begins(entry, done)
          else { continue }
          found.append(
            violation(
              .feedingOrder, entry,
              zh: "开始于 \(clock(entry.job.setupStart))，但供给它的订单 \(order.id) 到 \(clock(done)) 才完成",
              en:
                "begins at \(clock(entry.job.setupStart)), but order \(order.id), which feeds it, "
                + "is complete at \(clock(done))"))
        }
      }
    }
  }

  /// Whether a line is history: what it took is gone, and nobody is to blame now.
  private func hasBegun(_ entry: Entry) -> Bool {
    switch commitments.kind(entry.order, entry.step) {
    case .completed, .running, .interrupted: true
    case .pinned, .assigned, .cancelled, nil: false
    }
  }

  /// The steps of an order that take what another one makes; its first ones where its bill of material does not say.
  private func stepsFed(by child: Int, in parent: Int) -> [Int] {
    let item = plant.routings[plant.orders[child].routing].item
    let operations = plant.routings[plant.orders[parent].routing].operations
    let taking = operations.indices.filter { step in
      operations[step].components.contains {
        plant.materials[$0.material].id == item && $0.quantity > 0
      }
    }
    let first = operations.indices.filter { operations[$0].predecessors.isEmpty }
    return taking.isEmpty || plant.orders[parent].isKitted ? first : taking
  }

  /// When an order is complete; nil where the plan does not have all of it.
  private func completion(_ steps: [Entry?]) -> Instant? {
    steps.contains { $0 == nil } ? nil : steps.compactMap { $0?.job.end }.max()
  }

  private func made(_ byOrder: [[Entry?]]) -> [(Int, Movement)] {
    let index = Dictionary(
      zip(plant.materials.map(\.id), plant.materials.indices), uniquingKeysWith: { a, _ in a })
    return plant.orders.enumerated().compactMap { o, order in
      guard let material = index[plant.routings[order.routing].item],
        let done = completion(byOrder[o])
      else { return nil }
      return (material, Movement(at: done, quantity: order.quantity * Material.unit))
    }
  }

  /// What runs take when they begin; a kitted order takes all when the first of its runs does.
  private func taken(_ byOrder: [[Entry?]]) -> [(Int, Movement)] {
    byOrder.enumerated().flatMap { o, steps -> [(Int, Movement)] in
      let order = plant.orders[o]
      let entries = steps.compactMap { $0 }
      let first =
        entries.first(where: hasBegun)
        ?? entries.min { ($0.job.start, $0.step) < ($1.job.start, $1.step) }
      return entries.flatMap { entry in
        let taker = order.isKitted ? first ?? entry : entry
        let pieces = entry.operation.pieces(ofOrder: order.quantity)
        return entry.operation.components.map {
          (
            $0.material,
            Movement(at: takes(taker), quantity: -$0.quantity * pieces, entry: taker)
          )
        }
      }
    }
  }

  /// When a line takes its materials: when its run begins, or first began.
  private func takes(_ entry: Entry) -> Instant {
    guard hasBegun(entry) else { return entry.job.start }
    return commitment(entry)?.firstStart ?? min(entry.job.start, plant.asOf)
  }
}
