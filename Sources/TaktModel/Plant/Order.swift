/// A production order.
public struct Order: Sendable, Equatable {
  /// The planner's id, unique in the plant; an order line is `order/line`.
  public var id: String
  /// Index of the routing.
  public var routing: Int
  /// Pieces still to make, at least one.
  public var quantity: Int
  /// Nothing of the order starts earlier.
  public var release: Instant
  /// The due date first agreed.
  public var originalDue: Instant
  /// The due date that counts now.
  public var due: Instant
  /// What a second of tardiness costs, relative to other orders: 1 and up.
  public var weight: Int
  /// Who ordered it; empty where not given.
  public var customer: String
  /// How far it has come.
  public var status: Status
  /// Whether all its materials must be there, and are taken, when its first operation runs (齐套).
  public var isKitted: Bool
  /// Indices of the orders it supplies: they wait for it to be complete.
  public var feeds: [Int]

  /// An order.
  public init(
    id: String, routing: Int, quantity: Int, release: Instant, originalDue: Instant, due: Instant,
    weight: Int, customer: String = "", status: Status = .released, isKitted: Bool = false,
    feeds: [Int] = []
  ) {
    self.id = id
    self.routing = routing
    self.quantity = quantity
    self.release = release
    self.originalDue = originalDue
    self.due = due
    self.weight = weight
    self.customer = customer
    self.status = status
    self.isKitted = isKitted
    self.feeds = feeds
  }
}
