package import TaktModel

/// Who waits in a plan for an order to leave a resource that has no room to go, and who made the room.
package struct PlanRoom {
  private let index: PlanIndex
  /// The step each step's orders go on to, where they may have to wait for room; by routing, -1 for none.
  private let next: [[Int]]
  /// Lines that begin in front of each limited work centre, by when.
  private let begins: [Int: [Instant: Int]]

  /// For a valid plan; nil where no room is limited.
  /// - Complexity: O(n), n = lines
  package init?(_ index: PlanIndex) {
    let plant = index.plant
    guard plant.workCentres.contains(where: { $0.bufferCapacity != nil }) else { return nil }
    self.index = index
    next = plant.routings.map { routing in
      var next = Array(repeating: -1, count: routing.operations.count)
      for (step, operation) in routing.operations.enumerated() {
        if let before = plant.stepBefore(operation) { next[before] = step }
      }
      return next
    }
    var begins: [Int: [Instant: Int]] = [:]
    for (i, job) in index.plan.enumerated() where index.orderOf[i] >= 0 {
      guard let centre = plant.limitedWorkCentre(of: index.operation(i)) else { continue }
      begins[centre, default: [:]][job.setupStart] = i
    }
    self.begins = begins
  }

  /// The line a line's order goes on to, where it may have to wait for room; nil for none.
  private func next(_ i: Int) -> Int? {
    guard i >= 0, index.orderOf[i] >= 0 else { return nil }
    let order = index.orderOf[i]
    let step = next[index.plant.orders[order].routing][index.stepOf[i]]
    guard step >= 0 else { return nil }
    let line = index.bySteps[order][step]
    return line < 0 ? nil : line
  }

  /// Until when each line's order stays on its resource: until its next one takes it, or the next line there needs the resource.
  /// - Complexity: O(n), n = lines
  package func leaves() -> [Instant] {
    var leaves = index.plan.map(\.end)
    for lines in index.byResource {
      for (k, i) in lines.enumerated() {
        guard let next = next(i) else { continue }
        let taken = index.plan[next].setupStart
        let needed = k + 1 < lines.count ? index.plan[lines[k + 1]].setupStart : taken
        leaves[i] = max(leaves[i], min(taken, needed))
      }
    }
    return leaves
  }

  /// When the resource of a line was left by the order that stood on it, the line whose begin made the room, and in front of which work
  /// centre; nil where nobody stood there.
  func freed(for i: Int) -> (at: Instant, by: Int, centre: Int)? {
    let before = index.before[i]
    guard let taken = next(before),
      let centre = index.plant.limitedWorkCentre(of: index.operation(taken))
    else { return nil }
    let begin = index.plan[i].setupStart
    guard index.plan[before].end < begin, index.plan[taken].setupStart >= begin else { return nil }
    if index.plan[taken].setupStart == begin { return (begin, taken, centre) }
    return begins[centre]?[begin].map { (begin, $0, centre) }
  }
}
