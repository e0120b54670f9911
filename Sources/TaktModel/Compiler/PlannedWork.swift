/// What is left to plan of each step of each order: the resources it may go to, and the work there.
///
/// The compiler's one reading of commitments: steps that are done or cancelled have nothing left, those begun stay where they are.
struct PlannedWork {
  /// A way to do what is left.
  struct Mode {
    var resource: Int
    var setup: Int
    var run: Int
  }

  let plant: Plant
  /// Commitments by order and step.
  let commitments: [[Commitment?]]

  init(_ plant: Plant) {
    self.plant = plant
    commitments = plant.commitmentsBySteps()
  }

  /// The ways to do a step; one without work where nothing is left.
  func modes(order: Int, step: Int) -> [Mode] {
    let own = plant.orders[order]
    let operation = plant.routings[own.routing].operations[step]
    guard let commitment = commitments[order][step] else {
      return operation.alternatives.map {
        Mode(resource: $0.resource, setup: $0.setup, run: $0.run(quantity: own.quantity))
      }
    }
    switch commitment.kind {
    case .completed, .cancelled: return [Mode(resource: commitment.resource, setup: 0, run: 0)]
    case .running, .interrupted:
      return [
        Mode(
          resource: commitment.resource, setup: commitment.setupLeft, run: commitment.runLeft)
      ]
    case .pinned:
      return operation.alternatives.filter { $0.resource == commitment.resource }.map {
        Mode(resource: $0.resource, setup: $0.setup, run: $0.run(quantity: own.quantity))
      }
    }
  }

  /// Whether a step is history as far as planning goes: done, cancelled, or going on.
  func isBegun(order: Int, step: Int) -> Bool {
    switch commitments[order][step]?.kind {
    case .completed, .cancelled, .running: true
    case .interrupted, .pinned, nil: false
    }
  }

  /// Whether nothing is left of a step.
  func isOver(order: Int, step: Int) -> Bool {
    let kind = commitments[order][step]?.kind
    return kind == .completed || kind == .cancelled
  }

  /// The steps a step still waits for, each with the lag after its end.
  func predecessors(order: Int, step: Int) -> [Int] {
    guard !isBegun(order: order, step: step) else { return [] }
    return plant.routings[plant.orders[order].routing].operations[step].predecessors.filter {
      !isOver(order: order, step: $0)
    }
  }

  /// Whether some step of an order has begun: its release is history then.
  func hasBegun(order: Int) -> Bool {
    commitments[order].contains {
      $0?.kind == .completed || $0?.kind == .running || $0?.kind == .interrupted
    }
  }
}

extension ShopFloor.Settlement {
  /// What is settled in a plant; operations stand in the order the compiler numbers them.
  init(_ work: PlannedWork) {
    let plant = work.plant
    guard !plant.commitments.isEmpty else { return }
    let limit = Problem.largestTime - 1
    let tick = { (instant: Instant) in Int32(max(0, min(limit, instant - plant.asOf))) }
    for (order, own) in plant.orders.enumerated() {
      let operations = plant.routings[own.routing].operations
      let hasBegun = work.hasBegun(order: order)
      for (step, operation) in operations.enumerated() {
        let isBegun = work.isBegun(order: order, step: step)
        for mode in work.modes(order: order, step: step) {
          var ready = hasBegun && !isBegun ? tick(own.release) : 0
          for before in isBegun ? [] : operation.predecessors {
            guard let done = work.commitments[order][before], done.kind == .completed else {
              continue
            }
            let way = plant.transportTime(from: done.resource, to: mode.resource)
            ready = max(ready, tick(done.end + operation.wait + way))
          }
          earliest.append(ready)
        }
        switch work.commitments[order][step]?.kind {
        case .running: pin.append(Self.running)
        case .pinned: pin.append(work.commitments[order][step].map { tick($0.start) } ?? Self.free)
        default: pin.append(Self.free)
        }
      }
    }
  }
}
