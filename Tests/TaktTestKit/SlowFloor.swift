package import TaktModel

/// The floor at a moment, found minute by minute: a model as slow and as plain as can be, to judge the rescheduler by.
///
/// It takes a plan, what was known when it was made, and all that is known now, and says of each job order how far it is. All times
/// must be whole minutes.
package struct SlowFloor {
  /// How far a job order is.
  package enum State: Equatable {
    case open
    case completed(machine: String, from: Instant, run: Instant, to: Instant)
    case running(machine: String, from: Instant, setup: Int, run: Int)
    case interrupted(machine: String, run: Int, first: Instant)
  }

  typealias Span = SlowLog.Span

  /// What is followed of a job order.
  struct Task {
    var line: JobOrder
    var order: SlowLog.Order
    var operation: RoutingOperation
    var state = State.open
    /// When it left its machine, and its helpers of the setup, to the next in the sequence; nil where it has not.
    var released: Instant?
    var setupReleased: Instant?
    var id: String { line.id }
  }

  let plant: Plant
  let told: SlowLog
  package internal(set) var log: SlowLog
  let planAt: Instant
  let now: Instant
  var tasks: [Task] = []
  /// Job orders that were reported without being on the plan.
  var unplanned: Set<String> = []
  /// What reports say was on each machine, minute by minute.
  var onMachine: [String: [Instant: String]] = [:]
  /// The stretches of reported work that is true of each job order.
  var work: [String: [Span]] = [:]
  /// When work of which there was but word of progress had begun by its plan.
  var begunBefore: [String: Instant] = [:]
  /// Reported work's hold on helpers.
  var held: [(unit: String, span: Span)] = []

  /// How far each job order of the plan is, and those that were reported without it.
  package var states: [String: State] {
    Dictionary(tasks.map { ($0.id, $0.state) }, uniquingKeysWith: { a, _ in a })
  }

  package init(
    _ plant: Plant, plan: [JobOrder], at planAt: Instant, told: [ShopEvent], events: [ShopEvent],
    now: Instant
  ) {
    self.plant = plant
    (self.planAt, self.now) = (planAt, now)
    self.told = SlowLog(plant, told)
    log = SlowLog(plant, events)
    for line in plan {
      guard let order = log.orders[line.order],
        let operation = log.operations(order).first(where: {
          $0.id == line.operation
        })
      else { continue }
      tasks.append(Task(line: line, order: order, operation: operation))
    }
    addUnplanned()
    tasks = tasks.sorted {
      ($0.line.start, $0.line.end, number($0), step($0))
        < ($1.line.start, $1.line.end, number($1), step($1))
    }
    lookAtMachines()
    for (id, begin) in begunBefore { work[id]?[0].from = begin }
    for i in tasks.indices where isReported(tasks[i].id) { followReported(i) }
    for i in tasks.indices where !isReported(tasks[i].id) { followUnreported(i) }
  }

  func isReported(_ id: String) -> Bool { log.reports[id]?.isReported ?? false }

  /// Job orders that were reported and that the plan does not have.
  mutating func addUnplanned() {
    // What the plan knew of and left out is at no machine any more.
    for (id, report) in log.reports where report.finished == nil {
      guard !tasks.contains(where: { $0.id == id }), let known = told.reports[id],
        !known.work.isEmpty || known.sign != nil
      else { continue }
      if let last = known.work.last?.from { log.reports[id]?.work.removeAll { $0.from <= last } }
      log.reports[id]?.sign = nil
    }
    for (id, report) in log.reports where report.isReported {
      guard !tasks.contains(where: { $0.id == id }), let slash = id.lastIndex(of: "/"),
        let order = log.orders[String(id[..<slash])],
        let operation = log.operations(order).first(where: {
          $0.id == id[id.index(after: slash)...]
        })
      else { continue }
      let machine = report.machine ?? plant.resources[operation.alternatives[0].resource].id
      let begin = report.work.first?.from ?? report.sign ?? report.finished ?? now
      let task = Task(
        line: JobOrder(
          order: order.id, operation: operation.id, equipment: machine, setupStart: begin,
          start: begin, end: begin),
        order: order, operation: operation)
      tasks.append(task)
      unplanned.insert(id)
    }
  }

  // MARK: How much work

  /// What a job order is taken to need, in seconds.
  struct Amount {
    var setup = 0
    var run = 0
    /// From when on it is counted, and the begin of its run where that is known.
    var at: Instant?
    var runBegan: Instant?
    var more = 0
    var whole = 0
    var ownSetup = 0
  }

  func helpers(_ task: Task, inRun: Bool) -> [String] {
    let spans = task.operation.needs.flatMap { Array(repeating: $0.span, count: $0.quantity) }
    return zip(task.line.secondary, spans).filter { $1 != (inRun ? .setup : .run) }.map(\.0)
  }

  func worked(
    _ log: SlowLog, _ task: Task, inRun: Bool, from: Instant, to: Instant
  ) -> Int {
    let crew = [task.line.equipment] + helpers(task, inRun: inRun)
    return 60
      * minutes(from: from, through: to - 60).count { t in
        crew.allSatisfy { log.works($0, at: t) }
      }
  }

  func amount(_ task: Task, begin: Instant?) -> Amount {
    let (report, known) = (log.reports[task.id], told.reports[task.id])
    let on = machine(task)
    let run = { (pieces: Int) in log.run(task.order, task.operation, on, pieces: pieces) }
    var result = Amount()
    let way =
      task.operation.alternatives.first { plant.resources[$0.resource].id == on }
      ?? task.operation.alternatives[0]
    result.ownSetup = way.setup
    let rework = report?.rework ?? 0
    let isAgain = report?.endBefore != known?.endBefore
    let pieces = report?.endBefore == nil ? log.pieces(task.order, task.operation) : 0
    if unplanned.contains(task.id) || isAgain || on != task.line.equipment {
      result.setup = way.setup
      result.run = run(pieces) + run(rework)
      result.whole = result.run
      return result
    }
    result.setup = worked(
      told, task, inRun: false, from: task.line.setupStart, to: task.line.start)
    result.run = worked(told, task, inRun: true, from: task.line.start, to: task.line.end)
    if let was = told.orders[task.order.id] {
      result.run +=
        run(log.pieces(task.order, task.operation))
        - told.run(was, task.operation, on, pieces: told.pieces(was, task.operation))
      result.run = max(0, result.run)
    }
    if task.line.status == .running, task.line.start <= planAt, begin == task.line.setupStart {
      (result.setup, result.at, result.runBegan) = (0, task.line.start, task.line.start)
    }
    result.more = max(0, rework - (known?.rework ?? 0))
    if result.more > 0, let at = report?.reworkAt, begin.map({ at <= $0 }) ?? true {
      result.run += run(result.more)
      result.more = 0
    }
    result.whole = run(pieces) + run(rework - result.more)
    return result
  }

  // MARK: Following work

  struct Walk {
    var setup: Int
    var run: Int
    var from: Instant
    var runBegan: Instant? { didSet { first = first ?? runBegan } }
    /// When its run began for the first time.
    var first: Instant?
    var ended: Instant?
    /// What came after it was done.
    var again: Int?
    /// The first moment it was at work.
    var begin: Instant?
  }

  /// Walks through stretches of work, minute by minute.
  func walk(
    _ task: Task, _ spans: [Span], isAssumed: Bool, runFrom: Instant? = nil
  ) -> (Walk, Amount) {
    let amount = amount(task, begin: spans.first?.from)
    let report = log.reports[task.id]
    let on = machine(task)
    let run = { (pieces: Int) in log.run(task.order, task.operation, on, pieces: pieces) }
    var w = Walk(
      setup: amount.setup, run: amount.run, from: spans.first?.from ?? now,
      runBegan: amount.runBegan, first: amount.runBegan)
    let left: SlowLog.Report.Left? =
      task.line.status == .interrupted && report?.left == told.reports[task.id]?.left
        && !unplanned.contains(task.id) ? nil : report?.left
    var said = 0
    if let left {
      let pieces = report?.endBefore == nil ? log.pieces(task.order, task.operation) : 0
      said = left.seconds ?? run(pieces - left.good)
      var rework = (report?.rework ?? 0) - left.rework
      if let at = report?.reworkAt, at > left.at { rework -= amount.more }
      said += run(rework)
    }
    w.begin = spans.first?.from
    guard let first = spans.first else {
      if left != nil { w.run = said }
      return (w, amount)
    }
    let losses = (log.stops[on] ?? []).filter { $0.losesWork && !$0.works }.map(\.from)
    var isAtWork = false
    var since = first.from
    for t in minutes(from: first.from, through: now) {
      for (i, span) in spans.enumerated() {
        if span.to == t { isAtWork = false }
        guard span.from == t else { continue }
        if i > 0, spans[i - 1].to != t {
          (w.from, w.setup, w.runBegan) = (t, amount.ownSetup, nil)
        }
        (isAtWork, since) = (true, t)
        if isAssumed == false { w.ended = nil }
        if span.to == t { isAtWork = false }
      }
      let isDone = isAssumed && w.ended != nil
      if isAtWork, since < t, losses.contains(t), !isDone {
        w.run = amount.whole
        if amount.more > 0, let at = report?.reworkAt, at <= t { w.run += run(amount.more) }
        w.ended = nil
      }
      if let left, left.at == t {
        w.run = said
        w.ended = nil
        if spans.contains(where: { $0.from <= t && t <= $0.to ?? t }) {
          w.setup = 0
          w.runBegan = w.runBegan ?? t
        }
      }
      if amount.more > 0, report?.reworkAt == t, left?.at != t {
        if isDone {
          w.again = run(amount.more)
        } else {
          w.run += run(amount.more)
          w.ended = nil
        }
      }
      guard isAtWork, !isDone else { continue }
      if w.setup + w.run == 0 {
        w.runBegan = w.runBegan ?? t
        w.ended = w.ended ?? t
      }
      guard t < now, t >= amount.at ?? t, w.setup + w.run > 0 else { continue }
      if w.setup == 0, let runFrom, t < runFrom { continue }
      let crew = [on] + helpers(task, inRun: w.setup == 0)
      guard crew.allSatisfy({ log.works($0, at: t) }) else { continue }
      if w.setup > 0 {
        w.setup -= 60
      } else {
        w.run -= 60
        w.runBegan = w.runBegan ?? t
      }
      if w.setup + w.run == 0 {
        w.ended = t + 60
        w.runBegan = w.runBegan ?? t + 60
      }
    }
    return (w, amount)
  }

  mutating func settle(
    _ i: Int, _ w: Walk, _ amount: Amount, stopped: Bool, isAssumed: Bool
  ) {
    let on = machine(tasks[i])
    let reserve = max(1, min(60, amount.whole))
    if let again = w.again {
      tasks[i].state = .interrupted(machine: on, run: again, first: first(tasks[i], w))
    } else if isAssumed, let end = w.ended {
      tasks[i].state = .completed(
        machine: on, from: w.from, run: min(max(w.from, w.runBegan ?? end), end), to: end)
    } else if stopped {
      tasks[i].state = .interrupted(
        machine: on, run: w.run > 0 ? w.run : reserve, first: first(tasks[i], w))
    } else {
      tasks[i].state = .running(
        machine: on, from: w.from, setup: w.setup,
        run: w.setup + w.run > 0 ? w.run : reserve)
    }
  }

  /// When the run of work that was stopped first began; its setup, where it was stopped in that.
  func first(_ task: Task, _ w: Walk?) -> Instant {
    if let known = task.line.firstStart { return known }
    if let w, let first = w.first ?? w.begin { return first }
    switch task.line.status {
    case .running, .completed: return min(task.line.start, now)
    default: return now
    }
  }

  mutating func followReported(_ i: Int) {
    let task = tasks[i]
    guard let report = log.reports[task.id] else { return }
    let known = told.reports[task.id]
    var spans = work[task.id] ?? []
    // What the plan's line has already is not counted again.
    if report.endBefore == known?.endBefore, !unplanned.contains(task.id) {
      var since: Instant?
      if task.line.status == .running, known?.work.isEmpty == false || known?.sign != nil {
        since = task.line.setupStart
      } else if task.line.status == .interrupted, report.left != nil, report.left != known?.left {
        since = report.left?.at
      } else if task.line.status == .interrupted {
        let last = [known?.work.last?.from, known?.sign, known?.paused].compactMap { $0 }.max()
        if let last { spans.removeAll { $0.from <= last } }
      }
      if let since {
        spans.removeAll { $0.to.map { $0 <= since } ?? false }
        for s in spans.indices { spans[s].from = max(since, spans[s].from) }
      }
    }
    if let finished = report.finished {
      if task.line.status == .completed, !unplanned.contains(task.id) {
        tasks[i].state = completed(
          machine(task), task.line.setupStart, task.line.start, finished)
        return
      }
      var begin = spans.last?.from ?? task.line.setupStart
      for span in spans.reversed().dropFirst() where span.to == begin { begin = span.from }
      begin = min(begin, finished)
      let run = max(begin, min(task.line.start, finished))
      tasks[i].state = completed(machine(task), begin, min(task.line.start, finished), finished)
      hold(task, from: begin, run: run, to: finished)
      return
    }
    let (w, amount) = walk(task, spans, isAssumed: false)
    let stopped = spans.last.map { $0.to != nil } ?? true
    for (s, span) in spans.enumerated() {
      let (part, _) = walk(task, Array(spans[...s]), isAssumed: false)
      hold(task, from: span.from, run: part.runBegan, to: span.to)
    }
    settle(i, w, amount, stopped: stopped, isAssumed: false)
  }

  func completed(_ machine: String, _ from: Instant, _ run: Instant, _ to: Instant) -> State {
    .completed(machine: machine, from: min(from, to), run: min(max(from, run), to), to: to)
  }

  mutating func hold(_ task: Task, from: Instant, run: Instant?, to: Instant?) {
    let spans = task.operation.needs.flatMap { Array(repeating: $0.span, count: $0.quantity) }
    for (unit, span) in zip(task.line.secondary, spans) {
      let begin = span == .run ? run : from
      let end = span == .setup ? run ?? to : to
      if let begin { held.append((unit, Span(from: begin, to: end))) }
    }
  }
}
