extension ShopFloor {
  /// The longest break of each operation, -1 for any; empty where no operation minds.
  /// - Throws: ``ProblemError`` for an operation that fits no stretch of work.
  static func longestBreaks(_ work: PlannedWork) throws -> [Int32] {
    let plant = work.plant
    guard plant.hasOperation(where: { $0.longestBreak != nil }) else { return [] }
    if let misfit = plant.misfits().first {
      let order = plant.orders[misfit.order]
      let step = plant.routings[order.routing].operations[misfit.step]
      throw ProblemError(
        "order \(order.id), operation \(step.id) takes \(misfit.work) s with no break over "
          + "\(step.longestBreak ?? 0) s; its resources work \(misfit.longestStretch) s at most "
          + "between such breaks")
    }
    return plant.orders.enumerated().flatMap { index, order in
      plant.routings[order.routing].operations.enumerated().map { step, operation in
        // What is begun goes on as it can.
        work.isBegun(order: index, step: step)
          ? -1 : operation.longestBreak.map { Int32(clamping: $0) } ?? -1
      }
    }
  }
}

/// An operation of an order that no resource of it has a long enough stretch for.
package struct Misfit: Sendable, Equatable {
  /// Index of the order; of several the one that takes longest.
  package var order: Int
  /// Index of the operation in its routing.
  package var step: Int
  /// Seconds its setup and run take where they are shortest.
  package var work: Int
  /// Working seconds of the longest stretch without a longer break than it may have.
  package var longestStretch: Int
}

extension Plant {
  /// Operations that can never be done, because breaks may not interrupt them and no stretch of work is long enough; one order
  /// for each operation of a routing.
  ///
  /// The resources' calendars are looked at, those of operators are not.
  /// - Complexity: O(orders × operations + days × calendars × kinds of longest break)
  package func misfits() -> [Misfit] {
    var stretches: [[Int]: Int] = [:]
    return largestOrders.flatMap { o -> [Misfit] in
      routings[orders[o].routing].operations.enumerated().compactMap { step, operation in
        guard let limit = operation.longestBreak else { return nil }
        var (work, longest) = (Int.max, 0)
        for alternative in operation.alternatives {
          let calendar = resources[alternative.resource].calendar
          let stretch =
            stretches[[calendar, limit]] ?? calendars[calendar].longestStretch(limit, of: self)
          stretches[[calendar, limit]] = stretch
          let (setup, run) = operation.work(alternative, ofOrder: orders[o].quantity)
          let own = setup + run
          if own <= stretch { return nil }
          (work, longest) = (min(work, own), max(longest, stretch))
        }
        return Misfit(order: o, step: step, work: work, longestStretch: longest)
      }
    }
  }
}

extension ShiftCalendar {
  /// Working seconds of the longest stretch without a break over `limit`, from the plan's start until ordinary weeks repeat;
  /// `Int.max` for one that goes on and on.
  fileprivate func longestStretch(_ limit: Int, of plant: Plant) -> Int {
    let week = 7 * 86_400
    let last = exceptions.keys.max().map {
      plant.zone.instant(WallTime(date: $0, second: 86_400))
    }
    let end = max(plant.asOf, last ?? plant.asOf) + 5 * week
    var (longest, work) = (0, 0)
    var (begin, close) = (plant.asOf, plant.asOf)
    for open in intervals(from: plant.asOf, to: end, zone: plant.zone) {
      if open.lowerBound - close > limit { (work, begin) = (0, open.lowerBound) }
      work += open.upperBound - open.lowerBound
      close = open.upperBound
      if close - begin > 2 * week { return .max }
      longest = max(longest, work)
    }
    return longest
  }
}
