public import TaktModel

/// A change of a plant, as a planner thinks of one: a machine more, a Saturday shift, a later due date.
public enum PlantChange: Sendable, Equatable {
  /// A machine, or an operator, tool or mould.
  public enum Target: Sendable, Equatable {
    /// A resource, by its index.
    case resource(Int)
    /// A secondary resource, by its index.
    case secondary(Int)
  }

  /// One more of its kind.
  case oneMore(Target)
  /// It works around the clock.
  case aroundTheClock(Target)
  /// It works one more shift each day it works at all: eight hours after its last one, or what is left of the day.
  case oneMoreShift(Target)
  /// It works from one moment to another, too.
  case extraHours(Target, from: Instant, to: Instant)
  /// Changing it over takes no time.
  case noChangeovers(resource: Int)
  /// The machines may draw as much as they like.
  case noPowerLimit
  /// Any number of orders may wait in front of a work centre.
  case noBufferLimit(workCentre: Int)
  /// The order's own work takes half the time.
  case halfTheWork(order: Int)
  /// All of a material is there from the plan's start on.
  case materialAtHand(Int)
  /// The order is released at a moment.
  case release(order: Int, at: Instant)
  /// The order is due at a moment.
  case due(order: Int, at: Instant)
  /// The order is for so many pieces.
  case quantity(order: Int, Int)
  /// What a second of the order's tardiness costs.
  case weight(order: Int, Int)
  /// The order is cancelled.
  case cancel(order: Int)
  /// One more order, of a routing of the plant.
  case newOrder(Order)
}

extension Plant {
  /// The plant with a change.
  ///
  /// Other resources and orders keep their indices, but those behind a cancelled order.
  public func changed(by change: PlantChange) -> Plant {
    var plant = self
    switch change {
    case .oneMore(.resource(let r)): plant.addTwin(of: r)
    case .oneMore(.secondary(let s)): plant.secondaries[s].quantity += 1
    case .aroundTheClock(let target):
      plant.give(target, .always(id: "24x7"))
    case .oneMoreShift(let target):
      if let calendar = calendar(of: target) { plant.give(target, calendar.withOneMoreShift) }
    case .extraHours(let target, let from, let to):
      if let calendar = calendar(of: target) {
        plant.give(target, calendar.working(from: from, to: to, zone))
      }
    case .noChangeovers(let r): plant.dropChangeovers(of: r)
    case .noPowerLimit: plant.powerLimit = nil
    case .noBufferLimit(let centre): plant.workCentres[centre].bufferCapacity = nil
    case .halfTheWork(let order): plant.halveWork(of: order)
    case .materialAtHand(let m):
      for r in plant.materials[m].receipts.indices { plant.materials[m].receipts[r].at = asOf }
    case .release(let order, let at): plant.orders[order].release = at
    case .due(let order, let at): plant.orders[order].due = at
    case .quantity(let order, let quantity): plant.resize(order, to: quantity)
    case .weight(let order, let weight): plant.orders[order].weight = weight
    case .cancel(let order): plant.take(out: order)
    case .newOrder(let order):
      plant.orders.append(order)
      plant.resize(plant.orders.count - 1, to: order.quantity)
    }
    return plant
  }

  /// The plant with several changes, one after the other.
  public func changed(by changes: [PlantChange]) -> Plant {
    changes.reduce(self) { $0.changed(by: $1) }
  }

  /// The calendar of a target; nil for one that is always there.
  func calendar(of target: PlantChange.Target) -> ShiftCalendar? {
    switch target {
    case .resource(let r): calendars[resources[r].calendar]
    case .secondary(let s): secondaries[s].calendar.map { calendars[$0] }
    }
  }

  /// The planner's id of a target.
  func id(of target: PlantChange.Target) -> String {
    switch target {
    case .resource(let r): resources[r].id
    case .secondary(let s): secondaries[s].id
    }
  }

  private mutating func give(_ target: PlantChange.Target, _ calendar: ShiftCalendar) {
    var calendar = calendar
    while calendars.contains(where: { $0.id == calendar.id }) { calendar.id += "+" }
    calendars.append(calendar)
    switch target {
    case .resource(let r): resources[r].calendar = calendars.count - 1
    case .secondary(let s):
      // One that is always there has nothing to gain.
      if secondaries[s].calendar != nil { secondaries[s].calendar = calendars.count - 1 }
    }
  }

