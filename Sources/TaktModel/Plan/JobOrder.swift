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
  /// When the run first began, of a job order that has been stopped since (its setup, where it was stopped in that); else nil.
  public var firstStart: Instant?
  /// Ids of the operators, tools and moulds it holds, those of its operation's first need first.
  public var secondary: [String]
  /// How far it is.
  public var status = Status.proposed
  /// Whether the planner has fixed where and when it begins.
  public var isPinned = false

  /// How far a job order is.
  public enum Status: String, Sendable, CaseIterable {
    /// Planned, and may still be moved.
    case proposed
    /// Planned within the frozen horizon: it stays.
    case released
    /// Begun.
    case running
    /// Begun and stopped.
    case interrupted
    /// Done.
    case completed
    /// Not to be done.
    case cancelled
  }

  /// A job order.
  public init(
    order: String, operation: String, equipment: String, setupStart: Instant, start: Instant,
    end: Instant, secondary: [String] = []
  ) {
    self.order = order
    self.operation = operation
    self.equipment = equipment
    self.setupStart = setupStart
    self.start = start
    self.end = end
    self.secondary = secondary
  }

  /// `order/operation`.
  public var id: String { "\(order)/\(operation)" }
}
