package import TaktModel

/// An assembly bench and a lathe with bills of material, stock, receipts, a kitted order and one that feeds others, and a plan of
/// theirs worked out by hand.
///
/// Both work days (08:00–12:00 and 13:00–17:00) from Monday 2026-01-05 at 08:00.
package enum SmallStock {
  private typealias P = SmallPlant

  private static func operation(
    _ id: String, on resource: Int, run: Int, takes: [RoutingOperation.Component] = [],
    after: [Int] = []
  ) -> RoutingOperation {
    RoutingOperation(
      id: id, name: "",
      alternatives: [.init(resource: resource, setup: 0, runMillisecondsPerPiece: run * 60_000)],
      predecessors: after, components: takes)
  }

  private static func order(
    _ id: String, _ routing: Int, _ quantity: Int, isKitted: Bool = false, feeds: [Int] = []
  ) -> Order {
    Order(
      id: id, routing: routing, quantity: quantity, release: P.at(5, 8), originalDue: P.at(6, 17),
      due: P.at(6, 17), weight: 1, isKitted: isKitted, feeds: feeds)
  }

  /// Casing, seal, oil.
  package static let plant = Plant(
    name: "stock", zone: .shanghai, asOf: P.at(5, 8),
    workCentres: [WorkCentre(id: "turning"), WorkCentre(id: "assembly")],
    resources: [
      Resource(id: "LATHE", name: "", workCentre: 0, calendar: 0),
      Resource(id: "BENCH", name: "", workCentre: 1, calendar: 0),
    ],
    calendars: [P.days],
    routings: [
      Routing(
        item: "PUMP", itemName: "",
        operations: [
          operation(
            "10", on: 1, run: 6,
            takes: [.init(material: 0, quantity: 1000), .init(material: 1, quantity: 2000)])
        ]),
      Routing(item: "CASING", itemName: "", operations: [operation("10", on: 0, run: 10)]),
      Routing(
        item: "VALVE", itemName: "",
        operations: [
          operation("10", on: 0, run: 30), operation("20", on: 1, run: 15),
          operation(
            "30", on: 1, run: 15,
            takes: [.init(material: 1, quantity: 1000), .init(material: 2, quantity: 250)],
            after: [0, 1]),
        ]),
    ],
    orders: [
      order("P-1", 0, 10), order("C-1", 1, 6, feeds: [0]), order("V-1", 2, 2, isKitted: true),
      order("P-2", 0, 2),
    ],
    materials: [
      Material(id: "CASING", name: "", stock: 6000),
      Material(
        id: "SEAL", name: "", stock: 4000,
        receipts: [
          .init(at: P.at(5, 10), quantity: 20_000), .init(at: P.at(6, 8), quantity: 5000),
        ]),
      Material(id: "OIL", name: "", stock: 500),
    ])

  /// A valid plan.
  package static let plan = [
    // Six casings of C-1 and four of stock; with P-2's four seals its twenty make 24, there at 10:00.
    P.line("P-1", "10", "BENCH", P.at(5, 10), P.at(5, 10), P.at(5, 11)),
    P.line("C-1", "10", "LATHE", P.at(5, 8), P.at(5, 8), P.at(5, 9)),
    // Its kit of two seals comes on Tuesday: nothing of it begins before, though only the last step needs them.
    P.line("V-1", "10", "LATHE", P.at(6, 8), P.at(6, 8), P.at(6, 9)),
    P.line("V-1", "20", "BENCH", P.at(6, 8), P.at(6, 8), P.at(6, 8, 30)),
    P.line("V-1", "30", "BENCH", P.at(6, 9), P.at(6, 9), P.at(6, 9, 30)),
    // Two casings and four seals of stock.
    P.line("P-2", "10", "BENCH", P.at(5, 8), P.at(5, 8), P.at(5, 8, 12)),
  ]
}
