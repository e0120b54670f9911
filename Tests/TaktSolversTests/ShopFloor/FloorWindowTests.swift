import TaktModel
import TaktTestKit
import Testing

@testable import TaktSolvers

/// Windows of a list: they leave the plan as they found it, reckon as a whole pass does where they see to the end, and what they
/// come to is a valid plan once mended.
@Suite struct FloorWindowTests {
  /// Seeds from 12 on have operations that must follow each other soon.
  private static let seeds = 0..<20

  private func search(_ seed: Int, jobs: Int = 60) throws -> (FloorSearchBox, Problem) {
    var shape = ProblemShape()
    (shape.jobs, shape.operations, shape.machines, shape.alternatives) = (jobs, 4, 4, 2)
    shape.hasReleases = true
    shape.hasCalendars = seed % 2 == 0
    shape.hasGraphs = seed % 3 == 0
    let rules: TimeRules =
      seed < 12 ? [] : seed % 2 == 0 ? .maximumLags : [.maximumLags, .links, .transport]
    let problem = try RandomFloors.problem(
      seed: seed, shape, hasCrew: seed % 4 >= 2, rules: rules)
    var dispatcher = FloorDispatcher(problem, .init(rule: .edd, seed: UInt64(seed)))
    let dispatched = dispatcher.run()
    let start = try #require(dispatched)
    let box = FloorSearchBox(problem)
    box.search.take(FloorPlan(start, problem, box.search.sequence.decoder), meanWork: 4)
    return (box, problem)
  }

  @Test func `a window leaves the plan as it found it`() throws {
    for seed in Self.seeds {
      let (box, problem) = try search(seed)
      let before = FloorPlan(box.search.sequence)
      let completions = box.search.sequence.completion.array()
      let result = box.improve(50..<150, sight: 40)
      let after = FloorPlan(box.search.sequence)
      #expect(after == before, "seed \(seed)")
      #expect(box.search.sequence.completion.array() == completions, "seed \(seed)")
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
    for seed in Self.seeds {
      let (box, problem) = try search(seed)
      var plan = FloorPlan(box.search.sequence)
      plan.apply(box.improve(50..<150, sight: 10))
      box.search.sequence.mend(plan)
      let mended = FloorPlan(box.search.sequence)
      let fault = ScheduleVerifier(problem).fault(in: box.search.sequence.schedule())
      #expect(fault == nil, "seed \(seed)")
      box.search.sequence.load(mended)
      let loaded = FloorPlan(box.search.sequence)
      #expect(loaded == mended, "seed \(seed)")
    }
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
