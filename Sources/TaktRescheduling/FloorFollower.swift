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
  }

  let facts: FloorFacts
  /// The plant at the moment, and the one the plan in force was made for.
  let plant: Plant
  let before: Plant
  let old: OpenTime
  let new: OpenTime
  var asOf: Instant { plant.asOf }
  private var reports: Reports
  /// Each resource's first moment at which its working time is not what the plan in force took it for.
  private let differs: [Instant?]
  /// When each resource's and secondary resource's last begun work ended; nil while it goes on.
  private var free: [Instant?]
  /// When each begun step ended; nil while it goes on or has not begun.
  private var ended: [[Instant?]]
  /// What is settled.
  private(set) var commitments: [Commitment] = []
  /// Lines of what is still to be done.
  private(set) var lines: [[JobOrder?]]
  private(set) var warnings: [Bilingual] = []

  /// - Complexity: O(job orders log job orders + reported operations), and the working time of what is begun.
  init(_ facts: FloorFacts, plant: Plant, before: Plant, lines plan: [JobOrder]) {
    self.facts = facts
    self.plant = plant
    self.before = before
    old = OpenTime(before)
    new = OpenTime(plant)
    free = Array(
      repeating: .some(before.asOf), count: plant.resources.count + plant.secondaries.count)
    ended = plant.orders.map {
      Array(repeating: nil, count: plant.routings[$0.routing].operations.count)
    }
    lines = ended.map { $0.map { _ in nil } }
    differs = Self.differences(before, plant)
    let known = plan.compactMap { Self.known($0, facts.index, plant) }.sorted {
      ($0.line.setupStart, $0.line.end, $0.key.order, $0.key.step)
        < ($1.line.setupStart, $1.line.end, $1.key.order, $1.key.step)
    }
    let byKey =
      facts.operations.isEmpty
      ? [:] : Dictionary(known.map { ($0.key, $0) }, uniquingKeysWith: { a, _ in a })
    reports = Reports(facts, machines: plant.resources.count, asOf: plant.asOf) { key in
      if let entry = byKey[key] { return (entry.machine, entry.line.end - entry.line.setupStart) }
      let order = plant.orders[key.order]
      let first = plant.routings[order.routing].operations[key.step].alternatives[0]
      return (first.resource, first.setup + first.run(quantity: order.quantity))
    }
    for entry in known { settle(entry) }
    settleUnplanned(byKey)
  }

  private static func known(_ line: JobOrder, _ index: PlantIndex, _ plant: Plant) -> Known? {
    guard let order = index.orders[line.order], let machine = index.resources[line.equipment],
      let step = plant.routings[plant.orders[order].routing].operations
        .firstIndex(where: { $0.id == line.operation })
    else { return nil }
    return Known(line: line, key: StepKey(order: order, step: step), machine: machine)
  }

  private static func differences(_ old: Plant, _ new: Plant) -> [Instant?] {
    let pairs =
      zip(old.resources.map(\.changes), new.resources.map(\.changes)).map { ($0, $1) }
      + zip(old.secondaries.map(\.changes), new.secondaries.map(\.changes)).map { ($0, $1) }
    return pairs.map { a, b in
      if a == b { return nil }
      return (a.filter { !b.contains($0) } + b.filter { !a.contains($0) }).map(\.from).min()
        ?? (a + b).map(\.from).min()
    }
  }

  // MARK: Line by line

  private mutating func settle(_ entry: Known) {
    let fact = facts.operations[entry.key]
    if entry.line.status == .completed, fact?.rework ?? 0 == 0 {
      return complete(
        entry, setupStart: entry.line.setupStart, start: entry.line.start,
        end: fact?.finished.map { min($0, asOf) } ?? entry.line.end)
    }
    if let fact, fact.rework > 0, fact.started == nil, fact.finished == nil {
      return interrupt(entry, run: runTime(entry, pieces: fact.rework))
    }
    if let finished = fact?.finished, finished <= asOf {
      let begin = min(fact?.started ?? entry.line.setupStart, finished)
      return complete(
        entry, setupStart: begin, start: max(begin, min(entry.line.start, finished)), end: finished)
    }
    guard let begin = begin(of: entry, fact) else {
      lines[entry.key.order][entry.key.step] = entry.line
      return
    }
    progress(entry, fact, from: begin)
  }

  /// When an entry began: as reported, or as planned behind what came before; nil where it has not.
  private func begin(of entry: Known, _ fact: OperationFact?) -> Instant? {
    if let started = fact?.started { return started <= asOf ? started : nil }
    let line = entry.line
    let order = plant.orders[entry.key.order]
    let length = line.end - line.setupStart
    if line.status == .running {
      // Somebody else was reported on its machine since: then it never was.
      let from = max(line.setupStart, before.asOf)
      return reports.room(on: entry.machine, from: from, seconds: max(1, line.end - from)) == from
        ? line.setupStart : nil
    }
    if facts.held.contains(entry.key.order) || facts.cancelled.contains(entry.key.order) {
      return nil
    }
    guard line.setupStart < asOf, let machineFree = free[entry.machine] else { return nil }
    var begin = max(line.setupStart, machineFree, before.asOf)
    let operation = plant.routings[order.routing].operations[entry.key.step]
    for step in operation.predecessors {
      guard let end = ended[entry.key.order][step] else { return nil }
      begin = max(begin, line.setupStart + (end + operation.wait - line.start))
    }
    for s in line.secondary.compactMap({ facts.index.secondaries[$0] })
    where plant.secondaries[s].quantity == 1 {
      guard let unitFree = free[plant.resources.count + s] else { return nil }
      begin = max(begin, unitFree)
    }
    guard let room = reports.room(on: entry.machine, from: begin, seconds: max(1, length)) else {
      return nil
    }
    begin = room
    let isAsPlanned = begin == line.setupStart && difference(entry) ?? asOf > begin
    let opening =
      isAsPlanned
      ? begin : new.opening(crew(entry, inRun: line.setupStart == line.start), from: begin)
    guard let opening, opening < asOf, order.release <= opening else { return nil }
    return opening
  }

  /// The first moment at which an entry's working time is not what its plan took it for.
  private func difference(_ entry: Known) -> Instant? {
    var first = differs[entry.machine]
    for s in entry.line.secondary.compactMap({ facts.index.secondaries[$0] }) {
      if let at = differs[plant.resources.count + s] { first = min(first ?? at, at) }
    }
    return first
  }

  /// Follows what began through its setup and run up to now.
  private mutating func progress(_ entry: Known, _ fact: OperationFact?, from begin: Instant) {
    let line = entry.line
    let isReported = fact?.started != nil
    if !isReported, begin == line.setupStart, (difference(entry) ?? asOf) >= asOf {
      return goOn(entry)
    }
    var work = WorkLeft(
      setup: crew(entry, inRun: false), run: crew(entry, inRun: true),
      at: line.status == .running && fact?.left == nil && !isReported ? before.asOf : begin)
    plan(&work, entry, fact, begin)
    let stop = [fact?.paused, reports.stopped[entry.key]].compactMap { $0 }.min()
    let until = min(asOf, stop ?? asOf)
    work.advance(to: until, pauses: fact?.pauses ?? [], new)
    if let end = work.ended {
      guard isReported, stop == nil else {
        return complete(entry, setupStart: begin, start: work.runBegan ?? end, end: end)
      }
      // Overdue and not reported as finished: nearly done, as far as anyone knows.
      work.runLeft = max(1, min(60, work.runTotal))
      work.setupLeft = 0
      warnOverdue(entry, end)
    }
    if stop != nil { return interrupt(entry, run: work.runLeft) }
    run(entry, fact, from: begin, work)
  }

  /// What the plan in force took an entry to take, or what has been said of it since.
  private func plan(
    _ work: inout WorkLeft, _ entry: Known, _ fact: OperationFact?, _ begin: Instant
  ) {
    let line = entry.line
    let from = max(line.setupStart, before.asOf)
    work.setupLeft = old.work(work.setup, from: from, to: line.start)
    work.runLeft = old.work(work.run, from: max(from, line.start), to: line.end)
    if let fact {
      if fact.rework > 0 { work.runLeft = runTime(entry, pieces: fact.rework) }
      if line.status == .running, fact.started != nil {
        // A report of the begin takes the place of what was taken for granted: all is counted from there.
        work.setupLeft = ownSetup(entry)
        work.runLeft = runTime(entry, pieces: plant.orders[entry.key.order].quantity)
      }
      if let whole = fact.run { work.runLeft = whole }
    }
    if let lost = lostWork(entry, from: begin) {
      work.at = lost
      work.setupLeft = 0
      work.runLeft = fact?.run ?? runTime(entry, pieces: plant.orders[entry.key.order].quantity)
    }
    if let left = fact?.left, left.at >= work.at, left.at <= asOf {
      work.at = left.at
      work.setupLeft = 0
      work.runLeft =
        left.seconds >= 0
        ? left.seconds
        : runTime(entry, pieces: max(0, plant.orders[entry.key.order].quantity - (fact?.good ?? 0)))
    }
    work.runTotal = work.runLeft
  }

  /// What goes as planned is as far as the plan says.
  private mutating func goOn(_ entry: Known) {
    let line = entry.line
    if line.end <= asOf {
      return complete(entry, setupStart: line.setupStart, start: line.start, end: line.end)
    }
    var work = WorkLeft(setup: crew(entry, inRun: false), run: crew(entry, inRun: true), at: asOf)
    work.setupLeft = old.work(work.setup, from: asOf, to: line.start)
    work.runLeft = old.work(work.run, from: max(asOf, line.start), to: line.end)
    if line.start <= asOf { work.runBegan = line.start }
    run(entry, nil, from: line.setupStart, work)
  }

  /// When a breakdown last cost an entry all it had done; nil where none did.
  private func lostWork(_ entry: Known, from begin: Instant) -> Instant? {
    facts.stops[entry.machine].list.last {
      $0.resume != .goesOn && !$0.works && $0.from > begin && $0.from <= asOf
        && $0.from < max(entry.line.end, begin + 1)
    }?.from
  }

  private func runTime(_ entry: Known, pieces: Int) -> Int {
    alternative(entry).run(quantity: pieces)
  }

  private func ownSetup(_ entry: Known) -> Int { alternative(entry).setup }

  private func alternative(_ entry: Known) -> RoutingOperation.Alternative {
    let operation = plant.routings[plant.orders[entry.key.order].routing].operations[entry.key.step]
    return operation.alternatives.first { $0.resource == entry.machine }
      ?? operation.alternatives[0]
  }

  private func crew(_ entry: Known, inRun: Bool) -> OpenTime.Crew {
    OpenTime.crew(
      plant.routings[plant.orders[entry.key.order].routing].operations[entry.key.step],
      on: facts.operations[entry.key]?.resource ?? entry.machine,
      holding: entry.line.secondary.map { facts.index.secondaries[$0] }, inRun: inRun)
  }

  // MARK: Settling

  private mutating func run(
    _ entry: Known, _ fact: OperationFact?, from begin: Instant, _ work: WorkLeft
  ) {
    guard work.setupLeft + work.runLeft > 0 else {
      return complete(entry, setupStart: begin, start: work.runBegan ?? asOf, end: asOf)
    }
    commitments.append(
      Commitment(
        order: entry.key.order, step: entry.key.step, kind: .running,
        resource: fact?.resource ?? entry.machine, setupStart: begin,
        start: max(begin, min(work.runBegan ?? asOf, asOf)), end: entry.line.end,
        secondary: entry.line.secondary, setupLeft: work.setupLeft, runLeft: work.runLeft))
    lines[entry.key.order][entry.key.step] = entry.line
    occupy(entry, until: nil)
  }

  private mutating func complete(
    _ entry: Known, setupStart: Instant, start: Instant, end: Instant
  ) {
    let start = min(max(setupStart, start), end)
    commitments.append(
      Commitment(
        order: entry.key.order, step: entry.key.step, kind: .completed,
        resource: facts.operations[entry.key]?.resource ?? entry.machine,
        setupStart: min(setupStart, end), start: start, end: end, secondary: entry.line.secondary))
    ended[entry.key.order][entry.key.step] = end
    occupy(entry, until: end)
  }

  /// What comes back to a machine finds it set up for something else, or cold.
  private mutating func interrupt(_ entry: Known, run: Int) {
    commitments.append(
      Commitment(
        order: entry.key.order, step: entry.key.step, kind: .interrupted, resource: entry.machine,
        setupStart: asOf, start: asOf, end: asOf, setupLeft: ownSetup(entry), runLeft: run))
    lines[entry.key.order][entry.key.step] = entry.line
  }

  private mutating func occupy(_ entry: Known, until end: Instant?) {
    let machine = facts.operations[entry.key]?.resource ?? entry.machine
    let units = entry.line.secondary.compactMap { facts.index.secondaries[$0] }
      .map { plant.resources.count + $0 }
    for place in [machine] + units {
      guard let end else {
        free[place] = nil
        continue
      }
      if let known = free[place] { free[place] = max(known, end) }
    }
  }

  /// Facts of operations that the plan in force does not have: of orders that came while it was made.
  private mutating func settleUnplanned(_ planned: [StepKey: Known]) {
    let keys = facts.operations.keys.sorted { ($0.order, $0.step) < ($1.order, $1.step) }
    for key in keys where planned[key] == nil {
      guard let fact = facts.operations[key], let begin = fact.started ?? fact.finished,
        begin <= asOf
      else { continue }
      let order = plant.orders[key.order]
      let operation = plant.routings[order.routing].operations[key.step]
      let machine = fact.resource ?? operation.alternatives[0].resource
      var line = JobOrder(
        order: order.id, operation: operation.id, equipment: plant.resources[machine].id,
        setupStart: begin, start: begin, end: begin)
      let entry = { (line: JobOrder) in Known(line: line, key: key, machine: machine) }
      if let finished = fact.finished, finished <= asOf {
        complete(entry(line), setupStart: min(begin, finished), start: begin, end: finished)
        continue
      }
      line.end = begin + runTime(entry(line), pieces: order.quantity)
      progress(entry(line), fact, from: begin)
      // It holds nobody: whom, nobody has said. What it stands in for is on no plan yet.
      lines[key.order][key.step] = nil
    }
  }

  private mutating func warnOverdue(_ entry: Known, _ end: Instant) {
    let (id, at) = (entry.line.id, plant.zone.wall(end).text)
    warnings.append(
      Bilingual(
        zh: "\(id) 应于 \(at) 完工，尚无完工报告",
        en: "\(id) was to be done by \(at) and has not been reported finished"))
  }
}
