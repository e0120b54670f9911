import ArgumentParser
import Foundation
import TaktExchange
import TaktMetrics
import TaktModel
import TaktRescheduling
import TaktSolvers

/// `takt reschedule`: the plan in force and events in, a new plan and its change list out.
struct RescheduleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reschedule",
    abstract: "Answers events on the shop floor: a verified new plan, and what it changes and why.")

  @OptionGroup var force: PlanInForceOptions
  @OptionGroup var policy: PolicyOptions
  @OptionGroup var solving: SolveOptions
  @OptionGroup var printing: PrintOptions

  @Option(help: "CloudEvents in JSON: a file with one, an array, or one a line; - for stdin.")
  var events: String

  @Option(
    help:
      "The present moment, with its zone (default: the latest event's time; never before what the plan knows of)."
  )
  var asOf: String?

  @Option(help: "The version the plan must have; another one ends with 75 (try again).")
  var expectVersion: Int?

  @Option(
    help:
      "The new plan: a .json file, or a folder for dispatch lists and deviations as well; - for none."
  )
  var output = "-"

  @Option(help: "A ledger to record events and the plan in.")
  var ledger: String?

  @Flag(help: "Prints what each method alone makes of the events, in one table.")
  var compareStrategies = false

  func run() throws {
    let clock = ContinuousClock.now
    let plan = try force.load(printing)
    if let expectVersion, expectVersion != plan.document.version {
      throw Failure(
        .tryAgain,
        "takt: the plan is version \(plan.document.version), not \(expectVersion): read it again")
    }
    var reader = EventReader(file: EventSource.name(events), zone: plan.base.zone)
    reader.read(try EventSource.read(events))
    let events = reader.events
    let now = try PlanTimes.instant(asOf, "--as-of", plan.base)
    let loaded = clock.duration(to: .now)
    let budget = solving.budget(defaultSeconds: 2, operations: plan.base.operationCount * 4)
    let signals = Signals(cancelling: budget.cancellation)
    let received = Ledger.now
    let ledger = try ledger.map { try Ledgers.opened($0) }
    let (answer, rescheduler, strategies) = try Answers.reported {
      try answered(plan, events, now, budget)
    }
    withExtendedLifetime(signals) {}
    let next = try NewPlan(
      answer, log: rescheduler.log, plan: plan, solving: solving, policy: policy,
      language: printing.chosenLanguage)
    if let ledger { try record(events, plan, received, in: ledger) }
    try next.write(to: output)
    if let ledger {
      try EventClosing.refused(events, answer, in: ledger)
      try EventClosing.published(events, answer, in: ledger)
    }
    var document = RescheduleDocument(
      answer, events: events, refusals: reader.refusals,
      moreRefusals: reader.moreRefusals, planId: plan.document.planId,
      objective: policy.objective, language: printing.chosenLanguage)
    for strategy in strategies { document.add(strategy: strategy, objective: policy.objective) }
    // A run that must repeat to the byte says nothing of time.
    if solving.iterations == nil {
      document.timingMs = Timing.milliseconds(loaded: loaded, answer: answer, since: Takt.started)
      document.deadlineHit = budget.isOver
    } else {
      document.forgetTimes()
    }
    try Files.write(
      printing.format == .json
        ? JSONText.encode(document)
        : Array(RescheduleSummary(document, language: printing.chosenLanguage).text.utf8), to: "-")
    Foundation.exit(0)
  }

  /// The answer: of the whole ladder, or of the best of its methods alone where all are to be compared.
  private func answered(
    _ plan: PlanInForceOptions.Loaded, _ events: [ShopEvent], _ now: Instant?, _ budget: Budget
  ) throws -> (Rescheduler.Answer, Rescheduler, [Rescheduler.Answer]) {
    guard compareStrategies else {
      var rescheduler = plan.rescheduler(policy)
      return (try rescheduler.answer(events, asOf: now, budget: budget), rescheduler, [])
    }
    var best: (answer: Rescheduler.Answer, rescheduler: Rescheduler)?
    var all: [Rescheduler.Answer] = []
    let methods = PlanRepair.Method.allCases
    for (i, method) in methods.enumerated() {
      var alone = policy
      alone.strategy = method
      var rescheduler = plan.rescheduler(alone)
      // Each has the same share of the time.
      var share = budget
      if let left = budget.secondsLeft {
        share.deadline = .now + .seconds(left / Double(methods.count - i))
      }
      let answer = try rescheduler.answer(events, asOf: now, budget: share)
      all.append(answer)
      let cost = { (answer: Rescheduler.Answer) in
        answer.steps.last.map { $0.value + $0.disruption } ?? 0
      }
      if best.map({ cost(answer) < cost($0.answer) }) ?? true { best = (answer, rescheduler) }
    }
    guard let best else { throw ReschedulingError.impossible("there is no method") }
    return (best.answer, best.rescheduler, all)
  }

  /// Keeps the events in the ledger before anybody hears of the plan.
  private func record(
    _ events: [ShopEvent], _ plan: PlanInForceOptions.Loaded, _ received: Int, in ledger: Ledger
  ) throws {
    let known = Set(ledger.received.map(\.key))
    try Ledgers.append(
      events.filter { !known.contains($0.key) }.map {
        var line = LedgerLine(.received, at: received)
        line.event = EventLine($0, zone: plan.base.zone)
        return line
      }, to: ledger)
  }
}
