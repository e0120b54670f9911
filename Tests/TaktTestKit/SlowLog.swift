package import TaktModel

/// What a pile of events tells, told again from nothing, one event after the other in the order they happened.
///
/// It shares no code with the rescheduler and is as slow as it likes.
package struct SlowLog {
  /// From when to when; without an end for what goes on.
  package struct Span: Equatable {
    package var from: Instant
    package var to: Instant?
  }

  /// An order as it is now.
  package struct Order {
    package var id: String
    package var routing: Int
    package var quantity: Int
    package var due: Instant
    package var weight: Int
    package var release: Instant
    package var isKitted: Bool
    /// The orders it supplies.
    var feeds: [String]
    /// Milliseconds a piece that were said of an operation, by its number.
    var runs: [String: Int] = [:]
    var eta: Instant?
    var lots = 0
    var holds: [Span] = []
    var cancelled: Instant?

    /// From when on it can be begun.
    package var earliest: Instant { max(release, eta ?? release) }
    /// Whether it is not to go on.
    package var isAway: Bool { cancelled != nil || holds.last.map { $0.to == nil } ?? false }
    /// When it was not to go on.
    var away: [Span] { holds + (cancelled.map { [Span(from: $0, to: nil)] } ?? []) }
  }

  /// What was reported of a job order.
  struct Report {
    var machine: String?
    var work: [Span] = []
    var sign: Instant?
    var finished: Instant?
    var paused: Instant?
    var left: Left?
    var rework = 0
    var reworkAt: Instant?
    var endBefore: Instant?

    struct Left: Equatable {
      var at: Instant
      var seconds: Int?
      var good: Int
      var rework: Int
    }
    var isReported: Bool { !work.isEmpty || sign != nil || finished != nil }
  }

  /// A time in which a resource does not work, or does although its calendar says no.
  struct Stop {
    var from: Instant
    var to: Instant
    var works = false
    var losesWork = false
    var isOpen = false
    var count: Int?
  }

  /// The plant, with routings for all orders there have been.
  package private(set) var plant: Plant
  package private(set) var orders: [String: Order] = [:]
  /// Each order's number, in the order they came.
  private(set) var numbers: [String: Int] = [:]
  var reports: [String: Report] = [:]
  private(set) var stops: [String: [Stop]] = [:]

  package init(_ plant: Plant, _ events: [ShopEvent]) {
    self.plant = plant
    for order in plant.orders {
      orders[order.id] = Order(
        id: order.id, routing: order.routing, quantity: order.quantity, due: order.due,
        weight: order.weight, release: order.release, isKitted: order.isKitted,
        feeds: order.feeds.map { plant.orders[$0].id })
      numbers[order.id] = numbers.count
    }
    for event in events.sorted(by: Self.came) { happen(event) }
  }

  /// By time; what came in one second by what it is about, the sender, and its number.
  private static func came(_ a: ShopEvent, _ b: ShopEvent) -> Bool {
    func place(_ kind: ShopEvent.Kind) -> Int {
      if kind == .orderNew || kind == .orderRush { return 0 }
      let changes: [ShopEvent.Kind] = [
        .orderQuantityChanged, .orderDueChanged, .orderPriorityChanged, .qualityScrap,
      ]
      return changes.contains(kind) ? 1 : 2
    }
    if a.time != b.time { return a.time < b.time }
    if place(a.kind) != place(b.kind) { return place(a.kind) < place(b.kind) }
    if a.source != b.source { return a.source < b.source }
    if a.id.count != b.id.count { return a.id.count < b.id.count }
    return a.id < b.id
  }

  /// The operations of an order.
  package func operations(_ order: Order) -> [RoutingOperation] {
    plant.routings[order.routing].operations
  }

  /// Pieces of an order that go through an operation: those between the begin of its lot and that of the next.
  func pieces(_ order: Order, _ operation: RoutingOperation) -> Int {
    guard let lot = operation.lot else { return order.quantity }
    return (0..<order.quantity).count { min($0 / lot.size, lot.count - 1) == lot.index }
  }

  private func pieces(_ d: ShopEvent.Details) -> Int? {
    guard let order = orders[d.order ?? ""] else { return nil }
    return operations(order).first { $0.id == d.operation }.map { pieces(order, $0) }
  }

  /// Seconds an operation of an order runs for so many pieces on a machine.
  func run(_ order: Order, _ operation: RoutingOperation, _ machine: String, pieces: Int) -> Int {
    guard pieces > 0 else { return 0 }
    let way = operation.alternatives.first { plant.resources[$0.resource].id == machine }
    let milliseconds = order.runs[operation.id] ?? way?.runMillisecondsPerPiece ?? 0
    let lead = order.runs[operation.id] == nil ? way?.lead ?? 0 : 0
    return lead + (milliseconds * pieces + 999) / 1000
  }

  // MARK: Event by event

  private mutating func happen(_ event: ShopEvent) {
    let (d, t) = (event.data, event.time)
    let job = "\(d.order ?? "")/\(d.operation ?? "")"
    switch event.kind {
    case .machineDown: stop(d.resource, d.count, until: d.until ?? t + 4 * 3600, event)
    case .operatorAbsent, .toolBroken:
      stop(d.resource, d.count, until: d.until ?? t + 8 * 3600, event)
    case .machineUp, .operatorPresent, .toolAvailable: goOn(d.resource ?? "", t)
    case .machineSlow: slow(d.resource ?? "", d.factor ?? 1, t, d.until ?? t + 8 * 3600)
    case .maintenancePlanned, .maintenancePredicted:
      let from = d.from ?? t
      var to = d.until ?? from + (d.seconds ?? 0)
      if let seconds = d.seconds { to = min(to, from + seconds) }
      stops[d.resource ?? "", default: []].append(Stop(from: from, to: to))
    case .calendarChanged:
      let from = d.from ?? t
      stops[d.resource ?? "", default: []].append(
        Stop(from: from, to: d.until ?? from, works: d.works ?? false))
    case .machineState, .planFreeze, .planPin, .planUnpin: break
    case .orderNew, .orderRush: add(event)
    case .orderCancelled:
      change(d) { $0.cancelled = $0.cancelled ?? t }
    case .orderHeld, .qualityHold:
      change(d) { order in
        if order.holds.last.map({ $0.to == nil }) ?? false { return }
        order.holds.append(Span(from: t, to: nil))
      }
    case .orderResumed, .qualityReleased:
      change(d) { order in
        guard let last = order.holds.indices.last, order.holds[last].to == nil else { return }
        order.holds[last].to = t
      }
    case .orderDueChanged: change(d) { $0.due = d.due ?? $0.due }
    case .orderPriorityChanged: change(d) { $0.weight = max(1, d.weight ?? $0.weight) }
    case .orderQuantityChanged: change(d) { $0.quantity = d.quantity ?? $0.quantity }
    case .materialLate, .materialShort: change(d) { $0.eta = d.until }
    case .materialArrived:
      change(d) { if let eta = $0.eta, eta > t { $0.eta = t } }
    case .qualityScrap: scrap(event)
    case .operationDurationChanged:
      if let pieces = pieces(d), pieces > 0 {
        change(d) { $0.runs[d.operation ?? ""] = (d.seconds ?? 0) * 1000 / pieces }
      }
    case .operationStarted, .operationProgress, .operationPaused, .operationFinished:
      if reports[job]?.finished == nil { report(event, job) }
    case .qualityRework:
      var known = reports[job] ?? Report()
      if let finished = known.finished {
        known = Report(machine: known.machine)
        known.endBefore = finished
      }
      known.rework += d.quantity ?? pieces(d) ?? 0
      known.reworkAt = t
      reports[job] = known
    }
  }

  private mutating func report(_ event: ShopEvent, _ job: String) {
    var known = reports[job] ?? Report()
    let t = event.time
    if let machine = event.data.resource, event.kind != .operationPaused { known.machine = machine }
    let isAtWork = known.work.last.map { $0.to == nil } ?? false
    if event.kind != .operationProgress, isAtWork { known.work[known.work.count - 1].to = t }
    switch event.kind {
    case .operationStarted:
      known.work.append(Span(from: t, to: nil))
      known.paused = nil
    case .operationPaused: known.paused = known.paused ?? t
    case .operationFinished:
      known.finished = t
      known.paused = nil
    default:
      if known.work.isEmpty { known.sign = known.sign ?? t }
      if event.data.seconds != nil || event.data.quantity != nil {
        known.left = .init(
          at: t, seconds: event.data.seconds, good: event.data.quantity ?? 0,
          rework: known.rework)
      }
    }
    reports[job] = known
  }

  private mutating func change(_ d: ShopEvent.Details, _ how: (inout Order) -> Void) {
    guard let id = d.order ?? d.item, var order = orders[id] else { return }
    how(&order)
    orders[id] = order
  }

  private mutating func add(_ event: ShopEvent) {
    let d = event.data
    guard let id = d.order, let due = d.due,
      let routing = plant.routings.firstIndex(where: { $0.item == d.item })
    else { return }
    let quantity = d.quantity ?? 1
    let heaviest = orders.values.map(\.weight).max() ?? 1
    orders[id] = Order(
      id: id, routing: plant.routing(routing, splitFor: quantity), quantity: quantity, due: due,
      weight: d.weight.map { max(1, $0) } ?? (event.kind == .orderRush ? heaviest : 1),
      release: d.release ?? event.time, isKitted: false, feeds: [])
    numbers[id] = numbers.count
  }

  private mutating func scrap(_ event: ShopEvent) {
    let pieces = event.data.scrap ?? event.data.quantity ?? 0
    guard let id = event.data.order, var order = orders[id], pieces > 0 else { return }
    repeat { order.lots += 1 } while orders["\(id)+S\(order.lots)"] != nil
    var lot = order
    lot.id = "\(id)+S\(order.lots)"
    lot.quantity = pieces
    lot.routing = plant.routing(order.routing, splitFor: pieces)
    lot.runs = runs(of: lot, from: order)
    lot.release = event.time
    (lot.lots, lot.holds, lot.cancelled, lot.eta) = (0, [], nil, nil)
    if order.quantity == pieces {
      order.cancelled = order.cancelled ?? event.time
    } else {
      order.quantity -= pieces
    }
    orders[id] = order
    orders[lot.id] = lot
    numbers[lot.id] = numbers.count
  }

  /// What was said of an operation holds for the pieces made again; of one in lots what was said of the first.
  private func runs(of lot: Order, from order: Order) -> [String: Int] {
    let whole = { (operation: RoutingOperation) in operation.lot?.operation ?? operation.id }
    var result: [String: Int] = [:]
    for operation in operations(lot) {
      let first = operations(order).first { whole($0) == whole(operation) }
      result[operation.id] = first.flatMap { order.runs[$0.id] }
    }
    return result
  }

  private mutating func stop(_ id: String?, _ count: Int?, until: Instant, _ event: ShopEvent) {
    guard let id else { return }
    var list = stops[id] ?? []
    let losesWork = (event.data.resume ?? .goesOn) != .goesOn
    // A second word on a breakdown that goes on is news of it, not another one.
    for i in list.indices.reversed()
    where list[i].isOpen && list[i].from <= event.time && event.time < list[i].to
      && list[i].count == count
    {
      list[i].to = until
      list[i].losesWork = losesWork
      stops[id] = list
      return
    }
    let from = event.kind == .machineDown ? event.time : event.data.from ?? event.time
    list.append(
      Stop(from: from, to: until, losesWork: losesWork, isOpen: true, count: count))
    stops[id] = list
  }

  private mutating func goOn(_ id: String, _ time: Instant) {
    for i in (stops[id] ?? []).indices.reversed() {
      guard let stop = stops[id]?[i], stop.isOpen, stop.from <= time else { continue }
      stops[id]?[i].to = time
      stops[id]?[i].isOpen = false
      return
    }
  }

  /// Of every hour it works the first part alone.
  private mutating func slow(_ id: String, _ factor: Double, _ from: Instant, _ until: Instant) {
    guard factor > 1 else { return }
    var hour = from
    while hour < until {
      let next = min(until, hour + max(3600, (until - from) / 200))
      let works = hour + Int(Double(next - hour) / factor)
      if works < next { stops[id, default: []].append(Stop(from: works, to: next)) }
      hour = next
    }
  }

  // MARK: Who works when

  /// Whether a machine, operator or tool works at a moment.
  package func works(_ id: String, at moment: Instant) -> Bool {
    for stop in (stops[id] ?? []).reversed() where stop.from <= moment && moment < stop.to {
      if isPartial(stop, id) { continue }
      return stop.works
    }
    if let machine = plant.resources.first(where: { $0.id == id }) {
      return isOpen(plant.calendars[machine.calendar], at: moment)
    }
    guard let calendar = plant.secondaries.first(where: { $0.id == id })?.calendar else {
      return true
    }
    return isOpen(plant.calendars[calendar], at: moment)
  }

  /// Some of several are away: the others work.
  private func isPartial(_ stop: Stop, _ id: String) -> Bool {
    guard let count = stop.count, let unit = plant.secondaries.first(where: { $0.id == id })
    else { return false }
    return count < unit.quantity
  }

  private func isOpen(_ calendar: ShiftCalendar, at moment: Instant) -> Bool {
    let wall = plant.zone.wall(moment)
    for days in -2...2 {
      for window in calendar.windows(on: wall.date.advanced(by: days)) {
        let second = wall.second - days * 86_400
        if window.start <= second && second < window.end { return true }
      }
    }
    return false
  }
}
