extension ShopFloor.Energy {
  /// Power and prices of a plant, laid out as far as its calendars are; nothing where it has no tariff or no power.
  /// - Complexity: O(operations + days of the horizon × calendars)
  init(_ work: PlannedWork, _ times: PlantTimes, horizon: Int) {
    let plant = work.plant
    guard let tariff = plant.tariff, plant.resources.contains(where: { $0.power != nil }) else {
      return
    }
    // What suppliers draw they pay for themselves.
    let power = plant.resources.map { $0.isUnlimited ? nil : $0.power }
    idle = power.map { $0?.idle ?? 0 }
    setup = power.map { $0?.setup ?? 0 }
    for (order, own) in plant.orders.enumerated() {
      for (step, operation) in plant.routings[own.routing].operations.enumerated() {
        for mode in work.modes(order: order, step: step) {
          let special = operation.alternatives.first { $0.resource == mode.resource }?.power
          let isOutside = plant.resources[mode.resource].isUnlimited
          run.append(isOutside ? 0 : special ?? power[mode.resource]?.run ?? 0)
        }
      }
    }
    highestPrice = tariff.bands.map(\.price).max() ?? 0
    let steps = Self.steps(plant, tariff, horizon)
    changes = steps.map(\.tick)
    curves = times.distinct.map { Self.curve(steps, $0) }
    var clock = ShopFloor.PriceCurve()
    for step in steps { clock.turn(to: step.price, at: step.tick) }
    curves.append(clock)
  }

  /// The prices from tick 0 on, where they change.
  private static func steps(_ plant: Plant, _ tariff: Tariff, _ horizon: Int) -> [(
    tick: Int32, price: Int
  )] {
    var result: [(tick: Int32, price: Int)] = []
    let first = plant.zone.wall(plant.asOf).date
    let last = plant.zone.wall(plant.asOf + horizon).date
    for day in first.day...last.day {
      let date = CivilDate(day: day)
      for period in tariff.week[date.weekday] {
        let at = plant.zone.instant(WallTime(date: date, second: period.start)) - plant.asOf
        let price = tariff.bands[period.band].price
        guard at < horizon else { break }
        if at <= 0 {
          result = [(0, price)]
        } else if result.last?.price != price {
          result.append((Int32(at), price))
        }
      }
    }
    return result
  }

  private static func curve(_ steps: [(tick: Int32, price: Int)], _ time: WorkingTime)
    -> ShopFloor.PriceCurve
  {
    var curve = ShopFloor.PriceCurve()
    var next = 0
    var price = 0
    for i in time.opens.indices {
      while next < steps.count, steps[next].tick <= time.opens[i] {
        price = steps[next].price
        next += 1
      }
      curve.turn(to: price, at: time.opens[i])
      while next < steps.count, steps[next].tick < time.closes[i] {
        price = steps[next].price
        curve.turn(to: price, at: steps[next].tick)
        next += 1
      }
      curve.turn(to: 0, at: time.closes[i])
    }
    return curve
  }
}
