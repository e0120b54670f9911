import TaktModel

/// Why job orders move: the event itself, or what moved before them.
struct Reasons {
  private let plant: Plant
  /// Resources whose working time the events have changed, with the event.
  private var byResource: [String: ShopEvent] = [:]
  private var byOrder: [String: ShopEvent] = [:]

  init(_ plant: Plant, _ events: [ShopEvent]) {
    self.plant = plant
    for event in events {
      if let id = event.data.resource, event.data.operation == nil { byResource[id] = event }
      if let id = event.data.order { byOrder[id] = event }
    }
  }

  /// The changes, each with its reason.
  func explained(_ changes: [Change], _ before: [JobOrder], _ after: [JobOrder]) -> [Change] {
    guard !changes.isEmpty else { return [] }
    let old = Dictionary(before.map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
    let new = Dictionary(after.map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
    let ahead = machinePredecessors(after)
    let orders = Dictionary(
      zip(plant.orders.map(\.id), plant.orders.indices), uniquingKeysWith: { a, _ in a })
    return changes.map { change in
      var change = change
      change.reason = reason(change, old, new, ahead, orders)
      return change
    }
  }

  private func reason(
    _ change: Change, _ old: [String: JobOrder], _ new: [String: JobOrder],
    _ ahead: [String: JobOrder], _ orders: [String: Int]
  ) -> Bilingual {
    let order = change.after?.order ?? change.before?.order ?? ""
    let event = byOrder[order] ?? byOrder[String(order.prefix { $0 != "+" })]
    guard let after = change.after, let before = change.before else {
      return event.map(words) ?? Bilingual(zh: "订单变更", en: "the order has changed")
    }
    for id in [before.equipment] + before.secondary + after.secondary {
      if let event = byResource[id] { return words(event) }
    }
    if after.start > before.start {
      if let index = orders[order] {
        let operations = plant.routings[plant.orders[index].routing].operations
        let step = operations.firstIndex { $0.id == after.operation }
        for p in step.map({ operations[$0].predecessors }) ?? [] {
          let id = "\(order)/\(operations[p].id)"
          if let line = new[id], let was = old[id], line.end > was.end {
            return Bilingual(zh: "等待前道工序 \(id)", en: "waits for \(id)")
          }
        }
      }
      if let line = ahead[after.id],
        old[line.id].map({ $0.end < line.end || $0.equipment != line.equipment }) ?? true
      {
        return Bilingual(
          zh: "在 \(after.equipment) 上排在 \(line.id) 之后",
          en: "comes behind \(line.id) on \(after.equipment)")
      }
    }
    if let event { return words(event) }
    if after.equipment != before.equipment {
      return Bilingual(
        zh: "改到 \(after.equipment)，减少拖期",
        en: "goes to \(after.equipment), where less is late for it")
    }
    return after.start < before.start
      ? Bilingual(zh: "提前，减少拖期", en: "comes earlier, so that less is late")
      : Bilingual(zh: "让给更急的订单", en: "gives way to what is more urgent")
  }

  private func machinePredecessors(_ lines: [JobOrder]) -> [String: JobOrder] {
    var result: [String: JobOrder] = [:]
    for (_, list) in Dictionary(grouping: lines.filter { $0.setupStart < $0.end }, by: \.equipment)
    {
      let sorted = list.sorted {
        $0.setupStart == $1.setupStart ? $0.id < $1.id : $0.setupStart < $1.setupStart
      }
      for (a, b) in zip(sorted, sorted.dropFirst()) { result[b.id] = a }
    }
    return result
  }

  private func words(_ event: ShopEvent) -> Bilingual {
    let what = event.data.resource ?? event.data.order ?? event.data.item ?? ""
    return Bilingual(zh: "事件 \(event.kind.rawValue) \(what)", en: "\(event.kind.rawValue) \(what)")
  }
}
