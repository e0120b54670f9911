public import TaktModel
public import TaktSolvers

/// The plan in force on a floor, and the way to the next one when something happens.
public struct Rescheduler: Sendable {
  /// What governs a new plan.
  public struct Settings: Sendable {
    /// What is minimised.
    public var objective = Objective.weightedTardiness
    /// What leaving the plan in force costs.
    public var prices = DisruptionPrices()
    /// Seconds from now in which nothing moves that can stay.
    public var freeze = 0
    /// The rungs of the ladder to climb.
    public var methods: [PlanRepair.Method] = PlanRepair.Method.ladder

    /// The usual.
    public init() {}
  }

  /// A plan: who made it, what it knows, and its lines.
  public struct PlanInForce: Sendable {
    /// Its number.
    public var version: Int
    /// When it was made for.
    public var asOf: Instant
    /// Its lines.
    public var jobOrders: [JobOrder]

    /// A plan.
    public init(version: Int, asOf: Instant, jobOrders: [JobOrder]) {
      self.version = version
      self.asOf = asOf
      self.jobOrders = jobOrders
    }
  }

  /// A rung's plan.
  public struct Step: Sendable {
    /// What made it.
    public var method: PlanRepair.Method
    /// The objective's value.
    public var value: Int
    /// The leading criterion's value.
    public var leading: Int
    /// What leaving the plan in force costs.
    public var disruption: Int
    /// Its lines.
    public var jobOrders: [JobOrder]
    /// Seconds from the call until it was there.
    public var seconds: Double
    /// The method's name.
    public var methodName: String { method.rawValue }
  }

  /// The answer to a batch of events.
  public struct Answer: Sendable {
    /// What became of each event, in the order they came.
    public var outcomes: [EventLog.Outcome]
    /// Whether the plan changes.
    public var isChanged: Bool
    /// The plan now in force.
    public var plan: PlanInForce
    /// The plant it holds for.
    public var plant: Plant
    /// The plan in force before, as far as its orders still stand, and the plant at that time.
    public var previous: (plant: Plant, plan: PlanInForce)
    /// Rungs climbed, the right-shifted plan first; empty where nothing changes.
    public var steps: [Step]
    /// The rung whose plan it is; nil where nothing changes.
    public var method: PlanRepair.Method?
    /// Its name.
    public var methodName: String? { method?.rawValue }
    /// What moved, and how far.
    public var stability: Stability
    /// Each job order that moved.
    public var changes: [Change]
    /// Orders on hold.
    public var heldOrders: [String]
    /// What the planner should know.
    public var warnings: [Bilingual]
  }

  /// The plan in force.
  public private(set) var plan: PlanInForce
  /// The events it knows.
  public private(set) var log: EventLog
  private var settings: Settings

  /// A plan in force, of a plant as it was first planned, and the events since.
  public init(
    _ base: Plant, plan: PlanInForce, events: [ShopEvent] = [], heard: [String: Instant] = [:],
    settings: Settings = Settings()
  ) {
    self.plan = plan
    self.settings = settings
    log = EventLog(base)
    log.restore(events)
    log.restore(heard: heard)
  }

  /// The latest moment anything is known of: events told late, or word of a later one that left the plan as it is, do not turn the
  /// clock back.
  public var moment: Instant { max(plan.asOf, log.events.last?.time ?? plan.asOf) }

  /// Takes events in and answers with the best verified plan found within the budget.
  ///
  /// - Parameter asOf: the present; where ``moment`` is later, that is, and a warning says so. Without one it is the latest moment
  ///   that is known of or that the events tell of, those more than a year ahead left out: they are refused.
  /// - Parameter publish: hears of each better plan as it is found, the right-shifted one first
  /// - Throws: ``ReschedulingError`` where no plan exists or one of ours is found invalid; the plan in force stays as it is.
  public mutating func answer(
    _ events: [ShopEvent], asOf: Instant? = nil, budget: Budget,
    publish: (Step) -> Void = { _ in }
  ) throws -> Answer {
    let told = events.map(\.time).filter { $0 <= moment + EventLog.farthest }.max()
    let present = max(moment, asOf ?? told ?? moment)
    var answer: Answer
    do {
      answer = try answerAll(events, asOf: present, budget: budget, publish: publish)
    } catch ReschedulingError.impossible(let why) {
      answer = try answerPossible(events, asOf: present, budget: budget, publish: publish, why)
    }
    if let asOf, present > asOf {
      let (given, known) = (log.base.zone.wall(asOf).text, log.base.zone.wall(present).text)
      answer.warnings.append(
        Bilingual(
          zh: "给定时刻 \(given) 早于已知的最后时刻，按 \(known) 计",
          en: "\(given) is before the latest moment anything is known of: \(known) is taken"))
    }
    return answer
  }

  /// Answers those of a batch with which a plan exists: the others are refused, each with the reason.
  private mutating func answerPossible(
    _ events: [ShopEvent], asOf: Instant, budget: Budget, publish: (Step) -> Void, _ why: String
  ) throws -> Answer {
    var possible: [ShopEvent] = []
    var refused: [Int: String] = [:]
    try divide(events[...], asOf, budget, &possible, &refused)
    // Where even without them there is none, the floor itself is what cannot be planned.
    guard !refused.isEmpty else { throw ReschedulingError.impossible(why) }
    var answer = try answerAll(possible, asOf: asOf, budget: budget, publish: publish)
    for i in refused.keys.sorted() {
      let text = refused[i] ?? why
      answer.outcomes.insert(
        .refused(Refusal("data", nil, zh: "无法排入计划：\(text)", en: "cannot be planned: \(text)")),
        at: i)
    }
    return answer
  }

