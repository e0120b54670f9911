package import TaktModel

/// What an operation of a plan waits for: every bound on its run's begin, and how its time divides up.
package struct OperationWait: Sendable {
  /// Something that must have happened before the operation could run.
  package struct Bound: Sendable, Equatable {
    /// What kind of thing.
    package enum Kind: Sendable, Equatable {
      /// The plan's start.
      case start
      /// The order's release.
      case release
      /// An operation of the same order.
      case predecessor
      /// The operation before it on its resource.
      case machine
      /// Who held the operator, tool or mould; the index of the one it then held itself.
      case secondary(Int)
      /// One that goes into a batch machine with it and is there later.
      case load
      /// A receipt of a material, by its index.
      case material(Int)
      /// Whoever drew the power it needs.
      case power
      /// Room in front of a work centre, by its index: for want of it an order stood on the resource.
      case room(Int)
    }
    package var kind: Kind
    /// The line that had to end, or the one that goes in with it; -1 for none.
    package var line: Int
    /// When that happened.
    package var since: Instant
    /// When, but for the other bounds, the run could have begun.
    package var runStart: Instant
    /// Whether it is of the order's own making.
    package var isOwn: Bool {
      switch kind {
      case .start, .release, .predecessor: true
      case .machine, .secondary, .load, .material, .power, .room: false
      }
    }
  }

  /// The line.
  package var line: Int
  /// All bounds, the one that holds it longest first.
  package var bounds: [Bound]
  /// When its order let it begin, and when, but for others, its run could have begun.
  package var ready: Instant
  package var ownStart: Instant
  /// How long it waits for what others hold, the changeover of its resource left out.
  package var waiting: Int
  /// How much later it begins for the changeover.
  package var changeover: Int
  /// How much later it begins than anything asks for.
  package var idle: Int
  /// Its own setup and run, as work.
  package var work: Int
  /// The seconds from ready to end that are none of these: nobody was there to work.
  package var closed: Int
  /// How much earlier it could begin if the first bound were gone.
  package var slack: Int {
    bounds.count < 2 ? 0 : max(0, bounds[0].runStart - bounds[1].runStart)
  }
  /// Whether power holds it as long as anything does.
  package var waitsForPower: Bool {
    bounds.contains { $0.kind == .power && $0.runStart >= bounds[0].runStart }
  }
  /// The work centre whose want of room holds it as long as anything does; nil for none.
  package var missesRoom: Int? {
    bounds.lazy.compactMap { bound in
      if case .room(let centre) = bound.kind, bound.runStart >= bounds[0].runStart { return centre }
      return nil
    }.first
  }
  /// What holds it longest.
  package var binding: Bound { bounds[0] }
}

