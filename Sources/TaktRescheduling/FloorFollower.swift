import TaktModel

/// Follows the plan in force up to a moment: what has begun by then, where, and how much of it is left.
///
/// Reports count. What nobody has reported goes as planned, one job order behind the other on each machine, from when what it
/// waits for is done.
struct FloorFollower {
  /// A line of the plan in force whose names are known.
  struct Known {
    var line: JobOrder
    var key: StepKey
    var machine: Int
    /// Whether it stands in for one that the plan in force does not have.
    var isUnplanned = false
  }

  let facts: FloorFacts
  /// What was known when the plan in force was made.
  let told: FloorFacts
  /// The plant at the moment, and the one the plan in force was made for.
  let plant: Plant
  let before: Plant
  let old: OpenTime
  let new: OpenTime
  var asOf: Instant { plant.asOf }
  /// What was told of operations and counts.
  let operations: [StepKey: OperationFact]
  let reports: Reports
  /// Each resource's first moment at which its working time is not what the plan in force took it for.
  let differs: [Instant?]
  /// When each resource and secondary resource is free for the next that nobody has reported; nil where it is not by now.
  var free: [Instant?]
  /// The load each batch machine had last: when it was to run, and since when the machine was free for it.
  var loads: [Int: (start: Instant, free: Instant?)] = [:]
  /// When reported work held each secondary resource of which there is one.
  var busy: [Int: [OperationFact.Stretch]] = [:]
  /// When each begun step ended; nil while it goes on or has not begun.
  var ended: [[Instant?]]
  /// Orders that supply another.
  let suppliers: [Int: [Int]]
  /// What is settled.
  var commitments: [Commitment] = []
  /// Lines of what is still to be done.
  var lines: [[JobOrder?]]
  var warnings: [Bilingual] = []

  /// - Complexity: O(job orders log job orders + reported operations), and the working time of what is begun.
  init(_ facts: FloorFacts, told: FloorFacts, plant: Plant, before: Plant, lines plan: [JobOrder]) {
    self.facts = facts
    self.told = told
    self.plant = plant
    self.before = before
    old = OpenTime(before)
    new = OpenTime(plant)
    free = Array(
      repeating: .some(before.asOf), count: plant.resources.count + plant.secondaries.count)
    let none = plant.routings.map { [Instant?](repeating: nil, count: $0.operations.count) }
    ended = plant.orders.map { none[$0.routing] }
    lines = ended.map { Array(repeating: nil, count: $0.count) }
    differs = Self.differences(before, plant)
    var suppliers: [Int: [Int]] = [:]
    for (child, order) in plant.orders.enumerated() {
      for parent in order.feeds { suppliers[parent, default: []].append(child) }
    }
    self.suppliers = suppliers
    let places = joinedHalves(plan.indices, ifMoreThan: 2000) {
      Self.places(plan[$0], facts.index, plant)
    }
    let byKey =
      facts.operations.isEmpty
      ? [:]
      : Dictionary(
        places.map { ($0.key, Known(line: plan[$0.line], key: $0.key, machine: $0.machine)) },
        uniquingKeysWith: { a, _ in a })
    operations = Self.counting(facts, told, byKey)
    reports = Reports(operations, plant) { key in
      byKey[key].map { ($0.machine, $0.line.setupStart) }
    }
    for key in operations.keys.sorted() { settleReported(key, byKey[key]) }
    for entry in begun(plan, places) { settle(entry) }
    shareUnits()
  }

  /// What was told of operations, but for what the plan in force knew and left out.
  ///
  /// That is work which was stopped when its order was not to go on: it is at no machine, and nobody has kept what is left of it.
  private static func counting(
    _ facts: FloorFacts, _ told: FloorFacts, _ planned: [StepKey: Known]
  ) -> [StepKey: OperationFact] {
    var operations = facts.operations
    for (key, fact) in facts.operations where planned[key] == nil && fact.finished == nil {
      guard let order = told.index.orders[facts.plant.orders[key.order].id],
        let known = told.operations[StepKey(order: order, step: key.step)], known.hasBegun
      else { continue }
      let last = known.work.last?.from
      operations[key]?.work.removeAll { stretch in last.map { stretch.from <= $0 } ?? false }
      operations[key]?.sign = nil
    }
    return operations
  }

  /// Which lines that nobody has reported may have begun, by when they were to run: nothing waits for what runs after it.
  ///
  /// All others go on as lines at once: of ten thousand, a handful are at work.
  private mutating func begun(_ plan: [JobOrder], _ places: [Place]) -> [Known] {
    var begun: [Known] = []
    for (line, key, machine) in places where !isReported(key) {
      let status = plan[line].status
      let isToCome = status == .proposed || status == .released
      if isToCome, plan[line].setupStart >= asOf, operations[key] == nil {
        lines[key.order][key.step] = plan[line]
      } else {
        begun.append(Known(line: plan[line], key: key, machine: machine))
      }
    }
    return begun.sorted {
      ($0.line.start, $0.line.end, $0.key) < ($1.line.start, $1.line.end, $1.key)
    }
  }

