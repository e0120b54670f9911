import TaktModel
import TaktPlanning
import TaktRescheduling
import TaktSolvers
import TaktTestKit

/// One stream of events through the rescheduler, each answer judged by the slow floor.
struct StreamTrial {
  /// What is wrong, and after which delivery.
  struct Failure: Error, CustomStringConvertible {
    var delivery: Int
    var description: String
  }

  /// A stream ends where a changed duration makes times of less than a minute.
  private struct TooFine: Error {}

  /// Something to do to the rescheduler's answers before they are judged: a fault planted to see that it is found.
  typealias Fault = (inout Rescheduler.Answer) -> Void

  let plant: Plant
  private var rescheduler: Rescheduler
  private let fault: Fault?
  private var number = 0

  /// - Throws: where the plant has no plan
  init(_ test: StreamCase, fault: Fault? = nil) throws {
    plant = test.plant
    let planned = try PlanOrders.run(
      plant, engine: DispatchEngine.all, budget: Budget(iterations: 1)
    ) { Board() }
    var settings = Rescheduler.Settings()
    settings.freeze = test.freeze * 60
    rescheduler = Rescheduler(
      plant, plan: .init(version: 1, asOf: plant.asOf, jobOrders: planned.jobOrders),
      settings: settings)
    self.fault = fault
  }

  /// The failure of a case; nil where all is right.
  static func failure(of test: StreamCase, fault: Fault? = nil) -> Failure? {
    guard var trial = try? StreamTrial(test, fault: fault) else { return nil }
    return trial.run {
      for delivery in test.deliveries {
        try $0.take(delivery.events, at: $0.plant.asOf + 60 * delivery.minute)
      }
    }
  }

  /// A case made up as it goes, up to where it fails.
  static func random(seed: Int, deliveries: Int) -> (StreamCase, Failure?) {
    var test = StreamCase(seed: seed)
    test.freeze = seed % 3 == 0 ? 60 : 0
    guard var trial = try? StreamTrial(test) else { return (test, nil) }
    var stream = RandomStream(trial.plant, seed: seed)
    var now = trial.plant.asOf
    let failure = trial.run {
      for _ in 0..<deliveries {
        let (moment, events) = stream.next(
          after: now, $0.rescheduler.plan.jobOrders, $0.quantities)
        now = moment
        test.deliveries.append(.init(minute: (now - $0.plant.asOf) / 60, events: events))
        try $0.take(events, at: now)
      }
    }
    return (test, failure)
  }

  /// Runs to the end, and says what failed; whatever is thrown is a failure, but for times too fine for the slow floor.
  private mutating func run(_ body: (inout StreamTrial) throws -> Void) -> Failure? {
    do {
      try body(&self)
      try finish()
      return nil
    } catch is TooFine {
      return nil
    } catch let failure as Failure {
      return failure
    } catch {
      return fail("\(error)")
    }
  }

  /// Orders there are, with their quantities.
  private var quantities: [(id: String, quantity: Int)] {
    SlowLog(plant, rescheduler.log.events).orders.values.sorted { $0.id < $1.id }
      .map { ($0.id, $0.quantity) }
  }

  /// A case told step by step: each plan's lines, and what is wrong in the end.
  static func trace(_ test: StreamCase) -> String {
    guard var trial = try? StreamTrial(test) else { return "no plan" }
    var text = trial.lines
    for delivery in test.deliveries {
      text += "at \(delivery.minute)\n"
      do {
        try trial.take(delivery.events, at: trial.plant.asOf + 60 * delivery.minute)
      } catch {
        return text + trial.lines + "\(error)"
      }
      text += trial.lines
    }
    return text
  }

  private var lines: String {
    rescheduler.plan.jobOrders.map {
      "    \($0.id): \(describe($0)) \($0.secondary.joined(separator: " "))\n"
    }.joined()
  }

  private func fail(_ text: String) -> Failure { Failure(delivery: number, description: text) }

  // MARK: One delivery

