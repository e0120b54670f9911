package import TaktModel

/// Orders of random plants split into lots.
package enum RandomLots {
  /// The same plant with lots of three sizes at some of its operations, links and transfer batches between some of them.
  package static func plant(_ plant: Plant, seed: Int) -> Plant {
    var plant = plant
    var random = TestRandom(seed: seed &* 19 + 11)
    for r in plant.routings.indices {
      for k in plant.routings[r].operations.indices {
        plant.routings[r].operations[k].lotSize =
          [nil, 6, 15, 15].randomElement(using: &random) ?? nil
        if Int.random(in: 0..<4, using: &random) == 0 {
          plant.routings[r].operations[k].transferBatch = 4
        }
        if k > 0, Int.random(in: 0..<4, using: &random) == 0 {
          plant.routings[r].operations[k].links.append(
            .init(from: k - 1, kind: seed % 2 == 0 ? .startStart : .finishFinish, lag: 600))
        }
      }
    }
    plant.splitIntoLots()
    return plant
  }
}
