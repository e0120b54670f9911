import TaktModel

/// What holds each job order of a plan back, followed from end to begin.
///
/// From a late order's last operation the chain goes to whatever ended last before it could start: the operation before it in the
/// order, or the one before it on the machine, which may be another order's. The resource whose foreign work takes the most
/// time on the chain is the cause: without that work the order would be earlier, which is not so for a wait with slack behind it. A chain that
/// begins with a receipt has that as its cause where the wait for it is longer; one that comes to an order that feeds this one goes on
/// in that order as in its own.
struct CriticalChains {
  private let plant: Plant
  private let plan: [JobOrder]
  /// Job orders of each order by step; -1 where the plan has none.
  private var bySteps: [[Int]]
  private var orderOf: [Int]
  private var stepOf: [Int]
  /// The job order before it on its resource, or -1.
  private var before: [Int]
  private let ledger: MaterialLedger
  /// Orders that name an order as one they feed.
  private var feeders: [[Int]]
  private let resources: [String: Int]

  init(_ plant: Plant, _ plan: [JobOrder]) {
    self.plant = plant
    self.plan = plan
    ledger = MaterialLedger(plant, plan)
    feeders = plant.orders.map { _ in [] }
    for (child, order) in plant.orders.enumerated() {
      for parent in order.feeds { feeders[parent].append(child) }
    }
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
    guard var at = last(ofOrder: order) else { return nil }
    var foreign: [String: Int] = [:]
    var family: Set<Int> = [order]
    var lack: (material: Int, seconds: Int)?
    // A plan has no circle, but one made elsewhere may; no chain is longer than the plan.
    for _ in plan.indices {
      let (next, wait) = binding(at)
      if let wait {
        if let maker = wait.maker {
          family.insert(maker)
        } else {
          let from = max(plant.orders[orderOf[at]].release, plant.asOf)
          lack = (wait.material, wait.at - from)
        }
      }
      guard next >= 0 else { break }
      if feeders[orderOf[at]].contains(orderOf[next]) { family.insert(orderOf[next]) }
      if !family.contains(orderOf[next]) {
        foreign[plan[next].equipment, default: 0] += plan[next].end - plan[next].setupStart
      }
      at = next
    }
    let worst = foreign.max { ($0.value, $1.key) < ($1.value, $0.key) }
    if let lack, lack.seconds >= worst?.value ?? 0 {
      return .init(kind: "material", id: plant.materials[lack.material].id)
    }
    if let worst {
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

  /// The job order whose end holds this one back, -1 where only the release, the plan's start or a receipt does; and the supply it
  /// waited for, where that held it.
  private func binding(_ i: Int) -> (line: Int, wait: MaterialLedger.Wait?) {
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
    for feeder in feeders[orderOf[i]] {
      if let j = last(ofOrder: feeder), plan[j].end >= latest {
        (latest, result) = (plan[j].end, j)
      }
    }
    let machine = before[i]
    if machine >= 0, plan[machine].end > latest { (latest, result) = (plan[machine].end, machine) }
    guard let wait = ledger.waits[i], wait.at > latest else { return (result, nil) }
    return (wait.maker.flatMap(last) ?? -1, wait)
  }

  /// The job order of an order that ends last.
  private func last(ofOrder order: Int) -> Int? {
    jobs(ofOrder: order).max { (plan[$0].end, $1) < (plan[$1].end, $0) }
  }
}
