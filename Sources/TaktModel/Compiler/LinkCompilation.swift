extension ShopFloor.Links {
  /// The links of a plant's orders; operations and modes stand in the order the compiler numbers them.
  ///
  /// What waits for the end of an operation that passes its pieces on in transfer batches waits for the first of them instead, and
  /// ends no sooner than the last of them lets it.
  init(_ work: PlannedWork) {
    let plant = work.plant
    let hasTransfers = plant.hasOperation { $0.transferBatch != nil }
    guard hasTransfers || plant.hasOperation(where: { !$0.links.isEmpty }) else { return }
    var first: Int32 = 0
    for (order, own) in plant.orders.enumerated() {
      let operations = plant.routings[own.routing].operations
      for (step, operation) in operations.enumerated() {
        if hasTransfers {
          let pieces =
            operation.transfer(ofOrder: own.quantity)?.first
            ?? operation.pieces(ofOrder: own.quantity)
          firstBatch += work.batches(order: order, step: step, pieces: pieces)
        }
        append(work, order, step, first)
      }
      first += Int32(operations.count)
    }
  }

  /// Adds the links into a step, that of an order whose operations begin at `first`.
  private mutating func append(_ work: PlannedWork, _ order: Int, _ step: Int, _ first: Int32) {
    let to = first + Int32(step)
    for (from, lag) in work.finishStarts(order: order, step: step) {
      guard let batch = work.transfer(order: order, from: from, to: step) else { continue }
      append(
        from: first + Int32(from), to: to, kind: .transfer, lag: Int32(clamping: lag),
        lastBatch: work.batches(order: order, step: step, pieces: batch.last))
    }
    guard !work.isBegun(order: order, step: step) else { return }
    let operation = work.plant.routings[work.plant.orders[order].routing].operations[step]
    for link in operation.links
    where link.kind != .finishStart && !work.isOver(order: order, step: link.from) {
      append(
        from: first + Int32(link.from), to: to,
        kind: link.kind == .startStart ? .startStart : .finishFinish,
        lag: Int32(clamping: link.lag))
    }
  }
}
