/// Judges a plan from the plant's rules alone.
///
/// It shares no code with the compiler's problem or any engine: working time is summed from the shift windows, and a
/// plan from a file, edited by hand or made elsewhere, is judged like our own.
public struct PlanVerifier: Sendable {
  let plant: Plant
  private let orderIndex: [String: Int]
  private let resourceIndex: [String: Int]
  let secondaryIndex: [String: Int]
  /// What is settled before the plan begins, by order and step.
  let commitments: CommitmentTable
  /// What each routing asks, by step.
  private let steps: [[Step]]
  /// What stands for each resource's own working time.
  private(set) var alone: [[Int]] = []

  /// A verifier for plans of this plant.
  public init(_ plant: Plant) {
    self.plant = plant
    orderIndex = Dictionary(
      zip(plant.orders.map(\.id), plant.orders.indices), uniquingKeysWith: { a, _ in a })
    resourceIndex = Dictionary(
      zip(plant.resources.map(\.id), plant.resources.indices), uniquingKeysWith: { a, _ in a })
    secondaryIndex = Dictionary(
      zip(plant.secondaries.map(\.id), plant.secondaries.indices), uniquingKeysWith: { a, _ in a })
    commitments = CommitmentTable(plant)
    steps = plant.routings.map { $0.operations.map(Step.init) }
    alone = plant.resources.indices.map { [calendar(ofResource: $0)] }
  }

  /// Every rule the plan breaks, in order of the plan's lines and then the resources; empty for a valid plan.
  /// - Complexity: O(n log n + days × calendars), n = job orders
  public func violations(of plan: [JobOrder]) -> [Violation] { judge(plan).violations }

  /// What was found, and what it took to find it: whoever is in a hurry lets go of ten thousand entries when he has answered.
  package struct Verdict {
    /// Every rule the plan breaks.
    package let violations: [Violation]
    private let entries: [Entry]

    fileprivate init(_ violations: [Violation], _ entries: [Entry]) {
      (self.violations, self.entries) = (violations, entries)
    }
  }

  /// The same as ``violations(of:)``.
  package func judge(_ plan: [JobOrder]) -> Verdict {
    let few = 2000
    let isMuch = plan.count > few
    let parts = inHalves(plan.indices, ifMoreThan: few) { known(plan[$0]) }
    let entries = parts.flatMap(\.entries)
    setChangeovers(entries)
    let (lines, sheets) = sideBySide(
      isMuch, { self.lines(entries) }, { workSheets(of: entries, spanning: plan) })
    // From here on the entries are only read.
    // Each line by itself takes longer than all together.
    let most = entries.count / 8 * 7
    let (ofMost, rest) = sideBySide(
      isMuch, { checkEach(entries[..<most], sheets) },
      { (checkEach(entries[most...], sheets), checkTogether(entries, lines.byOrder, sheets)) })
    return Verdict(parts.flatMap(\.found) + lines.found + ofMost + rest.0 + rest.1, entries)
  }

  /// The lines whose names are known, and what is wrong with the names of the others.
  private func known(_ lines: ArraySlice<JobOrder>) -> (entries: [Entry], found: [Violation]) {
    var found: [Violation] = []
    var entries: [Entry] = []
    entries.reserveCapacity(lines.count)
    for job in lines {
      guard let entry = entry(job, after: entries.last, &found) else { continue }
      setCalendars(entry, &found)
      entries.append(entry)
    }
    return (entries, found)
  }

  /// The rules of each line.
  private func checkEach(_ entries: ArraySlice<Entry>, _ sheets: Sheets) -> [Violation] {
    var found: [Violation] = []
    for entry in entries {
      if let commitment = commitment(entry), !checkCommitment(entry, commitment, sheets, &found) {
        continue
      }
      checkAlone(entry, sheets, &found)
    }
    return found
  }

