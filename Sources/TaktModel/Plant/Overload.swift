/// An operation of an order that no resource of it holds.
package struct Overload: Sendable, Equatable {
  /// Index of the order; of several the largest.
  package var order: Int
  /// Index of the operation in its routing.
  package var step: Int
  /// What it loads, in thousandths.
  package var load: Int
  /// The most that a resource of it holds, in thousandths.
  package var capacity: Int
}

extension Plant {
  /// What an order's operation takes up of a batch machine, in thousandths.
  func load(ofOrder order: Int, _ operation: RoutingOperation) -> Int {
    operation.loadPerPiece * operation.pieces(ofOrder: orders[order].quantity)
  }

  /// Whether a resource holds what an order's operation loads.
  func holds(_ resource: Int, order: Int, _ operation: RoutingOperation) -> Bool {
    resources[resource].batchCapacity.map { load(ofOrder: order, operation) <= $0 } ?? true
  }

  /// The largest order of each routing, the first of several, by index.
  package var largestOrders: [Int] {
    var largest: [Int: Int] = [:]
    for (o, order) in orders.enumerated()
    where order.quantity > (largest[order.routing].map { orders[$0].quantity } ?? 0) {
      largest[order.routing] = o
    }
    return largest.values.sorted()
  }

  /// Operations that fit into no batch machine they may go to; one order for each operation of a routing.
  /// - Complexity: O(orders × operations)
  package func overloads() -> [Overload] {
    guard resources.contains(where: { $0.batchCapacity != nil }) else { return [] }
    return largestOrders.flatMap { o -> [Overload] in
      routings[orders[o].routing].operations.enumerated().compactMap { step, operation in
        let machines = operation.alternatives.map(\.resource)
        guard !machines.contains(where: { holds($0, order: o, operation) }) else { return nil }
        return Overload(
          order: o, step: step, load: load(ofOrder: o, operation),
          capacity: machines.compactMap { resources[$0].batchCapacity }.max() ?? 0)
      }
    }
  }
}
