import TaktModel

/// Events of orders: new ones, changed ones, and those that wait.
extension FloorFacts {
  mutating func applyToOrder(_ event: ShopEvent) throws(Refusal) -> Bool {
    switch event.kind {
    case .orderNew, .orderRush: return try add(event)
    case .qualityScrap: return try scrap(event)
    default: break
    }
    let order = try order(event)
    let d = event.data
    switch event.kind {
    case .orderCancelled: return cancel(order, at: event.time)
    case .orderHeld, .qualityHold: return hold(order, at: event.time)
    case .orderResumed, .qualityReleased: return resume(order, at: event.time)
    case .orderDueChanged: return set(order, \.due, d.due)
    case .orderPriorityChanged: return set(order, \.weight, d.weight.map { max(1, $0) })
    case .orderQuantityChanged: return try resize(order, d.quantity)
    case .materialLate, .materialShort:
      guard let eta = d.until, awaited[order] != eta else { return false }
      awaited[order] = eta
      return true
    case .materialArrived:
      guard let eta = awaited[order], eta > event.time else { return false }
      awaited[order] = event.time
      return true
    default: return false
    }
  }

  private mutating func cancel(_ order: Int, at time: Instant) -> Bool {
    guard cancelled.insert(order).inserted else { return false }
    cancelledAt[order] = time
    return true
  }

  private mutating func hold(_ order: Int, at time: Instant) -> Bool {
    guard held.insert(order).inserted else { return false }
    holds[order, default: []].append(.init(from: time, to: nil))
    return true
  }

  private mutating func resume(_ order: Int, at time: Instant) -> Bool {
    guard held.remove(order) != nil, let last = holds[order]?.indices.last else { return false }
    holds[order]?[last].to = time
    return true
  }

  private mutating func set<T: Equatable>(
    _ order: Int, _ path: WritableKeyPath<Order, T>, _ value: T?
  ) -> Bool {
    guard let value, plant.orders[order][keyPath: path] != value else { return false }
    plant.orders[order][keyPath: path] = value
    return true
  }

  private mutating func resize(_ order: Int, _ quantity: Int?) throws(Refusal) -> Bool {
    guard let quantity, quantity > 0 else {
      throw Refusal(
        "data.new", quantity.map(String.init), zh: "数量应大于 0；取消请发送 order.cancelled",
        en: "must be more than 0; to drop the order send order.cancelled")
    }
    return set(order, \.quantity, quantity)
  }

  private mutating func add(_ event: ShopEvent) throws(Refusal) -> Bool {
    let d = event.data
    let id = d.order ?? ""
    guard index.orders[id] == nil else {
      throw Refusal("data.order", id, zh: "此订单号已存在", en: "is an order already")
    }
    guard let routing = index.items[d.item ?? ""] else {
      throw Refusal("data.routing", d.item, zh: "没有此物料的工艺路线", en: "has no routing in the plant")
    }
    guard let due = d.due else { throw Refusal("data.due", nil, zh: "缺少", en: "is missing") }
    let quantity = d.quantity ?? 1
    guard quantity > 0 else {
      throw Refusal("data.qty", String(quantity), zh: "数量应大于 0", en: "must be more than 0")
    }
    // A rush order nobody has weighed counts as much as the most important one.
    let most = plant.orders.map(\.weight).max() ?? 1
    append(
      Order(
        id: id, routing: routing, quantity: quantity, release: d.release ?? event.time,
        originalDue: due, due: due,
        weight: d.weight.map { max(1, $0) } ?? (event.kind == .orderRush ? most : 1)))
    return true
  }

  private mutating func append(_ order: Order) {
    var order = order
    order.routing = plant.routing(order.routing, splitFor: order.quantity)
    index.add(order: order.id, at: plant.orders.count)
    plant.orders.append(order)
  }

  /// Scrapped pieces leave their order and are made again as a lot of their own, due when the order is.
  private mutating func scrap(_ event: ShopEvent) throws(Refusal) -> Bool {
    let order = try order(event)
    let own = plant.orders[order]
    let pieces = event.data.scrap ?? event.data.quantity ?? 0
    guard pieces > 0 else { return false }
    guard pieces <= own.quantity else {
      throw Refusal(
        "data.qty", String(pieces), zh: "多于订单数量 \(own.quantity)",
        en: "is more than the order's \(own.quantity)")
    }
    var lot = (lots[order] ?? 0) + 1
    // Somebody may have given an order such a name.
    while index.orders["\(own.id)+S\(lot)"] != nil { lot += 1 }
    lots[order] = lot
    var again = own
    again.id = "\(own.id)+S\(lot)"
    again.quantity = pieces
    again.release = event.time
    append(again)
    if pieces == own.quantity {
      _ = cancel(order, at: event.time)
    } else {
      plant.orders[order].quantity -= pieces
    }
    return true
  }
}
