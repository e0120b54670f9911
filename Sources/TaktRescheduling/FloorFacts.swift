public import TaktModel

/// All that events have told, folded over a plant in the order of time.
///
/// Events are folded by when they happened, not by when they came: whoever adds a late one folds all of them again, which makes a
/// late or repeated event no special case.
public struct FloorFacts: Sendable {
  /// How long things last of which nobody says how long, in seconds.
  public struct Defaults: Sendable, Equatable {
    /// A machine's repair: four hours.
    public var repair = 4 * 3600
    /// An operator's absence, a broken tool: eight hours.
    public var absence = 8 * 3600
    /// A slow machine: eight hours.
    public var slow = 8 * 3600
    /// The usual.
    public init() {}
  }

  /// The plant with orders as they are now; changes of resources are in ``stops``.
  var plant: Plant
  var index: PlantIndex
  /// Stops of resources, and behind them of secondary resources.
  var stops: [Stops]
  var operations: [StepKey: OperationFact] = [:]
  /// Orders not to go on with, and whether for good.
  var cancelled: Set<Int> = []
  var held: Set<Int> = []
  /// When each order was on hold; without an end while it is.
  var holds: [Int: [OperationFact.Stretch]] = [:]
  /// When each order was cancelled.
  var cancelledAt: [Int: Instant] = [:]
  /// Release dates that wait for material.
  var awaited: [Int: Instant] = [:]
  /// Scrapped lots of each order so far.
  var lots: [Int: Int] = [:]
  /// Nothing that begins before it moves.
  var frozenUntil: Instant?
  let defaults: Defaults

  /// No event yet.
  public init(_ plant: Plant, defaults: Defaults = Defaults()) {
    self.plant = plant
    self.defaults = defaults
    index = PlantIndex(plant)
    stops = Array(repeating: Stops(), count: plant.resources.count + plant.secondaries.count)
  }

  /// Takes an event in; all that happened before it must be in already.
  ///
  /// - Returns: whether it changes anything.
  /// - Throws: ``Refusal`` where it cannot be; then nothing has changed.
  mutating func apply(_ event: ShopEvent) throws(Refusal) -> Bool {
    switch event.kind {
    case .machineDown, .machineUp, .machineSlow, .operatorAbsent, .operatorPresent, .toolBroken,
      .toolAvailable, .maintenancePlanned, .maintenancePredicted, .calendarChanged:
      try applyToResource(event)
    case .materialLate, .materialShort, .materialArrived, .orderRush, .orderNew, .orderCancelled,
      .orderHeld, .orderResumed, .orderDueChanged, .orderPriorityChanged, .orderQuantityChanged,
      .qualityHold, .qualityReleased, .qualityScrap:
      try applyToOrder(event)
    case .operationStarted, .operationProgress, .operationPaused, .operationFinished,
      .operationDurationChanged, .qualityRework, .planPin, .planUnpin:
      try applyToOperation(event)
    case .planFreeze: freeze(event)
    // Word that a machine is there, and how it is: it counts for the age of what is known.
    case .machineState: try resource(event) < 0
    }
  }

  private mutating func freeze(_ event: ShopEvent) -> Bool {
    let until = event.data.until ?? event.time + (event.data.seconds ?? 0)
    defer { frozenUntil = until }
    return frozenUntil != until
  }

  /// When an order was not to go on.
  func away(_ order: Int) -> [OperationFact.Stretch] {
    guard !holds.isEmpty || !cancelledAt.isEmpty else { return [] }
    return (holds[order] ?? []) + (cancelledAt[order].map { [.init(from: $0, to: nil)] } ?? [])
  }

  // MARK: Names

  func order(_ event: ShopEvent) throws(Refusal) -> Int {
    let id = event.data.order ?? event.data.item ?? ""
    guard let order = index.orders[id] else {
      throw Refusal("data.order", id, zh: "工厂数据中没有此订单", en: "is not an order of the plant")
    }
    return order
  }

  func step(_ event: ShopEvent) throws(Refusal) -> StepKey {
    let order = try order(event)
    let id = event.data.operation ?? ""
    guard let step = plant.routings[plant.orders[order].routing].step(id) else {
      throw Refusal(
        "data.op", id, zh: "此订单的工艺路线没有这道工序", en: "is not an operation of the order's routing")
    }
    return StepKey(order: order, step: step)
  }

  /// A resource's place among ``stops``.
  func resource(_ event: ShopEvent) throws(Refusal) -> Int {
    let id = event.data.resource ?? ""
    if let r = index.resources[id] { return r }
    if let s = index.secondaries[id] { return plant.resources.count + s }
    throw Refusal(
      "data.resource", id, zh: "工厂数据中没有此设备、人员或工装",
      en: "is not a machine, operator or tool of the plant")
  }
}
