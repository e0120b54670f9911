/// An operation of an order given to a resource, with its times: one line of a plan (ISA-95 part 4, *job order*).
public struct JobOrder: Sendable, Equatable {
  /// The order's id.
  public var order: String
  /// The operation's number in its routing.
  public var operation: String
  /// The resource's id.
  public var equipment: String
  /// When setting up begins.
  public var setupStart: Instant
  /// When the run begins.
  public var start: Instant
  /// When the run is complete.
  public var end: Instant

  /// A job order.
  public init(
    order: String, operation: String, equipment: String, setupStart: Instant, start: Instant,
    end: Instant
  ) {
    self.order = order
    self.operation = operation
    self.equipment = equipment
    self.setupStart = setupStart
    self.start = start
    self.end = end
  }

  /// `order/operation`.
  public var id: String { "\(order)/\(operation)" }
}
