import TaktModel

/// Work that nobody reports: as planned, as soon as all it waits for is there.
extension SlowFloor {
  mutating func followUnreported(_ i: Int) {
    let task = tasks[i]
    let (report, known) = (log.reports[task.id], told.reports[task.id])
    let on = task.line.equipment
    let isAgain = report?.endBefore != known?.endBefore
    let more = isAgain ? report?.rework ?? 0 : (report?.rework ?? 0) - (known?.rework ?? 0)
    if task.line.status == .completed, more == 0 {
      tasks[i].state = completed(on, task.line.setupStart, task.line.start, task.line.end)
      (tasks[i].released, tasks[i].setupReleased) = (task.line.end, task.line.start)
      return
    }
    if task.line.status == .completed || isAgain {
      let pieces = task.line.status == .completed ? more : report?.rework ?? 0
      tasks[i].state = .interrupted(
        machine: machine(task),
        run: log.run(task.order, task.operation, machine(task), pieces: pieces),
        first: first(task, nil))
      (tasks[i].released, tasks[i].setupReleased) = (planAt, planAt)
      return
    }
    if task.line.status == .running {
      let from = max(task.line.setupStart, planAt)
      guard isUnlimited(on) || isFree(on, from, seconds: max(60, task.line.end - from)) else {
        (tasks[i].released, tasks[i].setupReleased) = (planAt, planAt)
        return
      }
      return go(i, from: task.line.setupStart)
    }
    var away = task.order.away
    if let paused = report?.paused { away.append(Span(from: paused, to: nil)) }
    for t in minutes(from: max(task.line.setupStart, planAt), through: now - 60)
    where canBegin(i, at: t, away) {
      return go(i, from: t)
    }
    let since = away.filter { $0.to == nil }.map(\.from).min()
    (tasks[i].released, tasks[i].setupReleased) = (since, since)
  }

  /// Whether no report puts anything on a machine in a stretch of time.
  func isFree(_ machine: String, _ from: Instant, seconds: Int) -> Bool {
    let taken = onMachine[machine] ?? [:]
    return minutes(from: from, through: min(now, from + seconds - 60)).allSatisfy {
      taken[$0] == nil
    }
  }

  func canBegin(_ i: Int, at t: Instant, _ away: [Span]) -> Bool {
    let task = tasks[i]
    let on = task.line.equipment
    if t < task.order.earliest
      || away.contains(where: { $0.from <= t && t < $0.to ?? .init(seconds: .max) })
    {
      return false
    }
    if !isUnlimited(on), !isFree(on, t, seconds: max(60, task.line.end - task.line.setupStart)) {
      return false
    }
    // What comes before it must be done, and then it keeps its distance.
    let ends = before(task)
    for (end, wait) in ends {
      guard let end, t >= task.line.setupStart + (end + wait - task.line.start) else {
        return false
      }
    }
    let isSetUp = task.line.setupStart == task.line.start
    let crew = helpers(task, inRun: isSetUp)
    let single = Set(crew.filter { id in plant.secondaries.first { $0.id == id }?.quantity == 1 })
    for earlier in tasks[..<i] where !isReported(earlier.id) {
      if earlier.line.equipment == on, !isUnlimited(on) {
        guard let released = earlier.released, released <= t else { return false }
      }
      for unit in single.intersection(earlier.line.secondary) {
        let afterRun = helpers(earlier, inRun: true).contains(unit)
        guard let released = afterRun ? earlier.released : earlier.setupReleased, released <= t
        else { return false }
      }
    }
    for (unit, span) in held where single.contains(unit) {
      if span.from <= t && t < span.to ?? .init(seconds: .max) { return false }
    }
    return ([on] + crew).allSatisfy { log.works($0, at: t) }
  }

  /// When what a job order waits for was done, and how long it waits then.
  func before(_ task: Task) -> [(Instant?, Int)] {
    let operations = log.operations(task.order)
    func end(_ id: String) -> Instant? {
      guard case .completed(_, _, _, let to) = tasks.first(where: { $0.id == id })?.state else {
        return nil
      }
      return to
    }
    var result = task.operation.predecessors.map {
      (end("\(task.order.id)/\(operations[$0].id)"), task.operation.wait)
    }
    for child in log.orders.values where child.feeds.contains(task.order.id) && !child.isAway {
      let item = log.plant.routings[child.routing].item
      let taking = operations.filter { operation in
        operation.components.contains {
          plant.materials[$0.material].id == item && $0.quantity > 0
        }
      }
      let waits =
        taking.isEmpty || task.order.isKitted
        ? task.operation.predecessors.isEmpty : taking.contains(task.operation)
      guard waits else { continue }
      result += log.operations(child).map { (end("\(child.id)/\($0.id)"), 0) }
    }
    return result
  }

  /// A job order has begun; it goes on until it is done, stopped by a report, or now.
  mutating func go(_ i: Int, from begin: Instant) {
    let task = tasks[i]
    let on = task.line.equipment
    let paused = log.reports[task.id]?.paused
    var stop = paused.map { max($0, begin) }
    if !isUnlimited(on) {
      for t in minutes(from: max(begin, planAt) + 60, through: now)
      where onMachine[on]?[t] != nil && onMachine[on]?[t - 60] != onMachine[on]?[t] {
        stop = min(stop ?? t, t)
        break
      }
    }
    let isNew = task.line.status != .running
    let (w, amount) = walk(
      task, [Span(from: begin, to: stop)], isAssumed: paused == nil,
      runFrom: isNew ? task.line.start : nil)
    // Set up long before it runs it is not at work meanwhile.
    if isNew, stop == nil, w.setup == 0, w.runBegan == nil, task.line.start > now { return }
    settle(i, w, amount, stopped: stop != nil, isAssumed: paused == nil)
    switch tasks[i].state {
    case .completed(_, _, let run, let to):
      (tasks[i].released, tasks[i].setupReleased) = (to, run)
    case .running(_, _, let setup, _):
      (tasks[i].released, tasks[i].setupReleased) = (nil, setup > 0 ? nil : w.runBegan)
    default:
      let until = stop ?? w.ended ?? now
      (tasks[i].released, tasks[i].setupReleased) = (until, until)
    }
  }
}
