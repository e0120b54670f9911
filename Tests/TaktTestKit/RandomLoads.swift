package import TaktModel

/// Batch machines of random problems and plants.
package enum RandomLoads {
  /// The same problem with its first machines made batch machines: what is of one family takes as long there, whatever it is.
  package static func problem(_ floor: Problem, machines: Int = 1, seed: Int) throws -> Problem {
    var random = TestRandom(seed: seed &* 13 + 7)
    var new = floor.floor
    let families = (0..<floor.operationCount).map { _ in Int32.random(in: -1..<2, using: &random) }
    new.batches.family = families
    new.batches.capacity = (0..<floor.machineCount).map { $0 < machines ? 6 : 0 }
    new.batches.load = families.map { _ in Int32.random(in: 1...4, using: &random) }
    if !new.changeovers.isEmpty { new.changeovers.familyOf = families }
    let isBatch = { (k: Int) in Int(floor.machine[k]) < machines }
    let programme = { (o: Int) in families[o] + 1 }
    for o in 0..<floor.operationCount {
      for k in floor.modes(of: o) where isBatch(k) { new.setup[k] = programme(o) % 2 }
    }
    return try floor.rebuilt(new) { o, k in
      isBatch(k) ? 3 + programme(o) : floor.duration[k]
    }
  }

  /// The same plant with its first resource made a furnace of fifty pieces and two programmes, and for some a stoker who is also
  /// needed elsewhere.
  package static func plant(_ plant: Plant, seed: Int) -> Plant {
    var plant = plant
    var random = TestRandom(seed: seed &* 17 + 9)
    plant.resources[0].batchCapacity = 50 * Material.unit
    plant.setupFamilies = ["warm", "hot"]
    if seed % 3 > 0 { plant.secondaries = [SecondaryResource(id: "STOKER", name: "")] }
    if seed % 2 == 0 {
      plant.changeovers = [Changeover(place: .resource(0), from: nil, to: nil, time: 1800)]
    }
    for r in plant.routings.indices {
      for k in plant.routings[r].operations.indices {
        let programme = Int.random(in: 0..<2, using: &random)
        plant.routings[r].operations[k].family = programme
        if seed % 3 > 0, Bool.random(using: &random) {
          plant.routings[r].operations[k].needs = [.init(name: "STOKER", candidates: [0])]
        }
        plant.routings[r].operations[k].loadPerPiece = 250 * Int.random(in: 1...4, using: &random)
        let alternatives = plant.routings[r].operations[k].alternatives.indices
        for a in alternatives where plant.routings[r].operations[k].alternatives[a].resource == 0 {
          plant.routings[r].operations[k].alternatives[a] = .init(
            resource: 0, setup: 600 * programme, runMillisecondsPerPiece: 0,
            lead: 3600 * (programme + 1))
        }
      }
    }
    return plant
  }
}
