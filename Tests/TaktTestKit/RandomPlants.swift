package import TaktModel

/// Small random plants with everything a plant may have: shifts, holidays, setups, waits, alternatives, graphs.
package enum RandomPlants {
  /// The same seed gives the same plant.
  package static func plant(
    seed: Int, zone: PlantZone = .shanghai,
    start: WallTime = WallTime(date: CivilDate(day: 20_458), second: 28_800)
  ) -> Plant {
    var random = TestRandom(seed: seed &* 31 + 5)
    let asOf = zone.instant(start)
    let calendars = [
      SmallPlant.days, SmallPlant.nights, .always(), self.calendar(around: start.date, &random),
    ]
    let resources = (0..<4).map {
      Resource(
        id: "R\($0)", name: "", workCentre: $0 % 2,
        calendar: Int.random(in: calendars.indices, using: &random))
    }
    let routings = (0..<3).map { routing($0, resources.count, &random) }
    let orders = (0..<5).map { i -> Order in
      let release = asOf + 3600 * Int.random(in: -24...48, using: &random)
      let due = release + 3600 * Int.random(in: 1...120, using: &random)
      return Order(
        id: "MO-\(i)", routing: Int.random(in: routings.indices, using: &random),
        quantity: Int.random(in: 1...40, using: &random), release: release, originalDue: due,
        due: due + 3600 * Int.random(in: 0...24, using: &random),
        weight: Int.random(in: 1...4, using: &random))
    }
    return Plant(
      name: "random \(seed)", zone: zone, asOf: asOf,
      workCentres: [WorkCentre(id: "A"), WorkCentre(id: "B")], resources: resources,
      calendars: calendars, routings: routings, orders: orders)
  }

  /// A calendar of odd windows, some of which overlap or reach into the next day, with a few exceptions.
  package static func calendar(around date: CivilDate, _ random: inout TestRandom) -> ShiftCalendar
  {
    var windows: [ShiftCalendar.Window] {
      (0..<Int.random(in: 0...3, using: &random)).map { _ in
        let start = 60 * Int.random(in: -300...1400, using: &random)
        return .init(start: start, end: start + 60 * Int.random(in: 1...720, using: &random))
      }
    }
    var week = (0..<7).map { _ in windows }
    // Every calendar works some time.
    week[2] = [.init(start: 6 * 3600, end: 22 * 3600)]
    var exceptions: [CivilDate: [ShiftCalendar.Window]] = [:]
    for _ in 0..<4 {
      let day = date.advanced(by: Int.random(in: -3...14, using: &random))
      exceptions[day] = Bool.random(using: &random) ? [] : windows
    }
    return ShiftCalendar(id: "odd", week: week, exceptions: exceptions)
  }

  private static func routing(_ index: Int, _ resources: Int, _ random: inout TestRandom)
    -> Routing
  {
    let count = Int.random(in: 1...4, using: &random)
    let operations = (0..<count).map { k -> RoutingOperation in
      let machines = Array(0..<resources).shuffled(using: &random)
      let alternatives = machines.prefix(Int.random(in: 1...3, using: &random)).map {
        RoutingOperation.Alternative(
          resource: $0, setup: 60 * Int.random(in: 0...30, using: &random),
          runMillisecondsPerPiece: Int.random(in: 0...400_000, using: &random))
      }
      let before = (0..<k).filter { _ in Bool.random(using: &random) }
      return RoutingOperation(
        id: String(10 * (k + 1)), name: "", alternatives: alternatives, predecessors: before,
        wait: Bool.random(using: &random) ? 0 : 600 * Int.random(in: 1...12, using: &random))
    }
    return Routing(item: "I\(index)", itemName: "", operations: operations)
  }
}
