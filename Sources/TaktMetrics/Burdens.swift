import TaktModel

/// How much a machine, operator, tool or mould holds a plan up.
package struct Burden: Sendable {
  /// Index of the resource, or of the secondary resource.
  package enum Target: Sendable, Hashable {
    case resource(Int)
    case secondary(Int)
  }
  package var target: Target
  package var id: String
  /// Seconds at work, and seconds it could be.
  package var busy = 0
  package var planned = 0
  /// Seconds that operations of the whole plan wait for it while others hold it, and how many do.
  package var waiting = 0
  package var waitingCount = 0
  /// Seconds of that on the ways that make orders late, changeovers on them included.
  package var lateWaiting = 0
  /// Its share of all that late orders wait for on those ways.
  package var chainShare = 0.0
  /// Late orders whose cause it is.
  package var lateOrders = 0
  /// Busy over planned.
  package var load: Double { planned == 0 ? 0 : Double(busy) / Double(planned) }
}

/// The burdens of a plan, the worst first: by what late orders wait for, then by what all wait for, then by load.
package struct Burdens {
  package private(set) var all: [Burden]

  /// - Parameter figures: the plan's, with the causes of its late orders
  /// - Complexity: O(n log n), n = job orders
  package init(_ index: PlanIndex, _ figures: PlanFigures) {
    let plant = index.plant
    all = plant.resources.enumerated().map { Burden(target: .resource($0), id: $1.id) }
    all += plant.secondaries.enumerated().map { Burden(target: .secondary($0), id: $1.id) }
    for resource in figures.resources {
      all[resource.resource].busy = resource.run + resource.setup
      all[resource.resource].planned = resource.planned
    }
    measureSecondaries(index, figures.end)
    measureWaits(index, figures)
    let total = all.reduce(0) { $0 + $1.lateWaiting }
    for i in all.indices {
      all[i].chainShare = total == 0 ? 0 : Double(all[i].lateWaiting) / Double(total)
    }
    all = all.enumerated().sorted { a, b in
      let (x, y) = (a.element, b.element)
      return (y.lateWaiting, y.waiting, y.load, a.offset) < (
        x.lateWaiting, x.waiting, x.load, b.offset
      )
    }.map(\.element)
  }

  private mutating func measureSecondaries(_ index: PlanIndex, _ end: Instant) {
    let plant = index.plant
    guard !plant.secondaries.isEmpty else { return }
    let first = plant.resources.count
    let holds = SecondaryHolds(index)
    let clock = PlanClock(plant, until: end + 1)
    for (s, secondary) in plant.secondaries.enumerated() {
      all[first + s].planned =
        clock.work(ofSecondary: s, from: plant.asOf, to: end) * secondary.quantity
    }
    for i in index.plan.indices where index.orderOf[i] >= 0 && !index.joins[i] {
      for hold in holds.holds(of: index.plan[i], index.operation(i)) {
        all[first + hold.resource].busy += clock.work(
          ofSecondary: hold.resource, from: max(hold.from, plant.asOf),
          to: max(hold.to, plant.asOf))
      }
    }
  }

  private mutating func measureWaits(_ index: PlanIndex, _ figures: PlanFigures) {
    let first = index.plant.resources.count
    var chains = CriticalChains(index)
    for i in index.plan.indices {
      guard let wait = chains.wait(i), wait.waiting > 0, let at = place(of: wait, index, first)
      else { continue }
      all[at].waiting += wait.waiting
      all[at].waitingCount += 1
    }
    let byID = Dictionary(
      all.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { a, _ in a })
    for order in figures.orders where order.tardiness > 0 {
      for wait in chains.way(ofOrder: order.order) {
        if let at = place(of: wait, index, first) { all[at].lateWaiting += wait.waiting }
        all[index.resourceOf[wait.line]].lateWaiting += wait.changeover
      }
      if let cause = order.cause, let at = byID[cause.id] { all[at].lateOrders += 1 }
    }
  }

  /// Whom an operation waits for; nil where that is a material.
  private func place(of wait: OperationWait, _ index: PlanIndex, _ first: Int) -> Int? {
    switch wait.binding.kind {
    case .secondary(let s): first + s
    case .material: nil
    default: index.resourceOf[wait.line]
    }
  }
}
