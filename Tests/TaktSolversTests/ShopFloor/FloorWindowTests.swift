import TaktModel
import TaktTestKit
import Testing

@testable import TaktSolvers

/// Windows of a list: they leave the plan as they found it, reckon as a whole pass does where they see to the end, and what they
/// come to is a valid plan once mended.
@Suite struct FloorWindowTests {
  /// Seeds from 12 on have operations that must follow each other soon, from 16 on loads as well.
  private static let seeds = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 19, 23, 26, 28]

  private func problem(_ seed: Int, hasLoads: Bool, hasRules: Bool = true) throws -> Problem {
    var shape = ProblemShape()
    (shape.jobs, shape.operations, shape.machines, shape.alternatives) = (60, 4, 4, 2)
    shape.hasReleases = true
    shape.hasCalendars = seed % 2 == 0
    shape.hasGraphs = seed % 3 == 0
    let rules: TimeRules =
      seed < 12 || !hasRules
      ? [] : seed % 2 == 0 ? .maximumLags : [.maximumLags, .links, .transport]
    let problem = try RandomFloors.problem(
      seed: seed, shape, hasCrew: seed % 4 >= 2, rules: rules)
    return hasLoads ? try RandomLoads.problem(problem, seed: seed) : problem
  }

  private func dispatched(_ problem: Problem, seed: Int) -> Schedule? {
    var dispatcher = FloorDispatcher(problem, .init(rule: .edd, seed: UInt64(seed)))
    return dispatcher.run()
  }

  private func search(_ seed: Int) throws -> (FloorSearchBox, Problem) {
    let problem = try problem(seed, hasLoads: seed >= 16)
    let start = try #require(dispatched(problem, seed: seed))
    let box = FloorSearchBox(problem)
    box.search.take(FloorPlan(start, problem, box.search.sequence.decoder), meanWork: 4)
    return (box, problem)
  }

  /// Reads a dispatched plan off the list made of it.
  /// - Returns: whether it comes back otherwise, and whether anything of it later; nil where dispatching finds none.
  private func reading(_ problem: Problem, seed: Int) -> (isOtherwise: Bool, isLater: Bool)? {
    guard let start = dispatched(problem, seed: seed) else { return nil }
    var sequence = FloorSequence(problem, objective: .weightedTardiness)
    sequence.load(FloorPlan(start, problem, sequence.decoder))
    let ends = sequence.schedule().end
    return (ends != start.end, zip(ends, start.end).contains { $0 > $1 })
  }

  @Test func `the list of a schedule gives it back`() throws {
    // One with operators comes back earlier: somebody is come to in another order. Loads may be joined from elsewhere.
    var (plain, otherwise) = (0, 0)
    var (loads, otherLoads) = (0, 0)
    for seed in 0..<80 {
      if let read = reading(try problem(seed, hasLoads: false), seed: seed) {
        plain += 1
        #expect(!read.isLater, "seed \(seed)")
        if read.isOtherwise { otherwise += 1 }
      }
      guard let read = reading(try problem(seed, hasLoads: true), seed: seed) else { continue }
      loads += 1
      if read.isOtherwise { otherLoads += 1 }
    }
    #expect(plain >= 72 && otherwise <= 1, "\(otherwise) of \(plain)")
    #expect(loads >= 60 && otherLoads * 6 <= loads, "\(otherLoads) of \(loads)")
  }

  @Test func `work in hand stays where it is in lists, windows and mended plans`() throws {
    var tried = 0
    // With breaks and with operators, who have breaks of their own.
    for seed in stride(from: 2, to: 200, by: 4) where tried < 6 {
      let free = try problem(seed, hasLoads: false, hasRules: false)
      guard let begun = dispatched(free, seed: seed) else { continue }
      let problem = try RunningWork.problem(free, begun: begun)
      let pin = problem.floor.settlement.pin
      guard let start = dispatched(problem, seed: seed),
        // Something is at rest.
        zip(pin, start.start).contains(where: { $0 == ShopFloor.Settlement.running && $1 > 0 })
      else { continue }
      tried += 1
      let verifier = ScheduleVerifier(problem)
      #expect(verifier.fault(in: start) == nil, "seed \(seed)")
      let box = FloorSearchBox(problem)
      box.search.take(FloorPlan(start, problem, box.search.sequence.decoder), meanWork: 4)
      let isBroken = box.search.sequence.isBroken
      #expect(!isBroken, "seed \(seed)")
      var plan = FloorPlan(box.search.sequence)
      plan.apply(box.improve(0..<100, sight: 20))
      box.search.sequence.mend(plan)
      let isMended = !box.search.sequence.isBroken
      #expect(isMended, "seed \(seed)")
      let mended = verifier.fault(in: box.search.sequence.schedule())
      #expect(mended == nil, "seed \(seed)")
      box.search.descend(candidates: 500) { false }
      let searched = verifier.fault(in: box.search.schedule())
      #expect(searched == nil, "seed \(seed)")
    }
    #expect(tried == 6)
  }

  @Test func `a window leaves the plan as it found it`() throws {
    for seed in Self.seeds {
      let (box, problem) = try search(seed)
      let before = FloorPlan(box.search.sequence)
      let completions = box.search.sequence.jobs.completion.array()
      let result = box.improve(50..<150, sight: 40)
      let after = FloorPlan(box.search.sequence)
      #expect(after == before, "seed \(seed)")
      #expect(box.search.sequence.jobs.completion.array() == completions, "seed \(seed)")
      #expect(Set(result.order) == Set(before.order[50..<150]))
      // The same plan again, and not only what it says: an edit behind the window is evaluated as ever.
      box.search.window = 0..<problem.operationCount
      box.search.sequence.edit.bounds = box.search.window
      box.search.sequence.see(until: problem.operationCount)
      for _ in 0..<20 where box.search.propose(.random) {
        box.search.sequence.evaluate()
        box.search.sequence.accept()
      }
      let evaluated = FloorPlan(box.search.sequence)
      var fresh = FloorSequence(problem, objective: .weightedTardiness)
      fresh.load(evaluated)
      let loaded = FloorPlan(fresh)
      #expect(loaded == evaluated, "seed \(seed)")
    }
  }

  @Test func `a window that sees to the end reckons what the whole plan costs`() throws {
    for seed in Self.seeds {
      let (box, problem) = try search(seed)
      let before = box.search.best.cost
      let result = box.improve(80..<200, sight: problem.operationCount)
      var plan = FloorPlan(box.search.sequence)
      plan.apply(result)
      box.search.sequence.load(plan)
      let cost = box.search.sequence.cost
      #expect(cost <= before, "seed \(seed)")
      #expect(FloorPlan(box.search.sequence).starts == plan.starts, "seed \(seed)")
    }
  }

  @Test func `a mended plan is valid and its list stands for it`() throws {
    var broken = 0
    for seed in Self.seeds {
      let (box, problem) = try search(seed)
      var plan = FloorPlan(box.search.sequence)
      plan.apply(box.improve(50..<150, sight: 10))
      box.search.sequence.mend(plan)
      let mended = FloorPlan(box.search.sequence)
      let fault = ScheduleVerifier(problem).fault(in: box.search.sequence.schedule())
      // One with loads ends past the calendars: it says so, and is not taken.
      let isBroken = box.search.sequence.isBroken
      if isBroken { broken += 1 }
      #expect(!isBroken || seed >= 16, "seed \(seed)")
      #expect(isBroken == (fault != nil), "seed \(seed)")
      box.search.sequence.load(mended)
      let loaded = FloorPlan(box.search.sequence)
      #expect(loaded == mended, "seed \(seed)")
    }
    #expect(broken <= 1)
  }

  @Test func `mending lets others go ahead of an operation that has become late`() throws {
    // A's machine 0 takes 9 where the list was made for 1; B and C could use machine 1 meanwhile.
    func chain(_ modes: (Int32, Int32)...) -> JobSpec {
      JobSpec(chain: modes.map { [.init(machine: $0.0, duration: $0.1)] })
    }
    var floor = ShopFloor()
    floor.setup = [0, 0, 0, 0]
    floor.changeovers.familyCount = 1
    floor.changeovers.familyOf = [0, 0, 0, 0]
    floor.changeovers.initialFamily = [0, 0]
    floor.changeovers.matrixOf = [-1, -1]
    let problem = try Problem(
      jobs: [chain((0, 9), (1, 1)), chain((1, 2)), chain((1, 2))], machineCount: 2, floor: floor)
    var sequence = FloorSequence(problem, objective: .weightedTardiness)
    let order: [Int32] = [0, 1, 2, 3]
    var plan = FloorPlan(sequence)
    (plan.order, plan.mode, plan.starts) = (order, order, [0, 1, 2, 4])
    sequence.load(plan)
    let held = sequence.cost.value
    sequence.mend(plan)
    let mended = sequence.cost.value
    #expect(held == 10 + 12 + 14)
    // All are due at 0. B and C run from 0 to 4, and A's second operation comes at 9 as before.
    #expect(mended == 10 + 2 + 4)
  }
}

/// A search that a test can hand about.
final class FloorSearchBox {
  var search: FloorSearch

  init(_ problem: Problem) {
    search = FloorSearch(problem, objective: .weightedTardiness, seed: SplitMix64(seed: 1))
  }

  func improve(_ window: Range<Int>, sight: Int) -> WindowResult {
    search.improve(
      window, sight: sight, steps: 2000, heat: 0.2, seed: SplitMix64(seed: 3), stop: { false })
  }
}
