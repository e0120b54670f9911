extension ShopFloor.Links {
  /// The links of a plant's orders; operations and modes stand in the order the compiler numbers them.
  ///
  /// What waits for the end of an operation that passes its pieces on in transfer batches waits for the first of them instead, and
  /// ends no sooner than the last of them lets it.
  init(_ plant: Plant) {
    let operations = plant.routings.flatMap(\.operations)
    let hasTransfers = operations.contains { $0.transferBatch != nil }
    guard hasTransfers || operations.contains(where: { !$0.links.isEmpty }) else { return }
    var first: Int32 = 0
    for order in plant.orders {
      let operations = plant.routings[order.routing].operations
      for (k, operation) in operations.enumerated() {
        if hasTransfers { firstBatch += operation.firstBatches(ofOrder: order.quantity) }
        append(operation, order.quantity, operations, first, first + Int32(k))
      }
      first += Int32(operations.count)
    }
  }

  private mutating func append(
    _ operation: RoutingOperation, _ quantity: Int, _ operations: [RoutingOperation],
    _ first: Int32, _ to: Int32
  ) {
    for (from, lag) in operation.finishStarts {
      guard let batch = operations[from].transfer(ofOrder: quantity) else { continue }
      append(
        from: first + Int32(from), to: to, kind: .transfer, lag: Int32(clamping: lag),
        lastBatch: operation.alternatives.map { Int32($0.run(quantity: batch.last)) })
    }
    for link in operation.links where link.kind != .finishStart {
      append(
        from: first + Int32(link.from), to: to,
        kind: link.kind == .startStart ? .startStart : .finishFinish, lag: Int32(clamping: link.lag)
      )
    }
  }
}

extension RoutingOperation {
  /// Work of the first batch in each mode; of an operation that passes all on together, of all.
  fileprivate func firstBatches(ofOrder quantity: Int) -> [Int32] {
    let pieces = transfer(ofOrder: quantity)?.first ?? quantity
    return alternatives.map { Int32($0.run(quantity: pieces)) }
  }

  /// The arcs of an order's operation: ends it waits for that are not overlapped.
  func arcs(ofOrder quantity: Int, in operations: [RoutingOperation]) -> [(
    operation: Int, lag: Int32
  )] {
    finishStarts.filter { operations[$0.from].transfer(ofOrder: quantity) == nil }
      .map { ($0.from, Int32(min($0.lag, Problem.largestTime))) }
  }
}
