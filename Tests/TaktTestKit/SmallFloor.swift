package import TaktModel

/// One paint line and one oven with setup families, and a plan of theirs worked out by hand.
///
/// PAINT works days (08:00–12:00 and 13:00–17:00) and is set up for white when planning begins, on Monday 2026-01-05 at 08:00;
/// OVEN never rests, nothing is known of its setup, and it heats up by itself, also in breaks.
package enum SmallFloor {
  private typealias P = SmallPlant

  private static func operation(
    _ id: String, on resource: Int, setup: Int, run: Int, family: Int, after: [Int] = []
  ) -> RoutingOperation {
    RoutingOperation(
      id: id, name: "",
      alternatives: [
        .init(resource: resource, setup: setup * 60, runMillisecondsPerPiece: run * 60_000)
      ], predecessors: after, family: family)
  }

  /// White, black, hot.
  package static let plant = Plant(
    name: "floor", zone: .shanghai, asOf: P.at(5, 8),
    workCentres: [WorkCentre(id: "painting"), WorkCentre(id: "drying")],
    resources: [
      Resource(id: "PAINT", name: "", workCentre: 0, calendar: 0, setupState: 0),
      Resource(id: "OVEN", name: "", workCentre: 1, calendar: 1),
    ],
    calendars: [P.days, .always()],
    routings: [
      Routing(
        item: "W", itemName: "",
        operations: [
          operation("10", on: 0, setup: 0, run: 6, family: 0),
          operation("20", on: 1, setup: 10, run: 3, family: 2, after: [0]),
        ]),
      Routing(
        item: "B", itemName: "",
        operations: [operation("10", on: 0, setup: 15, run: 6, family: 1)]),
    ],
    orders: [
      Order(
        id: "W-1", routing: 0, quantity: 10, release: P.at(5, 8), originalDue: P.at(5, 17),
        due: P.at(5, 17), weight: 1),
      Order(
        id: "B-1", routing: 1, quantity: 10, release: P.at(5, 9), originalDue: P.at(5, 17),
        due: P.at(5, 17), weight: 1),
      Order(
        id: "W-2", routing: 0, quantity: 10, release: P.at(5, 8), originalDue: P.at(6, 17),
        due: P.at(6, 17), weight: 1),
    ],
    setupFamilies: ["white", "black", "hot"],
    changeovers: [
      Changeover(place: .workCentre(0), from: nil, to: nil, time: 5400, cost: 300_00),
      Changeover(place: .workCentre(0), from: 0, to: 1, time: 1200, cost: 50_00),
      Changeover(
        place: .resource(1), from: nil, to: 2, time: 7200, cost: 80_00, runsInBreaks: true),
    ])

  /// A valid plan.
  package static let plan = [
    // No changeover: the line is white. 10 · 6 min.
    P.line("W-1", "10", "PAINT", P.at(5, 8), P.at(5, 8), P.at(5, 9)),
    // The oven heats up for 2 h from the plan's start, before the piece is there, then 10 min of its own and 10 · 3 min.
    P.line("W-1", "20", "OVEN", P.at(5, 8), P.at(5, 10, 10), P.at(5, 10, 40)),
    // White to black: 20 min, and 15 min of its own.
    P.line("B-1", "10", "PAINT", P.at(5, 9), P.at(5, 9, 35), P.at(5, 10, 35)),
    // Black to white is in no row of its own: 90 min, the last five of them after the noon break.
    P.line("W-2", "10", "PAINT", P.at(5, 10, 35), P.at(5, 13, 5), P.at(5, 14, 5)),
    // The oven is hot.
    P.line("W-2", "20", "OVEN", P.at(5, 14, 5), P.at(5, 14, 15), P.at(5, 14, 45)),
  ]
}