  /// The rules of several lines together.
  private func checkTogether(
    _ entries: [Entry], _ byOrder: [[Entry?]], _ sheets: Sheets
  ) -> [Violation] {
    var found: [Violation] = []
    checkPrecedence(byOrder, sheets, &found)
    checkOverlap(entries, &found)
    checkBatches(entries, &found)
    checkPower(entries, sheets, &found)
    checkBuffers(entries, &found)
    checkSecondaries(entries, &found)
    checkMaterials(byOrder, &found)
    checkFeeds(byOrder, { begins($0, after: $1, sheets) }, &found)
    return found
  }

  // MARK: Names

  /// The entry of a line; `before` is the one ahead of it, mostly of the same order.
  private func entry(
    _ job: JobOrder, after before: Entry?, _ found: inout [Violation]
  ) -> Entry? {
    let known = before?.job.order == job.order ? before?.order : nil
    guard let order = known ?? orderIndex[job.order] else {
      found.append(
        Violation(
          .unknownOrder, order: job.order, operation: job.operation, resource: job.equipment,
          zh: "计划里的订单 \(job.order) 在工厂数据中不存在",
          en: "order \(job.order) is not an order of the plant"))
      return nil
    }
    let routing = plant.orders[order].routing
    guard let step = plant.routings[routing].step(job.operation) else {
      found.append(
        Violation(
          .unknownOperation, order: job.order, operation: job.operation, resource: job.equipment,
          zh: "订单 \(job.order) 的工艺路线没有工序 \(job.operation)",
          en: "the routing of order \(job.order) has no operation \(job.operation)"))
      return nil
    }
    let asked = steps[routing][step]
    guard let resource = resource(job.equipment, for: asked) else {
      found.append(
        Violation(
          .unknownResource, order: job.order, operation: job.operation, resource: job.equipment,
          zh: "订单 \(job.order) 工序 \(job.operation) 的设备 \(job.equipment) 在工厂数据中不存在",
          en: "order \(job.order), operation \(job.operation) is on \(job.equipment), "
            + "which is not a resource of the plant"))
      return nil
    }
    return Entry(order: order, step: step, resource: resource, job: job, asked: asked)
  }

  /// A resource by its name: mostly one of the few that can do the step, else looked up among all.
  private func resource(_ id: String, for asked: Step) -> Int? {
    let usual = asked.alternatives.first { plant.resources[$0.resource].id == id }
    return usual?.resource ?? resourceIndex[id]
  }

  /// Each order's entries by step; reports what is there twice or not at all.
  private func lines(_ entries: [Entry]) -> (byOrder: [[Entry?]], found: [Violation]) {
    var found: [Violation] = []
    var byOrder: [[Entry?]] = plant.orders.map {
      Array(repeating: nil, count: plant.routings[$0.routing].operations.count)
    }
    for entry in entries {
      guard byOrder[entry.order][entry.step] == nil else {
        found.append(
          violation(
            .duplicateOperation, entry, zh: "在计划中出现了不止一次",
            en: "is in the plan more than once"))
        continue
      }
      byOrder[entry.order][entry.step] = entry
    }
    for (order, steps) in byOrder.enumerated() {
      for (step, entry) in steps.enumerated() where entry == nil {
        if commitments.kind(order, step) == .cancelled { continue }
        let (id, operation) = (
          plant.orders[order].id,
          plant.routings[plant.orders[order].routing].operations[step].id
        )
        found.append(
          Violation(
            .missingOperation, order: id, operation: operation,
            zh: "订单 \(id) 的工序 \(operation) 没有排入计划",
            en: "operation \(operation) of order \(id) is not in the plan"))
      }
    }
    return (byOrder, found)
  }

  // MARK: Setup families

