/// The rule of limited room: an order leaves its resource, when another job order needs that, only for a place in front of its next one.
extension PlanVerifier {
  /// An order in front of a work centre, from when another line came onto the resource it was on.
  private struct Stay {
    var from: Instant
    var to: Instant
    var waiting: Int
    /// The line that came onto its resource.
    var comes: Int
  }

  /// Says which lines begin on a resource where an order stands for which there is no room elsewhere.
  func checkBuffers(_ entries: [Entry], _ found: inout [Violation]) {
    guard plant.workCentres.contains(where: { $0.bufferCapacity != nil }) else { return }
    var stays: [Int: [Stay]] = [:]
    for (centre, stay) in self.stays(entries) { stays[centre, default: []].append(stay) }
    for (centre, list) in stays.sorted(by: { $0.key < $1.key }) {
      let capacity = plant.workCentres[centre].bufferCapacity ?? .max
      var inside: [Stay] = []
      for next in list.sorted(by: { ($0.from, $0.waiting) < ($1.from, $1.waiting) }) {
        inside.removeAll { $0.to <= next.from }
        inside.append(next)
        guard inside.count > capacity,
          let latest = inside.last(where: { !isBegun(entries[$0.comes]) })
        else { continue }
        say(entries[latest.comes], entries[latest.waiting], centre, capacity, &found)
      }
    }
  }

  private func say(
    _ comes: Entry, _ waiting: Entry, _ centre: Int, _ capacity: Int, _ found: inout [Violation]
  ) {
    let (at, id) = (clock(comes.job.setupStart), plant.workCentres[centre].id)
    found.append(
      violation(
        .bufferCapacity, comes,
        zh: "于 \(at) 占用 \(comes.job.equipment)，但那里的订单 \(waiting.job.order) 无处可放："
          + "\(id) 前的缓冲区只能放 \(capacity) 个订单",
        en:
          "is on \(comes.job.equipment) from \(at), where order \(waiting.job.order) stands and has nowhere to "
          + "go: there is room for \(capacity) in front of \(id)"))
  }

  /// Who waits in which work centre's room, and for how long.
  private func stays(_ entries: [Entry]) -> [(centre: Int, stay: Stay)] {
    var byResource: [[Int]] = plant.resources.map { _ in [] }
    var lines: [[Int: Int]] = plant.orders.map { _ in [:] }
    for (i, entry) in entries.enumerated() where entry.job.setupStart < entry.job.end {
      byResource[entry.resource].append(i)
      lines[entry.order][entry.step] = i
    }
    for r in byResource.indices {
      byResource[r].sort { (entries[$0].job.setupStart, $0) < (entries[$1].job.setupStart, $1) }
    }
    var result: [(centre: Int, stay: Stay)] = []
    for (i, entry) in entries.enumerated()
    where entry.job.setupStart < entry.job.end && !hasHistory(entry) {
      guard let centre = plant.limitedWorkCentre(of: entry.operation),
        let step = plant.stepBefore(entry.operation), let before = lines[entry.order][step],
        !plant.resources[entries[before].resource].isUnlimited
      else { continue }
      let (taken, done) = (entry.job.setupStart, entries[before].job.end)
      let next = byResource[entries[before].resource].first {
        $0 != before && entries[$0].job.setupStart >= done
      }
      guard let next, entries[next].job.setupStart < taken else { continue }
      result.append(
        (centre, Stay(from: entries[next].job.setupStart, to: taken, waiting: i, comes: next)))
    }
    return result
  }
}
