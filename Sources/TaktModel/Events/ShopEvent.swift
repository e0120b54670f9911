/// Something that happened on the shop floor, or that the planner decided: one CloudEvent, its data read and typed.
public struct ShopEvent: Sendable, Equatable {
  /// Who sends it; with ``id`` the key by which a repeated event is known.
  public var source: String
  /// The sender's id of it.
  public var id: String
  /// What happened.
  public var kind: Kind
  /// When it happened, which need not be when it came.
  public var time: Instant
  /// What the event carries.
  public var data: Details
  /// A hash of the event as it came: the same key with another one is a mistake.
  public var digest: String

  /// An event.
  public init(
    source: String, id: String, kind: Kind, time: Instant, data: Details = Details(),
    digest: String = ""
  ) {
    self.source = source
    self.id = id
    self.kind = kind
    self.time = time
    self.data = data
    self.digest = digest
  }

  /// The key a repeated event is known by.
  public var key: Key { Key(source: source, id: id) }

  /// Sender and id.
  public struct Key: Hashable, Sendable, Comparable {
    /// Who sends it.
    public var source: String
    /// The sender's id of it.
    public var id: String
    /// A key.
    public init(source: String, id: String) {
      self.source = source
      self.id = id
    }
    /// Whether `a` comes first: by source, then id.
    public static func < (a: Key, b: Key) -> Bool { (a.source, a.id) < (b.source, b.id) }
  }
}

extension ShopEvent {
  /// What can happen; the names stand at the end of a CloudEvent's type.
  public enum Kind: String, Sendable, CaseIterable {
    case machineDown = "machine.down"
    case machineUp = "machine.up"
    case machineSlow = "machine.slow"
    case machineState = "machine.state"
    case operatorAbsent = "operator.absent"
    case operatorPresent = "operator.present"
    case toolBroken = "tool.broken"
    case toolAvailable = "tool.available"
    case materialLate = "material.late"
    case materialShort = "material.short"
    case materialArrived = "material.arrived"
    case maintenancePlanned = "maintenance.planned"
    case maintenancePredicted = "maintenance.predicted"
    case calendarChanged = "calendar.changed"
    case orderRush = "order.rush"
    case orderNew = "order.new"
    case orderCancelled = "order.cancelled"
    case orderHeld = "order.held"
    case orderResumed = "order.resumed"
    case orderDueChanged = "order.due_changed"
    case orderPriorityChanged = "order.priority_changed"
    case orderQuantityChanged = "order.qty_changed"
    case operationStarted = "op.started"
    case operationProgress = "op.progress"
    case operationPaused = "op.paused"
    case operationFinished = "op.finished"
    case operationDurationChanged = "op.duration_changed"
    case qualityScrap = "quality.scrap"
    case qualityRework = "quality.rework"
    case qualityHold = "quality.hold"
    case qualityReleased = "quality.released"
    case planFreeze = "plan.freeze"
    case planPin = "plan.pin"
    case planUnpin = "plan.unpin"
  }

  /// What an event carries; each kind uses some of it.
  public struct Details: Sendable, Equatable {
    /// A machine, operator, skill, tool or other resource, by its id.
    public var resource: String?
    /// An order, by its id.
    public var order: String?
    /// An operation's number in its order's routing.
    public var operation: String?
    /// What is made, or the routing, or a material.
    public var item: String?
    /// Pieces: of an order, good, or wanted again.
    public var quantity: Int?
    /// Pieces scrapped.
    public var scrap: Int?
    /// When it begins to hold, or began.
    public var from: Instant?
    /// When it is expected to end, to arrive, or to hold no more.
    public var until: Instant?
    /// A due date.
    public var due: Instant?
    /// A release date.
    public var release: Instant?
    /// Cost of tardiness relative to other orders.
    public var weight: Int?
    /// How many times as long everything takes.
    public var factor: Double?
    /// Seconds: of work left, of a new duration, of maintenance.
    public var seconds: Int?
    /// How many of a kind.
    public var count: Int?
    /// Whether extra work is meant rather than rest.
    public var works: Bool?
    /// What becomes of what was being done.
    public var resume: Resume?
    /// Why, in the sender's words.
    public var reason: String?

    /// No details.
    public init() {}
  }

  /// What becomes of work that a breakdown interrupts.
  public enum Resume: String, Sendable, CaseIterable {
    /// It goes on where it stopped.
    case goesOn = "continue"
    /// It begins anew; what was done is lost.
    case restart
    /// It begins anew, and the piece in work is lost.
    case scrap
  }
}
