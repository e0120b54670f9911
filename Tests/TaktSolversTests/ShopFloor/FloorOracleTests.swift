import TaktModel
import TaktTestKit
import Testing

@testable import TaktSolvers

/// Engines against brute force on tiny problems with a shop floor.
@Suite struct FloorOracleTests {
  static let shapes: [ProblemShape] = {
    var shape = ProblemShape()
    (shape.jobs, shape.operations, shape.machines) = (3, 2, 2)
    var list = [shape]
    shape.alternatives = 2
    shape.hasReleases = true
    list.append(shape)
    shape.hasCalendars = true
    list.append(shape)
    shape.hasZeroDurations = true
    shape.hasGraphs = true
    list.append(shape)
    return list
  }()

  private func solve(
    _ engine: any Engine, _ problem: Problem, _ objective: Objective, iterations: Int = 3000
  ) -> Board.State {
    let board = Board()
    engine.run(
      SolveTask(
        problem: problem, objective: objective,
        budget: Budget(iterations: iterations, threads: 1), board: board))
    return board.current
  }

  @Test(arguments: shapes.indices, [Objective.makespan, .weightedTardiness])
  func `every engine is valid and no better than the optimum`(_ index: Int, _ objective: Objective)
    throws
  {
    for seed in 0..<6 {
      let problem = try RandomFloors.problem(seed: seed, Self.shapes[index])
      let optimum = FloorBruteForce.optimum(problem, objective)
      for name in EngineCatalog.names {
        let engine = try #require(EngineCatalog.engine(named: name))
        let state = solve(engine, problem, objective, iterations: 200)
        let schedule = try #require(state.schedule, "\(name), seed \(seed)")
        let fault = ScheduleVerifier(problem).fault(in: schedule)
        #expect(fault == nil, "\(name), seed \(seed)")
        #expect(state.value == objective.value(of: schedule, in: problem))
        #expect((state.value ?? 0) >= optimum, "\(name), seed \(seed)")
        #expect((state.bound ?? 0) <= optimum, "\(name), seed \(seed): bound above the optimum")
      }
    }
  }

  @Test(arguments: shapes.indices, [Objective.makespan, .weightedTardiness])
  func `the search finds the optimum`(_ index: Int, _ objective: Objective) throws {
    for seed in 100..<125 {
      let problem = try RandomFloors.problem(seed: seed, Self.shapes[index])
      let optimum = FloorBruteForce.optimum(problem, objective)
      let found = solve(AutoEngine(), problem, objective)
      #expect(found.value == optimum, "seed \(seed)")
      #expect(found.engine == "large-neighbourhood" || found.engine.hasPrefix("dispatch"))
    }
  }

  @Test func `of plans as late the one with less setup stays`() throws {
    for seed in 0..<10 {
      let problem = try RandomFloors.problem(seed: seed, Self.shapes[0])
      let rules = solve(DispatchEngine.all, problem, .makespan)
      let found = solve(LargeNeighbourhoodEngine(), problem, .makespan)
      #expect(rules.tieBreak == [])
      let schedule = try #require(found.schedule)
      let setup = (0..<problem.operationCount).reduce(0) { sum, o in
        let works = problem.duration[Int(schedule.mode[o])] > 0
        return sum + (works ? Int(schedule.runStart[o] - schedule.setupStart[o]) : 0)
      }
      #expect(found.tieBreak.first == setup, "seed \(seed)")
    }
  }
}
