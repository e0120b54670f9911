import TaktMetrics
import TaktModel
import TaktSolvers
import TaktTestKit
import Testing

@testable import TaktPlanning

/// An order more, in the gaps of a plan.
@Suite struct OrderInsertionTests {
  private typealias P = SmallPlant

  /// The lines of an order as it is entered into a plan of a plant that has it as its last.
  private func lines(_ plant: Plant, _ plan: [JobOrder]) throws -> [JobOrder] {
    let index = PlanIndex(plant, plan)
    let end = plan.reduce(plant.asOf) { max($0, $1.end) } + 90 * 86_400
    let order = plant.orders[plant.orders.count - 1]
    var insertion = OrderInsertion(book: PlanBook(index, of: plant, until: end))
    let found = insertion.insert(order, number: plant.orders.count - 1)
    let entries = try #require(found)
    return insertion.book.jobOrders(entries, of: order)
  }

  @Test func `a second lid waits for mould and setter, and takes the gap before the base ends`()
    throws
  {
    var plant = SmallCrew.plant
    var lid = plant.orders[0]
    lid.id = "L-2"
    plant.orders.append(lid)
    let lines = try lines(plant, SmallCrew.plan)
    #expect(
      lines == [
        SmallCrew.line(
          "L-2", "10", "PRESS-1", P.at(5, 9, 30), P.at(5, 10), P.at(5, 11), ["SETTER", "MOULD"]),
        SmallCrew.line(
          "L-2", "20", "BENCH", P.at(5, 21), P.at(5, 21), P.at(5, 22),
          ["GAUGE", "GAUGE", "INSPECTOR"]),
      ])
    #expect(PlanVerifier(plant).violations(of: SmallCrew.plan + lines).isEmpty)
  }

  @Test func `white fits before black, whose changeover stays as it is`() throws {
    var plant = SmallFloor.plant
    plant.orders[1].release = P.at(5, 13)
    let plan = [
      SmallFloor.plan[0], SmallFloor.plan[1],
      P.line("B-1", "10", "PAINT", P.at(5, 13), P.at(5, 13, 35), P.at(5, 14, 35)),
      P.line("W-2", "10", "PAINT", P.at(5, 14, 35), P.at(5, 16, 5), P.at(6, 8, 5)),
      P.line("W-2", "20", "OVEN", P.at(6, 8, 5), P.at(6, 8, 15), P.at(6, 8, 45)),
    ]
    var white = plant.orders[0]
    white.id = "W-3"
    var black = plant.orders[1]
    (black.id, black.release) = ("B-2", P.at(5, 8))
    plant.orders.append(white)
    let found = try lines(plant, plan)
    #expect(found[0] == P.line("W-3", "10", "PAINT", P.at(5, 9), P.at(5, 9), P.at(5, 10)))
    #expect(PlanVerifier(plant).violations(of: plan + found).isEmpty)
    // Black in that gap would leave B-1 without a changeover to make: it goes to the end.
    plant.orders[3] = black
    let last = try lines(plant, plan)
    #expect(last[0].setupStart == P.at(6, 8, 5))
    #expect(PlanVerifier(plant).violations(of: plan + last).isEmpty)
  }

  /// The earliest end of a one-operation order, found by trying every quarter of an hour against the verifier.
  private func slowly(_ plant: Plant, _ plan: [JobOrder], before end: Instant) -> Instant? {
    let order = plant.orders[plant.orders.count - 1]
    let operation = plant.routings[order.routing].operations[0]
    let verifier = PlanVerifier(plant)
    for quarter in 0..<4 * 24 * 7 {
      let start = plant.asOf + 900 * quarter
      guard start < end else { return nil }
      for alternative in operation.alternatives {
        let resource = plant.resources[alternative.resource]
        let work = plant.calendars[resource.calendar].intervals(
          from: start, to: end + 1, zone: plant.zone)
        var left = alternative.run(quantity: order.quantity)
        for open in work where left > 0 {
          let length = open.upperBound - open.lowerBound
          if left <= length {
            let line = P.line(
              order.id, "10", resource.id, start, start, open.lowerBound + left)
            if line.end < end, verifier.violations(of: plan + [line]).isEmpty { return line.end }
          }
          left -= length
        }
      }
    }
    return nil
  }

  @Test(arguments: 0..<40)
  func `nothing ends sooner, and nothing else moves`(_ seed: Int) throws {
    var random = TestRandom(seed: seed)
    var plant = RandomPlants.plant(seed: seed)
    let compiled = try CompiledPlant(plant, horizon: 120 * 86_400)
    let plan = compiled.jobOrders(
      try #require(RandomSchedules.schedule(compiled.problem, seed: seed)))
    let machines = plant.resources.indices.shuffled(using: &random)
    plant.routings.append(
      Routing(
        item: "NEW", itemName: "",
        operations: [
          RoutingOperation(
            id: "10", name: "",
            alternatives: machines.prefix(2).map {
              .init(
                resource: $0, setup: 0,
                runMillisecondsPerPiece: 900_000 * Int.random(in: 1...30, using: &random))
            }, predecessors: [])
        ]))
    plant.orders.append(
      Order(
        id: "NEW", routing: plant.routings.count - 1, quantity: 1, release: plant.asOf,
        originalDue: plant.asOf, due: plant.asOf, weight: 1))
    let new = try lines(plant, plan)
    #expect(PlanVerifier(plant).violations(of: plan + new).isEmpty, "seed \(seed)")
    let sooner = slowly(plant, plan, before: new[0].end)
    #expect(sooner == nil, "seed \(seed): \(new[0].end) against \(sooner.map(\.seconds) ?? 0)")
  }

  @Test(arguments: 0..<60)
  func `orders of any routing are entered validly`(_ seed: Int) throws {
    var plant = RandomPlants.plant(seed: seed)
    let compiled = try CompiledPlant(plant, horizon: 120 * 86_400)
    let plan = compiled.jobOrders(
      try #require(RandomSchedules.schedule(compiled.problem, seed: seed)))
    for copy in 0..<3 {
      var order = plant.orders[copy]
      order.id = "NEW-\(copy)"
      plant.orders.append(order)
      let new = try lines(
        plant, plan.filter { line in plant.orders.contains { $0.id == line.order } })
      let violations = PlanVerifier(plant).violations(of: plan + new)
      #expect(violations.isEmpty, "seed \(seed), \(copy): \(violations.map(\.en))")
      plant.orders.removeLast()
    }
  }

  /// A random plant whose pieces travel, whose work may be interrupted only for so long, and one of whose machines takes any number.
  private func plantWithWays(_ seed: Int) -> Plant {
    var random = TestRandom(seed: seed &* 13 + 1)
    var plant = RandomPlants.plant(seed: seed)
    plant.transports = [
      Transport(
        from: .workCentre(0), to: .workCentre(1), time: 60 * Int.random(in: 1...90, using: &random))
    ]
    plant.resources[3].isUnlimited = Bool.random(using: &random)
    for r in plant.routings.indices {
      for k in plant.routings[r].operations.indices where Bool.random(using: &random) {
        // No break longer than a night is needed: every calendar has a day of 16 hours a week, and no work is longer.
        plant.routings[r].operations[k].longestBreak = 3600 * Int.random(in: 1...20, using: &random)
      }
    }
    for o in plant.orders.indices { plant.orders[o].quantity = min(plant.orders[o].quantity, 20) }
    return plant
  }

  @Test(arguments: 0..<40)
  func `ways, breaks that are too long, and work done outside are kept`(_ seed: Int) throws {
    var plant = plantWithWays(seed)
    let plan = try PlanOrders.run(
      plant, engine: DispatchEngine(rule: .atc), budget: Budget(iterations: 1, threads: 1),
      board: { Board() }
    ).jobOrders
    var order = plant.orders[seed % 3]
    order.id = "NEW"
    plant.orders.append(order)
    let new = try lines(plant, plan)
    let violations = PlanVerifier(plant).violations(of: plan + new)
    #expect(violations.isEmpty, "seed \(seed): \(violations.map(\.en))")
    // What the plan's own operations wait for is never later than they begin, either.
    let index = PlanIndex(plant, plan + new)
    var waits = OperationWaits(index)
    for i in index.plan.indices {
      let found = waits.wait(i)
      let wait = try #require(found)
      #expect(
        wait.bounds.allSatisfy { $0.runStart <= index.plan[i].start },
        "seed \(seed), \(index.plan[i].id)")
    }
  }
}