  private mutating func take(_ events: [ShopEvent], at now: Instant) throws {
    number += 1
    let (before, told) = (rescheduler.plan, rescheduler.log.events)
    let budget = Budget(iterations: 24, threads: 1, seed: UInt64(number))
    var answer: Rescheduler.Answer
    do {
      answer = try rescheduler.answer(events, asOf: now, budget: budget)
    } catch ReschedulingError.impossible {
      // Nothing that can be done: a machine that is away for good.
      guard rescheduler.log.events == told else { throw fail("no answer, and yet it changed") }
      return
    } catch {
      throw fail("no answer: \(error)")
    }
    fault?(&answer)
    try checkRefusals(events, answer)
    try checkPlan(answer)
    guard isToTheMinute(answer) else { throw TooFine() }
    if answer.isChanged {
      let floor = SlowFloor(
        plant, plan: before.jobOrders, at: before.asOf, told: told,
        events: rescheduler.log.events, now: now)
      try checkState(answer, floor)
      try checkOrders(answer, floor.log, now)
    } else if answer.plan.jobOrders != before.jobOrders {
      throw fail("unchanged, and yet the lines differ")
    }
    try checkMoves(events, before, answer)
    let again = try rescheduler.answer(events, asOf: now, budget: budget)
    let isNew = zip(answer.outcomes, again.outcomes).contains {
      if case .applied = $0 { $1 != .duplicate } else { false }
    }
    guard !isNew, !again.isChanged, again.plan.jobOrders == answer.plan.jobOrders || fault != nil
    else { throw fail("the same events again change something") }
  }

  /// Whether the slow floor can follow a plan.
  private func isToTheMinute(_ answer: Rescheduler.Answer) -> Bool {
    answer.plan.jobOrders.allSatisfy { line in
      [line.setupStart, line.start, line.end].allSatisfy { ($0 - plant.asOf) % 60 == 0 }
    }
  }

  /// Unknown names are refused.
  private func checkRefusals(_ events: [ShopEvent], _ answer: Rescheduler.Answer) throws {
    for (event, outcome) in zip(events, answer.outcomes) {
      let names = [event.data.order, event.data.operation, event.data.resource]
      guard names.contains("nobody") || names.contains("99") || names.contains("nothing"),
        event.kind != .planFreeze
      else { continue }
      guard case .refused(let why) = outcome, !why.en.isEmpty, !why.zh.isEmpty else {
        throw fail("\(event.id) names what there is not, and is taken")
      }
    }
  }

  private func checkPlan(_ answer: Rescheduler.Answer) throws {
    let lines = answer.plan.jobOrders
    if answer.isChanged, let broken = PlanVerifier(answer.plant).violations(of: lines).first {
      throw fail("the plan is not valid: \(broken.en)")
    }
    let told = PlantOfPlan(
      plant, events: rescheduler.log.events, lines: lines, asOf: answer.plan.asOf
    ).plant
    if let broken = PlanVerifier(told).violations(of: lines).first {
      throw fail("the plan is not valid as it is written: \(broken.en)")
    }
    if answer.stability.frozenMoved > 0 { throw fail("what is frozen has moved") }
  }

  // MARK: Against the slow floor

  private func checkState(_ answer: Rescheduler.Answer, _ floor: SlowFloor) throws {
    let states = floor.states
    let plant = answer.plant
    var begun: Set<String> = []
    for (id, state) in states {
      switch state {
      case .completed, .running: begun.insert(String(id[..<(id.lastIndex(of: "/") ?? id.endIndex)]))
      case .open, .interrupted: break
      }
    }
    for order in floor.log.orders.values {
      let operations = floor.log.operations(order)
      let place = plant.orders.firstIndex { $0.id == order.id }
      if order.isAway && !begun.contains(order.id) {
        if place != nil { throw fail("\(order.id) is not to go on, and yet it is there") }
        continue
      }
      guard let place else { throw fail("\(order.id) is lost") }
      for (step, operation) in operations.enumerated() {
        let id = "\(order.id)/\(operation.id)"
        let own = plant.commitments.filter { $0.order == place && $0.step == step }
        guard own.count < 2 else { throw fail("\(id) is settled twice") }
        let lines = answer.plan.jobOrders.count { $0.id == id }
        let state = states[id] ?? .open
        let isOut: Bool
        switch state {
        case .completed, .running: isOut = false
        case .open, .interrupted: isOut = order.isAway
        }
        guard lines == (isOut ? 0 : 1) else { throw fail("\(id) is planned \(lines) times") }
        let told = describe(own.first, plant)
        let meant = isOut ? "cancelled" : describe(state)
        if told != meant { throw fail("\(id) is \(told); it should be \(meant)") }
      }
    }
  }

  private func minute(_ instant: Instant) -> Int { (instant - plant.asOf) / 60 }

  private func describe(_ commitment: Commitment?, _ plant: Plant) -> String {
    guard let c = commitment, c.kind.isHistory else { return "open" }
    let machine = plant.resources[c.resource].id
    switch c.kind {
    case .completed:
      return describe(.completed(machine: machine, from: c.setupStart, run: c.start, to: c.end))
    case .running:
      return describe(
        .running(machine: machine, from: c.setupStart, setup: c.setupLeft, run: c.runLeft))
    case .interrupted:
      return describe(
        .interrupted(machine: machine, run: c.runLeft, first: c.firstStart ?? plant.asOf))
    case .cancelled: return "cancelled"
    case .pinned, .assigned: return "open"
    }
  }

