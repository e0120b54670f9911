package import TaktMetrics
package import TaktModel

/// Explanations of late orders as a document for machines.
package struct DelayDocument: Encodable {
  struct Cause: Encodable {
    var kind: String
    var id: String

    init(_ cause: OrderFigures.Cause) { (kind, id) = (cause.kind.rawValue, cause.id) }
  }
  struct Delay: Encodable {
    var kind: String
    var id: String
    var minutes: Double
  }
  struct Without: Encodable {
    var cause: Cause
    var completion: String
    var earlierMinutes: Double
  }
  struct Waiting: Encodable {
    /// `machine`, `secondary`, `predecessor`, `release` or `start`.
    var kind: String
    var id: String
    /// Whose job order it is, and until when.
    var jobOrder: String?
    var until: String
  }
  struct Link: Encodable {
    var operation: String
    var equipment: String
    var secondary: [String]
    var ready: String
    var setupStart: String
    var start: String
    var end: String
    var heldBy: Waiting
    var waitingMinutes: Double
    var changeoverMinutes: Double
    var idleMinutes: Double
    var restMinutes: Double
    var workMinutes: Double
    /// How much earlier it could begin if what holds it were gone.
    var slackMinutes: Double
  }
  struct Order: Encodable {
    var id: String
    var item: String
    var quantity: Int
    var due: String
    var completion: String
    var lateMinutes: Double
    var sentence: String
    var cause: Cause
    var aloneCompletion: String
    var chain: [Link]
    var delays: [Delay]
    var without: [Without]
    var relief: [ReliefDocument.Proposal]?
  }

  var schemaVersion = "1"
  var plan: String
  var lateOrders: Int
  var orders: [Order] = []
  private let index: PlanIndex
  private let text: DelayText
  private let language: Language

  private enum CodingKeys: String, CodingKey { case schemaVersion, plan, lateOrders, orders }

  package init(plan: String, lateOrders: Int, _ index: PlanIndex, _ language: Language) {
    (self.plan, self.lateOrders, self.index) = (plan, lateOrders, index)
    text = DelayText(index, language)
    self.language = language
  }

  /// Adds an explanation, with what would help where that was asked.
  package mutating func add(_ e: DelayExplanation, relief: [ReliefProposal]? = nil) {
    let order = index.plant.orders[e.order]
    let iso = index.plant.zone.iso
    orders.append(
      Order(
        id: order.id, item: index.plant.routings[order.routing].item, quantity: order.quantity,
        due: iso(order.due), completion: iso(e.completion),
        lateMinutes: PlanDocument.minutes(e.completion - order.due), sentence: text.sentence(e),
        cause: Cause(e.cause), aloneCompletion: iso(e.alone), chain: e.way.map(link),
        delays: e.delays.map {
          Delay(
            kind: $0.cause.kind.rawValue, id: $0.cause.id, minutes: PlanDocument.minutes($0.seconds)
          )
        },
        without: e.without.map {
          Without(
            cause: Cause($0.cause), completion: iso($0.completion),
            earlierMinutes: PlanDocument.minutes(e.completion - $0.completion))
        },
        relief: relief.map { list in
          list.map { ReliefDocument.Proposal($0, index.plant, language) }
        }))
  }

  private func link(_ wait: OperationWait) -> Link {
    let job = index.plan[wait.line]
    let iso = index.plant.zone.iso
    let minutes = PlanDocument.minutes
    return Link(
      operation: job.operation, equipment: job.equipment, secondary: job.secondary,
      ready: iso(wait.ready), setupStart: iso(job.setupStart), start: iso(job.start),
      end: iso(job.end), heldBy: waiting(wait), waitingMinutes: minutes(wait.waiting),
      changeoverMinutes: minutes(wait.changeover), idleMinutes: minutes(wait.idle),
      restMinutes: minutes(wait.closed), workMinutes: minutes(wait.work),
      slackMinutes: minutes(wait.slack))
  }

  private func waiting(_ wait: OperationWait) -> Waiting {
    let bound = wait.binding
    let holder = bound.line < 0 ? nil : index.plan[bound.line]
    let (kind, id) =
      switch bound.kind {
      case .start: ("start", "")
      case .release: ("release", index.plan[wait.line].order)
      case .predecessor: ("predecessor", holder?.id ?? "")
      case .machine: ("machine", index.plan[wait.line].equipment)
      case .load: ("load", index.plan[wait.line].equipment)
      case .secondary(let r): ("secondary", index.plant.secondaries[r].id)
      case .material(let m): ("material", index.plant.materials[m].id)
      case .power: ("power", OrderFigures.Cause.powerLimit)
      case .room(let centre): ("room", index.plant.workCentres[centre].id)
      }
    return Waiting(
      kind: kind, id: id, jobOrder: holder?.id, until: index.plant.zone.iso(bound.since))
  }
}
