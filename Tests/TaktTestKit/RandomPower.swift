package import TaktModel

/// Power limits of random problems and plants.
package enum RandomPower {
  /// The same problem with a limit of ten watts, of which setting up takes up to four and running up to eight.
  package static func problem(_ floor: Problem, seed: Int) throws -> Problem {
    var random = TestRandom(seed: seed &* 23 + 13)
    var new = floor.floor
    if new.setup.isEmpty {
      new.setup = floor.duration.map { Int32.random(in: 0...min(2, $0), using: &random) }
    }
    new.power.limit = 10
    new.power.setup = (0..<floor.machineCount).map { _ in Int32.random(in: 0...4, using: &random) }
    new.power.run = (0..<floor.modeCount).map { _ in Int32.random(in: 0...8, using: &random) }
    return try floor.rebuilt(new)
  }

  /// The same plant with machines of ten to forty kilowatts and a limit that lets two or three of them run.
  package static func plant(_ plant: Plant, seed: Int) -> Plant {
    var plant = plant
    var random = TestRandom(seed: seed &* 29 + 17)
    for r in plant.resources.indices {
      let idle = 1000 * Int.random(in: 0...2, using: &random)
      plant.resources[r].power = .init(
        idle: idle, setup: idle + 1000 * Int.random(in: 0...10, using: &random),
        run: 10_000 * Int.random(in: 1...4, using: &random))
    }
    plant.powerLimit = 70_000
    return plant
  }
}
