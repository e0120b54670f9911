package import TaktModel

/// Two work centres, three machines, two orders, and a plan of theirs worked out by hand.
///
/// LATHE-01 and MILL-01 work days (08:00–12:00 and 13:00–17:00), LATHE-02 nights (20:00–04:00), Monday to Friday. Planning
/// begins on Monday 2026-01-05 at 08:00 in Shanghai.
package enum SmallPlant {
  /// A moment of the week, Monday being day 5: `at(5, 8, 30)` is Monday at 08:30.
  package static func at(_ day: Int, _ hour: Int, _ minute: Int = 0) -> Instant {
    let monday = CivilDate(day: 20_458)  // 2026-01-05
    return PlantZone.shanghai.instant(
      WallTime(date: monday.advanced(by: day - 5), second: hour * 3600 + minute * 60))
  }

  package static let days = calendar("days", [(8, 12), (13, 17)])
  package static let nights = calendar("nights", [(20, 28)])

  private static func calendar(_ id: String, _ hours: [(Int, Int)]) -> ShiftCalendar {
    let windows = hours.map { ShiftCalendar.Window(start: $0.0 * 3600, end: $0.1 * 3600) }
    return ShiftCalendar(
      id: id, week: Array(repeating: windows, count: 5) + [[], []])
  }

  /// Setups in minutes, run times in seconds a piece.
  private static func on(_ resource: Int, setup: Int, run: Int) -> RoutingOperation.Alternative {
    .init(resource: resource, setup: setup * 60, runMillisecondsPerPiece: run * 1000)
  }

  package static let plant = Plant(
    name: "small", zone: .shanghai, asOf: at(5, 8),
    workCentres: [WorkCentre(id: "turning"), WorkCentre(id: "milling")],
    resources: [
      Resource(id: "LATHE-01", name: "", workCentre: 0, calendar: 0),
      Resource(id: "LATHE-02", name: "", workCentre: 0, calendar: 1),
      Resource(id: "MILL-01", name: "", workCentre: 1, calendar: 0),
    ],
    calendars: [days, nights],
    routings: [
      // 10 before 20 (after an hour's cooling) and 30, both before 40.
      Routing(
        item: "A", itemName: "",
        operations: [
          RoutingOperation(
            id: "10", name: "",
            alternatives: [on(0, setup: 30, run: 60), on(1, setup: 20, run: 90)], predecessors: []),
          RoutingOperation(
            id: "20", name: "", alternatives: [on(2, setup: 10, run: 120)], predecessors: [0],
            wait: 3600),
          RoutingOperation(
            id: "30", name: "", alternatives: [on(0, setup: 0, run: 30)], predecessors: [0]),
          RoutingOperation(
            id: "40", name: "", alternatives: [on(2, setup: 5, run: 30)], predecessors: [1, 2]),
        ]),
      Routing(
        item: "B", itemName: "",
        operations: [
          RoutingOperation(
            id: "10", name: "", alternatives: [on(2, setup: 15, run: 45)], predecessors: []),
          RoutingOperation(
            id: "20", name: "", alternatives: [on(1, setup: 20, run: 300)], predecessors: [0]),
        ]),
    ],
    orders: [
      Order(
        id: "MO-1", routing: 0, quantity: 40, release: at(2, 10), originalDue: at(5, 12),
        due: at(5, 13), weight: 2),
      Order(
        id: "MO-2", routing: 1, quantity: 60, release: at(5, 9), originalDue: at(7, 12),
        due: at(7, 12), weight: 1),
    ])

  /// A valid plan.
  package static let plan = [
    // 30 min of setup, 40 · 60 s = 40 min of run.
    line("MO-1", "10", "LATHE-01", at(5, 8), at(5, 8, 30), at(5, 9, 10)),
    // Ready at 09:10 + 1 h; 10 min and 40 · 120 s = 80 min.
    line("MO-1", "20", "MILL-01", at(5, 10, 10), at(5, 10, 20), at(5, 11, 40)),
    // No setup; 40 · 30 s = 20 min.
    line("MO-1", "30", "LATHE-01", at(5, 9, 10), at(5, 9, 10), at(5, 9, 30)),
    // 5 min and 20 min, the last five after the noon break.
    line("MO-1", "40", "MILL-01", at(5, 11, 40), at(5, 11, 45), at(5, 13, 5)),
    // Released at 09:00; 15 min and 60 · 45 s = 45 min.
    line("MO-2", "10", "MILL-01", at(5, 9), at(5, 9, 15), at(5, 10)),
    // The night shift begins at 20:00; 20 min and 60 · 300 s = 5 h, past midnight.
    line("MO-2", "20", "LATHE-02", at(5, 20), at(5, 20, 20), at(6, 1, 20)),
  ]

  package static func line(
    _ order: String, _ operation: String, _ equipment: String, _ setupStart: Instant,
    _ start: Instant, _ end: Instant
  ) -> JobOrder {
    JobOrder(
      order: order, operation: operation, equipment: equipment, setupStart: setupStart,
      start: start, end: end)
  }
}
