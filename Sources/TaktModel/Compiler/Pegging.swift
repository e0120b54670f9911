/// From where each need of a material is met, decided before anything is scheduled.
///
/// An order that names whom it feeds supplies those first. What is left goes by date: needs by the due dates of their orders, supplies by
/// when they are there (stock, receipts, orders that make the item by their due dates), first to first, as material requirements
/// planning does. A need met by an order becomes a precedence; one met from stock and receipts is drawn from what the
/// search has to divide.
package struct Pegging: Sendable {
  /// What an order takes of a material, and at which of its steps: at one, or for a kit at the first of several that begins.
  package struct Need: Sendable {
    package var order: Int
    package var steps: [Int]
    package var material: Int
    /// What is not met yet; in the end what nothing meets.
    package var open: Int
    /// What of it comes from stock and receipts.
    package var drawn = 0
    /// Whether it has been taken already, the step having begun.
    package var isTaken = false
  }

  /// An order that must be complete before steps of another begin.
  package struct Feed: Sendable, Hashable {
    package var from: Int
    package var order: Int
    package var step: Int

    package init(from: Int, order: Int, step: Int) {
      self.from = from
      self.order = order
      self.step = step
    }
  }

  /// Every need, order by order.
  package private(set) var needs: [Need]
  /// Which orders wait for which, none twice.
  package private(set) var feeds: [Feed] = []
  private var seen: Set<Feed> = []
  /// What each order makes that nobody has been promised yet.
  private var unpromised: [Int]
  private let commitments: CommitmentTable

  /// - Complexity: O(n log n), n = needs and supplies
  package init(_ plant: Plant, _ known: CommitmentTable? = nil) {
    let commitments = known ?? CommitmentTable(plant)
    self.commitments = commitments
    guard !plant.materials.isEmpty || plant.orders.contains(where: { !$0.feeds.isEmpty }) else {
      (needs, unpromised) = ([], [])
      return
    }
    needs = plant.orders.indices.flatMap { Self.needs(ofOrder: $0, in: plant, commitments) }
    // An order with a step that is not done any more makes nothing.
    unpromised = plant.orders.indices.map { order in
      commitments.steps(order).contains { commitments.kind(order, $0) == .cancelled }
        ? 0 : plant.orders[order].quantity * Material.unit
    }
    let index = Dictionary(
      zip(plant.materials.map(\.id), plant.materials.indices), uniquingKeysWith: { a, _ in a })
    let made = plant.orders.map { index[plant.routings[$0.routing].item] }
    pegExplicitly(plant, made)
    pegByDate(plant, made)
  }

  private static func needs(ofOrder o: Int, in plant: Plant, _ commitments: CommitmentTable)
    -> [Need]
  {
    let order = plant.orders[o]
    let routing = plant.routings[order.routing]
    var result: [Need] = []
    for (step, operation) in routing.operations.enumerated() {
      if commitments.kind(o, step) == .cancelled { continue }
      for component in operation.components where component.quantity > 0 {
        let amount = component.quantity * operation.pieces(ofOrder: order.quantity)
        if order.isKitted {
          if let at = result.firstIndex(where: { $0.material == component.material }) {
            result[at].open += amount
            continue
          }
          result.append(
            Need(
              order: o, steps: routing.firstOperations, material: component.material, open: amount))
        } else {
          result.append(Need(order: o, steps: [step], material: component.material, open: amount))
        }
      }
    }
    for n in result.indices {
      // A kit is taken when any step has begun.
      let steps = order.isKitted ? Array(routing.operations.indices) : result[n].steps
      result[n].isTaken = steps.contains { commitments[o, $0]?.isBegun == true }
    }
    return result
  }

  private mutating func feed(_ from: Int, _ order: Int, _ steps: [Int]) {
    for step in steps where commitments[order, step]?.isBegun != true {
      let feed = Feed(from: from, order: order, step: step)
      if seen.insert(feed).inserted { feeds.append(feed) }
    }
  }

  /// Whether what an order makes is there.
  private func isComplete(_ order: Int) -> Bool {
    commitments.steps(order).allSatisfy { commitments.kind(order, $0) == .completed }
  }

  private mutating func pegExplicitly(_ plant: Plant, _ made: [Int?]) {
    guard plant.orders.contains(where: { !$0.feeds.isEmpty }) else { return }
    let byOrder = Dictionary(grouping: needs.indices, by: { needs[$0].order })
    for (child, order) in plant.orders.enumerated() {
      for parent in order.feeds {
        let own = (byOrder[parent] ?? []).filter { needs[$0].material == made[child] }
        // What the bill of material does not name is needed from the start.
        if own.isEmpty {
          feed(child, parent, plant.routings[plant.orders[parent].routing].firstOperations)
        }
        for n in own {
          // What was taken before the order was complete came from elsewhere.
          if !needs[n].isTaken || isComplete(child) {
            let part = min(needs[n].open, unpromised[child])
            needs[n].open -= part
            unpromised[child] -= part
          }
          feed(child, parent, needs[n].steps)
        }
      }
    }
  }

  /// The precedences between orders as arcs between operations, numbered as the compiler numbers them.
  func links(in work: PlannedWork) -> [PrecedenceArc] {
    let (plant, firstOperation) = (work.plant, work.firstOperation)
    return feeds.flatMap { feed in
      let routing = plant.routings[plant.orders[feed.from].routing]
      // Of an order that has begun any step may be left to do, those that others have gone before of among them: rework, reports
      // out of sequence.
      let steps =
        work.hasBegun(order: feed.from)
        ? routing.operations.indices.filter { !work.isOver(order: feed.from, step: $0) }
        : routing.lastOperations
      return steps.map { last in
        PrecedenceArc(
          from: Int32(firstOperation[feed.from] + last),
          to: Int32(firstOperation[feed.order] + feed.step), lag: 0)
      }
    }
  }

  private struct Supply {
    var at: Instant
    /// The order that makes it; -1 for stock and receipts.
    var order: Int
    var amount: Int
    /// Whether it has come in by now.
    var isThere: Bool
  }

  private mutating func pegByDate(_ plant: Plant, _ made: [Int?]) {
    guard !needs.isEmpty else { return }
    let makers = Dictionary(grouping: plant.orders.indices, by: { made[$0] ?? -1 })
    let byMaterial = Dictionary(grouping: needs.indices, by: { needs[$0].material })
    for material in byMaterial.keys.sorted() {
      let stock = plant.materials[material]
      var supplies = [Supply(at: plant.asOf, order: -1, amount: stock.stock, isThere: true)]
      supplies += stock.receipts.map {
        Supply(at: $0.at, order: -1, amount: $0.quantity, isThere: $0.at <= plant.asOf)
      }
      supplies += (makers[material] ?? []).map {
        Supply(
          at: plant.orders[$0].due, order: $0, amount: unpromised[$0], isThere: isComplete($0))
      }
      supplies = supplies.enumerated().sorted {
        ($0.element.at, $0.offset) < ($1.element.at, $1.offset)
      }.map(\.element)
      let wanting = (byMaterial[material] ?? []).sorted {
        (plant.orders[needs[$0].order].due, $0) < (plant.orders[needs[$1].order].due, $1)
      }
      // What has been taken comes first, whenever it is due.
      meet(taken: wanting.filter { needs[$0].isTaken }, from: &supplies)
      meet(wanting.filter { !needs[$0].isTaken }, from: supplies)
    }
  }

  /// What was taken came from what is there; what that does not cover was found elsewhere, and nobody pays it back.
  private mutating func meet(taken: [Int], from supplies: inout [Supply]) {
    for n in taken {
      for s in supplies.indices where supplies[s].isThere && needs[n].open > 0 {
        let part = min(needs[n].open, supplies[s].amount)
        needs[n].open -= part
        supplies[s].amount -= part
        if supplies[s].order < 0 { needs[n].drawn += part }
      }
      needs[n].open = 0
    }
  }

  private mutating func meet(_ wanting: [Int], from supplies: [Supply]) {
    var supplies = supplies
    var at = 0
    for n in wanting {
      while needs[n].open > 0, at < supplies.count {
        let part = min(needs[n].open, supplies[at].amount)
        needs[n].open -= part
        supplies[at].amount -= part
        if supplies[at].order < 0 {
          needs[n].drawn += part
        } else if part > 0 {
          feed(supplies[at].order, needs[n].order, needs[n].steps)
        }
        if supplies[at].amount == 0 { at += 1 }
      }
    }
  }
}

