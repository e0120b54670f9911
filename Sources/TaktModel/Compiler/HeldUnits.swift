extension CompiledPlant {
  /// Whom the operations of a plan hold, by slot, as a schedule's column of units has it: what ``jobOrders(_:)`` writes, read again.
  ///
  /// Of a secondary resource of which there are several, whoever has been free the longest is held. An operation without a line, or
  /// whose line names others than may do it now, holds -1 in all its slots.
  /// - Parameter lines: the lines by order and step
  /// - Complexity: O(n log n) for n lines, times how many there are of a secondary resource
  public func units(heldBy lines: [[JobOrder?]]) -> [Int32] {
    let secondaries = problem.floor.secondaries
    guard !secondaries.isEmpty else { return [] }
    let slots = secondaries.slotStart
    var result = Array(repeating: Int32(-1), count: Int(slots.last ?? 0))
    var roster = Roster(plant)
    for (o, line) in inHoldOrder(lines) where line.secondary.count == Int(slots[o + 1] - slots[o]) {
      let needs = secondaries.needs(of: o).flatMap {
        Array(repeating: $0, count: Int(secondaries.needCount[$0]))
      }
      guard let units = roster.units(of: line, needs, secondaries) else { continue }
      for (slot, unit) in zip(slots[o]..<slots[o + 1], units) { result[Int(slot)] = unit }
    }
    return result
  }

  /// Lines that hold somebody, by when they begin.
  private func inHoldOrder(_ lines: [[JobOrder?]]) -> [(o: Int, line: JobOrder)] {
    var result: [(o: Int, line: JobOrder)] = []
    for (order, steps) in lines.enumerated() {
      for (step, line) in steps.enumerated() {
        guard let line, !line.secondary.isEmpty else { continue }
        result.append((Int(problem.jobStart[order]) + step, line))
      }
    }
    // Where each is the only one of its kind it does not matter in what order they are asked.
    guard plant.secondaries.contains(where: { $0.quantity > 1 }) else { return result }
    return result.sorted { ($0.line.setupStart, $0.o) < ($1.line.setupStart, $1.o) }
  }
}

/// The units of each secondary resource, and until when each is held.
private struct Roster {
  private var unitsOf: [String: Range<Int>] = [:]
  /// nil for whom nobody has held so far.
  private var heldUntil: [Instant?]

  init(_ plant: Plant) {
    let units = ShopFloor.Secondaries.units(of: plant)
    for (r, range) in units { unitsOf[plant.secondaries[r].id] = range }
    heldUntil = Array(repeating: nil, count: units.last?.units.upperBound ?? 0)
  }

  /// A unit for each slot of a line, held from now on; nil where a slot has none that may fill it.
  mutating func units(of line: JobOrder, _ needs: [Int], _ secondaries: ShopFloor.Secondaries)
    -> [Int32]?
  {
    var result: [Int32] = []
    for (id, need) in zip(line.secondary, needs) {
      let pool = secondaries.units(ofPool: Int(secondaries.needPool[need]))
      let free = unitsOf[id]?.filter { !result.contains(Int32($0)) && pool.contains(Int32($0)) }
      let isSooner = { (a: Int, b: Int) in
        let (a, b) = ((heldUntil[a]?.seconds ?? .min, a), (heldUntil[b]?.seconds ?? .min, b))
        return a < b
      }
      guard let unit = free?.min(by: isSooner) else { return nil }
      result.append(Int32(unit))
    }
    for (unit, need) in zip(result, needs) {
      heldUntil[Int(unit)] = secondaries.heldInRun[need] ? line.end : line.start
    }
    return result
  }
}
