import TaktMetrics
package import TaktModel

/// Promises a date for an enquiry: the order is entered into the gaps of the plan in force, and nothing agreed moves.
package struct PromiseOrder {
  private let plant: Plant
  private let plan: [JobOrder]

  /// For a valid plan of a plant.
  package init(_ plant: Plant, _ plan: [JobOrder]) { (self.plant, self.plan) = (plant, plan) }

  /// What is asked for.
  package struct Enquiry: Sendable {
    /// Index of the routing of what is to be made.
    package var routing: Int
    package var quantity: Int
    /// The id the order is to have.
    package var id: String
    /// Nothing of it begins earlier; nil for the plan's start.
    package var release: Instant?
    package var customer = ""

    package init(
      routing: Int, quantity: Int, id: String, release: Instant? = nil, customer: String = ""
    ) {
      (self.routing, self.quantity, self.id) = (routing, quantity, id)
      (self.release, self.customer) = (release, customer)
    }
  }

  /// An order that could be booked.
  package struct Promise: Sendable {
    /// The plant with the order as its last, due when it is complete.
    package var plant: Plant
    /// When it is complete.
    package var completion: Instant
    /// The order's lines.
    package var lines: [JobOrder]
    /// The whole plan with them behind the agreed ones.
    package var plan: [JobOrder]
    /// The order.
    package var order: Order { plant.orders[plant.orders.count - 1] }
  }

  /// How often the calendars are laid out twice as far before an order is given up.
  private static let doublings = 6

  /// The earliest date for an enquiry.
  ///
  /// Exact where the operations follow each other, see ``OrderInsertion``.
  /// - Throws: ``ProblemError`` where the order finds no place within the next years, or not enough of a material; ``Fault`` where the plan with it breaks a rule.
  /// - Complexity: O(n log n), n = job orders
  package func promise(_ enquiry: Enquiry) throws -> Promise {
    let release = max(enquiry.release ?? plant.asOf, plant.asOf)
    var plant = plant
    let routing = plant.routing(enquiry.routing, splitFor: enquiry.quantity)
    var order = Order(
      id: enquiry.id, routing: routing, quantity: enquiry.quantity, release: release,
      originalDue: release, due: release, weight: 1, customer: enquiry.customer)
    let index = PlanIndex(plant, plan)
    let supplied = try MaterialsLeft(plant, plan).supplied(order)
    var span = 56 * 86_400
    for _ in 0..<Self.doublings {
      let end = plan.reduce(release) { max($0, $1.end) } + span
      var insertion = OrderInsertion(book: PlanBook(index, of: plant, until: end))
      guard
        let entries = insertion.insert(
          order, number: plant.orders.count, supplied: supplied)
      else {
        span *= 2
        continue
      }
      let lines = insertion.book.jobOrders(entries, of: order)
      let completion = lines.map(\.end).max() ?? release
      (order.due, order.originalDue) = (completion, completion)
      return try verified(
        Promise(
          plant: plant.changed(by: .newOrder(order)), completion: completion, lines: lines,
          plan: plan + lines))
    }
    throw ProblemError("order \(order.id) finds no place in the calendars of its resources")
  }

  private func verified(_ promise: Promise) throws -> Promise {
    if let violation = PlanVerifier(promise.plant).violations(of: promise.plan).first {
      throw Fault("the promised order broke a rule: \(violation.en)")
    }
    return promise
  }
}
