import TaktModel

extension FloorFacts {
  /// The plant as events have left it at a moment, nothing settled yet.
  func plant(asOf: Instant) -> Plant {
    var plant = self.plant
    plant.asOf = asOf
    plant.commitments = []
    for (place, stops) in stops.enumerated() {
      for stop in stops.list { set(stop, at: place, of: &plant, asOf) }
    }
    for (order, eta) in awaited where plant.orders[order].release < eta {
      plant.orders[order].release = eta
    }
    return plant
  }

  private func set(_ stop: Stop, at place: Int, of plant: inout Plant, _ asOf: Instant) {
    guard place >= plant.resources.count else {
      plant.resources[place].changes.append(stop.change)
      return
    }
    let s = place - plant.resources.count
    if let count = stop.count, count < plant.secondaries[s].quantity {
      // Some of several are away: the others do the work.
      if stop.from <= asOf, asOf < stop.to { plant.secondaries[s].quantity -= count }
    } else {
      plant.secondaries[s].changes.append(stop.change)
    }
  }
}
