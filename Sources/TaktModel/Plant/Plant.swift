/// A plant as its planner speaks of it: sites, work centres, resources, calendars, routings and orders.
///
/// References between the parts are indices into the arrays beside them, checked once on import; identifiers are the
/// planner's own strings. Times are ``Instant``s, durations whole seconds.
public struct Plant: Sendable {
  /// The plant's name.
  public var name: String
  /// The zone its clocks show.
  public var zone: PlantZone
  /// The moment planning starts from: nothing is planned before it.
  public var asOf: Instant
  /// Work centres, in the order they were first named.
  public var workCentres: [WorkCentre]
  /// Machines and other resources that do one operation at a time.
  public var resources: [Resource]
  /// Shift calendars.
  public var calendars: [ShiftCalendar]
  /// What is made, and how.
  public var routings: [Routing]
  /// What is to be made, and when.
  public var orders: [Order]
  /// Names of the setup families: operations of one family follow each other without a changeover.
  public var setupFamilies: [String]
  /// The setup matrix; no two rows for the same place and families.
  public var changeovers: [Changeover]
  /// Operators, tools and moulds.
  public var secondaries: [SecondaryResource]
  /// What operations use up, those that orders make included.
  public var materials: [Material]
  /// What electricity costs when; nil where nothing is known.
  public var tariff: Tariff?
  /// Watts that all its machines may draw at once, idle ones among them; nil for any.
  public var powerLimit: Int?
  /// What the floor has done already or is at, and what the planner has pinned; at most one for each job order.
  public var commitments: [Commitment]
  /// Transport times between work centres and sites; no two rows for the same way.
  public var transports: [Transport]

  /// A plant from its parts; every index in them must be valid.
  public init(
    name: String, zone: PlantZone, asOf: Instant, workCentres: [WorkCentre],
    resources: [Resource], calendars: [ShiftCalendar], routings: [Routing], orders: [Order],
    setupFamilies: [String] = [], changeovers: [Changeover] = [],
    secondaries: [SecondaryResource] = [], materials: [Material] = [], tariff: Tariff? = nil,
    powerLimit: Int? = nil, transports: [Transport] = [], commitments: [Commitment] = []
  ) {
    self.name = name
    self.zone = zone
    self.asOf = asOf
    self.workCentres = workCentres
    self.resources = resources
    self.calendars = calendars
    self.routings = routings
    self.orders = orders
    self.setupFamilies = setupFamilies
    self.changeovers = changeovers
    self.secondaries = secondaries
    self.materials = materials
    self.tariff = tariff
    self.powerLimit = powerLimit
    self.commitments = commitments
    self.transports = transports
  }

  /// How many operations all orders have together.
  public var operationCount: Int {
    orders.reduce(0) { $0 + routings[$1.routing].operations.count }
  }
}

/// A group of resources that can stand in for each other in a routing.
public struct WorkCentre: Sendable, Equatable {
  /// The planner's id.
  public var id: String
  /// The site or workshop it stands in; empty where none was given.
  public var site: String
  /// How many orders may wait in front of it; nil for any number, 0 for none: they stay on the resource before until it takes them.
  public var bufferCapacity: Int?

  /// A work centre.
  public init(id: String, site: String = "", bufferCapacity: Int? = nil) {
    self.id = id
    self.site = site
    self.bufferCapacity = bufferCapacity
  }
}

/// A machine, or anything else that does one operation at a time; or one that takes any number.
public struct Resource: Sendable, Equatable {
  /// The planner's id.
  public var id: String
  /// A name to show; the id where none was given.
  public var name: String
  /// Index of its work centre.
  public var workCentre: Int
  /// Index of its calendar.
  public var calendar: Int
  /// Index of the setup family it is set up for when the plan begins; nil where none is known.
  public var setupState: Int?
  /// What it draws; nil where nothing is known.
  public var power: Power?
  /// Dated changes of its working time, later ones in the list counting over earlier ones.
  public var changes: [CalendarChange]
  /// Whether it takes any number of operations at once: outside processing (委外), a cooling yard.
  ///
  /// It is never set up for a family, and what is done on it holds none of the plant's operators and tools.
  public var isUnlimited: Bool
  /// What a batch machine (furnace, oven, washer) holds at once, in thousandths of the planner's unit; nil for what does one
  /// operation at a time.
  ///
  /// Operations of one setup family that take as long may share a load: they begin and end together, and what each loads
  /// (``RoutingOperation/loadPerPiece``) must fit in together. Those without a family go alone. The load is set up for once, and holds
  /// its operators and tools once.
  public var batchCapacity: Int?
  /// Whether it does one operation at a time.
  public var doesOneAtATime: Bool { !isUnlimited && batchCapacity == nil }

  /// A resource.
  public init(
    id: String, name: String, workCentre: Int, calendar: Int, setupState: Int? = nil,
    power: Power? = nil, isUnlimited: Bool = false, batchCapacity: Int? = nil,
    changes: [CalendarChange] = []
  ) {
    self.id = id
    self.name = name
    self.workCentre = workCentre
    self.calendar = calendar
    self.setupState = setupState
    self.power = power
    self.changes = changes
    self.isUnlimited = isUnlimited
    self.batchCapacity = batchCapacity
  }
}
