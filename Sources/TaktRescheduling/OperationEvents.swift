import TaktModel

/// Events of single operations: progress, rework, pins.
extension FloorFacts {
  mutating func applyToOperation(_ event: ShopEvent) throws(Refusal) -> Bool {
    let key = try step(event)
    let resource = try resource(event, of: key)
    var fact = operations[key] ?? OperationFact()
    let before = fact
    switch event.kind {
    case .planPin: fact.pin = .init(resource: resource, start: event.data.from)
    case .planUnpin: fact.pin = nil
    case .operationDurationChanged:
      return event.data.seconds.map { setRun(key, $0) } ?? false
    case .qualityRework: rework(event, key, &fact)
    default:
      // What is finished is not begun again by a report that comes after.
      guard fact.finished == nil else { return false }
      try report(event, key, &fact)
      if event.kind != .operationPaused { fact.resource = resource ?? fact.resource }
    }
    operations[key] = fact
    return fact != before
  }

  private func report(
    _ event: ShopEvent, _ key: StepKey, _ fact: inout OperationFact
  ) throws(Refusal) {
    switch event.kind {
    case .operationStarted: fact.begin(at: event.time)
    case .operationProgress: try progress(event, key, &fact)
    case .operationPaused:
      fact.stop(at: event.time)
      fact.paused = fact.paused ?? event.time
    case .operationFinished:
      fact.stop(at: event.time)
      fact.finished = event.time
      fact.paused = nil
    default: break
    }
  }

  /// The machine an event says the operation is on.
  private func resource(_ event: ShopEvent, of key: StepKey) throws(Refusal) -> Int? {
    guard let id = event.data.resource else { return nil }
    guard let r = index.resources[id] else {
      throw Refusal("data.machine", id, zh: "工厂数据中没有此设备", en: "is not a machine of the plant")
    }
    let operation = plant.routings[plant.orders[key.order].routing].operations[key.step]
    guard operation.alternatives.contains(where: { $0.resource == r }) else {
      throw Refusal("data.machine", id, zh: "不能加工此工序", en: "cannot do the operation")
    }
    return r
  }

  /// Pieces that go through an operation.
  private func pieces(_ key: StepKey) -> Int {
    let order = plant.orders[key.order]
    return plant.routings[order.routing].operations[key.step].pieces(ofOrder: order.quantity)
  }

  private func progress(
    _ event: ShopEvent, _ key: StepKey, _ fact: inout OperationFact
  ) throws(Refusal) {
    if let seconds = event.data.seconds {
      fact.left = .init(at: event.time, seconds: seconds, rework: fact.rework)
    } else if let good = event.data.quantity {
      let quantity = pieces(key)
      guard good <= quantity else {
        throw Refusal(
          "data.good", String(good), zh: "多于订单数量 \(quantity)",
          en: "is more than the order's \(quantity)")
      }
      fact.left = .init(at: event.time, pieces: good, rework: fact.rework)
    }
    if fact.work.isEmpty { fact.sign = fact.sign ?? event.time }
  }

  /// So many pieces once more: of what is done they are all there is to do, to what is not they add.
  private func rework(_ event: ShopEvent, _ key: StepKey, _ fact: inout OperationFact) {
    if let finished = fact.finished {
      let (resource, pin) = (fact.resource, fact.pin)
      fact = OperationFact()
      (fact.resource, fact.pin, fact.endBefore) = (resource, pin, finished)
    }
    fact.rework += event.data.quantity ?? pieces(key)
    fact.reworkAt = event.time
  }

  /// Gives an order a routing of its own, in which an operation runs for so many seconds.
  /// - Returns: whether it did not before
  private mutating func setRun(_ key: StepKey, _ seconds: Int) -> Bool {
    let order = plant.orders[key.order]
    let pieces = pieces(key)
    // A lot that its order has no pieces for any more takes no time.
    guard pieces > 0 else { return false }
    var routing = plant.routings[order.routing]
    let alternatives = routing.operations[key.step].alternatives
    guard alternatives.contains(where: { $0.run(quantity: pieces) != seconds }) else {
      return false
    }
    for a in alternatives.indices {
      routing.operations[key.step].alternatives[a].lead = 0
      routing.operations[key.step].alternatives[a].runMillisecondsPerPiece =
        seconds * 1000 / pieces
    }
    plant.orders[key.order].routing = plant.routings.count
    plant.routings.append(routing)
    return true
  }
}
