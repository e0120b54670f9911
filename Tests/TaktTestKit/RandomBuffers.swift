package import TaktModel

/// Limited room of random problems and plants.
package enum RandomBuffers {
  /// The same problem with room for none to two jobs in front of most pairs of machines, where each operation has one before it at most.
  package static func problem(_ floor: Problem, seed: Int) throws -> Problem {
    var random = TestRandom(seed: seed &* 31 + 19)
    var new = floor.floor
    if new.setup.isEmpty { new.setup = Array(repeating: 0, count: floor.modeCount) }
    let groups = (floor.machineCount + 1) / 2
    new.buffers.capacity = (0..<groups).map { _ in
      [0, 0, 0, 1, 2].randomElement(using: &random) ?? 0
    }
    let tied = Set(floor.floor.maximumLags.from.map { floor.jobOf[Int($0)] })
    let isLimited = (0..<groups).map { _ in Int.random(in: 0..<5, using: &random) > 0 }
    for o in 0..<floor.operationCount {
      let ahead = Set(floor.modes(of: o).map { Int(floor.machine[$0]) / 2 })
      let before = floor.arcs(into: o).map { Int(floor.predecessors[$0]) }
      let isAlone =
        before.count == 1 && !tied.contains(floor.jobOf[o])
        && floor.arcs(outOf: before[0]).count == 1
        && (before + [o]).allSatisfy { x in
          floor.modes(of: x).allSatisfy {
            floor.duration[$0] > 0 && new.doesOneAtATime(Int(floor.machine[$0]))
          }
        }
      let isHere = ahead.count == 1 && ahead.allSatisfy { isLimited[$0] } && isAlone
      new.buffers.ahead.append(isHere ? Int32(ahead.first ?? -1) : -1)
      new.buffers.from.append(isHere ? Int32(before[0]) : -1)
      new.buffers.standsOn.append(-1)
    }
    return try floor.rebuilt(new)
  }

  /// The same plant with room for none to two orders in front of the work centres where it is clear who waits.
  package static func plant(_ plant: Plant, seed: Int) -> Plant {
    var plant = plant
    var random = TestRandom(seed: seed &* 37 + 23)
    for c in plant.workCentres.indices {
      let isOutside = plant.resources.contains { $0.workCentre == c && $0.isUnlimited }
      if !isOutside { plant.workCentres[c].bufferCapacity = Int.random(in: 0...2, using: &random) }
    }
    for (routing, step, _) in plant.bufferMisfits() {
      for alternative in plant.routings[routing].operations[step].alternatives {
        plant.workCentres[plant.resources[alternative.resource].workCentre].bufferCapacity = nil
      }
    }
    return plant
  }
}
