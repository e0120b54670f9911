/// How an item is made: operations and the order they depend on each other in.
public struct Routing: Sendable, Equatable {
  /// The item made (or, in a one-sheet file, the order the rows belong to).
  public var item: String
  /// A name to show for the item.
  public var itemName: String
  /// Operations, by operation number.
  public var operations: [RoutingOperation]

  /// A routing; predecessors and links index into `operations` and form no cycle.
  public init(item: String, itemName: String, operations: [RoutingOperation]) {
    self.item = item
    self.itemName = itemName
    self.operations = operations
  }

  /// The index of an operation by its number; nil where there is none.
  public func step(_ operation: String) -> Int? {
    operations.indices.first { operations[$0].id == operation }
  }
}

extension Plant {
  /// Whether some routing has an operation of a kind.
  package func hasOperation(where isMeant: (RoutingOperation) -> Bool) -> Bool {
    routings.contains { $0.operations.contains(where: isMeant) }
  }
}

/// One step of a routing.
public struct RoutingOperation: Sendable, Equatable {
  /// The operation number, as the planner writes it (10, 20, …).
  public var id: String
  /// What is done.
  public var name: String
  /// Resources that can do it, each with its own times; at least one.
  public var alternatives: [Alternative]
  /// Operations of the same routing that must be finished first.
  public var predecessors: [Int]
  /// Seconds that must pass between a predecessor's end and this start (queueing, moving, cooling), by the clock.
  public var wait: Int
  /// Index of the setup family the resource must be set up for; nil for an operation that suits any setup and leaves it.
  public var family: Int?
  /// What it holds beside its resource.
  public var needs: [Need]
  /// What each piece takes of materials; no material twice.
  public var components: [Component]
  /// Seconds of the longest break that may lie within its setup and run; nil for any, 0 for an operation that is never interrupted.
  public var longestBreak: Int?
  /// Relations to earlier operations other than waiting for their end.
  public var links: [Link]
  /// Pieces that are passed on to the operations behind as soon as they are through; nil where all go on together.
  public var transferBatch: Int?
  /// Seconds at most between the end of an operation it waits for and the begin of its own setup, by the clock; nil for any, 0 for
  /// no wait at all.
  public var longestWait: Int?
  /// What a piece takes up of a batch machine's capacity, in thousandths of the planner's unit.
  public var loadPerPiece: Int
  /// Pieces of an order that go through together at most (see ``Lot``); nil where all do.
  public var lotSize: Int?
  /// The part of an order it stands for in the routing of an order that is split; nil for all of it.
  public var lot: Lot?

  /// A step.
  public init(
    id: String, name: String, alternatives: [Alternative], predecessors: [Int], wait: Int = 0,
    family: Int? = nil, needs: [Need] = [], components: [Component] = [], longestBreak: Int? = nil,
    links: [Link] = [], transferBatch: Int? = nil, longestWait: Int? = nil,
    loadPerPiece: Int = Material.unit, lotSize: Int? = nil
  ) {
    self.id = id
    self.name = name
    self.alternatives = alternatives
    self.predecessors = predecessors
    self.wait = wait
    self.family = family
    self.needs = needs
    self.components = components
    self.longestBreak = longestBreak
    self.links = links
    self.transferBatch = transferBatch
    self.longestWait = longestWait
    self.loadPerPiece = loadPerPiece
    self.lotSize = lotSize
  }

  /// A resource that can do the step, and how long it takes there.
  public struct Alternative: Sendable, Equatable {
    /// Index of the resource.
    public var resource: Int
    /// Setup before the run, in seconds, once an order.
    public var setup: Int
    /// Run time of a piece, in milliseconds: rates such as 700 pieces an hour are not whole seconds.
    public var runMillisecondsPerPiece: Int
    /// Part of the run that takes as long whatever the quantity, in seconds: the lead time of outside processing.
    public var lead: Int
    /// Watts while it runs, where they are not the resource's.
    public var power: Int?

    /// An alternative.
    public init(
      resource: Int, setup: Int, runMillisecondsPerPiece: Int, lead: Int = 0, power: Int? = nil
    ) {
      self.resource = resource
      self.setup = setup
      self.runMillisecondsPerPiece = runMillisecondsPerPiece
      self.lead = lead
      self.power = power
    }

    /// Run time of an order, in seconds, rounded up to a whole one.
    public func run(quantity: Int) -> Int {
      lead + (runMillisecondsPerPiece * quantity + 999) / 1000
    }
  }
}
