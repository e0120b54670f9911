import TaktModel
import TaktPlanning
import TaktRescheduling
import TaktSolvers
import TaktTestKit
import Testing

/// The rescheduler on the small plant, whose plan is worked out by hand, and on random ones.
@Suite struct ReschedulerTests {
  private func at(_ day: Int, _ hour: Int, _ minute: Int = 0) -> Instant {
    SmallPlant.at(day, hour, minute)
  }

  private func event(
    _ kind: ShopEvent.Kind, id: String = "E1", _ time: Instant,
    _ set: (inout ShopEvent.Details) -> Void = { _ in }
  ) -> ShopEvent {
    var data = ShopEvent.Details()
    set(&data)
    return ShopEvent(source: "/mes", id: id, kind: kind, time: time, data: data, digest: id)
  }

  private func rescheduler(_ methods: [PlanRepair.Method] = [.rightShift]) -> Rescheduler {
    var settings = Rescheduler.Settings()
    settings.methods = methods
    return Rescheduler(
      SmallPlant.plant,
      plan: .init(version: 1, asOf: SmallPlant.plant.asOf, jobOrders: SmallPlant.plan),
      settings: settings)
  }

  private let budget = Budget(iterations: 64, threads: 1)

  private func line(_ plan: [JobOrder], _ id: String) throws -> JobOrder {
    try #require(plan.first { $0.id == id })
  }

  @Test func `a breakdown stops what runs and pushes what follows`() throws {
    var rescheduler = rescheduler()
    // MO-1/10 runs on LATHE-01 from 08:30 to 09:10: with twenty minutes lost from 09:00 it ends at 09:30.
    let answer = try rescheduler.answer(
      [
        event(.machineDown, at(5, 9)) {
          $0.resource = "LATHE-01"
          $0.until = at(5, 9, 20)
        }
      ], asOf: at(5, 9), budget: budget)
    #expect(answer.isChanged)
    #expect(answer.plan.version == 2)
    let first = try line(answer.plan.jobOrders, "MO-1/10")
    #expect(first.status == .running)
    #expect(first.start == at(5, 8, 30))
    #expect(first.end == at(5, 9, 30))
    let old = try line(SmallPlant.plan, "MO-1/20")
    let new = try line(answer.plan.jobOrders, "MO-1/20")
    #expect(new.start >= first.end + 3600 && new.start >= old.start)
    #expect(answer.changes.contains { $0.id == "MO-1/20" && $0.reason.en == "waits for MO-1/10" })
  }

  @Test(arguments: [[], [3], [0, 4], [1, 2, 5], [0, 1, 2, 3, 4, 5]])
  func `of a batch, what no plan can keep is refused and the rest is answered`(_ bad: Set<Int>)
    throws
  {
    var rescheduler = rescheduler()
    let events = (0..<6).map { i in
      // A thousand million pieces take centuries.
      event(.orderRush, id: "E\(i)", at(5, 9)) {
        ($0.order, $0.item) = ("RUSH-\(i)", SmallPlant.plant.routings[0].item)
        ($0.quantity, $0.due) = (bad.contains(i) ? 1_000_000_000 : 1, at(9, 9))
      }
    }
    let answer = try rescheduler.answer(events, asOf: at(5, 9), budget: budget)
    for i in events.indices {
      if case .refused = answer.outcomes[i] {
        #expect(bad.contains(i))
      } else {
        #expect(!bad.contains(i))
        #expect(answer.plan.jobOrders.contains { $0.order == "RUSH-\(i)" })
      }
    }
  }

  @Test func `what happens to a machine that has nothing to do changes nothing`() throws {
    var rescheduler = rescheduler()
    let past = event(.machineDown, at(5, 8)) {
      $0.resource = "LATHE-02"
      $0.until = at(5, 9)
    }
    let answer = try rescheduler.answer([past], asOf: at(5, 8), budget: budget)
    #expect(!answer.isChanged)
    #expect(answer.plan.jobOrders == SmallPlant.plan)
    #expect(answer.plan.version == 1)
  }