  /// What a line of a plan is of, and its machine.
  private typealias Place = (line: Int, key: StepKey, machine: Int)

  /// The lines whose names are known.
  private static func places(
    _ plan: ArraySlice<JobOrder>, _ index: PlantIndex, _ plant: Plant
  ) -> [Place] {
    var places: [Place] = []
    places.reserveCapacity(plan.count)
    for i in plan.indices {
      // Mostly of the same order as the line ahead.
      let before = places.last.flatMap { plan[$0.line].order == plan[i].order ? $0 : nil }
      guard let order = before?.key.order ?? index.orders[plan[i].order],
        let machine = index.resources[plan[i].equipment],
        let step = plant.routings[plant.orders[order].routing].step(plan[i].operation)
      else { continue }
      places.append((i, StepKey(order: order, step: step), machine))
    }
    return places
  }

  private static func differences(_ old: Plant, _ new: Plant) -> [Instant?] {
    let pairs =
      zip(old.resources.map(\.changes), new.resources.map(\.changes)).map { ($0, $1) }
      + zip(old.secondaries.map(\.changes), new.secondaries.map(\.changes)).map { ($0, $1) }
    return pairs.map { a, b in
      if a == b { return nil }
      // What both begin or end with is the same: only news is compared one by one.
      var (old, new) = (a[...], b[...])
      while let one = old.first, one == new.first { (_, _) = (old.popFirst(), new.popFirst()) }
      while let one = old.last, one == new.last { (_, _) = (old.popLast(), new.popLast()) }
      return (old.filter { !new.contains($0) } + new.filter { !old.contains($0) }).map(\.from).min()
        ?? (a + b).map(\.from).min()
    }
  }

  func isReported(_ key: StepKey) -> Bool {
    guard !operations.isEmpty, let fact = operations[key] else { return false }
    return fact.hasBegun || fact.finished != nil
  }

  // MARK: What was reported

  private mutating func settleReported(_ key: StepKey, _ planned: Known?) {
    guard let fact = operations[key], fact.hasBegun || fact.finished != nil else { return }
    let entry = planned ?? standIn(key, fact)
    let line = entry.line
    let stretches = stretches(entry, fact)
    if let finished = fact.finished {
      if line.status == .completed {
        return complete(
          entry, setupStart: line.setupStart, start: line.start, end: finished)
      }
      let begin = min(Self.lastBegin(stretches) ?? line.setupStart, finished)
      hold(entry, from: begin, run: max(begin, min(line.start, finished)), to: finished)
      return complete(
        entry, setupStart: begin, start: min(line.start, finished), end: finished,
        first: stretches.first?.from)
    }
    var work = workInHand(entry, fact, from: stretches.first?.from)
    work.follow(stretches, to: asOf, new)
    for held in work.segments { hold(entry, from: held.from, run: held.run, to: held.to) }
    guard let last = stretches.last, last.to == nil else {
      return interrupt(entry, run: work.leftAfterStop, first: work.firstStart)
    }
    if work.isOver {
      // Overdue and not reported as finished: nearly done, as far as anyone knows.
      work.left.runLeft = work.reserve
      if let end = work.left.ended { warnOverdue(entry, end) }
    }
    run(entry, from: work.begin, work.left, first: work.firstStart)
  }

  /// The stretches of an operation's reported work that are not yet in what its line has.
  private func stretches(_ entry: Known, _ fact: OperationFact) -> [OperationFact.Stretch] {
    let all = reports.ofStep[entry.key] ?? []
    let known = told(entry.key)
    if fact.endBefore != known.endBefore { return all }
    let since: Instant
    switch entry.line.status {
    case .running where known.hasBegun: since = entry.line.setupStart
    case .interrupted:
      guard let left = fact.left, left != known.left else {
        let last = [known.work.last?.from, known.sign, known.paused].compactMap { $0 }.max()
        return last.map { last in all.filter { $0.from > last } } ?? all
      }
      since = left.at
    default: return all
    }
    return all.compactMap { stretch in
      if let to = stretch.to, to <= since { return nil }
      return .init(from: max(stretch.from, since), to: stretch.to)
    }
  }

  /// When the last stretch began that goes on without a gap.
  private static func lastBegin(_ stretches: [OperationFact.Stretch]) -> Instant? {
    var begin = stretches.last?.from
    for stretch in stretches.reversed().dropFirst() where stretch.to == begin {
      begin = stretch.from
    }
    return begin
  }

  /// A line for what the plan in force does not have: an operation of an order that came while it was made, or was not to go on.
  private func standIn(_ key: StepKey, _ fact: OperationFact) -> Known {
    let order = plant.orders[key.order]
    let operation = plant.routings[order.routing].operations[key.step]
    let machine = fact.resource ?? operation.alternatives[0].resource
    let begin = fact.work.first?.from ?? fact.sign ?? fact.finished ?? asOf
    let line = JobOrder(
      order: order.id, operation: operation.id, equipment: plant.resources[machine].id,
      setupStart: begin, start: begin, end: begin)
    return Known(line: line, key: key, machine: machine, isUnplanned: true)
  }
}
