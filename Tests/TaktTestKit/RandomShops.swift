package import TaktModel

/// Small random plants in whole minutes, with all that events are about: shifts, setup families, operators and tools, materials,
/// orders that supply others, outside processing.
package enum RandomShops {
  /// The same seed gives the same plant; `without` leaves out some of its orders.
  package static func plant(seed: Int, without: Set<Int> = []) -> Plant {
    var random = TestRandom(seed: seed &* 131 + 7)
    let asOf = SmallPlant.at(5, 8)
    var plant = Plant(
      name: "shop \(seed)", zone: .shanghai, asOf: asOf,
      workCentres: [WorkCentre(id: "A"), WorkCentre(id: "B")], resources: [],
      calendars: [
        SmallPlant.days, SmallPlant.nights, .always(),
        RandomPlants.calendar(around: CivilDate(day: 20_458), &random),
      ], routings: [], orders: [])
    let hasShifts = chance(2, &random)
    for r in 0..<Int.random(in: 2...4, using: &random) {
      plant.resources.append(
        Resource(
          id: "R\(r)", name: "", workCentre: r % 2,
          calendar: hasShifts ? Int.random(in: 0...3, using: &random) : 2,
          isUnlimited: r == 2 && chance(3, &random)))
    }
    if chance(2, &random) { addHelpers(&plant, &random) }
    let hasFamilies = chance(2, &random)
    if hasFamilies { addChangeovers(&plant, &random) }
    for i in 0..<Int.random(in: 2...3, using: &random) {
      plant.routings.append(routing(i, plant, hasFamilies, &random))
    }
    for i in 0..<Int.random(in: 2...5, using: &random) { addOrder(i, &plant, &random) }
    if chance(3, &random) { addMaterials(&plant, &random) }
    // Seeds beyond those kept have lots as well.
    if seed >= lotsFrom { addLots(&plant, &random) }
    return plant.without(without)
  }

  /// Seeds from which orders go through some operations in lots.
  package static let lotsFrom = 20_000

  private static func addLots(_ plant: inout Plant, _ random: inout TestRandom) {
    for r in plant.routings.indices {
      for k in plant.routings[r].operations.indices {
        plant.routings[r].operations[k].lotSize = [nil, 4, 7].randomElement(using: &random) ?? nil
      }
    }
    plant.splitIntoLots()
  }

  private static func chance(_ of: Int, _ random: inout TestRandom) -> Bool {
    Int.random(in: 0..<of, using: &random) == 0
  }

  private static func addHelpers(_ plant: inout Plant, _ random: inout TestRandom) {
    let calendar = [nil, nil, 0, 2].randomElement(using: &random) ?? nil
    plant.secondaries = [
      SecondaryResource(id: "SETTER", name: "", skills: ["setting"], calendar: calendar),
      SecondaryResource(id: "MOULD", name: ""),
      SecondaryResource(id: "CREW", name: "", quantity: 2, calendar: calendar),
    ]
  }

  private static func addChangeovers(_ plant: inout Plant, _ random: inout TestRandom) {
    plant.setupFamilies = ["red", "blue"]
    for from in [0, 1, nil] {
      for to in [0, 1] where from != to {
        plant.changeovers.append(
          Changeover(
            place: .workCentre(0), from: from, to: to,
            time: 60 * Int.random(in: 5...60, using: &random), cost: 0))
      }
    }
  }

  private static func routing(
    _ index: Int, _ plant: Plant, _ hasFamilies: Bool, _ random: inout TestRandom
  ) -> Routing {
    let operations = (0..<Int.random(in: 1...3, using: &random)).map { k -> RoutingOperation in
      let machines = plant.resources.indices.shuffled(using: &random)
      let alternatives = machines.prefix(Int.random(in: 1...2, using: &random)).map {
        RoutingOperation.Alternative(
          resource: $0, setup: 60 * Int.random(in: 0...20, using: &random),
          runMillisecondsPerPiece: 60_000 * Int.random(in: 1...6, using: &random))
      }
      return RoutingOperation(
        id: String(10 * (k + 1)), name: "", alternatives: alternatives,
        predecessors: (0..<k).filter { $0 == k - 1 || Bool.random(using: &random) },
        wait: chance(3, &random) ? 600 : 0,
        family: hasFamilies && Bool.random(using: &random)
          ? Int.random(in: 0...1, using: &random) : nil, needs: needs(plant, &random))
    }
    return Routing(item: "I\(index)", itemName: "", operations: operations)
  }

  private static func needs(_ plant: Plant, _ random: inout TestRandom) -> [RoutingOperation.Need] {
    guard !plant.secondaries.isEmpty else { return [] }
    return ["setting", "MOULD", "CREW"].enumerated().compactMap { unit, name in
      guard chance(2, &random) else { return nil }
      let spans: [RoutingOperation.Need.Span] = unit == 0 ? [.setup] : [.run, .both]
      return RoutingOperation.Need(
        name: name, candidates: [unit], span: spans.randomElement(using: &random) ?? .both)
    }
  }

  private static func addOrder(_ i: Int, _ plant: inout Plant, _ random: inout TestRandom) {
    let due = plant.asOf + 3600 * Int.random(in: 4...72, using: &random)
    plant.orders.append(
      Order(
        id: "MO-\(i)", routing: Int.random(in: plant.routings.indices, using: &random),
        quantity: Int.random(in: 1...20, using: &random),
        release: plant.asOf + 3600 * Int.random(in: -8...8, using: &random), originalDue: due,
        due: due, weight: Int.random(in: 1...4, using: &random)))
  }

  /// The first item takes the second, of which there is some, and a raw material that comes in later.
  private static func addMaterials(_ plant: inout Plant, _ random: inout TestRandom) {
    plant.materials = [
      Material(
        id: "I1", name: "",
        stock: chance(2, &random) ? 100_000 : 1000 * Int.random(in: 0...5, using: &random)),
      Material(
        id: "RAW", name: "", stock: 1000 * Int.random(in: 0...10, using: &random),
        receipts: [
          .init(at: plant.asOf + 3600 * Int.random(in: 1...30, using: &random), quantity: 900_000)
        ]),
    ]
    plant.routings[0].operations[0].components = [.init(material: 1, quantity: 1000)]
    let last = plant.routings[0].operations.count - 1
    plant.routings[0].operations[last].components.append(.init(material: 0, quantity: 1000))
    let parents = plant.orders.indices.filter { plant.orders[$0].routing == 0 }
    let children = plant.orders.indices.filter { plant.orders[$0].routing == 1 }
    // Each order of the part supplies one that takes it, as far as it goes; stock covers the rest.
    for (child, parent) in zip(children, parents) where Bool.random(using: &random) {
      plant.orders[child].feeds = [parent]
    }
    let needed = parents.reduce(0) { $0 + plant.orders[$1].quantity } * 1000
    plant.materials[0].receipts = [
      .init(at: plant.asOf + 3600 * Int.random(in: 1...40, using: &random), quantity: needed)
    ]
    for parent in parents where chance(4, &random) { plant.orders[parent].isKitted = true }
  }
}

extension Plant {
  /// The plant without some of its orders.
  package func without(_ out: Set<Int>) -> Plant {
    var plant = self
    let kept = orders.indices.filter { !out.contains($0) }
    let place = Dictionary(zip(kept, kept.indices), uniquingKeysWith: { a, _ in a })
    plant.orders = kept.map {
      var order = orders[$0]
      order.feeds = order.feeds.compactMap { place[$0] }
      return order
    }
    return plant
  }
}
