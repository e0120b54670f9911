package import TaktModel

/// A plan's lines as indices into their plant: whose they are, where they run, what stood before them and which changeover that
/// asks for.
package struct PlanIndex {
  package let plant: Plant
  package let plan: [JobOrder]
  /// The order of each line, its step in the routing and its resource; -1 where the plant does not know it.
  package private(set) var orderOf: [Int]
  package private(set) var stepOf: [Int]
  package private(set) var resourceOf: [Int]
  /// Lines of each order by step; -1 where the plan has none.
  package private(set) var bySteps: [[Int]]
  /// Lines of each resource as they follow each other; those without any time, and those of resources that take any number, are not
  /// among them.
  package private(set) var byResource: [[Int]]
  /// The line before each on its resource, or -1.
  package private(set) var before: [Int]
  /// The changeover each line begins with.
  package private(set) var changeover: [Changeover?]
  /// Whether each line is in a batch machine with one before it: the load's setup and run are that one's.
  package private(set) var joins: [Bool]
  /// What is settled of each line, nil for one that is free.
  package private(set) var commitment: [Commitment?]
  /// The setup family each line finds on its resource; nil where none is known.
  package private(set) var familyBefore: [Int?]

  /// - Complexity: O(n log n), n = lines
  package init(_ plant: Plant, _ plan: [JobOrder]) {
    self.plant = plant
    self.plan = plan
    let none = Array(repeating: -1, count: plan.count)
    (orderOf, stepOf, resourceOf, before) = (none, none, none, none)
    changeover = Array(repeating: nil, count: plan.count)
    familyBefore = changeover.map { _ in nil }
    joins = changeover.map { _ in false }
    commitment = changeover.map { _ in nil }
    bySteps = plant.orders.map {
      Array(repeating: -1, count: plant.routings[$0.routing].operations.count)
    }
    byResource = plant.resources.map { _ in [] }
    name()
    sequence()
  }

  private mutating func name() {
    let orders = Dictionary(
      zip(plant.orders.map(\.id), plant.orders.indices), uniquingKeysWith: { a, _ in a })
    let resources = Dictionary(
      zip(plant.resources.map(\.id), plant.resources.indices), uniquingKeysWith: { a, _ in a })
    let settled = CommitmentTable(plant)
    for (i, job) in plan.enumerated() {
      guard let order = orders[job.order], let resource = resources[job.equipment],
        let step = plant.routings[plant.orders[order].routing].step(job.operation)
      else { continue }
      (orderOf[i], stepOf[i], resourceOf[i]) = (order, step, resource)
      bySteps[order][step] = i
      commitment[i] = settled[order, step]
      // On a resource without limit nothing is before another.
      if job.setupStart < job.end, !plant.resources[resource].isUnlimited {
        byResource[resource].append(i)
      }
    }
  }

  private mutating func sequence() {
    let table = ChangeoverTable(plant)
    for r in byResource.indices {
      byResource[r].sort {
        (plan[$0].setupStart, plan[$0].end, $0) < (plan[$1].setupStart, plan[$1].end, $1)
      }
      var family = plant.resources[r].setupState
      let isBatch = plant.resources[r].batchCapacity != nil
      var previous = -1
      for i in byResource[r] {
        if isBatch, previous >= 0, plan[i].start == plan[previous].start {
          // It goes in with the one before it.
          (before[i], joins[i], familyBefore[i]) = (before[previous], true, familyBefore[previous])
          continue
        }
        before[i] = previous
        previous = i
        familyBefore[i] = family
        guard let new = operation(i).family else { continue }
        // What has begun has been changed over to.
        if !isBegun(i) { changeover[i] = table.changeover(on: r, from: family, to: new) }
        family = new
      }
    }
  }

  /// The routing's operation a line is of.
  package func operation(_ i: Int) -> RoutingOperation {
    plant.routings[plant.orders[orderOf[i]].routing].operations[stepOf[i]]
  }

  /// The alternative a line uses; nil where its resource cannot do it.
  package func alternative(_ i: Int) -> RoutingOperation.Alternative? {
    operation(i).alternatives.first { $0.resource == resourceOf[i] }
  }

  /// Whether a line is history, or going on from it.
  package func isBegun(_ i: Int) -> Bool {
    commitment[i]?.kind == .completed || commitment[i]?.kind == .running
  }

  /// Seconds of setup, changeovers left out, and of run that are left of a line; nil for one of which nothing is, or whose resource
  /// cannot do it.
  package func workLeft(_ i: Int) -> (setup: Int, run: Int)? {
    switch commitment[i]?.kind {
    case .completed, .cancelled: return nil
    case .running, .interrupted:
      return commitment[i].map { ($0.setupLeft, $0.runLeft) }
    case .pinned, .assigned, nil:
      return alternative(i).map {
        operation(i).work($0, ofOrder: plant.orders[orderOf[i]].quantity)
      }
    }
  }

  /// Lines of an order.
  package func lines(ofOrder order: Int) -> [Int] { bySteps[order].filter { $0 >= 0 } }

  /// The line of an order that ends last; nil where the plan has none.
  package func last(ofOrder order: Int) -> Int? {
    lines(ofOrder: order).max { (plan[$0].end, $1) < (plan[$1].end, $0) }
  }
}

/// Changeovers looked up once for each resource and pair of families.
package final class ChangeoverTable {
  private struct Key: Hashable {
    var resource: Int
    var from: Int
    var to: Int
  }
  private let plant: Plant
  private var known: [Key: Changeover?] = [:]

  package init(_ plant: Plant) { self.plant = plant }

  /// The changeover before an operation of a family, where one is needed.
  package func changeover(on resource: Int, from: Int?, to: Int) -> Changeover? {
    guard !plant.changeovers.isEmpty else { return nil }
    let key = Key(resource: resource, from: from ?? -1, to: to)
    if let found = known[key] { return found }
    let found = plant.changeover(on: resource, from: from, to: to)
    known[key] = .some(found)
    return found
  }
}
