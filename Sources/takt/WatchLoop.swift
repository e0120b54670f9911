import Foundation
import TaktExchange
import TaktModel
import TaktRescheduling
import TaktSolvers

/// The loop of `takt watch`: keep, plan, publish, answer.
///
/// What has come is in the ledger before anything else happens; a plan is in its place before its answer is printed. So whoever has
/// read an answer may rely on event and plan, whatever becomes of the process.
final class WatchLoop {
  private var plan: PlanInForceOptions.Loaded
  private var rescheduler: Rescheduler
  private let planPath: String
  private let ledger: Ledger
  private let policy: PolicyOptions
  private let solving: SolveOptions
  private let language: Language
  private let plantText: CarriedPlantText

  init(
    plan: PlanInForceOptions.Loaded, planPath: String, ledger: Ledger, policy: PolicyOptions,
    solving: SolveOptions, language: Language
  ) throws {
    self.plan = plan
    plantText = try CarriedPlantText(plan.document.plant, plan.base)
    self.planPath = planPath
    self.ledger = ledger
    self.policy = policy
    self.solving = solving
    self.language = language
    rescheduler = plan.rescheduler(policy)
  }

  /// Answers what comes until the queue is closed and empty.
  func run(_ queue: EventQueue) throws {
    // What was kept and not yet planned for when the process before ended.
    let known = Set(rescheduler.log.events.map(\.key))
    let refused = ledger.refusedKeys
    let missed = ledger.received.filter {
      !known.contains($0.key) && !refused.contains($0.key) && $0.kind != .machineState
    }
    if !missed.isEmpty { try answer(missed, [], queue) }
    while true {
      let items = queue.take()
      if items.isEmpty { return }
      try take(items, queue)
    }
  }

  private func take(_ items: [EventQueue.Item], _ queue: EventQueue) throws {
    var reader = EventReader(file: "events", zone: plan.base.zone)
    var acknowledged: Int?
    for (i, item) in items.enumerated() {
      if let version = Acknowledgement.version(item.bytes) {
        acknowledged = max(acknowledged ?? version, version)
      } else if item.file != nil {
        reader.read(item.bytes)
      } else {
        reader.readLine(item.bytes, row: i + 1)
      }
    }
    if let acknowledged { try acknowledge(acknowledged) }
    let now = Ledger.now
    try Ledgers.append(
      reader.events.map {
        var line = LedgerLine(.received, at: now)
        line.event = EventLine($0, zone: plan.base.zone)
        return line
      }
        + reader.refusals.map {
          var line = LedgerLine(.refused, at: now)
          line.note = $0.issue.problem.en
          return line
        } + more(reader, at: now), to: ledger)
    for file in items.compactMap(\.file) {
      let url = URL(fileURLWithPath: file)
      let done = url.deletingLastPathComponent().appendingPathComponent("done")
        .appendingPathComponent(url.lastPathComponent)
      try? FileManager.default.removeItem(at: done)
      try? FileManager.default.moveItem(at: url, to: done)
    }
    if !reader.events.isEmpty || !reader.refusals.isEmpty {
      try answer(
        reader.events, reader.refusals, queue, moreRefusals: reader.moreRefusals)
    }
  }

  /// One line for all that were refused beyond those told one by one.
  private func more(_ reader: EventReader, at now: Int) -> [LedgerLine] {
    guard reader.moreRefusals > 0 else { return [] }
    var line = LedgerLine(.refused, at: now)
    line.count = reader.moreRefusals
    return [line]
  }

  private func answer(
    _ events: [ShopEvent], _ refusals: [EventReader.Refusal], _ queue: EventQueue,
    moreRefusals: Int = 0
  ) throws {
    let began = ContinuousClock.now
    let budget = Budget(
      deadline: began + .seconds(solving.timeLimit ?? 1), iterations: solving.iterations,
      threads: solving.threads.count, seed: solving.seed)
    queue.ring(budget.cancellation)
    let answer: Rescheduler.Answer
    do {
      answer = try rescheduler.answer(events, budget: budget)
    } catch {
      // The plan in force stays; the events are in the ledger and come up again with the next start.
      queue.ring(nil)
      Messages.say("takt: no answer: \(error)")
      let failed = FailedAnswer(
        planId: plan.document.planId, planVersion: rescheduler.plan.version,
        events: events.map(\.id), problem: "\(error)")
      return try Files.write(JSONText.encode(failed), to: "-")
    }
    queue.ring(nil)
    try EventClosing.refused(events, answer, in: ledger)
    if answer.isChanged
      || answer.outcomes.contains(where: { if case .applied = $0 { true } else { false } })
    {
      try publish(answer, events)
    }
    var document = RescheduleDocument(
      answer, events: events, refusals: refusals, moreRefusals: moreRefusals,
      planId: plan.document.planId,
      objective: policy.objective, language: language)
    if solving.iterations == nil {
      document.timingMs = Timing.milliseconds(loaded: .zero, answer: answer, since: began)
      document.deadlineHit = budget.isOver
    } else {
      document.forgetTimes()
    }
    try Files.write(JSONText.encode(document), to: "-")
  }

  private func publish(_ answer: Rescheduler.Answer, _ events: [ShopEvent]) throws {
    let next = try NewPlan(
      answer, log: rescheduler.log, plan: plan, solving: solving, policy: policy,
      language: language, plantText: plantText)
    try Files.write(next.json(), to: planPath)
    try EventClosing.published(events, answer, in: ledger)
  }

  private func acknowledge(_ version: Int) throws {
    var line = LedgerLine(.acknowledged, at: Ledger.now)
    line.planVersion = version
    try Ledgers.append([line], to: ledger)
    try EventClosing.close(ledger)
  }
}

/// What is printed where there is no answer: the plan in force stays.
private struct FailedAnswer: Encodable {
  var schemaVersion = "1"
  var planId: String
  var planVersion: Int
  var changed = false
  var status = "unknown"
  var events: [String]
  var problem: String
}
