import TaktModel

/// Events of single operations: progress, rework, pins.
extension FloorFacts {
  mutating func applyToOperation(_ event: ShopEvent) throws(Refusal) -> Bool {
    let key = try step(event)
    let d = event.data
    var fact = operations[key] ?? OperationFact()
    let before = fact
    if let id = d.resource {
      guard let r = index.resources[id] else {
        throw Refusal("data.machine", id, zh: "工厂数据中没有此设备", en: "is not a machine of the plant")
      }
      try check(r, of: key, id)
      fact.resource = r
    }
    switch event.kind {
    case .operationStarted:
      // A finished operation is not begun again by a report that comes after.
      guard fact.finished == nil else { return false }
      fact.started = fact.started ?? event.time
      if let paused = fact.paused, paused < event.time {
        fact.pauses.append(paused..<event.time)
      }
      fact.paused = nil
    case .operationFinished:
      guard fact.finished == nil else { return false }
      fact.finished = event.time
      fact.paused = nil
    case .operationPaused:
      guard fact.finished == nil, fact.paused == nil else { return false }
      fact.paused = event.time
    case .operationProgress: try progress(event, key, &fact)
    case .operationDurationChanged:
      guard let seconds = d.seconds, fact.run != seconds else { return false }
      fact.run = seconds
      setRun(key, seconds)
    case .qualityRework:
      fact.rework += d.quantity ?? plant.orders[key.order].quantity
      // It is to be begun anew.
      let again = fact.rework
      fact = OperationFact()
      (fact.rework, fact.resource) = (again, before.resource)
    case .planPin: fact.pin = .init(resource: fact.resource, start: d.from)
    case .planUnpin: fact.pin = nil
    default: break
    }
    operations[key] = fact
    return fact != before
  }

  private func check(_ r: Int, of key: StepKey, _ id: String) throws(Refusal) {
    let operation = plant.routings[plant.orders[key.order].routing].operations[key.step]
    guard operation.alternatives.contains(where: { $0.resource == r }) else {
      throw Refusal("data.machine", id, zh: "不能加工此工序", en: "cannot do the operation")
    }
  }

  private func progress(
    _ event: ShopEvent, _ key: StepKey, _ fact: inout OperationFact
  ) throws(Refusal) {
    guard fact.finished == nil else { return }
    let quantity = plant.orders[key.order].quantity
    fact.started = fact.started ?? event.time
    if let seconds = event.data.seconds {
      fact.left = (event.time, seconds)
    } else if let good = event.data.quantity {
      guard good <= quantity else {
        throw Refusal(
          "data.good", String(good), zh: "多于订单数量 \(quantity)",
          en: "is more than the order's \(quantity)")
      }
      fact.good = good
      fact.left = (event.time, -1)
    }
  }

  /// Gives an order a routing of its own, in which an operation runs for so many seconds.
  private mutating func setRun(_ key: StepKey, _ seconds: Int) {
    let order = plant.orders[key.order]
    var routing = plant.routings[order.routing]
    for a in routing.operations[key.step].alternatives.indices {
      routing.operations[key.step].alternatives[a].runMillisecondsPerPiece =
        seconds * 1000 / order.quantity
    }
    plant.orders[key.order].routing = plant.routings.count
    plant.routings.append(routing)
  }
}
