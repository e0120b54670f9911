extension ShopFloor.Secondaries {
  /// The units and needs of a plant; operations stand in the order the compiler numbers them.
  ///
  /// A secondary resource of which there are n becomes n units, as ``units(of:)`` numbers them.
  /// - Throws: ``ProblemError`` for an operation that never meets what it needs.
  init(_ work: PlannedWork, _ times: PlantTimes) throws {
    let plant = work.plant
    guard plant.hasOperation(where: { !$0.needs.isEmpty }) else { return }
    let units = Self.units(of: plant)
    workingTimeOf = units.flatMap { r, range in
      range.map { _ in times.ofSecondary[r] }
    }
    var pools: [[Int]: Int32] = [:]
    needStart = [0]
    let weeks = plant.calendars.map(WeeklyWork.init)
    for (index, order) in plant.orders.enumerated() {
      for (step, operation) in plant.routings[order.routing].operations.enumerated() {
        if work.isOver(order: index, step: step) {
          needStart.append(Int32(needPool.count))
          continue
        }
        guard Self.canMeet(operation, plant, weeks) else {
          throw ProblemError(
            "order \(order.id), operation \(operation.id): no resource of it ever works together "
              + "with \(operation.needs.map(\.name).joined(separator: " and ")); "
              + "check their calendars")
        }
        try Self.checkRoom(operation, order, units)
        for need in Self.needs(of: operation, work.commitments[index, step], plant) {
          let next = Int32(pools.count)
          let pool = pools[need.candidates] ?? next
          if pool == next {
            pools[need.candidates] = next
            for r in need.candidates { poolUnits += units[r].units.map { Int32($0) } }
            poolStart.append(Int32(poolUnits.count))
          }
          needPool.append(pool)
          needCount.append(Int32(need.quantity))
          heldInSetup.append(need.span != .run)
          heldInRun.append(need.span != .setup)
        }
        needStart.append(Int32(needPool.count))
      }
    }
  }

  /// What a step needs; what it holds already, or is promised, it keeps.
  private static func needs(
    of operation: RoutingOperation, _ commitment: Commitment?, _ plant: Plant
  ) -> [RoutingOperation.Need] {
    // Whom work in hand holds, nobody may have said: then it holds nobody.
    if commitment?.kind == .running, commitment?.secondary.isEmpty == true { return [] }
    guard let commitment, commitment.kind == .running || commitment.kind == .pinned,
      commitment.secondary.count == operation.needs.reduce(0, { $0 + $1.quantity })
    else { return operation.needs }
    var slot = 0
    return operation.needs.map { need in
      let ids = commitment.secondary[slot..<slot + need.quantity]
      slot += need.quantity
      var kept = need
      kept.candidates = need.candidates.filter { ids.contains(plant.secondaries[$0].id) }
      return kept.candidates.isEmpty ? need : kept
    }
  }

  /// The units of each secondary resource.
  static func units(of plant: Plant) -> [(resource: Int, units: Range<Int>)] {
    var first = 0
    return plant.secondaries.enumerated().map { r, resource in
      defer { first += resource.quantity }
      return (r, first..<(first + resource.quantity))
    }
  }

  /// Sees that needs which share candidates leave each other enough, whoever is chosen first.
  private static func checkRoom(
    _ operation: RoutingOperation, _ order: Order, _ units: [(resource: Int, units: Range<Int>)]
  ) throws {
    let size = { (need: RoutingOperation.Need) in
      need.candidates.reduce(0) { $0 + units[$1].units.count }
    }
    let sorted = operation.needs.sorted { size($0) < size($1) }
    for (i, need) in sorted.enumerated() {
      let rivals = sorted[...i].filter { !Set($0.candidates).isDisjoint(with: need.candidates) }
      let wanted = rivals.reduce(0) { $0 + $1.quantity }
      guard wanted > size(need) else { continue }
      throw ProblemError(
        "order \(order.id), operation \(operation.id) needs \(wanted) of "
          + rivals.map(\.name).joined(separator: " and ")
          + ", and \(size(need)) may be all there are")
    }
  }

  /// Whether some alternative works, in an ordinary week, together with somebody for each need.
  private static func canMeet(
    _ operation: RoutingOperation, _ plant: Plant, _ weeks: [WeeklyWork]
  ) -> Bool {
    operation.needs.isEmpty
      || operation.alternatives.contains { alternative in
        if plant.resources[alternative.resource].isUnlimited { return true }
        let week = weeks[plant.resources[alternative.resource].calendar]
        return operation.needs.allSatisfy { need in
          need.candidates.contains { r in
            plant.secondaries[r].calendar.map { week.meets(weeks[$0]) } ?? true
          }
        }
      }
  }
}

/// The working stretches of an ordinary week, in seconds after its Monday.
private struct WeeklyWork {
  private let stretches: [Range<Int>]

  init(_ calendar: ShiftCalendar) {
    // The week before and the one after reach into this one.
    stretches = (-1...1).flatMap { week in
      calendar.week.enumerated().flatMap { day, windows in
        windows.map { (week * 7 + day) * 86_400 + $0.start..<(week * 7 + day) * 86_400 + $0.end }
      }
    }
  }

  func meets(_ other: WeeklyWork) -> Bool {
    stretches.contains { a in other.stretches.contains { $0.overlaps(a) } }
  }
}
