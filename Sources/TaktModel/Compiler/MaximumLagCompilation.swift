extension ShopFloor.MaximumLags {
  /// The maximum lags of a plant's orders; operations stand in the order the compiler numbers them.
  ///
  /// Between operations of which one is history there is nothing left to keep.
  /// - Throws: ``ProblemError`` for one that what lies between the two takes longer than.
  init(_ work: PlannedWork) throws {
    let plant = work.plant
    guard plant.hasOperation(where: { $0.longestWait != nil }) else { return }
    var first: Int32 = 0
    for (order, own) in plant.orders.enumerated() {
      let operations = plant.routings[own.routing].operations
      for (step, operation) in operations.enumerated() {
        guard let longest = operation.longestWait else { continue }
        for (from, _) in work.finishStarts(order: order, step: step)
        where !work.isBegun(order: order, step: from) {
          let between = work.leastWork(order: order, from: from, to: step)
          guard between <= longest else {
            throw ProblemError(
              "order \(own.id), operation \(operation.id) must begin within \(longest) s of the end of "
                + "operation \(operations[from].id), and what comes between them takes \(between) s"
            )
          }
          append(
            from: first + Int32(from), to: first + Int32(step), lag: Int32(clamping: longest))
        }
      }
      first += Int32(operations.count)
    }
  }
}

extension PlannedWork {
  /// The least time that operations between two of an order take, by the longest chain of them; 0 with none between.
  fileprivate func leastWork(order: Int, from: Int, to: Int) -> Int {
    // Latest known begin of each step after the end of `from`; steps are few.
    let count = commitments.steps(order).count
    var begin = Array(repeating: -1, count: count)
    begin[from] = 0
    for _ in 0..<count {
      var changes = false
      for step in 0..<count where step != from {
        for (before, lag) in finishStarts(order: order, step: step)
        where begin[before] >= 0 && transfer(order: order, from: before, to: step) == nil {
          let least = modes(order: order, step: before).map { $0.setup + $0.run }.min() ?? 0
          let ready = begin[before] + (before == from ? 0 : least) + lag
          if ready > begin[step] { (begin[step], changes) = (ready, true) }
        }
      }
      if !changes { break }
    }
    return max(0, begin[to])
  }
}
