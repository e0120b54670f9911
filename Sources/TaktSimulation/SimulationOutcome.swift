public import TaktModel

extension FloorSimulation {
  /// What a run came to.
  public struct Outcome: Sendable, Equatable {
    /// Orders there were, rush orders counted.
    public var orders = 0
    /// Those on time.
    public var onTime = 0
    /// Sum of weight × seconds late.
    public var weightedTardiness = 0
    /// Sum of seconds late.
    public var tardiness = 0
    /// Job orders that plans moved, added up over all plans.
    public var moved = 0
    /// Plans made.
    public var plans = 0
    /// Breakdowns, rush orders, late materials and scrapped lots.
    public var disturbances = 0
    /// Mean seconds between planned and actual begin, under the plan in force at the time.
    public var startDeviation = 0.0
    /// Seconds late of each order, by id.
    public var lateness: [String: Int] = [:]
    /// When each job order was done, by id.
    public var completed: [String: Instant] = [:]

    /// Share on time.
    public var onTimeRate: Double { orders == 0 ? 1 : Double(onTime) / Double(orders) }
    /// Mean seconds late.
    public var meanTardiness: Double { orders == 0 ? 0 : Double(tardiness) / Double(orders) }

    /// Takes the orders' delivery into the account.
    ///
    /// - Parameter end: when the floor stopped: what never got done is as late as that
    mutating func judge(_ orders: [Order], end: Instant) {
      var completion: [String: Instant] = [:]
      for (job, at) in completed {
        // A lot that replaces scrap is part of its order.
        let order = String(
          job[..<(job.lastIndex(of: "/") ?? job.endIndex)].prefix { $0 != "+" })
        completion[order] = max(completion[order] ?? at, at)
      }
      for order in orders where !order.id.contains("+") {
        let done = completion[order.id] ?? end
        let late = max(0, done - order.due)
        self.orders += 1
        onTime += late == 0 ? 1 : 0
        tardiness += late
        weightedTardiness += late * order.weight
        lateness[order.id] = done - order.due
      }
    }
  }
}
