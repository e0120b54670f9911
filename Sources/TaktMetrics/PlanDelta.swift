package import TaktModel

/// What one plan means for each order against another, orders and job orders being known by their ids.
package struct PlanDelta: Sendable {
  /// An order in both plans.
  package struct Change: Sendable, Equatable {
    package var id: String
    package var before: Instant
    package var after: Instant
    /// Seconds late in each, by the due date of each plant.
    package var lateBefore: Int
    package var lateAfter: Int
  }

  /// Orders complete earlier, those first that are least late now; and later, those first that are most late now.
  package let better: [Change]
  package let worse: [Change]
  /// Orders only one of the plans has.
  package let added: [String]
  package let removed: [String]
  /// Job orders that begin at another time or run on another resource, of those in both.
  package let moved: Int
  /// Weighted seconds late.
  package let tardinessBefore: Int
  package let tardinessAfter: Int
  package let lateBefore: Int
  package let lateAfter: Int
  /// Late only afterwards, and late only before.
  package var newlyLate: [Change] { worse.filter { $0.lateBefore == 0 && $0.lateAfter > 0 } }
  package var newlyOnTime: [Change] { better.filter { $0.lateBefore > 0 && $0.lateAfter == 0 } }

  /// - Complexity: O(n log n), n = job orders
  package init(_ before: Plant, _ old: [JobOrder], _ after: Plant, _ new: [JobOrder]) {
    let (first, second) = (Self.deliveries(before, old), Self.deliveries(after, new))
    var (better, worse) = ([Change](), [Change]())
    for (id, a) in first {
      guard let b = second[id], a.at != b.at else { continue }
      let change = Change(
        id: id, before: a.at, after: b.at, lateBefore: a.late, lateAfter: b.late)
      if b.at < a.at { better.append(change) } else { worse.append(change) }
    }
    // What changes at the due date counts more than what changes before it.
    self.better = better.sorted {
      ($1.lateBefore - $1.lateAfter, $1.before - $1.after, $0.id)
        < ($0.lateBefore - $0.lateAfter, $0.before - $0.after, $1.id)
    }
    self.worse = worse.sorted {
      ($1.lateAfter - $1.lateBefore, $1.after - $1.before, $0.id)
        < ($0.lateAfter - $0.lateBefore, $0.after - $0.before, $1.id)
    }
    added = second.keys.filter { first[$0] == nil }.sorted()
    removed = first.keys.filter { second[$0] == nil }.sorted()
    tardinessBefore = first.values.reduce(0) { $0 + $1.late * $1.weight }
    tardinessAfter = second.values.reduce(0) { $0 + $1.late * $1.weight }
    lateBefore = first.values.count { $0.late > 0 }
    lateAfter = second.values.count { $0.late > 0 }
    moved = Self.moved(old, new)
  }

  private struct Delivery {
    var at: Instant
    var late: Int
    var weight: Int
  }

  private static func deliveries(_ plant: Plant, _ plan: [JobOrder]) -> [String: Delivery] {
    var ends: [String: Instant] = [:]
    for job in plan { ends[job.order] = max(ends[job.order] ?? job.end, job.end) }
    let pairs = plant.orders.compactMap { order in
      ends[order.id].map { end in
        (order.id, Delivery(at: end, late: max(0, end - order.due), weight: order.weight))
      }
    }
    return Dictionary(pairs, uniquingKeysWith: { a, _ in a })
  }

  private static func moved(_ old: [JobOrder], _ new: [JobOrder]) -> Int {
    struct Key: Hashable {
      var order: String
      var operation: String
    }
    let known = Dictionary(
      old.map { (Key(order: $0.order, operation: $0.operation), $0) },
      uniquingKeysWith: { a, _ in a })
    return new.count { job in
      guard let before = known[Key(order: job.order, operation: job.operation)] else {
        return false
      }
      return before.start != job.start || before.equipment != job.equipment
    }
  }
}