/// What of a material no stock, receipt or order ever covers.
public struct MaterialShortage: Sendable, Equatable {
  /// Index of the material.
  public var material: Int
  /// How much is missing, in thousandths.
  public var missing: Int
  /// How much all orders need.
  public var needed: Int
  /// Indices of the orders that go without, the earliest due first.
  public var orders: [Int]

  package init(material: Int, missing: Int, needed: Int, orders: [Int]) {
    self.material = material
    self.missing = missing
    self.needed = needed
    self.orders = orders
  }
}

extension Plant {
  /// Materials of which there is never enough for all orders, by index; such a plant has no plan.
  /// - Complexity: O(n log n), n = needs and supplies
  public var shortages: [MaterialShortage] {
    var result: [Int: MaterialShortage] = [:]
    let needs = Pegging(self).needs
    for need in needs where need.open > 0 {
      result[
        need.material,
        default: MaterialShortage(
          material: need.material, missing: 0, needed: 0, orders: [])
      ].missing += need.open
      if result[need.material]?.orders.contains(need.order) == false {
        result[need.material]?.orders.append(need.order)
      }
    }
    for order in result.isEmpty ? [] : Array(orders.indices) {
      for operation in routings[orders[order].routing].operations {
        for c in operation.components {
          result[c.material]?.needed +=
            c.quantity * operation.pieces(ofOrder: orders[order].quantity)
        }
      }
    }
    return result.values.map { shortage in
      var shortage = shortage
      shortage.orders.sort { (orders[$0].due, $0) < (orders[$1].due, $1) }
      return shortage
    }.sorted { $0.material < $1.material }
  }
}

extension Commitment {
  /// Whether the step has begun, and has taken its materials.
  fileprivate var isBegun: Bool { kind == .completed || kind == .running || kind == .interrupted }
}
