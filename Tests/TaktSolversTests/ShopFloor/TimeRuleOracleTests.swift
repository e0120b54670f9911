import TaktModel
import TaktTestKit
import Testing

@testable import TaktSolvers

/// Engines against brute force on tiny problems with temporal constraints.
@Suite struct TimeRuleOracleTests {
  static let mixes: [TimeRules] = [
    .outside, .interruptions, .transport, .links,
    [.outside, .interruptions, .transport, .links],
    .maximumLags, [.outside, .interruptions, .transport, .links, .maximumLags],
  ]

  private func solve(_ engine: any Engine, _ problem: Problem, _ objective: Objective)
    -> Board.State
  {
    let board = Board()
    engine.run(
      SolveTask(
        problem: problem, objective: objective, budget: Budget(iterations: 3000, threads: 1),
        board: board))
    return board.current
  }

  @Test(arguments: mixes, [Objective.makespan, .weightedTardiness])
  func `engines are valid, bounds hold, and some list is the optimum`(
    _ rules: TimeRules, _ objective: Objective
  ) throws {
    var (missed, unreached) = (0, 0)
    var cases = 0
    for (index, shape) in FloorOracleTests.shapes.enumerated() {
      for seed in 300..<306 {
        let problem = try RandomFloors.problem(seed: seed, shape, rules: rules)
        let optimum = FloorBruteForce.optimum(problem, objective)
        for engine in [DispatchEngine.all as any Engine, AutoEngine()] {
          let state = solve(engine, problem, objective)
          let label: Comment = "\(engine.name), shape \(index), seed \(seed)"
          let schedule = try #require(state.schedule, label)
          let fault = ScheduleVerifier(problem).fault(in: schedule)
          #expect(fault == nil, label)
          #expect((state.value ?? 0) >= optimum, label)
          #expect((state.bound ?? 0) <= optimum, label)
          if engine.name == "auto", state.value != optimum { missed += 1 }
        }
        let listed = AllLists.optimum(problem, objective)
        #expect(listed >= optimum, "shape \(index), seed \(seed)")
        if listed != optimum { unreached += 1 }
        cases += 1
      }
    }
    // Only units are placed all at once, where another plan would put somebody between their operations.
    #expect(rules.contains(.maximumLags) ? unreached * 8 <= cases : unreached == 0, "\(unreached)")
    // Annealing seldom makes the two changes at once that a shop of six operations now and then asks for.
    #expect(missed * 6 <= cases, "\(missed) of \(cases)")
  }

  @Test func `classic engines say what they cannot take`() throws {
    let parts: [(TimeRules, String)] = [
      (.outside, "resources without limit"), (.interruptions, "breaks may not interrupt"),
      (.transport, "transport times"), (.links, "overlapping operations and links"),
      (.maximumLags, "maximum time lags"),
    ]
    for (rules, part) in parts {
      // Not every plant has a pair that may follow each other soon.
      let problem = try #require(
        try (303..<320).lazy.map {
          try RandomFloors.problem(seed: $0, FloorOracleTests.shapes[2], rules: rules)
        }.first { !rules.contains(.maximumLags) || !$0.floor.maximumLags.isEmpty })
      let words = try #require(LocalSearchEngine().objection(to: problem, objective: .makespan))
      #expect(words.contains(part), "\(words)")
      let milp = MILPEngine.tight.objection(to: problem, objective: .makespan)
      #expect(milp?.contains(part) == true)
    }
  }
}

/// The best of all lists and modes of a tiny problem, each placed by the decoder: what a search could find at most.
struct AllLists: ~Copyable {
  private var sequence: FloorSequence
  private let problem: Problem
  private var best = Int.max

  static func optimum(_ problem: Problem, _ objective: Objective) -> Int {
    var all = AllLists(
      sequence: FloorSequence(problem, objective: objective), problem: problem)
    var order: [Int32] = []
    all.extend(&order)
    return all.best
  }

  private mutating func extend(_ order: inout [Int32]) {
    guard order.count < problem.operationCount else { return tryModes(order) }
    for o in 0..<Int32(problem.operationCount) where !order.contains(o) && isReady(o, order) {
      order.append(o)
      extend(&order)
      order.removeLast()
    }
  }

  private func isReady(_ o: Int32, _ order: [Int32]) -> Bool {
    let first = sequence.decoder.predecessorStart[o]
    for a in first..<sequence.decoder.predecessorStart[Int(o) + 1]
    where !order.contains(sequence.decoder.predecessors[a]) { return false }
    return true
  }

  private mutating func tryModes(_ order: [Int32]) {
    let ranges = (0..<problem.operationCount).map { problem.modes(of: $0) }
    var mode = ranges.map { Int32($0.lowerBound) }
    while true {
      sequence.load(FloorPlan(order: order, mode: mode, sequence.decoder))
      if !sequence.isBroken { best = min(best, sequence.cost.value) }
      guard let o = mode.indices.first(where: { Int(mode[$0]) + 1 < ranges[$0].upperBound }) else {
        return
      }
      for i in 0..<o { mode[i] = Int32(ranges[i].lowerBound) }
      mode[o] += 1
    }
  }
}