  /// Gives each entry the changeover it needs: the family of its resource is followed from the plan's start on.
  private func setChangeovers(_ entries: [Entry]) {
    guard !plant.changeovers.isEmpty else { return }
    var family = plant.resources.map(\.setupState)
    let byStart = entries.indices.filter { entries[$0].job.setupStart < entries[$0].job.end }
      .sorted { (entries[$0].job.setupStart, $0) < (entries[$1].job.setupStart, $1) }
    for i in byStart where !plant.resources[entries[i].resource].isUnlimited {
      let entry = entries[i]
      guard let new = entry.operation.family else { continue }
      // What is begun is set up for already; what it took is in what is left of it.
      if !isBegun(entry) {
        entry.changeover = plant.changeover(
          on: entry.resource, from: family[entry.resource], to: new)
      }
      family[entry.resource] = new
    }
  }

  /// Whether an order's own work begins no earlier than `ready`.
  ///
  /// A changeover needs the resource alone and may come before it; the operation's own setup may not.
  func begins(_ entry: Entry, after ready: Instant, _ sheets: Sheets) -> Bool {
    guard let changeover = entry.changeover, changeover.time > 0 else {
      return entry.job.setupStart >= ready
    }
    let own = workLeft(entry)?.setup ?? 0
    guard let sheet = sheets[entry.setupCalendars] else { return false }
    return entry.job.start >= ready && sheet.work(from: ready, to: entry.job.start) >= own
  }

  // MARK: One line at a time

  private func checkAlone(_ entry: Entry, _ sheets: Sheets, _ found: inout [Violation]) {
    let (order, job) = (plant.orders[entry.order], entry.job)
    guard job.setupStart <= job.start, job.start <= job.end else {
      found.append(
        violation(
          .timesReversed, entry, zh: "的时间顺序颠倒：\(span(job))",
          en: "has its times reversed: \(span(job))"))
      return
    }
    if job.setupStart < plant.asOf {
      found.append(
        violation(
          .beforePlanStart, entry,
          zh: "开始于 \(clock(job.setupStart))，早于计划起点 \(clock(plant.asOf))",
          en: "begins at \(clock(job.setupStart)), before the plan does at \(clock(plant.asOf))"))
    }
    if !begins(entry, after: order.release, sheets) {
      found.append(
        violation(
          .beforeRelease, entry,
          zh: "开始于 \(clock(job.setupStart))，早于订单下达时间 \(clock(order.release))",
          en: "begins at \(clock(job.setupStart)), before the order's release at "
            + clock(order.release)))
    }
    guard let work = workLeft(entry) else {
      found.append(
        violation(
          .resourceNotAllowed, entry, zh: "不能在设备 \(job.equipment) 上加工",
          en: "cannot be done on \(job.equipment)"))
      return
    }
    guard let setupSheet = sheets[entry.setupCalendars], let runSheet = sheets[entry.runCalendars]
    else { return }
    checkTimes(entry, work, setupSheet, runSheet, &found)
  }

  /// Seconds of setup and run a line is to take; nil on a resource that cannot do it.
  private func workLeft(_ entry: Entry) -> (setup: Int, run: Int)? {
    if commitments.kind(entry.order, entry.step) == .interrupted,
      let commitment = commitment(entry)
    {
      guard commitment.resource == entry.resource else { return nil }
      return (commitment.setupLeft, commitment.runLeft)
    }
    let quantity = plant.orders[entry.order].quantity
    let pieces = entry.asked.lot?.pieces(ofOrder: quantity) ?? quantity
    return entry.asked.alternatives.first { $0.resource == entry.resource }
      .map { pieces == 0 ? (0, 0) : ($0.setup, $0.run(quantity: pieces)) }
  }

