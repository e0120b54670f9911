import TaktModel

/// What holds each job order of a plan back, followed from end to begin.
///
/// From a late order's last operation the chain goes to whatever ended last before it could start: the operation before it in the
/// order, or the one before it on the machine, which may be another order's. The resource whose foreign work takes the most
/// time on the chain is the cause: without that work the order would be earlier, which is not so for a wait with slack behind it.
struct CriticalChains {
  private let plant: Plant
  private let plan: [JobOrder]
  /// Job orders of each order by step; -1 where the plan has none.
  private var bySteps: [[Int]]
  private var orderOf: [Int]
  private var stepOf: [Int]
  /// The job order before it on its resource, or -1.
  private var before: [Int]
  private let resources: [String: Int]

  init(_ plant: Plant, _ plan: [JobOrder]) {
    self.plant = plant
    self.plan = plan
    let orders = Dictionary(
      zip(plant.orders.map(\.id), plant.orders.indices), uniquingKeysWith: { a, _ in a })
    bySteps = plant.orders.map {
      Array(repeating: -1, count: plant.routings[$0.routing].operations.count)
    }
    orderOf = Array(repeating: -1, count: plan.count)
    stepOf = orderOf
    before = orderOf
    resources = Dictionary(
      zip(plant.resources.map(\.id), plant.resources.indices), uniquingKeysWith: { a, _ in a })
    var byResource: [String: [Int]] = [:]
    for (i, job) in plan.enumerated() {
      guard let order = orders[job.order],
        let step = plant.routings[plant.orders[order].routing].operations
          .firstIndex(where: { $0.id == job.operation })
      else { continue }
      orderOf[i] = order
      stepOf[i] = step
      bySteps[order][step] = i
      byResource[job.equipment, default: []].append(i)
    }
    for resource in plant.resources where resource.isUnlimited {
      byResource[resource.id] = nil
    }
    for var list in byResource.values {
      list.sort {
        (plan[$0].setupStart, plan[$0].end, $0) < (plan[$1].setupStart, plan[$1].end, $1)
      }
      for (previous, next) in zip(list, list.dropFirst()) { before[next] = previous }
    }
  }

  /// Indices of an order's job orders in the plan.
  func jobs(ofOrder order: Int) -> [Int] { bySteps[order].filter { $0 >= 0 } }

  /// Why an order is late.
  func cause(ofOrder order: Int) -> OrderFigures.Cause? {
    guard var at = jobs(ofOrder: order).max(by: { (plan[$0].end, $1) < (plan[$1].end, $0) }) else {
      return nil
    }
    var foreign: [String: Int] = [:]
    // A plan has no circle, but one made elsewhere may; no chain is longer than the plan.
    for _ in plan.indices {
      let next = binding(at)
      guard next >= 0 else { break }
      if orderOf[next] != order {
        foreign[plan[next].equipment, default: 0] += plan[next].end - plan[next].setupStart
      }
      at = next
    }
    if let worst = foreign.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }) {
      return .init(kind: "machine", id: worst.key)
    }
    let own = plant.orders[order]
    return .init(kind: own.release > plant.asOf ? "release" : "due-date", id: own.id)
  }

  /// Seconds from the resource of one job order to that of another.
  private func way(from j: Int, to i: Int) -> Int {
    guard !plant.transports.isEmpty, let origin = resources[plan[j].equipment],
      let destination = resources[plan[i].equipment]
    else { return 0 }
    return plant.transportTime(from: origin, to: destination)
  }

  /// The job order whose end holds this one back; -1 where only the release or the plan's start does.
  private func binding(_ i: Int) -> Int {
    let order = plant.orders[orderOf[i]]
    let operation = plant.routings[order.routing].operations[stepOf[i]]
    var latest = max(order.release, plant.asOf)
    var result = -1
    for step in operation.predecessors {
      let j = bySteps[orderOf[i]][step]
      guard j >= 0 else { continue }
      let ready = plan[j].end + operation.wait + way(from: j, to: i)
      // What passes its pieces on in batches may end later: then it is what this one runs along with.
      if ready >= latest { (latest, result) = (min(ready, max(latest, plan[i].setupStart)), j) }
    }
    for link in operation.links {
      let j = bySteps[orderOf[i]][link.from]
      guard j >= 0 else { continue }
      let begin = link.kind == .startStart ? plan[j].start : plan[j].end
      let ready = begin + link.lag + way(from: j, to: i)
      if ready >= latest { (latest, result) = (min(ready, max(latest, plan[i].setupStart)), j) }
    }
    let machine = before[i]
    return machine >= 0 && plan[machine].end > latest ? machine : result
  }
}