  @Test func `word of a later moment that changes nothing keeps the clock from going back`() throws
  {
    var rescheduler = rescheduler()
    let planned = try line(SmallPlant.plan, "MO-1/20")
    // As planned: the plan stands, made for an earlier moment.
    let begun = event(.operationStarted, id: "A", planned.setupStart) {
      ($0.order, $0.operation) = ("MO-1", "20")
    }
    let first = try rescheduler.answer([begun], asOf: planned.setupStart, budget: budget)
    #expect(!first.isChanged && first.plan.asOf < planned.setupStart)
    #expect(rescheduler.moment == planned.setupStart)
    // What happened before is told late, with the clock of then.
    let late = event(.machineDown, id: "B", SmallPlant.plant.asOf) {
      $0.resource = "LATHE-02"
      $0.until = at(5, 22)
    }
    let second = try rescheduler.answer([late], asOf: SmallPlant.plant.asOf, budget: budget)
    #expect(second.isChanged && second.plan.asOf == planned.setupStart)
    #expect(second.warnings.contains { $0.en.contains("is before the latest moment") })
    #expect(try line(second.plan.jobOrders, "MO-1/20").status == .running)
    #expect(try line(second.plan.jobOrders, "MO-1/20").setupStart == planned.setupStart)
  }

  @Test func `an event more than a year ahead is refused and does not set the clock`() throws {
    var rescheduler = rescheduler()
    let moment = rescheduler.moment
    let down = { (id: String, time: Instant) in
      event(.machineDown, id: id, time) {
        $0.resource = "LATHE-01"
        $0.until = time + 7200
      }
    }
    let far = down("F", moment + 367 * 86_400)
    let answer = try rescheduler.answer([far, down("N", moment + 3600)], budget: budget)
    guard case .refused(let why) = answer.outcomes[0] else {
      Issue.record("taken: \(answer.outcomes[0])")
      return
    }
    #expect(why.field == "time" && why.en.contains("more than a year ahead"))
    #expect(answer.outcomes[1] == .applied(hasEffect: true))
    #expect(answer.plan.asOf == moment + 3600)
    // Alone it leaves everything as it was.
    let alone = try rescheduler.answer([far], budget: budget)
    #expect(!alone.isChanged && rescheduler.moment == moment + 3600)
  }

  @Test(arguments: [false, true])
  func `what is pinned and cannot begin in time stays on its machine`(_ isPinned: Bool) throws {
    var rescheduler = rescheduler(PlanRepair.Method.ladder)
    // LATHE-01 is down until Tuesday; LATHE-02 works tonight.
    let down = event(.machineDown, id: "D", at(5, 8)) {
      $0.resource = "LATHE-01"
      $0.until = at(6, 10)
    }
    let pin = event(.planPin, id: "P", at(5, 8)) { ($0.order, $0.operation) = ("MO-1", "10") }
    let answer = try rescheduler.answer(
      isPinned ? [pin, down] : [down], asOf: at(5, 8), budget: budget)
    let new = try line(answer.plan.jobOrders, "MO-1/10")
    #expect(new.equipment == (isPinned ? "LATHE-01" : "LATHE-02"))
    #expect(isPinned == answer.warnings.contains { $0.en.contains("it stays on LATHE-01") })
    #expect(!new.isPinned && new.status == .proposed)
    guard isPinned else { return }
    // The pin stands: with the next event it holds the new time as well.
    let stop = event(.machineDown, id: "M", at(5, 9)) {
      $0.resource = "MILL-01"
      $0.until = at(5, 12)
    }
    let next = try rescheduler.answer([stop], budget: budget)
    let kept = try line(next.plan.jobOrders, "MO-1/10")
    #expect(kept.start == new.start && kept.equipment == "LATHE-01" && kept.isPinned)
  }

  @Test func `an event is taken in once`() throws {
    var rescheduler = rescheduler()
    let down = event(.machineDown, at(5, 9)) {
      $0.resource = "LATHE-01"
      $0.until = at(5, 10)
    }
    let first = try rescheduler.answer([down, down], asOf: at(5, 9), budget: budget)
    #expect(first.outcomes == [.applied(hasEffect: true), .duplicate])
    let again = try rescheduler.answer([down], asOf: at(5, 9, 30), budget: budget)
    #expect(again.outcomes == [.duplicate])
    #expect(!again.isChanged)
    #expect(again.plan.jobOrders == first.plan.jobOrders)
    var other = down
    other.digest = "another"
    let refused = try rescheduler.answer([other], asOf: at(5, 9, 30), budget: budget)
    guard case .refused = refused.outcomes[0] else {
      Issue.record("the key of another event was taken")
      return
    }
  }

