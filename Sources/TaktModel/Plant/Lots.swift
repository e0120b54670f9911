/// Lots (分批): an order that goes through an operation in parts, side by side on several resources or one after the other, and comes
/// together again behind it.
///
/// An operation says how large a lot may be (``RoutingOperation/lotSize``). An order of more pieces is given a routing in which the
/// operation stands once for each lot, full ones first, and each of them is a job order with a setup of its own. Operations behind
/// each other with lots of one size keep them apart: each lot goes on as soon as it is through. An operation that asks for
/// other lots, or none, waits for all of them.
extension RoutingOperation {
  /// A part of an order that goes through an operation on its own.
  public struct Lot: Sendable, Equatable {
    /// The number of the whole operation.
    public var operation: String
    /// What is done in it.
    public var name: String
    /// Which of the lots it is, from 0.
    public var index: Int
    /// How many lots there are.
    public var count: Int
    /// Pieces of each but the last, which has the rest.
    public var size: Int

    /// Its pieces of an order; none where the order has shrunk since it was split.
    package func pieces(ofOrder quantity: Int) -> Int {
      let rest = max(0, quantity - index * size)
      return index == count - 1 ? rest : min(rest, size)
    }
  }

  /// Pieces of an order that go through the operation: all of them, or a lot's.
  public func pieces(ofOrder quantity: Int) -> Int {
    lot?.pieces(ofOrder: quantity) ?? quantity
  }

  /// Whether the same pieces of an order go through both.
  func hasPieces(of other: RoutingOperation) -> Bool {
    lot?.index == other.lot?.index && lot?.count == other.lot?.count && lot?.size == other.lot?.size
  }

  /// Seconds of own setup and run that an order takes here.
  package func work(_ alternative: Alternative, ofOrder quantity: Int) -> (setup: Int, run: Int) {
    alternative.work(pieces: pieces(ofOrder: quantity))
  }

  /// How many lots an order of so many pieces is split into.
  func lotCount(ofOrder quantity: Int) -> Int {
    guard let lotSize, quantity > lotSize else { return 1 }
    return (quantity - 1) / size(lotSize, ofOrder: quantity) + 1
  }

  /// The size of lots, larger than asked for where there would be too many.
  private func size(_ asked: Int, ofOrder quantity: Int) -> Int {
    max(asked, (quantity - 1) / Routing.mostLots + 1)
  }

  fileprivate func lot(_ index: Int, of count: Int, ofOrder quantity: Int) -> RoutingOperation {
    var part = self
    part.lot = Lot(
      operation: id, name: name, index: index, count: count,
      size: size(lotSize ?? quantity, ofOrder: quantity))
    part.name = "\(name) \(index + 1)/\(count)"
    return part
  }
}

extension RoutingOperation.Alternative {
  /// Seconds of own setup and run; a lot without pieces takes none.
  package func work(pieces: Int) -> (setup: Int, run: Int) {
    pieces > 0 ? (setup, run(quantity: pieces)) : (0, 0)
  }
}

extension Routing {
  /// An order is split into no more lots at an operation.
  public static let mostLots = 200

  /// Whether an order goes through some operation in lots.
  public var hasLots: Bool { operations.contains { $0.lot != nil } }

  /// The routing an order of so many pieces goes by: this one where nothing splits it, else one with each lot as an operation.
  /// - Complexity: O(lots²) where many meet many
  func split(ofOrder quantity: Int) -> Routing {
    let counts = operations.map { $0.lotCount(ofOrder: quantity) }
    guard counts.contains(where: { $0 > 1 }) else { return self }
    let first = counts.indices.map { counts[..<$0].reduce(0, +) }
    var taken = Set(operations.map(\.id))
    var result = self
    result.operations = []
    for (step, operation) in operations.enumerated() {
      guard counts[step] > 1 else {
        result.operations.append(
          operation.waiting {
            $0.flatMap { before in first[before]..<first[before] + counts[before] }
          })
        continue
      }
      for index in 0..<counts[step] {
        var lot = operation.lot(index, of: counts[step], ofOrder: quantity).waiting {
          $0.flatMap { before in
            // Lots of one size stay apart.
            operations[before].lotSize == operation.lotSize
              ? first[before] + index..<first[before] + index + 1
              : first[before]..<first[before] + counts[before]
          }
        }
        lot.id = "\(operation.id)-\(index + 1)"
        while !taken.insert(lot.id).inserted { lot.id += "+" }
        result.operations.append(lot)
      }
    }
    return result
  }

  /// The routing before it was split.
  var whole: Routing {
    guard hasLots else { return self }
    var place: [Int] = []
    var result = self
    result.operations = []
    for operation in operations {
      if operation.lot.map({ $0.index > 0 }) != true { result.operations.append(operation) }
      place.append(result.operations.count - 1)
    }
    for step in result.operations.indices {
      var operation = result.operations[step].waiting { Array(Set($0.map { place[$0] })).sorted() }
      if let lot = operation.lot { (operation.id, operation.name) = (lot.operation, lot.name) }
      operation.lot = nil
      result.operations[step] = operation
    }
    return result
  }
}

extension RoutingOperation {
  /// The operation with others in place of those it waits for; each link is taken over for each of them.
  fileprivate func waiting(for others: ([Int]) -> [Int]) -> RoutingOperation {
    var result = self
    result.predecessors = others(predecessors)
    result.links = []
    for link in links {
      for from in others([link.from]) {
        let new = Link(from: from, kind: link.kind, lag: link.lag)
        if !result.links.contains(new) { result.links.append(new) }
      }
    }
    return result
  }
}

extension Plant {
  /// The routing by which an order of so many pieces goes through the plant, made where there is none yet.
  /// - Parameter routing: index of any routing of the item, split or not
  /// - Complexity: O(routings)
  public mutating func routing(_ routing: Int, splitFor quantity: Int) -> Int {
    guard routings[routing].operations.contains(where: { $0.lotSize != nil }) else {
      return routing
    }
    let split = routings[routing].whole.split(ofOrder: quantity)
    if split == routings[routing] { return routing }
    if let known = routings.firstIndex(of: split) { return known }
    routings.append(split)
    return routings.count - 1
  }

  /// Gives every order the routing its quantity asks for.
  /// - Complexity: O(orders + lots)
  public mutating func splitIntoLots() {
    guard hasOperation(where: { $0.lotSize != nil }) else { return }
    var known: [[Int]: Int] = [:]
    for o in orders.indices {
      let (routing, quantity) = (orders[o].routing, orders[o].quantity)
      let operations = routings[routing].operations
      guard operations.contains(where: { $0.lotSize != nil && $0.lot == nil }) else { continue }
      let counts = operations.map { $0.lotCount(ofOrder: quantity) }
      guard counts.contains(where: { $0 > 1 }) else { continue }
      // Lots made larger than asked for are of this quantity alone.
      let key = [routing] + counts + (counts.contains(Routing.mostLots) ? [quantity] : [])
      if known[key] == nil {
        known[key] = routings.count
        routings.append(routings[routing].split(ofOrder: quantity))
      }
      orders[o].routing = known[key] ?? routing
    }
  }
}
