/// What is settled of a job order before planning begins: the floor has done it or is at it, or the planner has pinned it.
public struct Commitment: Sendable, Equatable {
  /// How far it is settled.
  public enum Kind: String, Sendable, CaseIterable {
    /// Done: its times are history.
    case completed
    /// Being done: resource, helpers and begin are history, what is left is worked without a pause of the planner's making.
    case running
    /// Begun and stopped: what is left is to be done on the same resource, at a time the plan chooses.
    case interrupted
    /// Begins when the planner said, where he said.
    case pinned
    /// Goes where the planner said, at a time the plan chooses: it cannot begin when he said.
    case assigned
    /// Not to be done any more.
    case cancelled

    /// Whether the floor has decided: it has begun, or is not to be done any more.
    package var isHistory: Bool { self != .pinned && self != .assigned }
  }

  /// Index of the order.
  public var order: Int
  /// Index of the operation in the order's routing.
  public var step: Int
  /// How far it is settled.
  public var kind: Kind
  /// Index of the resource; of no meaning for what is cancelled.
  public var resource: Int
  /// When setting up began, or is to.
  public var setupStart: Instant
  /// When the run began, or is to; for what is being set up, when it is expected to.
  public var start: Instant
  /// When it ended; of no meaning for what has not.
  public var end: Instant
  /// When the run first began, of one that has been stopped since; else nil, and `start` is when.
  ///
  /// What it takes was taken then. Of one that was stopped in its setup it is when that began.
  public var firstStart: Instant?
  /// Ids of the operators, tools and moulds it holds.
  public var secondary: [String]
  /// Seconds of setup left, at the plan's start; of running and interrupted ones.
  public var setupLeft: Int
  /// Seconds of run left, at the plan's start; of running and interrupted ones.
  public var runLeft: Int

  /// A commitment.
  public init(
    order: Int, step: Int, kind: Kind, resource: Int = 0, setupStart: Instant, start: Instant,
    end: Instant, firstStart: Instant? = nil, secondary: [String] = [], setupLeft: Int = 0,
    runLeft: Int = 0
  ) {
    self.order = order
    self.step = step
    self.kind = kind
    self.resource = resource
    self.setupStart = setupStart
    self.start = start
    self.end = end
    self.firstStart = firstStart
    self.secondary = secondary
    self.setupLeft = setupLeft
    self.runLeft = runLeft
  }
}
