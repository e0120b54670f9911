import TaktModel
import TaktTestKit
import Testing

@testable import TaktMetrics

/// Why an order is late.
@Suite struct CriticalChainsTests {
  private typealias P = SmallPlant

  private func causes(_ plant: Plant, _ plan: [JobOrder]) -> [OrderFigures.Cause?] {
    OrderFigures.all(plant, plan).map(\.cause)
  }

  /// Orders of one piece on M1 and M2 around the clock; releases and due times in hours from Monday 08:00.
  private func plant(_ orders: [(steps: [RoutingOperation], release: Int, due: Int)]) -> Plant {
    var plant = ThreeOrders.plant
    plant.calendars = [.always(), .always()]
    plant.routings = orders.enumerated().map {
      Routing(item: "I\($0.offset)", itemName: "", operations: $0.element.steps)
    }
    plant.orders = orders.enumerated().map { i, order in
      Order(
        id: "O\(i + 1)", routing: i, quantity: 1, release: plant.asOf + 3600 * order.release,
        originalDue: plant.asOf + 3600 * order.due, due: plant.asOf + 3600 * order.due, weight: 1)
    }
    return plant
  }

  /// A line without setup, in hours from Monday 08:00.
  private func line(_ order: Int, _ step: String, _ machine: String, _ from: Int, _ to: Int)
    -> JobOrder
  {
    P.line("O\(order)", step, machine, P.at(5, 8 + from), P.at(5, 8 + from), P.at(5, 8 + to))
  }

  private func hours(_ id: String, _ machine: Int, _ hours: Int, after: [Int] = [], wait: Int = 0)
    -> RoutingOperation
  {
    ThreeOrders.step(id, machine, setup: 0, run: 60 * hours, after: after, wait: 60 * wait)
  }

  @Test func `the machine with the most foreign work on the chain is the cause`() {
    // O2/20 waits for O3/10 on M2 (60 min), which waits for O1/20 (90 min), which waits for O1/10 on M1 (60 min).
    let found = causes(ThreeOrders.plant, ThreeOrders.plan)
    #expect(found == [nil, .init(kind: .machine, id: "M2"), nil])
  }

  @Test func `an order that waits for nobody was released late`() {
    let plant = plant([([hours("10", 0, 2)], release: 3, due: 4)])
    #expect(
      causes(plant, [line(1, "10", "M1", 3, 5)]) == [.init(kind: .release, id: "O1")])
  }

  @Test func `or it is due too early`() {
    let plant = plant([([hours("10", 0, 2), hours("20", 1, 2, after: [0])], release: 0, due: 3)])
    let plan = [line(1, "10", "M1", 0, 2), line(1, "20", "M2", 2, 4)]
    #expect(causes(plant, plan) == [.init(kind: .dueDate, id: "O1")])
  }

  @Test func `a machine waited for with slack behind is not the cause`() {
    // O2/10 waits an hour for M1, but O2/30 waits for the longer branch O2/20 on M2.
    let plant = plant([
      ([hours("10", 0, 1)], release: 0, due: 9),
      (
        [hours("10", 0, 1), hours("20", 1, 5), hours("30", 0, 1, after: [0, 1])], release: 0,
        due: 5
      ),
    ])
    let plan = [
      line(1, "10", "M1", 0, 1), line(2, "10", "M1", 1, 2), line(2, "20", "M2", 0, 5),
      line(2, "30", "M1", 5, 6),
    ]
    #expect(causes(plant, plan) == [nil, .init(kind: .dueDate, id: "O2")])
  }

  @Test func `cooling counts: the order itself holds longer than the machine`() {
    // After O2/10 ends at 1 it cools until 4; M2 is free from 3 on.
    let plant = plant([
      ([hours("10", 1, 3)], release: 0, due: 9),
      ([hours("10", 0, 1), hours("20", 1, 1, after: [0], wait: 3)], release: 0, due: 2),
    ])
    let plan = [
      line(1, "10", "M2", 0, 3), line(2, "10", "M1", 0, 1), line(2, "20", "M2", 4, 5),
    ]
    #expect(causes(plant, plan) == [nil, .init(kind: .dueDate, id: "O2")])
    // Without the cooling M2 is what it waits for.
    var warm = plant
    warm.routings[1].operations[1].wait = 0
    let sooner = plan.dropLast() + [line(2, "20", "M2", 3, 4)]
    #expect(causes(warm, Array(sooner)) == [nil, .init(kind: .machine, id: "M2")])
  }

  @Test func `a short wait is no cause of an order that would be late anyway`() {
    // O1 waits an hour behind O2 on M2; without that it would still be four of its five hours late.
    let plant = plant([
      (
        [
          hours("10", 1, 1), hours("20", 0, 4, after: [0]), hours("30", 0, 4, after: [1]),
        ], release: 0, due: 5
      ), ([hours("10", 1, 1)], release: 0, due: 9),
    ])
    let plan = [
      line(2, "10", "M2", 0, 1), line(1, "10", "M2", 1, 2), line(1, "20", "M1", 2, 6),
      line(1, "30", "M1", 6, 10),
    ]
    #expect(causes(plant, plan) == [.init(kind: .dueDate, id: "O1"), nil])
    // Due at 9 it would be on time without that hour.
    var later = plant
    later.orders[0].due = plant.asOf + 9 * 3600
    #expect(causes(later, plan) == [.init(kind: .machine, id: "M2"), nil])
  }

  @Test func `a plan that waits in a circle still has an answer`() {
    // O1/20 stands before O1/10 on time and both claim M1: no valid plan, but one that may be handed in.
    let plant = plant([
      ([hours("10", 0, 2), hours("20", 0, 2, after: [0])], release: 0, due: 1),
      ([hours("10", 0, 2)], release: 0, due: 1),
    ])
    let plan = [
      line(1, "20", "M1", 0, 4), line(2, "10", "M1", 1, 5), line(1, "10", "M1", 2, 6),
    ]
    #expect(causes(plant, plan).allSatisfy { $0 != nil })
  }
}
