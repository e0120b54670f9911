/// The rules of what is settled: history stays as it was, what runs goes on, what is pinned stays where it is.
extension PlanVerifier {
  func commitment(_ entry: Entry) -> Commitment? { commitments[entry.order, entry.step] }

  /// Whether a line is history, or going on from it.
  func isBegun(_ entry: Entry) -> Bool {
    let kind = commitments.kind(entry.order, entry.step)
    return kind == .completed || kind == .running
  }

  /// Whether part of a line is history: then its pieces no longer go on in batches, but all together.
  func hasHistory(_ entry: Entry) -> Bool {
    commitments.kind(entry.order, entry.step)?.isHistory ?? false
  }

  /// Whether a line is all history.
  func isOver(_ entry: Entry) -> Bool {
    commitments.kind(entry.order, entry.step) == .completed
  }

  /// Judges a line that is settled.
  /// - Returns: whether the rules for lines that are not hold as well.
  func checkCommitment(
    _ entry: Entry, _ commitment: Commitment, _ sheets: Sheets, _ found: inout [Violation]
  ) -> Bool {
    let job = entry.job
    guard commitment.kind != .cancelled else {
      found.append(
        violation(.cancelled, entry, zh: "已取消，不应再排入计划", en: "is cancelled and yet planned"))
      return false
    }
    let wasSetUp = commitment.kind == .running && commitment.setupLeft > 0
    let isElsewhere = commitment.resource != entry.resource
    let hasMoved: Bool
    switch commitment.kind {
    case .completed:
      hasMoved =
        job.setupStart != commitment.setupStart || job.start != commitment.start
        || job.end != commitment.end
    case .running:
      hasMoved =
        job.setupStart != commitment.setupStart || !wasSetUp && job.start != commitment.start
    case .pinned: hasMoved = job.start != commitment.start
    case .interrupted, .assigned, .cancelled: hasMoved = false
    }
    if isElsewhere, commitment.kind == .assigned {
      let id = plant.resources[commitment.resource].id
      found.append(
        violation(
          .settled, entry, zh: "已固定在 \(id) 上，不得更换设备", en: "is pinned to \(id) and may not leave it")
      )
      return false
    }
    if isElsewhere || hasMoved {
      let (id, start) = (plant.resources[commitment.resource].id, clock(commitment.start))
      found.append(
        violation(
          .settled, entry, zh: "已定于 \(start) 在 \(id) 上，不得移动",
          en: "is settled to \(start) on \(id) and may not move"))
      return false
    }
    if commitment.kind == .running { checkRunning(entry, commitment, sheets, &found) }
    return !isBegun(entry)
  }

  /// What runs takes exactly the work left, from the plan's start on.
  private func checkRunning(
    _ entry: Entry, _ commitment: Commitment, _ sheets: Sheets, _ found: inout [Violation]
  ) {
    let job = entry.job
    guard let setupSheet = sheets[entry.setupCalendars], let runSheet = sheets[entry.runCalendars],
      job.setupStart <= job.start, job.start <= job.end
    else {
      found.append(violation(.timesReversed, entry, zh: "的时间顺序颠倒", en: "has its times reversed"))
      return
    }
    let begin = max(job.start, plant.asOf)
    let setUp = setupSheet.moment(after: commitment.setupLeft, from: plant.asOf)
    // Set up, it waits for whom only its run needs, and for nothing else.
    if commitment.setupLeft > 0, begin < setUp || runSheet.work(from: setUp, to: begin) > 0 {
      let setup = setupSheet.work(from: plant.asOf, to: begin)
      found.append(
        violation(
          .setupTime, entry, zh: "剩余准备时间为 \(setup) 秒，应为 \(commitment.setupLeft) 秒",
          en: "is set up for \(setup) s more, not \(commitment.setupLeft) s"))
    }
    let run = runSheet.work(from: begin, to: job.end)
    if run != commitment.runLeft {
      found.append(
        violation(
          .runTime, entry, zh: "剩余加工时间为 \(run) 秒，应为 \(commitment.runLeft) 秒",
          en: "runs for \(run) s more, not \(commitment.runLeft) s"))
    }
    let last = commitment.runLeft > 0 ? runSheet : setupSheet
    if job.end > plant.asOf, !last.isOpen(at: job.end - 1) {
      found.append(
        violation(
          .outsideWorkingTime, entry, zh: "在工作时间以外结束：\(clock(job.end))",
          en: "ends outside working time, at \(clock(job.end))"))
    }
  }

  // MARK: Working time

  /// What stands for a resource's working time among the sheets: its calendar, or one of its own where that is changed.
  func calendar(ofResource r: Int) -> Int {
    plant.resources[r].changes.isEmpty
      ? plant.resources[r].calendar : plant.calendars.count + r
  }

  /// The same of a secondary resource; nil for one that is always there.
  func calendar(ofSecondary s: Int) -> Int? {
    plant.secondaries[s].changes.isEmpty
      ? plant.secondaries[s].calendar : plant.calendars.count + plant.resources.count + s
  }

  /// The working time a sheet's number stands for, `base` giving that of a calendar.
  func sheet(_ number: Int, from: Instant, to: Instant, of base: (Int) -> WorkSheet) -> WorkSheet {
    let (calendars, resources) = (plant.calendars.count, plant.resources.count)
    if number < calendars {
      return WorkSheet(plant.calendars[number], zone: plant.zone, from: from, to: to)
    }
    if number < calendars + resources {
      let resource = plant.resources[number - calendars]
      return base(resource.calendar).with(resource.changes)
    }
    let secondary = plant.secondaries[number - calendars - resources]
    let own = secondary.calendar.map(base)
    return (own ?? WorkSheet(.always(), zone: plant.zone, from: from, to: to))
      .with(secondary.changes)
  }
}
