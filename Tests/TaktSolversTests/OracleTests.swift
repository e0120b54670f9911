import TaktModel
import TaktTestKit
import Testing

@testable import TaktSolvers

/// Engines against brute force on hundreds of tiny problems of every shape.
@Suite struct OracleTests {
  static let shapes: [(name: String, shape: ProblemShape)] = {
    var list: [(String, ProblemShape)] = []
    var shape = ProblemShape()
    list.append(("job shop", shape))
    shape.alternatives = 3
    list.append(("flexible", shape))
    shape.hasReleases = true
    shape.hasGraphs = true
    list.append(("graphs and releases", shape))
    shape.hasZeroDurations = true
    list.append(("zero durations", shape))
    shape.hasCalendars = true
    list.append(("calendars", shape))
    return list
  }()

  /// The oldest objectives carry the burden; of every other one a few problems of each shape.
  private static func isMain(_ objective: Objective) -> Bool {
    objective == .makespan || objective == .weightedTardiness
  }
  private static func seeds(from first: Int, _ objective: Objective) -> Range<Int> {
    first..<first + (isMain(objective) ? 10 : 3)
  }

  private func solve(
    _ engine: any Engine, _ problem: Problem, _ objective: Objective, iterations: Int = 3000
  ) -> Board.State {
    let board = Board()
    engine.run(
      SolveTask(
        problem: problem, objective: objective, budget: Budget(iterations: iterations, threads: 1),
        board: board))
    return board.current
  }

  @Test(arguments: shapes.indices, Objective.examples)
  func `every engine is valid and no better than the optimum`(_ index: Int, _ objective: Objective)
    throws
  {
    var shape = Self.shapes[index].shape
    (shape.jobs, shape.operations) = (3, 2)
    for seed in Self.seeds(from: 0, objective) {
      let problem = try RandomProblems.problem(seed: seed, shape)
      let optimum = BruteForce.optimum(problem, objective)
      for name in EngineCatalog.names {
        let engine = try #require(EngineCatalog.engine(named: name))
        let state = solve(
          engine, problem, objective, iterations: Self.isMain(objective) ? 3000 : 300)
        let schedule = try #require(state.schedule, "\(name), seed \(seed)")
        #expect(ScheduleVerifier(problem).fault(in: schedule) == nil, "\(name), seed \(seed)")
        #expect(state.value == objective.value(of: schedule, in: problem))
        #expect((state.value ?? 0) >= optimum, "\(name), seed \(seed)")
        #expect((state.bound ?? 0) <= optimum, "\(name), seed \(seed): bound above the optimum")
      }
    }
  }

  @Test(arguments: shapes.indices, Objective.examples)
  func `search and MILP find the optimum`(_ index: Int, _ objective: Objective) throws {
    var shape = Self.shapes[index].shape
    // Three modes an operation are many plans already with two operations a job.
    if shape.alternatives > 1 { shape.operations = 2 }
    for seed in Self.seeds(from: 100, objective) {
      let problem = try RandomProblems.problem(seed: seed, shape)
      let optimum = BruteForce.optimum(problem, objective)
      #expect(solve(AutoEngine(), problem, objective).value == optimum, "auto, seed \(seed)")
      let isLinear = !objective.leading.countsJobs && objective.leading != .maximumTardiness
      let isTaken = !shape.hasCalendars && objective.criteria.count == 1 && isLinear
      #expect((MILPEngine.tight.objection(to: problem, objective: objective) == nil) == isTaken)
      guard isTaken else { continue }
      for engine in [MILPEngine.tight, MILPEngine.textbook] {
        let state = solve(engine, problem, objective)
        #expect(state.value == optimum, "\(engine.name), seed \(seed)")
        #expect(state.bound == optimum, "\(engine.name), seed \(seed), \(state.notes)")
      }
    }
  }
}
