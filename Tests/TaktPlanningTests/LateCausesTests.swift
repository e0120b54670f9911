import TaktMetrics
import TaktModel
import TaktTestKit
import Testing

@testable import TaktPlanning

/// Each kind of cause on a plan made by hand.
@Suite struct LateCausesTests {
  private typealias P = SmallPlant

  private func cause(_ plant: Plant, _ plan: [JobOrder], _ id: String, due: Instant) throws
    -> OrderFigures.Cause?
  {
    var plant = plant
    let order = try #require(plant.orders.firstIndex { $0.id == id })
    plant.orders[order].due = due
    #expect(PlanVerifier(plant).violations(of: plan).isEmpty)
    return PlanFigures(naming: PlanIndex(plant, plan)).orders[order].cause
  }

  @Test func `the setter is at the other press`() throws {
    let cause = try cause(SmallCrew.plant, SmallCrew.plan, "B-1", due: P.at(5, 10, 20))
    #expect(cause == .init(kind: .secondary, id: "SETTER"))
  }

  @Test func `the inspector is at home`() throws {
    let cause = try cause(SmallCrew.plant, SmallCrew.plan, "L-1", due: P.at(5, 12))
    #expect(cause == .init(kind: .calendar, id: "INSPECTOR"))
  }

  @Test func `black stands before white, and the line changes over`() throws {
    let machine = try cause(SmallFloor.plant, SmallFloor.plan, "W-2", due: P.at(5, 12))
    #expect(machine == .init(kind: .machine, id: "PAINT"))
    // With the whole day before it the oven's two hours are all that W-1 waits for.
    var plant = SmallFloor.plant
    plant.resources[0].calendar = 1
    let oven = try cause(
      plant, [SmallFloor.plan[0], SmallFloor.plan[1]] + plainBlack, "W-1",
      due: P.at(5, 9, 50))
    #expect(oven == .init(kind: .changeover, id: "OVEN"))
  }

  /// Black and the second white, as a paint line without rest does them.
  private var plainBlack: [JobOrder] {
    [
      P.line("B-1", "10", "PAINT", P.at(5, 9), P.at(5, 9, 35), P.at(5, 10, 35)),
      P.line("W-2", "10", "PAINT", P.at(5, 10, 35), P.at(5, 12, 5), P.at(5, 13, 5)),
      P.line("W-2", "20", "OVEN", P.at(5, 13, 5), P.at(5, 13, 15), P.at(5, 13, 45)),
    ]
  }

  @Test func `the plan lets the press stand idle`() throws {
    var plan = SmallCrew.plan
    plan[2].setupStart = P.at(5, 13)
    plan[2].start = P.at(5, 13, 20)
    plan[2].end = P.at(5, 15, 20)
    let cause = try cause(SmallCrew.plant, plan, "B-1", due: P.at(5, 13))
    #expect(cause == .init(kind: .idle, id: "PRESS-2"))
  }

  @Test func `an order released too late, and one due too soon`() throws {
    let late = try cause(SmallPlant.plant, SmallPlant.plan, "MO-2", due: P.at(5, 10))
    #expect(late == .init(kind: .calendar, id: "LATHE-02"))
    let soon = try cause(SmallPlant.plant, SmallPlant.plan, "MO-1", due: P.at(5, 8, 30))
    #expect(soon == .init(kind: .dueDate, id: "MO-1"))
    var plant = SmallPlant.plant
    plant.resources[1].calendar = 0
    plant.orders[1].release = P.at(5, 13, 5)
    let plan =
      Array(SmallPlant.plan[..<4]) + [
        P.line("MO-2", "10", "MILL-01", P.at(5, 13, 5), P.at(5, 13, 20), P.at(5, 14, 5)),
        P.line("MO-2", "20", "LATHE-02", P.at(5, 14, 5), P.at(5, 14, 25), P.at(6, 10, 25)),
      ]
    let release = try cause(plant, plan, "MO-2", due: P.at(5, 16))
    #expect(release == .init(kind: .release, id: "MO-2"))
  }
}
