import TaktModel

/// What resources do and orders become, bucket by bucket; names after ISO 22400-2 and SCOR, every actual time being a planned one.
package struct KPITable: Sendable {
  /// Times of a resource, a work centre or the whole plant in a bucket, in seconds.
  package struct Times: Sendable, Equatable {
    /// Planned busy time PBT, changeovers that go on in breaks included.
    package var planned = 0
    /// Production time APT.
    package var run = 0
    /// Setup time AUST.
    package var setup = 0
    /// Operations that end.
    package var finished = 0

    /// Busy time AUBT, the same as AUPT in a plan: it has no malfunctions.
    package var busy: Int { run + setup }
    /// AUBT / PBT.
    package var allocationEfficiency: Double? { ratio(busy, planned) }
    /// APT / PBT.
    package var availability: Double? { ratio(run, planned) }
    /// APT / AUBT.
    package var utilizationEfficiency: Double? { ratio(run, busy) }
    /// AUST / AUPT.
    package var setupRatio: Double? { ratio(setup, busy) }

    static func + (a: Times, b: Times) -> Times {
      Times(
        planned: a.planned + b.planned, run: a.run + b.run, setup: a.setup + b.setup,
        finished: a.finished + b.finished)
    }
  }

  /// What happens to orders in a bucket.
  package struct Delivery: Sendable, Equatable {
    /// Orders due in it, and those of them complete by then.
    package var due = 0
    package var onTime = 0
    /// The same by the due date first agreed.
    package var originalDue = 0
    package var originalOnTime = 0
    /// Orders complete in it, and their pieces.
    package var completed = 0
    package var pieces = 0
    /// Seconds that the completed ones were late, from first start to completion (AOET) and from release to completion; and the busy
    /// and production time of their operations.
    package var tardiness = 0
    package var execution = 0
    package var fulfilment = 0
    package var busy = 0
    package var run = 0

    /// SCOR RL.2.2, to the current and to the first date.
    package var onTimeRate: Double? { ratio(onTime, due) }
    package var originalOnTimeRate: Double? { ratio(originalOnTime, originalDue) }
    /// Σ AUBT / Σ AOET.
    package var allocationRatio: Double? { ratio(busy, execution) }
    /// Σ APT / Σ AOET.
    package var productionProcessRatio: Double? { ratio(run, execution) }
    /// PQ / AOET, pieces an hour.
    package var throughputRate: Double? { ratio(pieces, execution).map { $0 * 3600 } }
    /// Mean of completion − first start, in seconds.
    package var meanLeadTime: Double? { ratio(execution, completed) }
    /// SCOR RS.1.1: mean of completion − release.
    package var meanFulfilment: Double? { ratio(fulfilment, completed) }
    package var meanTardiness: Double? { ratio(tardiness, completed) }
  }

  package let buckets: [TimeBucket]
  /// By bucket, resource.
  package private(set) var resources: [[Times]]
  /// By bucket.
  package private(set) var delivery: [Delivery]
  private let plant: Plant

  /// - Complexity: O(job orders × buckets each spans + buckets × resources)
  package init(_ index: PlanIndex, _ kind: TimeBucket.Kind) {
    plant = index.plant
    let end = index.plan.reduce(plant.asOf) { max($0, $1.end) }
    let lastDue = plant.orders.reduce(end) { max($0, $1.due, $1.originalDue) }
    buckets = TimeBucket.all(kind, plant, until: lastDue + 1)
    resources = buckets.map { _ in [Times](repeating: Times(), count: index.plant.resources.count) }
    delivery = buckets.map { _ in Delivery() }
    measureResources(index, end)
    measureOrders(index)
  }

  /// The times of a group of resources.
  package func times(_ bucket: Int, where isIn: (Int) -> Bool) -> Times {
    resources[bucket].indices.filter(isIn).reduce(Times()) { $0 + resources[bucket][$1] }
  }

  /// The last bucket that begins at or before a moment.
  private func bucket(at instant: Instant) -> Int? {
    var (low, high) = (0, buckets.count)
    while low < high {
      let middle = (low + high) / 2
      if buckets[middle].from <= instant { low = middle + 1 } else { high = middle }
    }
    return low > 0 && instant < buckets[low - 1].to ? low - 1 : nil
  }

  // MARK: Resources

  private mutating func measureResources(_ index: PlanIndex, _ end: Instant) {
    let clock = PlanClock(plant, until: end + 1)
    for (b, bucket) in buckets.enumerated() where bucket.from < end {
      for r in plant.resources.indices where !plant.resources[r].isUnlimited {
        let own = clock.time(ofResource: r)
        resources[b][r].planned = Self.work(own, clock, bucket.from, min(bucket.to, end))
      }
    }
    let holds = SecondaryHolds(index)
    // What is done was no work of this plan, and what is done outside none of its resources'.
    for i in index.plan.indices
    where index.orderOf[i] >= 0 && index.workLeft(i) != nil
      && !plant.resources[index.resourceOf[i]].isUnlimited
    {
      let (job, operation) = (index.plan[i], index.operation(i))
      let held = holds.holds(of: job, operation)
      let calendars = { (skips: RoutingOperation.Need.Span) in
        held.filter { operation.needs[$0.need].span != skips }.map(\.resource)
      }
      let r = index.resourceOf[i]
      let setupTime = clock.time(ofResource: r, with: calendars(.run))
      let runTime = clock.time(ofResource: r, with: calendars(.setup))
      let byClock = index.changeover[i].map { $0.runsInBreaks ? $0.time : 0 } ?? 0
      let own = clock.time(ofResource: r)
      defer {
        if let b = bucket(at: job.end) ?? bucket(at: job.end - 1) { resources[b][r].finished += 1 }
      }
      // A load is set up and run once.
      if index.joins[i] { continue }
      spread(from: job.setupStart, to: job.setupStart + byClock, r) { times, from, to in
        times.setup += to - from
        times.planned += to - from - Self.work(own, clock, from, to)
      }
      spread(from: job.setupStart + byClock, to: job.start, r) { times, from, to in
        times.setup += Self.work(setupTime, clock, from, to)
      }
      spread(from: job.start, to: job.end, r) { times, from, to in
        times.run += Self.work(runTime, clock, from, to)
      }
    }
  }

  private static func work(_ time: WorkingTime, _ clock: PlanClock, _ from: Instant, _ to: Instant)
    -> Int
  {
    Int(time.work(before: clock.tick(to)) - time.work(before: clock.tick(from)))
  }

  /// Hands out a stretch to the buckets it lies in.
  private mutating func spread(
    from: Instant, to: Instant, _ r: Int, _ add: (inout Times, Instant, Instant) -> Void
  ) {
    guard from < to, to > plant.asOf, var b = bucket(at: max(from, plant.asOf)) else { return }
    while b < buckets.count, buckets[b].from < to {
      add(&resources[b][r], max(from, buckets[b].from), min(to, buckets[b].to))
      b += 1
    }
  }

  // MARK: Orders

  private mutating func measureOrders(_ index: PlanIndex) {
    for (o, order) in plant.orders.enumerated() {
      let lines = index.lines(ofOrder: o)
      guard let completion = lines.map({ index.plan[$0].end }).max(),
        let start = lines.map({ index.plan[$0].setupStart }).min()
      else { continue }
      // What was due before the plan began counts in the first bucket.
      if let b = bucket(at: max(order.due, plant.asOf)) {
        delivery[b].due += 1
        if completion <= order.due { delivery[b].onTime += 1 }
      }
      if let b = bucket(at: max(order.originalDue, plant.asOf)) {
        delivery[b].originalDue += 1
        if completion <= order.originalDue { delivery[b].originalOnTime += 1 }
      }
      guard let b = bucket(at: completion) else { continue }
      delivery[b].completed += 1
      delivery[b].pieces += order.quantity
      delivery[b].tardiness += max(0, completion - order.due)
      delivery[b].execution += completion - start
      delivery[b].fulfilment += completion - order.release
      for i in lines {
        guard let left = index.workLeft(i) else { continue }
        delivery[b].run += left.run
        delivery[b].busy += left.run + left.setup + (index.changeover[i]?.time ?? 0)
      }
    }
  }
}

/// a / b; nil where b is 0.
private func ratio(_ a: Int, _ b: Int) -> Double? { b == 0 ? nil : Double(a) / Double(b) }
