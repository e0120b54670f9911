import TaktModel

/// What reports say was on each machine, minute by minute.
extension SlowFloor {
  func number(_ task: Task) -> Int { log.numbers[task.order.id] ?? 0 }

  func step(_ task: Task) -> Int {
    log.operations(task.order).firstIndex { $0.id == task.operation.id } ?? 0
  }

  func machine(_ task: Task) -> String {
    log.reports[task.id]?.machine ?? task.line.equipment
  }

  func isUnlimited(_ machine: String) -> Bool {
    plant.resources.first { $0.id == machine }?.isUnlimited ?? false
  }

  /// Walks through the reports of each machine: who is reported to begin takes it from whoever is there.
  mutating func lookAtMachines() {
    for machine in plant.resources.map(\.id) {
      var begins: [(span: Span, task: Int)] = []
      for (i, task) in tasks.enumerated() where self.machine(task) == machine {
        guard let report = log.reports[task.id], report.isReported else { continue }
        var spans = report.work
        let planned = unplanned.contains(task.id) ? now : task.line.setupStart
        if spans.isEmpty, let finished = report.finished {
          let from = [report.sign ?? now, finished, planned].min() ?? finished
          spans = [Span(from: from, to: finished)]
        } else if spans.isEmpty, let sign = report.sign {
          spans = [Span(from: min(sign, report.paused ?? sign), to: report.paused)]
          // By its plan it had begun before that.
          begunBefore[task.id] = min(planned, spans[0].from)
        }
        begins += spans.map { ($0, i) }
        if isUnlimited(machine) { work[task.id] = spans }
      }
      guard let first = begins.map(\.span.from).min(), !isUnlimited(machine) else { continue }
      begins.sort { a, b in
        let (one, other) = (tasks[a.task], tasks[b.task])
        return (a.span.from, number(one), step(one)) < (b.span.from, number(other), step(other))
      }
      var current: Int?
      for t in minutes(from: first, through: now) {
        if let c = current, let to = begins[c].span.to, to <= t {
          close(begins[c], at: to)
          current = nil
        }
        for b in begins.indices where begins[b].span.from == t {
          if let c = current { close(begins[c], at: t) }
          current = b
          if let to = begins[b].span.to, to <= t {
            close(begins[b], at: t)
            current = nil
          }
        }
        if let c = current { onMachine[machine, default: [:]][t] = tasks[begins[c].task].id }
      }
      if let c = current { work[tasks[begins[c].task].id, default: []].append(begins[c].span) }
    }
  }

  mutating func close(_ begin: (span: Span, task: Int), at time: Instant) {
    work[tasks[begin.task].id, default: []].append(Span(from: begin.span.from, to: time))
  }

  func minutes(from: Instant, through: Instant) -> [Instant] {
    from > through
      ? []
      : stride(from: from.seconds, through: through.seconds, by: 60).map { Instant(seconds: $0) }
  }
}
