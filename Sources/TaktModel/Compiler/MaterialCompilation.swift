extension ShopFloor.Materials {
  /// What operations draw from stock and receipts; operations stand in the order the compiler numbers them.
  ///
  /// Materials of which there is enough from the start are left out: nobody ever waits for them.
  /// - Throws: ``ProblemError`` for a shortage, and for amounts too fine for 31 bits.
  init(_ work: PlannedWork, _ pegging: Pegging) throws {
    let plant = work.plant
    if let shortage = plant.shortages.first { throw Self.error(shortage, plant) }
    guard !plant.materials.isEmpty else { return }
    var total = Array(repeating: 0, count: plant.materials.count)
    // What has been taken already is not there any more.
    var taken = total
    for need in pegging.needs {
      if need.isTaken {
        taken[need.material] += need.drawn
      } else {
        total[need.material] += need.drawn
      }
    }
    let scarce = plant.materials.indices.filter {
      total[$0] > 0 && Self.atOnce(plant, $0) - taken[$0] < total[$0]
    }
    guard !scarce.isEmpty else { return }
    var place = Array(repeating: -1, count: plant.materials.count)
    for (i, material) in scarce.enumerated() { place[material] = i }
    let drawn = pegging.needs.filter {
      $0.drawn > 0 && !$0.isTaken && place[$0.material] >= 0
    }
    var grain = Array(repeating: 0, count: plant.materials.count)
    for need in drawn { grain[need.material] = Self.divisor(grain[need.material], need.drawn) }
    for material in scarce {
      guard total[material] / grain[material] < Int(Int32.max) / 2 else {
        throw ProblemError(
          "the quantities of \(plant.materials[material].id) are too fine for their sum; "
            + "give them in a coarser unit")
      }
      append(plant, material, grain[material], taken: taken[material])
    }
    append(drawn, work.firstOperation, place, grain)
  }

  private static func error(_ shortage: MaterialShortage, _ plant: Plant) -> ProblemError {
    let ids = shortage.orders.prefix(5).map { plant.orders[$0].id }.joined(separator: ", ")
    let more = shortage.orders.count > 5 ? " and \(shortage.orders.count - 5) more" : ""
    let missing = Double(shortage.missing) / Double(Material.unit)
    return ProblemError(
      "\(missing) of \(plant.materials[shortage.material].id) are missing: neither stock nor receipts "
        + "nor orders cover what \(ids)\(more) need")
  }

  /// What is there at the plan's start.
  private static func atOnce(_ plant: Plant, _ material: Int) -> Int {
    plant.materials[material].receipts.filter { $0.at <= plant.asOf }
      .reduce(plant.materials[material].stock) { $0 + $1.quantity }
  }

  private static func divisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : divisor(b, a % b) }

  private mutating func append(_ plant: Plant, _ material: Int, _ grain: Int, taken: Int) {
    // What the floor took beyond what was there, it found elsewhere: nobody pays it back.
    var sum = max(0, Self.atOnce(plant, material) - taken)
    supplyTick.append(0)
    supplyTotal.append(Int32(clamping: max(0, sum) / grain))
    let later = plant.materials[material].receipts.filter { $0.at > plant.asOf }
    for receipt in later.sorted(by: { $0.at < $1.at }) {
      sum += receipt.quantity
      supplyTick.append(Int32(clamping: receipt.at - plant.asOf))
      // What does not make a whole draw can be used with the next receipt only.
      supplyTotal.append(Int32(clamping: max(0, sum) / grain))
    }
    supplyStart.append(Int32(supplyTick.count))
  }

  private mutating func append(
    _ drawn: [Pegging.Need], _ firstOperation: [Int], _ place: [Int], _ grain: [Int]
  ) {
    var draws = Array(
      repeating: [(Int32, Int32)](), count: firstOperation[firstOperation.count - 1])
    var kits = Array(repeating: Int32(-1), count: draws.count)
    var kitOfOrder: [Int: Int32] = [:]
    for need in drawn {
      let amount = Int32(need.drawn / grain[need.material])
      for step in need.steps {
        let o = firstOperation[need.order] + step
        let material = Int32(place[need.material])
        if let at = draws[o].firstIndex(where: { $0.0 == material }) {
          draws[o][at].1 += amount
        } else {
          draws[o].append((material, amount))
        }
        guard need.steps.count > 1 else { continue }
        let kit = kitOfOrder[need.order] ?? Int32(kitOfOrder.count)
        kitOfOrder[need.order] = kit
        kits[o] = kit
      }
    }
    drawStart = [0]
    for list in draws {
      drawMaterial += list.map(\.0)
      drawAmount += list.map(\.1)
      drawStart.append(Int32(drawMaterial.count))
    }
    kitCount = kitOfOrder.count
    kitOf = kitCount == 0 ? [] : kits
  }
}
