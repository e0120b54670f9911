extension ShopFloor.Buffers {
  /// The limited room of a plant; operations stand in the order the compiler numbers them.
  /// - Throws: ``ProblemError`` where the way of some item's orders through it is not clear.
  init(_ work: PlannedWork) throws {
    let plant = work.plant
    guard plant.workCentres.contains(where: { $0.bufferCapacity != nil }) else { return }
    if let first = plant.bufferMisfits().first {
      let routing = plant.routings[first.routing]
      throw ProblemError(
        "item \(routing.item), operation \(routing.operations[first.step].id) has limited room in front of it, and "
          + "\(first.reason)")
    }
    let limited = plant.workCentres.indices.filter { plant.workCentres[$0].bufferCapacity != nil }
    capacity = limited.map { Int32(clamping: plant.workCentres[$0].bufferCapacity ?? 0) }
    let number = Dictionary(uniqueKeysWithValues: limited.enumerated().map { ($1, Int32($0)) })
    let floor = Floor(work)
    var first: Int32 = 0
    for (order, own) in plant.orders.enumerated() {
      let operations = plant.routings[own.routing].operations
      for (step, operation) in operations.enumerated() {
        let centre = plant.limitedWorkCentre(of: operation).flatMap { number[$0] } ?? -1
        ahead.append(centre)
        guard centre >= 0, let before = plant.stepBefore(operation),
          work.hasWork(order: order, step: step), !work.hasStarted(order: order, step: step)
        else {
          from.append(-1)
          standsOn.append(-1)
          continue
        }
        let place = floor.place(order: order, step: before)
        from.append(place == nil ? -1 : first + Int32(before))
        standsOn.append(place ?? -1)
      }
      first += Int32(operations.count)
    }
  }

  /// Where jobs are whose operations are history.
  private struct Floor {
    let work: PlannedWork
    /// Of each resource, when the last job order that history knows began.
    private var lastBegin: [Instant]

    init(_ work: PlannedWork) {
      self.work = work
      lastBegin = Array(
        repeating: Instant(seconds: .min), count: work.plant.resources.count)
      for c in work.plant.commitments
      where c.kind == .running || c.kind == .completed && c.setupStart < c.end {
        lastBegin[c.resource] = max(lastBegin[c.resource], c.setupStart)
      }
    }

    /// Where a job stands once an operation of it is done: -1 where that is yet to come; nil where it never blocks anything.
    func place(order: Int, step: Int) -> Int32? {
      if work.hasWork(order: order, step: step) { return -1 }
      guard let own = work.commitments[order, step], own.kind != .cancelled,
        !work.plant.resources[own.resource].isUnlimited, own.setupStart < own.end
      else { return nil }
      return own.kind == .completed && lastBegin[own.resource] >= own.end
        ? ShopFloor.Buffers.inBuffer : Int32(own.resource)
    }
  }
}

extension PlannedWork {
  /// Whether anything is left to do of a step.
  fileprivate func hasWork(order: Int, step: Int) -> Bool {
    modes(order: order, step: step).contains { $0.setup + $0.run > 0 }
  }

  /// Whether the floor has taken a step's job onto its resource.
  fileprivate func hasStarted(order: Int, step: Int) -> Bool {
    let kind = commitments.kind(order, step)
    return kind == .running || kind == .interrupted
  }
}
