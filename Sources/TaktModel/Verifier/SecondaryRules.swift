/// The rules of operators, tools and moulds: a plan's line names those it holds, need by need in the order of its operation's needs.
extension PlanVerifier {
  /// Gives an entry the calendars that must be open for its work; says where its line does not hold what it needs.
  func setCalendars(_ entry: Entry, _ found: inout [Violation]) {
    let own = calendar(ofResource: entry.resource)
    let held = holders(entry, &found)
    if held.isEmpty {
      // The same list for all of a resource: none is made anew for each of 60,000 lines.
      (entry.setupCalendars, entry.runCalendars) = (alone[entry.resource], alone[entry.resource])
      return
    }
    let calendars = { (isHeld: (RoutingOperation.Need.Span) -> Bool) in
      let others = held.filter { isHeld($0.span) }.compactMap { calendar(ofSecondary: $0.resource) }
      return Set([own] + others).sorted()
    }
    entry.setupCalendars = calendars { $0 != .run }
    entry.runCalendars = calendars { $0 != .setup }
  }

  /// Says where more of a secondary resource are held at once than there are.
  func checkSecondaries(_ entries: [Entry], _ found: inout [Violation]) {
    guard !plant.secondaries.isEmpty else { return }
    var edges = plant.secondaries.map { _ in [(at: Instant, change: Int, entry: Int)]() }
    let sharers = sharers(entries)
    for (i, entry) in entries.enumerated()
    where !isOver(entry) && !sharers.contains(ObjectIdentifier(entry)) {
      var unsaid: [Violation] = []
      for (resource, span) in holders(entry, &unsaid) {
        let from = span == .run ? entry.job.start : entry.job.setupStart
        let to = span == .setup ? entry.job.start : entry.job.end
        guard from < to else { continue }
        edges[resource] += [(from, 1, i), (to, -1, i)]
      }
    }
    for (resource, list) in edges.enumerated() {
      var held = 0
      // What ends at a moment is free at it.
      for edge in list.sorted(by: { ($0.at, $0.change, $0.entry) < ($1.at, $1.change, $1.entry) }) {
        held += edge.change
        guard edge.change > 0, held > plant.secondaries[resource].quantity else { continue }
        let (id, count) = (plant.secondaries[resource].id, plant.secondaries[resource].quantity)
        found.append(
          violation(
            .secondaryOverlap, entries[edge.entry],
            zh: "在 \(clock(edge.at)) 占用 \(id)，此时已占用 \(held) 个，只有 \(count) 个",
            en:
              "holds \(id) from \(clock(edge.at)) on, when \(held) are held and there are \(count)")
        )
      }
    }
  }

  /// What a line holds, need by need; says what it holds too few or too many of, and what does not suit.
  private func holders(_ entry: Entry, _ found: inout [Violation]) -> [(
    resource: Int, span: RoutingOperation.Need.Span
  )] {
    // What is done outside, or lies in a yard, holds nobody.
    let needs = plant.resources[entry.resource].isUnlimited ? [] : entry.operation.needs
    let ids = entry.job.secondary
    if needs.isEmpty, ids.isEmpty { return [] }
    let slots = needs.flatMap { Array(repeating: $0, count: $0.quantity) }
    // Whom work in hand holds, nobody may have said.
    if isBegun(entry), ids.isEmpty { return [] }
    if ids.count != slots.count {
      found.append(
        violation(
          .secondaryCount, entry, zh: "占用了 \(ids.count) 个人员或工装，应为 \(slots.count) 个",
          en: "holds \(ids.count) operators or tools, not \(slots.count)"))
    }
    return zip(ids, slots).compactMap { id, need in
      guard let resource = secondaryIndex[id] else {
        found.append(
          violation(
            .unknownSecondary, entry, zh: "占用的 \(id) 在工厂数据中不存在",
            en: "holds \(id), which the plant does not have"))
        return nil
      }
      if !need.candidates.contains(resource) {
        found.append(
          violation(
            .secondaryNotSuitable, entry, zh: "需要 \(need.name)，而 \(id) 不是",
            en: "needs \(need.name), which \(id) is not"))
      }
      return (resource, need.span)
    }
  }
}