  /// A machine like another, that can do whatever that one can and has its own rows of the setup matrix.
  private mutating func addTwin(of r: Int) {
    var twin = resources[r]
    twin.id += "+1"
    while resources.contains(where: { $0.id == twin.id }) { twin.id += "+1" }
    if twin.name == resources[r].id { twin.name = twin.id }
    resources.append(twin)
    let new = resources.count - 1
    for i in routings.indices {
      for k in routings[i].operations.indices {
        let alternatives = routings[i].operations[k].alternatives
        guard var alternative = alternatives.first(where: { $0.resource == r }) else { continue }
        alternative.resource = new
        routings[i].operations[k].alternatives.append(alternative)
      }
    }
    changeovers += changeovers.filter { $0.place == .resource(r) }.map { row in
      var row = row
      row.place = .resource(new)
      return row
    }
  }

  /// Takes an order out, and what is settled of it; those behind it are numbered anew.
  private mutating func take(out order: Int) {
    orders.remove(at: order)
    commitments = commitments.filter { $0.order != order }.map { commitment in
      var commitment = commitment
      if commitment.order > order { commitment.order -= 1 }
      return commitment
    }
  }

  /// Gives an order another quantity, and the lots for it; of an order that has begun the lots stay.
  private mutating func resize(_ order: Int, to quantity: Int) {
    orders[order].quantity = quantity
    guard !commitments.contains(where: { $0.order == order }) else { return }
    orders[order].routing = routing(orders[order].routing, splitFor: quantity)
  }

  private mutating func dropChangeovers(of r: Int) {
    changeovers.removeAll { $0.place == .resource(r) }
    changeovers.append(Changeover(place: .resource(r), from: nil, to: nil, time: 0))
    // A row for both families is narrower than one for any; those that stay need none either way.
    for from in setupFamilies.indices {
      for to in setupFamilies.indices where from != to {
        changeovers.append(Changeover(place: .resource(r), from: from, to: to, time: 0))
      }
    }
  }

  private mutating func halveWork(of order: Int) {
    var routing = routings[orders[order].routing]
    for k in routing.operations.indices {
      for a in routing.operations[k].alternatives.indices {
        routing.operations[k].alternatives[a].setup /= 2
        routing.operations[k].alternatives[a].lead /= 2
        routing.operations[k].alternatives[a].runMillisecondsPerPiece /= 2
      }
    }
    routings.append(routing)
    orders[order].routing = routings.count - 1
  }
}

extension ShiftCalendar {
  private static let day = 86_400
  private static let shift = 8 * 3600

  /// The calendar with one more shift on every day of the week that has one.
  var withOneMoreShift: ShiftCalendar {
    var calendar = self
    calendar.id = id + "+1"
    for weekday in 0..<7 {
      let next = week[(weekday + 1) % 7].map(\.start).min().map { $0 + Self.day }
      if let window = Self.shift(after: week[weekday], before: next) {
        calendar.week[weekday].append(window)
      }
    }
    for (date, windows) in exceptions {
      if let window = Self.shift(after: windows, before: nil) {
        calendar.exceptions[date] = windows + [window]
      }
    }
    return calendar
  }

  /// Whether another shift finds room in an ordinary week.
  var hasRoomForShift: Bool {
    let (old, new) = (week.joined(), withOneMoreShift.week.joined())
    return new.count > old.count
  }

  private static func shift(after windows: [Window], before next: Int?) -> Window? {
    guard let end = windows.map(\.end).max(), let start = windows.map(\.start).min() else {
      return nil
    }
    let limit = min(next ?? start + day, start + day)
    return end < limit ? Window(start: end, end: min(end + shift, limit)) : nil
  }

  /// The calendar with a stretch of work more.
  func working(from: Instant, to: Instant, _ zone: PlantZone) -> ShiftCalendar {
    var calendar = self
    calendar.id = id + "+"
    let wall = zone.wall(from)
    let window = Window(start: wall.second, end: wall.second + (to - from))
    calendar.exceptions[wall.date] = windows(on: wall.date) + [window]
    return calendar
  }
}
