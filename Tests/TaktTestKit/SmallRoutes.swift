package import TaktModel

/// Small plants, one for each temporal constraint, with plans worked out by hand.
///
/// Machines work days (08:00–12:00 and 13:00–17:00) from Monday to Friday. Planning begins on Monday 2026-01-05 at 08:00.
package enum SmallRoutes {
  private typealias P = SmallPlant

  /// A plant of resources, each in a work centre of its own, and one order of each routing, ten pieces, due on Friday.
  static func shop(
    _ resources: [Resource], centres: [WorkCentre] = [], _ routings: [[RoutingOperation]]
  ) -> Plant {
    Plant(
      name: "routes", zone: .shanghai, asOf: P.at(5, 8),
      workCentres: centres.isEmpty ? resources.map { WorkCentre(id: $0.id) } : centres,
      resources: resources, calendars: [P.days, .always(), P.nights],
      routings: routings.enumerated().map {
        Routing(item: "I\($0.offset + 1)", itemName: "", operations: $0.element)
      },
      orders: routings.indices.map {
        Order(
          id: "O-\($0 + 1)", routing: $0, quantity: 10, release: P.at(5, 8),
          originalDue: P.at(9, 17), due: P.at(9, 17), weight: 1)
      })
  }

  static func resource(_ id: String, centre: Int, calendar: Int = 0, isUnlimited: Bool = false)
    -> Resource
  {
    Resource(
      id: id, name: id, workCentre: centre, calendar: calendar, isUnlimited: isUnlimited)
  }

  /// An operation on resources; setup and run time of a piece in minutes, lead time in hours.
  static func step(
    _ id: String, on resources: [Int], setup: Int = 0, run: Int, lead: Int = 0, after: [Int] = []
  ) -> RoutingOperation {
    RoutingOperation(
      id: id, name: "",
      alternatives: resources.map {
        .init(
          resource: $0, setup: setup * 60, runMillisecondsPerPiece: run * 60_000, lead: lead * 3600)
      }, predecessors: after)
  }

  // MARK: Outside processing

  /// Two orders that are milled and sent to a plater who takes both at once.
  package static let outside: Plant = {
    let route = [
      step("10", on: [0], run: 6), step("20", on: [1], setup: 10, run: 0, lead: 24, after: [0]),
    ]
    var plant = shop(
      [
        resource("MILL", centre: 0),
        resource("PLATER", centre: 1, calendar: 1, isUnlimited: true),
      ], [route, route])
    plant.secondaries = [SecondaryResource(id: "JIG", name: "")]
    plant.routings[1].operations[1].needs = [.init(name: "JIG", candidates: [0])]
    return plant
  }()

  package static let outsidePlan = [
    P.line("O-1", "10", "MILL", P.at(5, 8), P.at(5, 8), P.at(5, 9)),
    P.line("O-1", "20", "PLATER", P.at(5, 9), P.at(5, 9, 10), P.at(6, 9, 10)),
    P.line("O-2", "10", "MILL", P.at(5, 9), P.at(5, 9), P.at(5, 10)),
    // The plater has the first order still, and holds no jig of ours.
    P.line("O-2", "20", "PLATER", P.at(5, 10), P.at(5, 10, 10), P.at(6, 10, 10)),
  ]

  // MARK: Transport

  /// Two sites half an hour apart; from the saw to the mill on the same site it takes ten minutes, from lathe to lathe nothing.
  package static let transport: Plant = {
    var plant = shop(
      [resource("SAW", centre: 0), resource("MILL-A", centre: 1), resource("MILL-B", centre: 2)],
      centres: [
        WorkCentre(id: "sawing", site: "A"), WorkCentre(id: "milling A", site: "A"),
        WorkCentre(id: "milling B", site: "B"),
      ],
      [
        [
          step("10", on: [0], run: 6), step("20", on: [1, 2], setup: 10, run: 3, after: [0]),
          step("30", on: [1, 2], run: 3, after: [1]),
        ]
      ])
    plant.transports = [
      Transport(from: .site("B"), to: .site("A"), time: 1800),
      Transport(from: .workCentre(0), to: .workCentre(1), time: 600),
    ]
    plant.setupFamilies = ["red"]
    plant.changeovers = [Changeover(from: nil, to: nil, time: 900)]
    plant.routings[0].operations[1].family = 0
    return plant
  }()

  package static let transportPlan = [
    P.line("O-1", "10", "SAW", P.at(5, 8), P.at(5, 8), P.at(5, 9)),
    // Half an hour on the way back counts for the way there; the changeover does not need the piece, the setup does.
    P.line("O-1", "20", "MILL-B", P.at(5, 9, 15), P.at(5, 9, 40), P.at(5, 10, 10)),
    // On the same machine nothing is carried.
    P.line("O-1", "30", "MILL-B", P.at(5, 10, 10), P.at(5, 10, 10), P.at(5, 10, 40)),
  ]

  // MARK: Links and transfer batches

  /// Ten pieces passed on four at a time, ten minutes to the next step, which is slow for O-1 and quick for O-2; the last step
  /// begins half an hour after it and ends a quarter after its end.
  package static let linked: Plant = {
    let route = { (second: Int, run: Int) -> [RoutingOperation] in
      var turn = step("10", on: [0], run: 12)
      turn.transferBatch = 4
      var mill = step("20", on: [second], run: run, after: [0])
      mill.wait = 600
      var check = step("30", on: [3], run: 3)
      check.links = [
        .init(from: 1, kind: .finishFinish, lag: 900), .init(from: 1, kind: .startStart, lag: 1800),
      ]
      return [turn, mill, check]
    }
    return shop(
      [
        resource("TURN", centre: 0), resource("MILL-1", centre: 1), resource("MILL-2", centre: 2),
        resource("CHECK", centre: 3),
      ], [route(1, 12), route(2, 3)])
  }()

  package static let linkedPlan = [
    P.line("O-1", "10", "TURN", P.at(5, 8), P.at(5, 8), P.at(5, 10)),
    // Four pieces are through at 08:48, and there at 08:58.
    P.line("O-1", "20", "MILL-1", P.at(5, 8, 58), P.at(5, 8, 58), P.at(5, 10, 58)),
    // Half an hour after 08:58, and a quarter after 10:58 at its end.
    P.line("O-1", "30", "CHECK", P.at(5, 10, 43), P.at(5, 10, 43), P.at(5, 11, 13)),
    P.line("O-2", "10", "TURN", P.at(5, 10), P.at(5, 10), P.at(5, 12)),
    // The last two pieces are there at 12:10 and take 6 min, after noon.
    P.line("O-2", "20", "MILL-2", P.at(5, 11, 36), P.at(5, 11, 36), P.at(5, 13, 6)),
    // Half an hour after 11:36 is in the break.
    P.line("O-2", "30", "CHECK", P.at(5, 13), P.at(5, 13), P.at(5, 13, 30)),
  ]

  // MARK: Maximum lags

  /// Forged at once behind the furnace, and blasted within half an hour.
  package static let hot: Plant = {
    var forge = step("20", on: [1], run: 12, after: [0])
    forge.longestWait = 0
    var blast = step("30", on: [2], setup: 20, run: 3, after: [1])
    blast.longestWait = 1800
    let route = [step("10", on: [0], run: 6), forge, blast]
    return shop(
      [resource("FURNACE", centre: 0), resource("FORGE", centre: 1), resource("BLAST", centre: 2)],
      [route, route])
  }()

  package static let hotPlan = [
    P.line("O-1", "10", "FURNACE", P.at(5, 8), P.at(5, 8), P.at(5, 9)),
    P.line("O-1", "20", "FORGE", P.at(5, 9), P.at(5, 9), P.at(5, 11)),
    // Its setup begins half an hour later.
    P.line("O-1", "30", "BLAST", P.at(5, 11, 30), P.at(5, 11, 50), P.at(5, 13, 20)),
    // Heated only when the forge comes free.
    P.line("O-2", "10", "FURNACE", P.at(5, 10), P.at(5, 10), P.at(5, 11)),
    P.line("O-2", "20", "FORGE", P.at(5, 11), P.at(5, 11), P.at(5, 14)),
    P.line("O-2", "30", "BLAST", P.at(5, 14), P.at(5, 14, 20), P.at(5, 14, 50)),
  ]

  // MARK: Batch machines

  /// Four orders that are turned and heated, two at a time; O-3 by another programme.
  ///
  /// The stoker has one load to see to.
  package static let loads: Plant = {
    let routings = (1...4).map { order -> [RoutingOperation] in
      var heat = step("20", on: [1], setup: 10, run: 0, lead: 1, after: [0])
      heat.family = order == 3 ? 1 : 0
      heat.needs = [.init(name: "STOKER", candidates: [0])]
      return [step("10", on: [0], run: 2), heat]
    }
    var plant = shop([resource("LATHE", centre: 0), resource("FURNACE", centre: 1)], routings)
    plant.resources[1].batchCapacity = 20 * Material.unit
    plant.secondaries = [SecondaryResource(id: "STOKER", name: "")]
    plant.setupFamilies = ["red", "blue"]
    plant.changeovers = [Changeover(from: nil, to: nil, time: 900)]
    return plant
  }()

  package static let loadsPlan = [
    P.line("O-1", "10", "LATHE", P.at(5, 8), P.at(5, 8), P.at(5, 8, 20)),
    P.line("O-2", "10", "LATHE", P.at(5, 8, 20), P.at(5, 8, 20), P.at(5, 8, 40)),
    P.line("O-4", "10", "LATHE", P.at(5, 8, 40), P.at(5, 8, 40), P.at(5, 9)),
    P.line("O-3", "10", "LATHE", P.at(5, 9), P.at(5, 9), P.at(5, 9, 20)),
    // Red takes a quarter of an hour, once for the load; both are set up together, and the stoker is held once.
    heated("O-1", P.at(5, 8, 45), P.at(5, 9, 10), P.at(5, 10, 10)),
    heated("O-2", P.at(5, 9), P.at(5, 9, 10), P.at(5, 10, 10)),
    // No room for a third one; it is red as well.
    heated("O-4", P.at(5, 10, 10), P.at(5, 10, 20), P.at(5, 11, 20)),
    // Blue from 11:35 on, and a quarter of the run before noon.
    heated("O-3", P.at(5, 11, 20), P.at(5, 11, 45), P.at(5, 13, 45)),
  ]

  /// A line of the furnace.
  package static func heated(
    _ order: String, _ setupStart: Instant, _ start: Instant, _ end: Instant
  ) -> JobOrder {
    var line = P.line(order, "20", "FURNACE", setupStart, start, end)
    line.secondary = ["STOKER"]
    return line
  }

  // MARK: Power

  /// Two furnaces of 45 kW, which idle at 5, and a mill that takes 13 to set up and 2 to run; there are 60.
  package static let powered: Plant = {
    var plant = shop(
      [resource("F1", centre: 0), resource("F2", centre: 1), resource("MILL", centre: 2)],
      [
        [step("10", on: [0], run: 10)], [step("10", on: [1], run: 10)],
        [step("10", on: [2], setup: 10, run: 3)],
      ])
    plant.resources[0].power = .init(idle: 5, setup: 45, run: 45).inKilowatts
    plant.resources[1].power = .init(idle: 5, setup: 45, run: 45).inKilowatts
    plant.resources[2].power = .init(idle: 0, setup: 13, run: 2).inKilowatts
    plant.powerLimit = 60_000
    return plant
  }()

  package static let poweredPlan = [
    P.line("O-1", "10", "F1", P.at(5, 8), P.at(5, 8), P.at(5, 9, 40)),
    P.line("O-2", "10", "F2", P.at(5, 9, 40), P.at(5, 9, 40), P.at(5, 11, 20)),
    // 45 and 5 idle leave ten, and setting the mill up takes thirteen.
    P.line("O-3", "10", "MILL", P.at(5, 11, 20), P.at(5, 11, 30), P.at(5, 12)),
  ]

  // MARK: Limited room

  /// Three orders that are turned, ground and checked, with no room in front of the grinder and room for one in front of the check.
  package static let buffered: Plant = {
    let route = [
      step("10", on: [0], run: 1), step("20", on: [1], run: 3, after: [0]),
      step("30", on: [2], run: 6, after: [1]),
    ]
    return shop(
      [resource("TURN", centre: 0), resource("GRIND", centre: 1), resource("CHECK", centre: 2)],
      centres: [
        WorkCentre(id: "turning"), WorkCentre(id: "grinding", bufferCapacity: 0),
        WorkCentre(id: "checking", bufferCapacity: 1),
      ], [route, route, route])
  }()

  package static let bufferedPlan = [
    P.line("O-1", "10", "TURN", P.at(5, 8), P.at(5, 8), P.at(5, 8, 10)),
    P.line("O-1", "20", "GRIND", P.at(5, 8, 10), P.at(5, 8, 10), P.at(5, 8, 40)),
    P.line("O-1", "30", "CHECK", P.at(5, 8, 40), P.at(5, 8, 40), P.at(5, 9, 40)),
    // Stands on the lathe until the grinder takes it.
    P.line("O-2", "10", "TURN", P.at(5, 8, 10), P.at(5, 8, 10), P.at(5, 8, 20)),
    P.line("O-2", "20", "GRIND", P.at(5, 8, 40), P.at(5, 8, 40), P.at(5, 9, 10)),
    // In front of the check from 09:10 on, when the grinder takes the next one.
    P.line("O-2", "30", "CHECK", P.at(5, 9, 40), P.at(5, 9, 40), P.at(5, 10, 40)),
    P.line("O-3", "10", "TURN", P.at(5, 8, 40), P.at(5, 8, 40), P.at(5, 8, 50)),
    P.line("O-3", "20", "GRIND", P.at(5, 9, 10), P.at(5, 9, 10), P.at(5, 9, 40)),
    // Stays on the grinder, which nobody else needs.
    P.line("O-3", "30", "CHECK", P.at(5, 10, 40), P.at(5, 10, 40), P.at(5, 11, 40)),
  ]

  // MARK: Breaks within operations

  /// A furnace that no break may interrupt, and glue that bears the hour at noon but not a night.
  package static let unbroken: Plant = {
    var harden = step("10", on: [0], setup: 30, run: 18)
    harden.longestBreak = 0
    var glue = step("20", on: [1], run: 12, after: [0])
    glue.longestBreak = 3600
    return shop([resource("FURNACE", centre: 0), resource("GLUE", centre: 1)], [[harden, glue]])
  }()

  package static let unbrokenPlan = [
    // 30 min and 3 h do not end by noon if begun after 08:30.
    P.line("O-1", "10", "FURNACE", P.at(5, 8, 30), P.at(5, 9), P.at(5, 12)),
    // An hour before a break of an hour, and one after.
    P.line("O-1", "20", "GLUE", P.at(6, 11), P.at(6, 11), P.at(6, 14)),
  ]
}

extension Resource.Power {
  /// The same numbers as kilowatts.
  fileprivate var inKilowatts: Resource.Power {
    Resource.Power(idle: idle * 1000, setup: setup * 1000, run: run * 1000)
  }
}
