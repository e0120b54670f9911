import TaktModel

/// What is settled of a job order, and who is free for the next.
extension FloorFollower {
  mutating func run(
    _ entry: Known, from begin: Instant, _ left: WorkLeft, first: Instant? = nil
  ) {
    guard left.setupLeft + left.runLeft > 0 else {
      return complete(
        entry, setupStart: begin, start: left.runBegan ?? asOf, end: asOf, first: first)
    }
    let start = left.runBegan ?? asOf
    commitments.append(
      Commitment(
        order: entry.key.order, step: entry.key.step, kind: .running, resource: machine(entry),
        setupStart: begin, start: max(begin, min(start, asOf)), end: entry.line.end,
        firstStart: entry.line.firstStart ?? first.flatMap { $0 < begin ? $0 : nil },
        secondary: helpers(entry), setupLeft: left.setupLeft, runLeft: left.runLeft))
    if !entry.isUnplanned { lines[entry.key.order][entry.key.step] = entry.line }
    occupy(entry, setupUntil: left.setupLeft > 0 ? nil : start, until: nil)
  }

  mutating func complete(
    _ entry: Known, setupStart: Instant, start: Instant, end: Instant, first: Instant? = nil
  ) {
    let start = min(max(setupStart, start), end)
    commitments.append(
      Commitment(
        order: entry.key.order, step: entry.key.step, kind: .completed, resource: machine(entry),
        setupStart: min(setupStart, end), start: start, end: end,
        firstStart: entry.line.firstStart ?? first.flatMap { $0 < setupStart ? $0 : nil },
        secondary: helpers(entry)))
    ended[entry.key.order][entry.key.step] = end
    occupy(entry, setupUntil: start, until: end)
  }

  /// Whom an entry holds: what is done outside holds nobody.
  private func helpers(_ entry: Known) -> [String] {
    plant.resources[machine(entry)].isUnlimited ? [] : entry.line.secondary
  }

  /// What comes back to a machine finds it set up for something else, or cold.
  ///
  /// - Parameter first: when its run first began, as far as was followed.
  mutating func interrupt(_ entry: Known, run: Int, first: Instant?) {
    let line = entry.line
    let hasBegun = line.status == .completed || line.status == .running
    commitments.append(
      Commitment(
        order: entry.key.order, step: entry.key.step, kind: .interrupted, resource: machine(entry),
        setupStart: asOf, start: asOf, end: asOf,
        firstStart: line.firstStart ?? first ?? (hasBegun ? min(line.start, asOf) : asOf),
        setupLeft: ownSetup(entry), runLeft: run))
    if !entry.isUnplanned { lines[entry.key.order][entry.key.step] = entry.line }
  }

  /// Whether there is one of a helper, or would be if all were there.
  func isSingle(_ s: Int) -> Bool { facts.plant.secondaries[s].quantity == 1 }

  /// Machine and helpers of which there is one: what the sequence of the plan in force is kept on.
  func places(_ entry: Known) -> [Int] {
    let units = entry.line.secondary.compactMap { facts.index.secondaries[$0] }
      .filter(isSingle).map { plant.resources.count + $0 }
    return plant.resources[entry.machine].isUnlimited ? units : [entry.machine] + units
  }

  /// Machine and helpers are free for the next when they are no longer held.
  private mutating func occupy(_ entry: Known, setupUntil: Instant?, until end: Instant?) {
    // What was over when the plan in force was made holds nobody since; reported work takes machines by its reports.
    if let end, end <= before.asOf { return }
    if isReported(entry.key) { return }
    let afterSetup = OpenTime.crew(
      operation(entry), on: entry.machine,
      holding: entry.line.secondary.map { facts.index.secondaries[$0] }, inRun: true)
    for place in places(entry) {
      let isHeldOn =
        place < plant.resources.count
        || afterSetup.secondaries.contains(place - plant.resources.count)
      if place == entry.machine { noteLoad(entry) }
      let until = isHeldOn ? end : setupUntil
      free[place] = until.flatMap { until in free[place].map { max($0, until) } }
    }
  }

  /// When the machine of an entry is free for it: those that were to go in together do not wait for each other.
  func machineFree(for entry: Known) -> Instant? {
    if let load = loads[entry.machine], load.start == entry.line.start { return load.free }
    return free[entry.machine]
  }

  private mutating func noteLoad(_ entry: Known) {
    guard plant.resources[entry.machine].batchCapacity != nil,
      loads[entry.machine]?.start != entry.line.start
    else { return }
    loads[entry.machine] = (entry.line.start, free[entry.machine])
  }

  /// Notes when reported work held what there is one of.
  mutating func hold(_ entry: Known, from: Instant, run: Instant?, to: Instant?) {
    let operation = operation(entry)
    let spans = operation.needs.flatMap { Array(repeating: $0.span, count: $0.quantity) }
    for (id, span) in zip(entry.line.secondary, spans) {
      guard let s = facts.index.secondaries[id], isSingle(s) else { continue }
      let begin = span == .run ? run : from
      let end = span == .setup ? run ?? to : to
      guard let begin, end.map({ $0 > begin }) ?? true else { continue }
      busy[s, default: []].append(.init(from: begin, to: end))
    }
  }

  /// Where work in hand holds more of a helper than there are, what began last holds nobody that is known.
  mutating func shareUnits() {
    guard !plant.secondaries.isEmpty else { return }
    let running = commitments.indices.filter {
      commitments[$0].kind == .running && !commitments[$0].secondary.isEmpty
    }.sorted { (commitments[$0].setupStart, $0) < (commitments[$1].setupStart, $1) }
    var held: [Int: [OperationFact.Stretch]] = [:]
    for c in running {
      let commitment = commitments[c]
      let operation = plant.routings[plant.orders[commitment.order].routing]
        .operations[commitment.step]
      let spans = operation.needs.flatMap { Array(repeating: $0.span, count: $0.quantity) }
      var own = held
      var isEnough = spans.count == commitment.secondary.count
      for (id, span) in zip(commitment.secondary, spans) {
        guard let s = facts.index.secondaries[id] else { continue }
        let isSetUp = commitment.setupLeft == 0
        let from = span == .run ? commitment.start : commitment.setupStart
        let to = span == .setup && isSetUp ? commitment.start : nil
        let others = own[s, default: []].filter { other in
          (other.to.map { $0 > from } ?? true) && (to.map { other.from < $0 } ?? true)
        }
        if others.count >= plant.secondaries[s].quantity { isEnough = false }
        own[s, default: []].append(.init(from: from, to: to))
      }
      if isEnough {
        held = own
      } else {
        commitments[c].secondary = []
      }
    }
  }

  mutating func warnOverdue(_ entry: Known, _ end: Instant) {
    let (id, at) = (entry.line.id, plant.zone.wall(end).text)
    warnings.append(
      Bilingual(
        zh: "\(id) 应于 \(at) 完工，尚无完工报告",
        en: "\(id) was to be done by \(at) and has not been reported finished"))
  }
}
