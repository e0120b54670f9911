package import TaktModel

/// Two presses, a setter who sets both up, a mould of which there is one, gauges of which there are two, and a plan of theirs worked
/// out by hand.
///
/// The presses work days (08:00–12:00 and 13:00–17:00), the setter too, the inspector nights (20:00–04:00), and so does the
/// bench in the inspection room, that never rests.
package enum SmallCrew {
  private typealias P = SmallPlant
  package typealias Need = RoutingOperation.Need

  private static func operation(
    _ id: String, on resource: Int, setup: Int, run: Int, needs: [Need], after: [Int] = []
  ) -> RoutingOperation {
    RoutingOperation(
      id: id, name: "",
      alternatives: [
        .init(resource: resource, setup: setup * 60, runMillisecondsPerPiece: run * 60_000)
      ], predecessors: after, needs: needs)
  }

  /// Setter, trainee (no setter), mould, gauges, inspector.
  package static let plant = Plant(
    name: "crew", zone: .shanghai, asOf: P.at(5, 8),
    workCentres: [WorkCentre(id: "pressing"), WorkCentre(id: "inspection")],
    resources: [
      Resource(id: "PRESS-1", name: "", workCentre: 0, calendar: 0),
      Resource(id: "PRESS-2", name: "", workCentre: 0, calendar: 0),
      Resource(id: "BENCH", name: "", workCentre: 1, calendar: 2),
    ],
    calendars: [P.days, P.nights, .always()],
    routings: [
      Routing(
        item: "LID", itemName: "",
        operations: [
          operation(
            "10", on: 0, setup: 30, run: 6,
            needs: [
              Need(name: "setting", candidates: [0], span: .setup),
              Need(name: "MOULD", candidates: [2]),
            ]),
          operation(
            "20", on: 2, setup: 0, run: 6,
            needs: [
              Need(name: "GAUGE", candidates: [3], quantity: 2, span: .run),
              Need(name: "inspecting", candidates: [4], span: .run),
            ], after: [0]),
        ]),
      Routing(
        item: "BASE", itemName: "",
        operations: [
          operation(
            "10", on: 1, setup: 20, run: 12,
            needs: [Need(name: "setting", candidates: [0], span: .setup)])
        ]),
    ],
    orders: [
      Order(
        id: "L-1", routing: 0, quantity: 10, release: P.at(5, 8), originalDue: P.at(6, 17),
        due: P.at(6, 17), weight: 1),
      Order(
        id: "B-1", routing: 1, quantity: 10, release: P.at(5, 8), originalDue: P.at(5, 17),
        due: P.at(5, 17), weight: 1),
    ],
    secondaries: [
      SecondaryResource(id: "SETTER", name: "", skills: ["setting"], calendar: 0),
      SecondaryResource(id: "TRAINEE", name: "", calendar: 0),
      SecondaryResource(id: "MOULD", name: ""),
      SecondaryResource(id: "GAUGE", name: "", quantity: 2),
      SecondaryResource(id: "INSPECTOR", name: "", skills: ["inspecting"], calendar: 1),
    ])

  /// A valid plan.
  package static let plan = [
    // 30 min of setup by the setter, 10 · 6 min of run, the mould held throughout.
    line("L-1", "10", "PRESS-1", P.at(5, 8), P.at(5, 8, 30), P.at(5, 9, 30), ["SETTER", "MOULD"]),
    // The bench is free at once, the inspector comes at 20:00.
    line(
      "L-1", "20", "BENCH", P.at(5, 20), P.at(5, 20), P.at(5, 21), ["GAUGE", "GAUGE", "INSPECTOR"]),
    // The setter is free at 08:30: 20 min of setup, 10 · 12 min of run.
    line("B-1", "10", "PRESS-2", P.at(5, 8, 30), P.at(5, 8, 50), P.at(5, 10, 50), ["SETTER"]),
  ]

  package static func line(
    _ order: String, _ operation: String, _ equipment: String, _ setupStart: Instant,
    _ start: Instant, _ end: Instant, _ secondary: [String]
  ) -> JobOrder {
    JobOrder(
      order: order, operation: operation, equipment: equipment, setupStart: setupStart,
      start: start, end: end, secondary: secondary)
  }
}
