import TaktModel

/// Events of machines, operators and tools.
extension FloorFacts {
  mutating func applyToResource(_ event: ShopEvent) throws(Refusal) -> Bool {
    let places = try places(event)
    var hasEffect = false
    for place in places {
      if try apply(event, at: place) { hasEffect = true }
    }
    return hasEffect
  }

  /// The resources an event is about: one by its id, or as many of a skill as it says.
  private func places(_ event: ShopEvent) throws(Refusal) -> [Int] {
    let id = event.data.resource ?? ""
    let skilled = plant.secondaries.indices.filter { plant.secondaries[$0].skills.contains(id) }
    guard index.resources[id] == nil, index.secondaries[id] == nil, !skilled.isEmpty else {
      return [try resource(event)]
    }
    let isBack = event.kind == .operatorPresent || event.kind == .toolAvailable
    let isAway = { (s: Int) in stops[plant.resources.count + s].list.last?.isOpen == true }
    return skilled.filter { isAway($0) == isBack }.suffix(event.data.count ?? 1)
      .map { plant.resources.count + $0 }
  }

  private mutating func apply(_ event: ShopEvent, at place: Int) throws(Refusal) -> Bool {
    let d = event.data
    let from = max(
      d.from ?? event.time, event.kind == .machineDown ? event.time : (d.from ?? event.time))
    if let until = d.until, until <= from {
      throw Refusal(
        "data.until", plant.zone.wall(until).text, zh: "不晚于开始时间", en: "is not after the begin")
    }
    let reason = d.reason ?? event.kind.rawValue
    switch event.kind {
    case .machineUp, .operatorPresent, .toolAvailable: return stops[place].end(at: event.time)
    case .machineDown:
      return stops[place].begin(stop(from, d.until, defaults.repair, reason, d))
    case .operatorAbsent, .toolBroken:
      return stops[place].begin(stop(from, d.until, defaults.absence, reason, d))
    case .machineSlow: return slow(place, event)
    case .maintenancePlanned, .maintenancePredicted:
      // A duration shorter than its window may float in it; the window's begin keeps the promise soonest.
      let to = d.seconds.map { from + $0 } ?? d.until ?? from
      stops[place].plan(Stop(from: from, to: d.until.map { min($0, to) } ?? to, reason: reason))
    case .calendarChanged:
      stops[place].plan(
        Stop(from: from, to: d.until ?? from, works: d.works ?? false, reason: reason))
    default: return false
    }
    return true
  }

  private func stop(
    _ from: Instant, _ until: Instant?, _ usual: Int, _ reason: String, _ d: ShopEvent.Details
  ) -> Stop {
    Stop(
      from: from, to: until ?? from + usual, reason: reason, resume: d.resume ?? .goesOn,
      count: d.count, isEstimated: until == nil)
  }

  /// A machine that takes `factor` times as long works an hour's share of 1/factor of each hour: what it gets done in the time is
  /// right, and no operation's own duration depends on when it is planned.
  private mutating func slow(_ place: Int, _ event: ShopEvent) -> Bool {
    let until = event.data.until ?? event.time + defaults.slow
    let factor = event.data.factor ?? 1
    guard factor > 1, until > event.time else { return false }
    let length = until - event.time
    let slice = max(3600, length / 200)
    var at = event.time
    while at < until {
      let end = min(until, at + slice)
      let work = Int(Double(end - at) / factor)
      if work < end - at {
        stops[place].plan(
          Stop(from: at + work, to: end, reason: event.data.reason ?? event.kind.rawValue))
      }
      at = end
    }
    return true
  }
}