/// Finds out what operations of a plan wait for.
package struct OperationWaits {
  package let index: PlanIndex
  package let holds: SecondaryHolds
  private let clock: PlanClock
  package let ledger: MaterialLedger
  /// Orders that name an order as one they feed.
  private var feeders: [[Int]]
  /// All lines of a load, by each of them; of those that share one.
  private var loads: [Int: [Int]] = [:]
  private let power: PlanPower?
  private let room: PlanRoom?

  /// - Complexity: O(n log n), n = lines
  package init(_ index: PlanIndex) {
    self.index = index
    holds = SecondaryHolds(index)
    ledger = MaterialLedger(index.plant, index.plan)
    feeders = index.plant.orders.map { _ in [] }
    for (child, order) in index.plant.orders.enumerated() {
      for parent in order.feeds { feeders[parent].append(child) }
    }
    let end = index.plan.reduce(index.plant.asOf) { max($0, $1.end) }
    clock = PlanClock(index.plant, until: end + 14 * 86_400)
    power = PlanPower(index, until: end)
    room = PlanRoom(index)
    for (r, lines) in index.byResource.enumerated()
    where index.plant.resources[r].batchCapacity != nil {
      for load in Dictionary(grouping: lines, by: { index.plan[$0].start }).values
      where load.count > 1 {
        for line in load { loads[line] = load }
      }
    }
  }

  /// What a line waits for; nil for one the plant does not know.
  /// - Complexity: O(predecessors + holders × events since it was ready)
  package mutating func wait(_ i: Int) -> OperationWait? {
    guard index.orderOf[i] >= 0 else { return nil }
    if index.isBegun(i) { return history(i) }
    guard let left = index.workLeft(i) else { return nil }
    let (job, operation) = (index.plan[i], index.operation(i))
    let held = holds.holds(of: job, operation)
    let calendars = { (skips: RoutingOperation.Need.Span) in
      held.filter { operation.needs[$0.need].span != skips }.map(\.resource)
    }
    let task = TimedWork(
      setupTime: clock.time(ofResource: index.resourceOf[i], with: calendars(.run)),
      runTime: clock.time(ofResource: index.resourceOf[i], with: calendars(.setup)),
      setup: Int32(clamping: left.setup),
      run: Int32(clamping: left.run),
      changeover: Int32(clamping: index.changeover[i]?.time ?? 0),
      byClock: index.changeover[i]?.runsInBreaks ?? false,
      longestBreak: operation.longestBreak.map { Int32(clamping: $0) })
    var bounds = ownBounds(i, task)
    let ownStart = bounds.map(\.runStart).max() ?? job.start
    let ready = bounds.map(\.since).max() ?? job.start
    if task.needsWork { bounds += foreignBounds(i, held, task, after: ready) }
    bounds += loadBounds(i, task, after: ready)
    if let freed = power?.freed(for: i), freed.at > ready {
      bounds.append(.init(kind: .power, line: freed.by, since: freed.at, runStart: job.start))
    }
    if let freed = room?.freed(for: i), freed.at > ready {
      bounds.append(
        .init(kind: .room(freed.centre), line: freed.by, since: freed.at, runStart: job.start))
    }
    if let supply = ledger.waits[i], supply.maker == nil {
      bounds.append(
        .init(
          kind: .material(supply.material), line: -1, since: supply.at,
          runStart: opening(task, supply.at)))
    }
    return divided(
      i,
      bounds.enumerated().sorted {
        // Of bounds that hold equally long the order's own comes first: without the other nothing would change.
        ($1.element.runStart, $0.offset) < ($0.element.runStart, $1.offset)
      }.map(\.element), task, ready: ready, ownStart: ownStart)
  }

  /// What has begun waits for nothing any more.
  private func history(_ i: Int) -> OperationWait {
    let job = index.plan[i]
    let bound = OperationWait.Bound(
      kind: .start, line: -1, since: job.setupStart, runStart: job.start)
    return OperationWait(
      line: i, bounds: [bound], ready: job.setupStart, ownStart: job.start, waiting: 0,
      changeover: 0, idle: 0, work: index.workLeft(i).map { $0.setup + $0.run } ?? 0, closed: 0)
  }

  private func divided(
    _ i: Int, _ bounds: [OperationWait.Bound], _ task: TimedWork, ready: Instant, ownStart: Instant
  ) -> OperationWait {
    let job = index.plan[i]
    let held = bounds[0].runStart
    var changeover = 0
    if bounds[0].kind == .machine, task.changeover > 0 {
      changeover = held - max(ownStart, runStart(task.bare, setupFrom: bounds[0].since))
    }
    let waiting = max(0, held - ownStart - changeover)
    let idle = max(0, job.start - max(held, ownStart))
    let work = Int(task.setup) + Int(task.run)
    return OperationWait(
      line: i, bounds: bounds, ready: ready, ownStart: ownStart, waiting: waiting,
      changeover: changeover, idle: idle, work: work,
      closed: max(0, job.end - ready - waiting - changeover - idle - work))
  }

  // MARK: Bounds

  private func ownBounds(_ i: Int, _ task: TimedWork) -> [OperationWait.Bound] {
    let order = index.plant.orders[index.orderOf[i]]
    let operation = index.operation(i)
    let isLater = order.release > index.plant.asOf
    let first = max(order.release, index.plant.asOf)
    var bounds = [
      OperationWait.Bound(
        kind: isLater ? .release : .start, line: -1, since: first,
        runStart: runStart(task, ready: first))
    ]
    func wait(for line: Int, since: Instant, runStart: Instant) {
      bounds.append(.init(kind: .predecessor, line: line, since: since, runStart: runStart))
    }
    for (step, lag) in operation.ends {
      let line = index.bySteps[index.orderOf[i]][step]
      guard line >= 0 else { continue }
      var since = index.plan[line].end + lag + way(from: line, to: i)
      // What passes its pieces on in batches may end later: then it is what this one runs along with.
      if index.operation(line).transferBatch != nil { since = min(since, index.plan[i].setupStart) }
      wait(for: line, since: since, runStart: runStart(task, ready: since))
    }
    for link in operation.links where link.kind != .finishStart {
      let line = index.bySteps[index.orderOf[i]][link.from]
      guard line >= 0 else { continue }
      let begin = link.kind == .startStart ? index.plan[line].start : index.plan[line].end
      // Of two that end together the later one may begin when it does.
      let since = min(begin + link.lag + way(from: line, to: i), index.plan[i].start)
      wait(for: line, since: since, runStart: opening(task, since))
    }
    let makers = ledger.waits[i].flatMap { $0.maker.map { [$0] } } ?? []
    for feeder in feeders[index.orderOf[i]] + makers {
      guard let line = index.last(ofOrder: feeder), line != i else { continue }
      let since = min(index.plan[line].end, index.plan[i].start)
      wait(for: line, since: since, runStart: opening(task, since))
    }
    // The last one to end is the one that counts; of several the later step.
    return bounds.sorted { ($1.since, $1.line) < ($0.since, $0.line) }
  }

  /// Seconds from the resource of one line to that of another.
  private func way(from j: Int, to i: Int) -> Int {
    index.plant.transportTime(from: index.resourceOf[j], to: index.resourceOf[i])
  }

  /// Those that go in with a line and are there later than it.
  private func loadBounds(_ i: Int, _ task: TimedWork, after ready: Instant)
    -> [OperationWait.Bound]
  {
    (loads[i] ?? []).filter { $0 != i }.compactMap { mate in
      let own = ownBounds(mate, task).map(\.since)
      let supply = ledger.waits[mate].flatMap { $0.maker == nil ? $0.at : nil }
      guard let since = (own + [supply].compactMap { $0 }).max(), since > ready else { return nil }
      return .init(kind: .load, line: mate, since: since, runStart: runStart(task, ready: since))
    }
  }

  private func foreignBounds(
    _ i: Int, _ held: [SecondaryHolds.Hold], _ task: TimedWork, after ready: Instant
  ) -> [OperationWait.Bound] {
    var bounds: [OperationWait.Bound] = []
    let previous = index.before[i]
    // The first line on a resource may find it set up for something else.
    if previous >= 0 || task.changeover > 0 {
      let since = previous < 0 ? index.plant.asOf : index.plan[previous].end
      bounds.append(
        .init(
          kind: .machine, line: previous, since: since, runStart: runStart(task, setupFrom: since)))
    }
    let operation = index.operation(i)
    var seen: Set<Int> = []
    for hold in held where seen.insert(hold.need).inserted {
      let need = operation.needs[hold.need]
      // A setup may begin before the order arrives: what is free then is looked for from the plan's start.
      let floor = need.span == .run ? ready : index.plant.asOf
      guard let free = holds.freed(hold, need, after: floor), free.by != i else { continue }
      bounds.append(
        .init(
          kind: .secondary(hold.resource), line: free.by, since: free.at,
          runStart: need.span == .run
            ? opening(task, free.at) : runStart(task, setupFrom: free.at)))
    }
    return bounds
  }

  // MARK: Times

  /// When the run can begin of an operation whose piece is there.
  private func runStart(_ task: TimedWork, ready: Instant) -> Instant {
    guard task.needsWork else { return ready }
    return instant(task.bare.place(ready: clock.tick(ready)))
  }

  /// When it can begin where changeover and setup may begin at a moment.
  private func runStart(_ task: TimedWork, setupFrom moment: Instant) -> Instant {
    instant(task.place(ready: 0, setupFrom: clock.tick(moment)))
  }

  /// When it can begin where whom it holds is free from a moment on.
  private func opening(_ task: TimedWork, _ moment: Instant) -> Instant {
    instant(task.bare.place(ready: 0, runFrom: clock.tick(moment)))
  }

  private func instant(_ place: TimedWork.Place?) -> Instant {
    clock.instant(place?.start ?? clock.horizon)
  }
}

extension RoutingOperation {
  /// The steps it waits for the end of, each with the lag behind it.
  package var ends: [(step: Int, lag: Int)] {
    predecessors.map { ($0, wait) }
      + links.filter { $0.kind == .finishStart }.map { ($0.from, $0.lag) }
  }
}
