import TaktMetrics
package import TaktModel
package import TaktRescheduling

/// The answer of `takt reschedule` and `takt watch`: what changes, how much, why, and what it means for every delivery.
package struct RescheduleDocument: Codable, Sendable {
  package struct StabilityLine: Codable, Sendable {
    package var operationsCompared: Int
    package var operationsMoved: Int
    package var meanAbsoluteStartDeviationMinutes: Double
    package var penalizedDeviation: Double
    package var machineChanges: Int
    package var reassignmentShare: Double
    package var sequenceInversions: Int
    package var inversionShare: Double
    package var frozenMoved: Int
  }
  package struct LateLine: Codable, Sendable {
    package var order: String
    package var due: String
    package var completion: String
    package var deviationMinutes: Double
    package var cause: String?
  }
  package struct Place: Codable, Sendable {
    package var equipment: String
    package var start: String
    package var end: String
  }
  package struct ChangeLine: Codable, Sendable {
    package var jobOrder: String
    package var from: Place?
    package var to: Place?
    package var reason: String
  }
  package struct DeviationLine: Codable, Sendable {
    package var order: String
    package var due: String
    package var completionBefore: String?
    package var completionAfter: String?
    package var deviationMinutesBefore: Double?
    package var deviationMinutesAfter: Double?
  }
  package struct RefusedLine: Codable, Sendable {
    package var row: Int?
    package var id: String?
    package var field: String?
    package var value: String?
    package var problem: String
  }
  package struct MethodLine: Codable, Sendable {
    package var method: String
    package var objectiveValue: Double
    package var disruption: Int
    package var milliseconds: Double
  }

  package struct StrategyLine: Codable, Sendable {
    package var method: String
    package var objectiveValue: Double
    package var late: Int
    package var stability: StabilityLine
    package var milliseconds: Double
  }

  /// Events of one sort that are told one by one.
  private static let most = 1000

  package var schemaVersion = "1"
  package var planId: String
  package var basedOn: Int
  package var planVersion: Int
  package var asOf: String
  package var changed: Bool
  package var method: String?
  package var status: String
  package var deadlineHit: Bool
  /// Ids of the events this answers, in the order they came; the first thousand.
  package var events: [String]
  package var eventCount: Int
  package var applied: Int
  package var withoutEffect: Int
  /// Ids of those known already; the first thousand.
  package var duplicates: [String]
  package var duplicateCount: Int
  /// The first thousand of those refused.
  package var refused: [RefusedLine]
  package var refusedCount: Int
  package var objective: [String: Double]
  package var stability: StabilityLine
  package var late: [LateLine]
  package var changes: [ChangeLine]
  package var deviations: [DeviationLine]
  package var heldOrders: [String]
  package var methods: [MethodLine]
  /// What each method alone makes of the events, where that was asked for.
  package var strategies: [StrategyLine]?
  package var warnings: [String]
  package var timingMs: [String: Double]

  /// - Parameters:
  ///   - events: the events answered, in the order they came
  ///   - refusals: those that could not be read
  ///   - moreRefusals: how many could not besides
  package init(
    _ answer: Rescheduler.Answer, events: [ShopEvent], refusals: [EventReader.Refusal],
    moreRefusals: Int = 0,
    planId: String, objective: Objective, language: Language
  ) {
    let iso = answer.plant.zone.iso
    let minutes = PlanDocument.minutes
    self.planId = planId
    basedOn = answer.previous.plan.version
    planVersion = answer.plan.version
    asOf = iso(answer.plan.asOf)
    changed = answer.isChanged
    method = answer.methodName
    status = "feasible"
    deadlineHit = false
    self.events = events.prefix(Self.most).map(\.id)
    eventCount = events.count
    applied = answer.outcomes.count { $0 == .applied(hasEffect: true) }
    withoutEffect = answer.outcomes.count { $0 == .applied(hasEffect: false) }
    let known = zip(events, answer.outcomes).compactMap { $1 == .duplicate ? $0.id : nil }
    (duplicates, duplicateCount) = (Array(known.prefix(Self.most)), known.count)
    let refused =
      refusals.map {
        RefusedLine(
          row: $0.row, id: $0.id, field: $0.issue.column, value: $0.issue.value,
          problem: $0.issue.problem.text(language))
      }
      + zip(events, answer.outcomes).compactMap { event, outcome in
        guard case .refused(let why) = outcome else { return nil }
        return RefusedLine(
          id: event.id, field: why.field, value: why.value,
          problem: language.pick(zh: why.zh, en: why.en))
      }
    self.refused = Array(refused.prefix(Self.most))
    refusedCount = refused.count + moreRefusals
    let after = PlanFigures(answer.plant, answer.plan.jobOrders)
    let before = PlanFigures(answer.previous.plant, answer.previous.plan.jobOrders)
    self.objective = [
      "weightedTardinessMinutes": minutes(after.weightedTardiness),
      "previousPlan": minutes(before.weightedTardiness),
    ]
    let unit = objective.leading.documentValue
    if let shifted = answer.steps.first {
      self.objective["previousPlanRightShifted"] = unit(shifted.leading)
      self.objective[objective.leading.documentKey] = unit(
        answer.steps[answer.steps.count - 1].leading)
    } else {
      self.objective["previousPlanRightShifted"] = minutes(after.weightedTardiness)
    }
    let rounded = { (x: Double) in (x * 1000).rounded() / 1000 }
    stability = StabilityLine(answer.stability)
    late = after.orders.filter { $0.tardiness > 0 }.map { f in
      let order = answer.plant.orders[f.order]
      return LateLine(
        order: order.id, due: iso(order.due), completion: iso(f.completion),
        deviationMinutes: minutes(f.deviation), cause: f.cause.map { "\($0.kind):\($0.id)" })
    }
    let place = { (job: JobOrder?) in
      job.map { Place(equipment: $0.equipment, start: iso($0.start), end: iso($0.end)) }
    }
    changes = answer.changes.map {
      ChangeLine(
        jobOrder: $0.id, from: place($0.before), to: place($0.after),
        reason: $0.reason.text(language))
    }
    deviations = Self.deviations(answer, before, after)
    heldOrders = answer.heldOrders
    methods = answer.steps.map {
      MethodLine(
        method: $0.methodName, objectiveValue: unit($0.leading), disruption: $0.disruption,
        milliseconds: rounded($0.seconds * 1000))
    }
    warnings = answer.warnings.map { $0.text(language) }
    timingMs = [:]
  }

  /// Leaves out what no two runs have in common.
  package mutating func forgetTimes() {
    for i in methods.indices { methods[i].milliseconds = 0 }
    for i in (strategies ?? []).indices { strategies?[i].milliseconds = 0 }
    timingMs = [:]
  }

  /// What a method alone makes of the events.
  package mutating func add(strategy answer: Rescheduler.Answer, objective: Objective) {
    guard let last = answer.steps.last else { return }
    let figures = PlanFigures(answer.plant, last.jobOrders)
    strategies =
      (strategies ?? []) + [
        StrategyLine(
          method: last.methodName, objectiveValue: objective.leading.documentValue(last.leading),
          late: figures.lateCount, stability: StabilityLine(answer.stability),
          milliseconds: (last.seconds * 1e6).rounded() / 1000)
      ]
  }

  /// Orders whose completion or due date the answer changes.
  private static func deviations(
    _ answer: Rescheduler.Answer, _ before: PlanFigures, _ after: PlanFigures
  ) -> [DeviationLine] {
    let iso = answer.plant.zone.iso
    var old: [String: OrderFigures] = [:]
    for f in before.orders { old[answer.previous.plant.orders[f.order].id] = f }
    var seen: Set<String> = []
    var result: [DeviationLine] = []
    for f in after.orders {
      let order = answer.plant.orders[f.order]
      seen.insert(order.id)
      let was = old[order.id]
      if was?.completion == f.completion, was?.deviation == f.deviation { continue }
      result.append(
        DeviationLine(
          order: order.id, due: iso(order.due), completionBefore: was.map { iso($0.completion) },
          completionAfter: iso(f.completion),
          deviationMinutesBefore: was.map { PlanDocument.minutes($0.deviation) },
          deviationMinutesAfter: PlanDocument.minutes(f.deviation)))
    }
    for f in before.orders {
      let order = answer.previous.plant.orders[f.order]
      guard !seen.contains(order.id), answer.isChanged else { continue }
      result.append(
        DeviationLine(
          order: order.id, due: iso(order.due), completionBefore: iso(f.completion),
          deviationMinutesBefore: PlanDocument.minutes(f.deviation)))
    }
    return result
  }
}

extension RescheduleDocument.StabilityLine {
  init(_ s: Stability) {
    let rounded = { (x: Double) in (x * 1000).rounded() / 1000 }
    self.init(
      operationsCompared: s.compared, operationsMoved: s.moved,
      meanAbsoluteStartDeviationMinutes: rounded(s.meanStartDeviation / 60),
      penalizedDeviation: rounded(s.penalizedDeviation), machineChanges: s.machineChanges,
      reassignmentShare: rounded(s.reassignmentShare), sequenceInversions: s.inversions,
      inversionShare: rounded(s.inversionShare), frozenMoved: s.frozenMoved)
  }
}