  /// Halves a batch until what is impossible stands alone: of n events with k impossible ones, O(k log n) are tried together.
  private func divide(
    _ part: ArraySlice<ShopEvent>, _ asOf: Instant, _ budget: Budget,
    _ possible: inout [ShopEvent], _ refused: inout [Int: String]
  ) throws {
    guard !part.isEmpty else { return }
    do {
      var trial = self
      trial.settings.methods = [.rightShift]
      _ = try trial.answerAll(possible + part, asOf: asOf, budget: budget) { _ in }
      possible += part
    } catch ReschedulingError.impossible(let why) {
      guard part.count > 1 else { return refused[part.startIndex] = why }
      let middle = part.startIndex + part.count / 2
      try divide(part[..<middle], asOf, budget, &possible, &refused)
      try divide(part[middle...], asOf, budget, &possible, &refused)
    }
  }

  private mutating func answerAll(
    _ events: [ShopEvent], asOf: Instant, budget: Budget, publish: (Step) -> Void
  ) throws -> Answer {
    let began = ContinuousClock.now
    let oldPlant = log.facts.plant(asOf: plan.asOf)
    var log = self.log
    let outcomes = log.add(events, asOf: asOf)
    guard outcomes.contains(.applied(hasEffect: true)) else {
      self.log = log
      return unchanged(outcomes, oldPlant)
    }
    var state = FloorState(
      log.facts, told: self.log.facts, before: oldPlant, lines: plan.jobOrders, asOf: asOf,
      freeze: settings.freeze)
    let problem = try RepairProblem(&state, settings)
    var steps: [Step] = []
    func keep(_ result: PlanRepair.Result) throws {
      let lines = problem.compiled.jobOrders(result.schedule)
      let verdict = problem.verifier.judge(lines)
      defer { withExtendedLifetime(verdict) {} }
      if let violation = verdict.violations.first {
        throw ReschedulingError.invalid(
          "\(result.method.rawValue) made an invalid plan: \(violation.en)")
      }
      let step = Step(
        method: result.method, value: result.value,
        leading: settings.objective.leadingValue(result.value, in: problem.compiled.problem),
        disruption: result.disruption, jobOrders: problem.marked(lines, state),
        seconds: began.duration(to: .now) / .seconds(1))
      steps.append(step)
      publish(step)
    }
    let shifted = ContinuousClock.now
    try keep(problem.shifted)
    var budget = budget
    // Each rung's last plan must be laid out and verified as well, on threads that are still winding up.
    if let deadline = budget.deadline {
      budget.deadline = deadline.advanced(by: shifted.duration(to: .now) * -3.5)
    }
    let better = settings.methods.filter { $0 != .rightShift }
    // With every order gone there is nothing to make better.
    if !better.isEmpty, problem.compiled.problem.operationCount > 0, !budget.isOver {
      _ = try problem.repair.improve(
        problem.shifted, methods: better, budget: budget, report: keep)
    }
    let best = steps[steps.count - 1]
    let next = PlanInForce(version: plan.version + 1, asOf: asOf, jobOrders: best.jobOrders)
    let comparison = PlanComparison(before: plan, after: next, asOf: asOf)
    let standing = comparison.isSame ? plantWhereItStands(log) : nil
    let isChanged = standing == nil
    let answer = Answer(
      outcomes: outcomes, isChanged: isChanged, plan: isChanged ? next : plan,
      // The plan stays, and yet its plant may have changed: a due date that nothing depends on.
      plant: standing ?? state.plant,
      previous: (oldPlant, plan), steps: steps, method: isChanged ? best.method : nil,
      stability: comparison.stability,
      changes: Reasons(
        state.plant,
        zip(events, outcomes).compactMap {
          if case .applied(hasEffect: true) = $1 { $0 } else { nil }
        }
      ).explained(comparison.changes, plan.jobOrders, next.jobOrders),
      heldOrders: state.heldOrders, warnings: state.warnings + silence(log, asOf))
    self.log = log
    if isChanged { plan = next }
    return answer
  }

  private func unchanged(_ outcomes: [EventLog.Outcome], _ plant: Plant) -> Answer {
    Answer(
      outcomes: outcomes, isChanged: false, plan: plan, plant: plant, previous: (plant, plan),
      steps: [], method: nil, stability: Stability(), changes: [],
      heldOrders: log.facts.held.subtracting(log.facts.cancelled).sorted().map {
        log.facts.plant.orders[$0].id
      }, warnings: silence(log, plan.asOf))
  }

  /// The plant of the plan in force under what is known now; nil where it cannot stand as it is written, though it needs no other
  /// lines: one may have begun that is not what its order asks now.
  private func plantWhereItStands(_ log: EventLog) -> Plant? {
    let plant = PlantOfPlan(
      log.base, events: log.events, lines: plan.jobOrders, asOf: plan.asOf
    ).plant
    return PlanVerifier(plant).violations(of: plan.jobOrders).isEmpty ? plant : nil
  }

  private func silence(_ log: EventLog, _ asOf: Instant) -> [Bilingual] {
    log.silent(at: asOf).map { resource, seconds in
      Bilingual(
        zh: "\(resource) 已 \(seconds) 秒没有消息，其状态可能已过时",
        en: "\(resource) has not been heard of for \(seconds) s: what is known of it may be old")
    }
  }
}

/// Why there is no answer.
public enum ReschedulingError: Error, CustomStringConvertible {
  /// A fault of ours: the verifier rejects a plan.
  case invalid(String)
  /// What is left to do fits no calendar.
  case impossible(String)

  /// What is wrong.
  public var description: String {
    switch self {
    case .invalid(let text), .impossible(let text): text
    }
  }
}