  private func describe(_ state: SlowFloor.State) -> String {
    switch state {
    case .open: "open"
    case .completed(let machine, let from, let run, let to):
      "completed on \(machine) from \(minute(from)), run \(minute(run)), to \(minute(to))"
    case .running(let machine, let from, let setup, let run):
      "running on \(machine) from \(minute(from)), \(setup) s of setup and \(run) s of run left"
    case .interrupted(let machine, let run, let first):
      "interrupted on \(machine), \(run) s left, begun at \(minute(first))"
    }
  }

  private func checkOrders(_ answer: Rescheduler.Answer, _ log: SlowLog, _ now: Instant) throws {
    for order in answer.plant.orders {
      guard let known = log.orders[order.id] else { throw fail("\(order.id) is nobody's order") }
      guard known.quantity == order.quantity, known.due == order.due, known.weight == order.weight,
        known.earliest == order.release
      else {
        throw fail(
          "\(order.id) is \(order.quantity) due \(minute(order.due)) weight \(order.weight) from "
            + "\(minute(order.release)); it should be \(known.quantity) due \(minute(known.due)) "
            + "weight \(known.weight) from \(minute(known.earliest))")
      }
    }
    for (r, resource) in answer.plant.resources.enumerated() {
      let open = answer.plant.workingIntervals(
        ofResource: r, from: now, to: now + 48 * 3600)
      try check(open, resource.id, log, now)
    }
    for (s, helper) in answer.plant.secondaries.enumerated() {
      let open = answer.plant.workingIntervals(
        ofSecondary: s, from: now, to: now + 48 * 3600)
      try check(open, helper.id, log, now)
    }
  }

  private func check(_ open: [Range<Instant>], _ id: String, _ log: SlowLog, _ now: Instant) throws
  {
    for half in 0..<96 {
      let t = now + 1800 * half
      if open.contains(where: { $0.contains(t) }) != log.works(id, at: t) {
        throw fail("\(id) works at \(minute(t)), or not: \(log.works(id, at: t)) is right")
      }
    }
  }

  // MARK: What may not move

  private func checkMoves(
    _ events: [ShopEvent], _ before: Rescheduler.PlanInForce, _ answer: Rescheduler.Answer
  ) throws {
    let new = Dictionary(
      answer.plan.jobOrders.map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
    let reports: Set<ShopEvent.Kind> = [
      .operationStarted, .operationFinished, .operationProgress, .operationPaused,
    ]
    let hasReport = events.contains { reports.contains($0.kind) }
    for old in before.jobOrders where old.status == .completed || old.status == .running {
      let own = events.contains {
        $0.data.order == old.order
          && ($0.data.operation == old.operation || $0.data.operation == nil)
      }
      // A report may tell that another was on the machine: then this one never was, or was stopped.
      if own || old.status == .running && hasReport { continue }
      guard let now = new[old.id], now.equipment == old.equipment,
        now.setupStart == old.setupStart, old.start > before.asOf || now.start == old.start,
        old.status != .completed || now.end == old.end,
        now.status == .completed || now.status == old.status
      else {
        throw fail(
          "\(old.id) was begun, and has moved: from \(describe(old)) to "
            + (new[old.id].map(describe) ?? "nowhere"))
      }
    }
  }

  private func describe(_ line: JobOrder) -> String {
    "\(line.status) on \(line.equipment) \(minute(line.setupStart)), \(minute(line.start)), "
      + "\(minute(line.end))"
  }

  // MARK: The whole stream

  /// The same events at once, and in another order, tell the same.
  private func finish() throws {
    let events = rescheduler.log.events
    var replayed = EventLog(plant)
    replayed.restore(events)
    guard replayed.tells(the: rescheduler.log) else {
      throw fail("all events in one go tell something else")
    }
    var random = TestRandom(seed: events.count)
    var shuffled = EventLog(plant)
    var waiting = events.shuffled(using: &random)
    let end = Instant(seconds: .max / 2)
    while true {
      let outcomes = shuffled.add(waiting, asOf: end)
      let refused = zip(waiting, outcomes).compactMap { event, outcome in
        if case .refused = outcome { event } else { nil }
      }
      if refused.isEmpty { break }
      // What contradicts what has come already, whatever it is told after, is another matter.
      if refused.count == waiting.count { return }
      waiting = refused
    }
    guard shuffled.tells(the: rescheduler.log) else {
      throw fail("the events in another order tell something else")
    }
  }
}
