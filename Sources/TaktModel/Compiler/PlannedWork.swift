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
  let commitments: CommitmentTable
  /// Where each order's operations begin as the compiler numbers them; one more entry than orders.
  var firstOperation: [Int] { commitments.firstStep }
  /// Where the ways to do each operation begin among all; one more entry than operations.
  private var modeStart = [0]
  private var modes: [Mode] = []
  /// The ends each step of each routing waits for.
  private let finishStarts: [[[(from: Int, lag: Int)]]]

  init(_ plant: Plant) {
    self.plant = plant
    commitments = CommitmentTable(plant)
    finishStarts = plant.routings.map { $0.operations.map(\.finishStarts) }
    let count = firstOperation[firstOperation.count - 1]
    modeStart.reserveCapacity(count + 1)
    modes.reserveCapacity(2 * count)
    let power = plant.powerForWork
    let isLimited = power != nil || plant.resources.contains { $0.batchCapacity != nil }
    for (order, own) in plant.orders.enumerated() {
      let operations = plant.routings[own.routing].operations
      for step in operations.indices {
        let alternatives = operations[step].alternatives
        // What is too much for some of its machines, or the power limit, goes to the others.
        let fitting =
          isLimited
          ? alternatives.filter {
            plant.holds($0.resource, order: order, operations[step])
              && (power == nil || plant.mostPowerAboveIdle($0) <= power ?? 0)
          } : alternatives
        append(
          fitting.isEmpty ? alternatives : fitting,
          pieces: operations[step].lot?.pieces(ofOrder: own.quantity) ?? own.quantity,
          commitments[order, step])
        modeStart.append(modes.count)
      }
    }
  }

  private mutating func append(
    _ alternatives: [RoutingOperation.Alternative], pieces: Int, _ commitment: Commitment?
  ) {
    switch commitment?.kind {
    case .completed, .cancelled:
      modes.append(Mode(resource: commitment?.resource ?? 0, setup: 0, run: 0))
    case .running, .interrupted:
      modes.append(
        Mode(
          resource: commitment?.resource ?? 0, setup: commitment?.setupLeft ?? 0,
          run: commitment?.runLeft ?? 0))
    case .pinned, .assigned, nil:
      let only = commitment?.resource
      for a in alternatives where only == nil || a.resource == only {
        let (setup, run) = a.work(pieces: pieces)
        modes.append(Mode(resource: a.resource, setup: setup, run: run))
      }
    }
  }

  /// The ways to do a step, in the order of its modes; one without work where nothing is left.
  func modes(order: Int, step: Int) -> ArraySlice<Mode> {
    let operation = firstOperation[order] + step
    return modes[modeStart[operation]..<modeStart[operation + 1]]
  }

  /// The setup of each way to do each operation.
  var setups: [Int32] { modes.map { Int32($0.setup) } }

  /// One of them, counted from none.
  func mode(order: Int, step: Int, _ number: Int) -> Mode {
    modes[modeStart[firstOperation[order] + step] + number]
  }

  /// Whether a step is history as far as planning goes: done, cancelled, or going on.
  func isBegun(order: Int, step: Int) -> Bool {
    switch commitments.kind(order, step) {
    case .completed, .cancelled, .running: true
    case .interrupted, .pinned, .assigned, nil: false
    }
  }

  /// Whether nothing is left of a step.
  func isOver(order: Int, step: Int) -> Bool {
    let kind = commitments.kind(order, step)
    return kind == .completed || kind == .cancelled
  }

  /// The steps whose end a step still waits for, each with the lag after it.
  func finishStarts(order: Int, step: Int) -> [(from: Int, lag: Int)] {
    guard !isBegun(order: order, step: step) else { return [] }
    let all = finishStarts[plant.orders[order].routing][step]
    // Nearly always all of them: no list is made anew then.
    return all.contains { isOver(order: order, step: $0.from) }
      ? all.filter { !isOver(order: order, step: $0.from) } : all
  }

  /// The transfer batches between two steps; nil where all pieces go on together, or part of either is history: then the later
  /// one waits for the end.
  func transfer(order: Int, from: Int, to: Int) -> (first: Int, last: Int)? {
    guard !hasHistory(order: order, step: from), !hasHistory(order: order, step: to) else {
      return nil
    }
    let own = plant.orders[order]
    let operations = plant.routings[own.routing].operations
    // Where lots come together, or an order is split, nothing goes before.
    guard operations[from].hasPieces(of: operations[to]) else { return nil }
    return operations[from].transfer(ofOrder: own.quantity)
  }

  private func hasHistory(order: Int, step: Int) -> Bool {
    commitments.kind(order, step)?.isHistory ?? false
  }

  /// Calls `body` with each arc of the problem into a step: ends it waits for and no transfer batch goes before.
  func forEachArc(order: Int, step: Int, _ body: (_ from: Int, _ lag: Int32) -> Void) {
    for (from, lag) in finishStarts(order: order, step: step)
    where transfer(order: order, from: from, to: step) == nil {
      body(from, Int32(min(lag, Problem.largestTime)))
    }
  }

  /// Work of so many pieces in each mode of a step.
  func batches(order: Int, step: Int, pieces: Int) -> [Int32] {
    let operation = plant.routings[plant.orders[order].routing].operations[step]
    return modes(order: order, step: step).map { mode in
      let alternative = operation.alternatives.first { $0.resource == mode.resource }
      return Int32(min(mode.run, alternative?.run(quantity: pieces) ?? mode.run))
    }
  }

  /// Whether some step of an order has begun: its release is history then.
  func hasBegun(order: Int) -> Bool {
    !commitments.isFree(order)
      && commitments.steps(order).contains {
        let kind = commitments.kind(order, $0)
        return kind == .completed || kind == .running || kind == .interrupted
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
      if work.commitments.isFree(order) {
        for step in operations.indices {
          let modes = work.modes(order: order, step: step).count
          earliest.append(contentsOf: repeatElement(0, count: modes))
          pin.append(Self.free)
        }
        continue
      }
      let hasBegun = work.hasBegun(order: order)
      for (step, operation) in operations.enumerated() {
        let isBegun = work.isBegun(order: order, step: step)
        for mode in work.modes(order: order, step: step) {
          var ready = hasBegun && !isBegun ? tick(own.release) : 0
          for (before, lag) in isBegun ? [] : operation.finishStarts {
            guard let done = work.commitments[order, before], done.kind == .completed else {
              continue
            }
            let way = plant.transportTime(from: done.resource, to: mode.resource)
            ready = max(ready, tick(done.end + lag + way))
          }
          for link in isBegun ? [] : operation.links where link.kind != .finishStart {
            guard let done = work.commitments[order, link.from], done.kind == .completed else {
              continue
            }
            let delay = link.lag + plant.transportTime(from: done.resource, to: mode.resource)
            // By the clock, from the begin of its own setup to its end it takes at least its work.
            let bound =
              link.kind == .startStart
              ? done.start + delay : done.end + delay - (mode.setup + mode.run)
            ready = max(ready, tick(bound))
          }
          earliest.append(ready)
        }
        switch work.commitments.kind(order, step) {
        case .running: pin.append(Self.running)
        case .pinned: pin.append(work.commitments[order, step].map { tick($0.start) } ?? Self.free)
        default: pin.append(Self.free)
        }
      }
    }
  }
}
