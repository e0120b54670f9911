import TaktModel
import TaktTestKit

/// Three orders on two machines, and a plan whose figures are worked out in the tests.
///
/// M1 works 08:00–12:00 and 13:00–17:00, M2 around the clock; planning begins on Monday at 08:00.
///
///     M1  |08:00 setup |08:30 O1/10 |09:00 setup |09:30 O2/10 10:30|
///     M2               |09:00 O1/20 10:30|setup 10:50 O3/10 11:30|O2/20 14:30|
enum ThreeOrders {
  private typealias P = SmallPlant

  private static func at(_ hour: Int, _ minute: Int = 0) -> Instant { P.at(5, hour, minute) }

  /// Setup in minutes, run in minutes a piece.
  static func step(
    _ id: String, _ resource: Int, setup: Int, run: Int, after: [Int] = [], wait: Int = 0
  ) -> RoutingOperation {
    RoutingOperation(
      id: id, name: "",
      alternatives: [
        .init(resource: resource, setup: setup * 60, runMillisecondsPerPiece: run * 60_000)
      ], predecessors: after, wait: wait * 60)
  }

  static let plant = Plant(
    name: "", zone: .shanghai, asOf: at(8), workCentres: [WorkCentre(id: "W")],
    resources: [
      Resource(id: "M1", name: "", workCentre: 0, calendar: 0),
      Resource(id: "M2", name: "", workCentre: 0, calendar: 1),
    ],
    calendars: [P.days, .always()],
    routings: [
      Routing(
        item: "X", itemName: "",
        operations: [
          step("10", 0, setup: 30, run: 1), step("20", 1, setup: 0, run: 3, after: [0]),
        ]),
      Routing(item: "Y", itemName: "", operations: [step("10", 1, setup: 20, run: 2)]),
    ],
    orders: [
      Order(
        id: "O1", routing: 0, quantity: 30, release: at(8), originalDue: at(10), due: at(11),
        weight: 2),
      Order(
        id: "O2", routing: 0, quantity: 60, release: at(8), originalDue: at(14), due: at(14),
        weight: 3),
      Order(
        id: "O3", routing: 1, quantity: 20, release: at(9), originalDue: at(13), due: at(12),
        weight: 1),
    ])

  static let plan = [
    P.line("O1", "10", "M1", at(8), at(8, 30), at(9)),
    P.line("O1", "20", "M2", at(9), at(9), at(10, 30)),
    P.line("O2", "10", "M1", at(9), at(9, 30), at(10, 30)),
    P.line("O2", "20", "M2", at(11, 30), at(11, 30), at(14, 30)),
    P.line("O3", "10", "M2", at(10, 30), at(10, 50), at(11, 30)),
  ]
}
