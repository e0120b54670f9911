import TaktModel
import TaktTestKit
import Testing

@testable import TaktMetrics

/// What operations of hand-made plans wait for.
@Suite struct OperationWaitTests {
  private typealias P = SmallPlant

  private func wait(_ id: String, _ plant: Plant, _ plan: [JobOrder]) throws -> OperationWait {
    let index = PlanIndex(plant, plan)
    var waits = OperationWaits(index)
    let line = try #require(plan.firstIndex { $0.id == id })
    let wait = waits.wait(line)
    return try #require(wait)
  }

  @Test func `the second press waits half an hour for the setter`() throws {
    let wait = try wait("B-1/10", SmallCrew.plant, SmallCrew.plan)
    #expect(wait.binding.kind == .secondary(0))
    #expect(wait.binding.since == P.at(5, 8, 30))
    #expect(wait.waiting == 1800)
    // 20 min of setup and 2 h of run.
    #expect(wait.work == 8400)
    #expect(wait.changeover == 0 && wait.idle == 0 && wait.closed == 0)
  }

  @Test func `the bench waits for nobody: its inspector is at home until eight`() throws {
    let wait = try wait("L-1/20", SmallCrew.plant, SmallCrew.plan)
    #expect(wait.binding.kind == .predecessor)
    #expect(wait.waiting == 0)
    // From 09:30 to 20:00.
    #expect(wait.closed == 37_800)
  }

  @Test func `a line waits for black to be over, and then for its changeover to white`() throws {
    let wait = try wait("W-2/10", SmallFloor.plant, SmallFloor.plan)
    #expect(wait.binding.kind == .machine)
    // From 08:00 until black is done at 10:35; the 90 min of changeover last over noon until 13:05.
    #expect(wait.waiting == 9300)
    #expect(wait.changeover == 9000)
    #expect(wait.slack == 9300 + 9000)
  }

  @Test func `an oven that heats up beforehand is waited for as long as the piece is not there`()
    throws
  {
    let wait = try wait("W-1/20", SmallFloor.plant, SmallFloor.plan)
    // The piece is there at 09:00, and its own 10 min of setup begin when the oven is hot, at 10:00.
    #expect(wait.ready == P.at(5, 9))
    #expect(wait.work == 40 * 60)
    #expect(wait.changeover == 3600)
    #expect(wait.waiting + wait.idle + wait.closed == 0)
  }

  @Test func `what begins later than it must stands idle`() throws {
    var plan = SmallCrew.plan
    plan[2].setupStart = P.at(5, 9, 30)
    plan[2].start = P.at(5, 9, 50)
    plan[2].end = P.at(5, 11, 50)
    #expect(PlanVerifier(SmallCrew.plant).violations(of: plan).isEmpty)
    let wait = try wait("B-1/10", SmallCrew.plant, plan)
    #expect(wait.idle == 3600)
    #expect(wait.waiting == 1800)
  }

  @Test func `one of two gauges is free, so nobody waits for them`() throws {
    var plant = SmallCrew.plant
    plant.routings[0].operations[1].needs[0].quantity = 1
    var second = plant.orders[0]
    second.id = "L-2"
    plant.orders.append(second)
    plant.secondaries[2].quantity = 2
    plant.secondaries[4].quantity = 2
    let plan = [
      SmallCrew.line(
        "L-1", "10", "PRESS-1", P.at(5, 8), P.at(5, 8, 30), P.at(5, 9, 30), ["SETTER", "MOULD"]),
      SmallCrew.line(
        "L-2", "10", "PRESS-1", P.at(5, 9, 30), P.at(5, 10), P.at(5, 11), ["SETTER", "MOULD"]),
      SmallCrew.line(
        "L-1", "20", "BENCH", P.at(5, 20), P.at(5, 20), P.at(5, 21), ["GAUGE", "INSPECTOR"]),
      SmallCrew.line(
        "L-2", "20", "BENCH", P.at(5, 21), P.at(5, 21), P.at(5, 22), ["GAUGE", "INSPECTOR"]),
    ]
    let wait = try wait("L-2/20", plant, plan)
    #expect(wait.binding.kind == .machine)
    #expect(wait.waiting == 3600)
    plant.secondaries[4].quantity = 1
    let short = try self.wait("L-2/20", plant, plan)
    // Now the inspector holds it as long as the bench does; the machine is named first.
    #expect(short.bounds.contains { $0.kind == .secondary(4) && $0.since == P.at(5, 21) })
  }

  /// Whatever a plan is, the parts of an operation's time from ready to end add up to it.
  @Test(arguments: 0..<40)
  func `the parts of the time add up`(_ seed: Int) throws {
    let plant = RandomPlants.plant(seed: seed)
    let compiled = try CompiledPlant(plant, horizon: 120 * 86_400)
    let schedule = compiled.jobOrders(
      try #require(RandomSchedules.schedule(compiled.problem, seed: seed)))
    let index = PlanIndex(plant, schedule)
    var waits = OperationWaits(index)
    for i in schedule.indices {
      let found = waits.wait(i)
      let wait = try #require(found)
      let parts = wait.waiting + wait.changeover + wait.idle + wait.work + wait.closed
      #expect(parts == schedule[i].end - wait.ready, "seed \(seed), \(schedule[i].id)")
      #expect(wait.bounds.allSatisfy { $0.runStart <= schedule[i].start }, "seed \(seed)")
    }
  }
}