  @Test func `unknown names are refused and the others taken`() throws {
    var rescheduler = rescheduler()
    let answer = try rescheduler.answer(
      [
        event(.machineDown, id: "A", at(5, 9)) { $0.resource = "LATHE-99" },
        event(.orderCancelled, id: "B", at(5, 9)) { $0.order = "MO-2" },
        event(.operationStarted, id: "C", at(5, 9)) {
          $0.order = "MO-1"
          $0.operation = "99"
        },
      ], asOf: at(5, 9), budget: budget)
    #expect(answer.outcomes[1] == .applied(hasEffect: true))
    for i in [0, 2] {
      guard case .refused(let why) = answer.outcomes[i] else {
        Issue.record("event \(i) was taken")
        continue
      }
      #expect(!why.en.isEmpty && !why.zh.isEmpty)
    }
    #expect(!answer.plan.jobOrders.contains { $0.order == "MO-2" && $0.status == .proposed })
  }

  @Test func `events that come late tell the same as in time`() throws {
    let down = event(.machineDown, id: "D", at(5, 8, 40)) {
      $0.resource = "LATHE-01"
      $0.until = at(5, 12)
    }
    let up = event(.machineUp, id: "U", at(5, 9)) { $0.resource = "LATHE-01" }
    var inTime = EventLog(SmallPlant.plant)
    var late = EventLog(SmallPlant.plant)
    _ = inTime.add([down, up], asOf: at(5, 10))
    _ = late.add([up], asOf: at(5, 9))
    _ = late.add([down], asOf: at(5, 10))
    #expect(inTime.events == late.events)
    var a = rescheduler()
    var b = rescheduler()
    let first = try a.answer([down, up], asOf: at(5, 10), budget: budget)
    let second = try b.answer([up, down], asOf: at(5, 10), budget: budget)
    #expect(first.plan.jobOrders == second.plan.jobOrders)
  }

  /// From a hundred on all is planned anew, from a hundred and twenty-five on some is done in a furnace, from a hundred and sixty-five
  /// on orders go in lots, from two hundred and five on there is not power enough for all machines, from two hundred and forty-five on not room enough in
  /// front of them.
  @Test(arguments: 0..<285)
  func `on random plants every answer is valid and nothing begun moves`(_ seed: Int) throws {
    let plain = RandomPlants.plant(seed: seed)
    let plant =
      switch seed {
      case 245...: RandomBuffers.plant(plain, seed: seed)
      case 205...: RandomPower.plant(plain, seed: seed)
      case 165...: RandomLots.plant(plain, seed: seed)
      case 125...: RandomLoads.plant(plain, seed: seed)
      default: plain
      }
    let planned = try PlanOrders.run(
      plant, engine: DispatchEngine.all, budget: Budget(iterations: 1)
    ) { Board() }
    var settings = Rescheduler.Settings()
    settings.freeze = seed % 3 == 0 ? 7200 : 0
    if (100..<125).contains(seed) {
      settings.methods = [.replanning]
      settings.prices = DisruptionPrices().scaled(by: 0)
    }
    var rescheduler = Rescheduler(
      plant, plan: .init(version: 1, asOf: plant.asOf, jobOrders: planned.jobOrders),
      settings: settings)
    var events = RandomEvents(plant, seed: seed)
    var now = plant.asOf
    for _ in 0..<12 {
      now = now + 3600 * (seed % 4 + 1)
      let before = rescheduler.plan
      let answer = try rescheduler.answer(
        [events.next(at: now), events.next(at: now)], asOf: now,
        budget: Budget(iterations: 128, threads: 1, seed: UInt64(seed)))
      #expect(answer.stability.frozenMoved == 0)
      if let first = answer.steps.first, let last = answer.steps.last {
        #expect(last.value <= first.value, "no later than right-shifted")
      }
      let told = PlantOfPlan(
        plant, events: rescheduler.log.events, lines: answer.plan.jobOrders, asOf: answer.plan.asOf
      ).plant
      let broken = PlanVerifier(told).violations(of: answer.plan.jobOrders)
      #expect(broken.isEmpty, "\(broken.first?.en ?? "")")
      for old in before.jobOrders where old.status == .completed && answer.isChanged {
        let new = answer.plan.jobOrders.first { $0.id == old.id }
        #expect(new?.equipment == old.equipment || new == nil, "\(old.id)")
      }
    }
  }
}