  private func checkTimes(
    _ entry: Entry, _ work: (setup: Int, run: Int), _ setupSheet: WorkSheet, _ runSheet: WorkSheet,
    _ found: inout [Violation]
  ) {
    let job = entry.job
    let setup = setupTaken(entry, setupSheet)
    let needed = work.setup + (entry.changeover?.time ?? 0)
    if setup != needed {
      found.append(
        violation(
          .setupTime, entry,
          zh: "的准备时间为 \(duration(setup, .zh))，应为 \(duration(needed, .zh))（\(span(job))）"
            + changeover(entry, .zh),
          en: "is set up for \(duration(setup, .en)), not \(duration(needed, .en)) (\(span(job)))"
            + changeover(entry, .en)))
    }
    let run = runSheet.work(from: job.start, to: job.end)
    let due = work.run
    if run != due {
      found.append(
        violation(
          .runTime, entry,
          zh: "的加工时间为 \(duration(run, .zh))，应为 \(duration(due, .zh))（\(span(job))）",
          en: "runs for \(duration(run, .en)), not \(duration(due, .en)) (\(span(job)))"))
    }
    checkInterruptions(entry, ownSetup: work.setup, setupSheet, runSheet, &found)
    guard job.setupStart < job.end else { return }
    let mayBeginInBreak = entry.changeover.map { $0.runsInBreaks && $0.time > 0 } ?? false
    let first = job.setupStart < job.start ? setupSheet : runSheet
    let last = job.start < job.end ? runSheet : setupSheet
    if !mayBeginInBreak && !first.isOpen(at: job.setupStart) || !last.isOpen(at: job.end - 1) {
      found.append(
        violation(
          .outsideWorkingTime, entry,
          zh: "在设备 \(job.equipment) 的工作时间以外开始或结束：\(span(job))",
          en: "begins or ends outside the working time of \(job.equipment): \(span(job))"))
    }
  }

  /// How long the line says the resource is set up: working time, but for a changeover that goes on in breaks.
  private func setupTaken(_ entry: Entry, _ sheet: WorkSheet) -> Int {
    let job = entry.job
    guard let changeover = entry.changeover, changeover.runsInBreaks else {
      return sheet.work(from: job.setupStart, to: job.start)
    }
    let done = job.setupStart + changeover.time
    guard done <= job.start else { return job.start - job.setupStart }
    return changeover.time + sheet.work(from: done, to: job.start)
  }

  // MARK: Two lines at a time

  private func checkPrecedence(
    _ byOrder: [[Entry?]], _ sheets: Sheets, _ found: inout [Violation]
  ) {
    for (order, steps) in byOrder.enumerated() {
      let quantity = plant.orders[order].quantity
      for case let entry? in steps where !isBegun(entry) {
        for from in entry.operation.predecessors {
          guard let before = steps[from] else { continue }
          checkPassedOn(entry, from: before, entry.operation.wait, quantity, sheets, &found)
        }
        for link in entry.operation.links {
          guard let before = steps[link.from] else { continue }
          if link.kind == .finishStart {
            checkPassedOn(entry, from: before, link.lag, quantity, sheets, &found)
          } else {
            checkLink(entry, from: before, link, &found)
          }
        }
      }
    }
  }

  private func checkPassedOn(
    _ entry: Entry, from before: Entry, _ lag: Int, _ quantity: Int, _ sheets: Sheets,
    _ found: inout [Violation]
  ) {
    checkLongestWait(entry, behind: before, sheets, &found)
    if let batch = before.operation.transferBatch, entry.operation.hasPieces(of: before.operation),
      batch < entry.operation.pieces(ofOrder: quantity), !hasHistory(entry), !hasHistory(before)
    {
      checkTransfer(entry, from: before, lag, batch, sheets, &found)
    } else {
      checkFinishStart(entry, from: before, before.job.end + lag, sheets, &found)
    }
  }

  private func checkFinishStart(
    _ entry: Entry, from before: Entry, _ passedOn: Instant, _ sheets: Sheets,
    _ found: inout [Violation]
  ) {
    guard !begins(entry, after: passedOn, sheets) else {
      return checkTransport(entry, from: before, passedOn, sheets, &found)
    }
    let ready = clock(passedOn)
    found.append(
      violation(
        .precedence, entry,
        zh: "开始于 \(clock(entry.job.setupStart))，但前置工序 \(before.job.operation) 到 \(ready) 才就绪",
        en: "begins at \(clock(entry.job.setupStart)), but operation "
          + "\(before.job.operation) before it is ready at \(ready)"))
  }
}
