extension ShopFloor.Changeovers {
  /// The families and matrices of a plant; operations stand in the order the compiler numbers them.
  ///
  /// Resources that the same rows speak of share a matrix.
  /// - Complexity: O(operations + resources + matrices × families²)
  init(_ work: PlannedWork) throws {
    let plant = work.plant
    let families = plant.setupFamilies.count
    guard families > 0, !plant.changeovers.isEmpty else { return }
    familyCount = families
    familyOf = plant.orders.enumerated().flatMap { index, order in
      plant.routings[order.routing].operations.enumerated().map { step, operation in
        // What is begun is set up for already.
        work.isBegun(order: index, step: step) ? -1 : operation.family.map { Int32($0) } ?? -1
      }
    }
    initialFamily = Self.families(at: work)
    let rows = Dictionary(grouping: plant.changeovers, by: \.place)
    var known: [[Changeover.Place]: Int32] = [:]
    for (r, resource) in plant.resources.enumerated() {
      // Wide places first: narrower ones overwrite them.
      let places: [Changeover.Place] = [
        .everywhere, .workCentre(resource.workCentre), .resource(r),
      ].filter { rows[$0] != nil }
      guard !places.isEmpty, !resource.isUnlimited else {
        matrixOf.append(-1)
        continue
      }
      if let matrix = known[places] {
        matrixOf.append(matrix)
        continue
      }
      let matrix = Int32(known.count)
      guard (known.count + 1) * (families + 1) * families < Self.mostEntries else {
        throw ProblemError("the setup matrices have more than \(Self.mostEntries) entries")
      }
      known[places] = matrix
      matrixOf.append(matrix)
      append(places.map { rows[$0] ?? [] })
    }
  }

  /// What each resource is set up for when planning begins: by what was last done on it, or as the plant says.
  private static func families(at work: PlannedWork) -> [Int32] {
    let plant = work.plant
    var families = plant.resources.map { $0.setupState.map { Int32($0) } ?? -1 }
    let begun = plant.commitments.filter {
      $0.kind == .running || $0.kind == .completed && $0.setupStart < $0.end
    }
    for c in begun.sorted(by: { ($0.setupStart, $0.order) < ($1.setupStart, $1.order) }) {
      let operation = plant.routings[plant.orders[c.order].routing].operations[c.step]
      if let family = operation.family { families[c.resource] = Int32(family) }
    }
    return families
  }

  /// 9 bytes an entry: enough for 40 matrices of 800 families.
  private static let mostEntries = 1 << 25

  /// Adds a matrix: each list of rows overwrites what the ones before it said, and in a list rows that name more families do.
  private mutating func append(_ places: [[Changeover]]) {
    let size = (familyCount + 1) * familyCount
    let base = time.count
    time += Array(repeating: 0, count: size)
    cost += Array(repeating: 0, count: size)
    runsInBreaks += Array(repeating: false, count: size)
    for rows in places {
      let sorted = rows.enumerated().sorted { a, b in
        (Self.narrowness(a.element), a.offset) < (Self.narrowness(b.element), b.offset)
      }
      for (_, row) in sorted { enter(row, base) }
    }
  }

  private static func narrowness(_ row: Changeover) -> Int {
    (row.to == nil ? 0 : 2) + (row.from == nil ? 0 : 1)
  }

  private mutating func enter(_ row: Changeover, _ base: Int) {
    let old = row.from.map { $0...$0 } ?? 0...familyCount
    let new = row.to.map { $0...$0 } ?? 0...(familyCount - 1)
    let isPair = row.from != nil && row.to != nil
    for from in old {
      // A row for any family says nothing of one that stays.
      for to in new where isPair || from != to {
        let at = base + from * familyCount + to
        time[at] = Int32(clamping: row.time)
        cost[at] = Int32(clamping: row.cost)
        runsInBreaks[at] = row.runsInBreaks
      }
    }
  }
}
