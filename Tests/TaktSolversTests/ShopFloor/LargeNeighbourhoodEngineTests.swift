import TaktModel
import TaktTestKit
import Testing

@testable import TaktSolvers

/// The engine's starts, and that a run with an iteration limit is repeatable.
@Suite struct LargeNeighbourhoodEngineTests {
  private func task(_ problem: Problem, iterations: Int = 500, threads: Int) -> SolveTask {
    SolveTask(
      problem: problem, objective: .weightedTardiness,
      budget: Budget(iterations: iterations, threads: threads), board: Board())
  }

  private func problem(_ seed: Int) throws -> Problem {
    var shape = ProblemShape()
    (shape.jobs, shape.operations, shape.machines, shape.alternatives) = (15, 3, 3, 2)
    return try RandomFloors.problem(seed: seed, shape, hasCrew: true)
  }

  @Test func `the same seed and iterations give the same schedule on two threads`() throws {
    let problem = try problem(1)
    let runs = [task(problem, threads: 2), task(problem, threads: 2)]
    for run in runs { LargeNeighbourhoodEngine().run(run) }
    let first = try #require(runs[0].board.current.schedule)
    #expect(first == runs[1].board.current.schedule)
    #expect(runs[0].board.current.tieBreak == runs[1].board.current.tieBreak)
  }

  @Test func `bred plans are valid, no worse than the start, and the same again`() throws {
    for seed in 1..<5 {
      let problem = try problem(seed)
      let begin = task(problem, threads: 1)
      DispatchEngine.all.run(begin)
      let start = try #require(begin.board.current.schedule)
      let costs = (0..<2).map { _ in
        var search = FloorSearch(
          problem, objective: .weightedTardiness, seed: SplitMix64(seed: 1, stream: seed))
        search.load(start)
        var reported: [FloorCost] = []
        search.evolve { steps, _ in
          steps < 20_000 ? Double(steps) / 20_000 : nil
        } report: { cost, _ in
          reported.append(cost)
        }
        let best = search.best.cost
        let fault = ScheduleVerifier(problem).fault(in: search.schedule())
        #expect(fault == nil, "seed \(seed)")
        #expect(best.value < begin.board.bestValue, "seed \(seed)")
        #expect(reported.last == best && reported == reported.sorted(by: >), "seed \(seed)")
        return best
      }
      #expect(costs[0] == costs[1], "seed \(seed)")
    }
  }

  @Test func `kicks alone go on to better plans, and end at the best of them`() throws {
    for seed in 1..<5 {
      let problem = try problem(seed)
      let begin = task(problem, threads: 1)
      DispatchEngine.all.run(begin)
      var search = FloorSearch(
        problem, objective: .weightedTardiness, seed: SplitMix64(seed: 1, stream: seed))
      search.load(try #require(begin.board.current.schedule))
      let start = search.best.cost
      var reported: [FloorCost] = []
      search.kick(since: 0) { steps, idle in
        // Whoever asks is told how long ago the last better plan was.
        #expect(idle <= steps && (reported.isEmpty || idle < steps), "seed \(seed)")
        return steps < 5000 ? Double(steps) / 5000 : nil
      } report: { cost, _ in
        reported.append(cost)
      }
      let best = search.best.cost
      let fault = ScheduleVerifier(problem).fault(in: search.schedule())
      #expect(fault == nil, "seed \(seed)")
      #expect(best < start && reported.last == best, "seed \(seed)")
      #expect(zip(reported, reported.dropFirst()).allSatisfy { $1 < $0 }, "seed \(seed)")
    }
  }

  /// A hundred operations and fewer are cooled by what candidates lose; more of them by how late their jobs are.
  @Test
  func `the engine breeds where candidates are enough, and cools in cycles where they are not`()
    throws
  {
    var shape = ProblemShape()
    (shape.jobs, shape.operations, shape.machines, shape.alternatives) = (35, 3, 4, 2)
    let problem = try RandomFloors.problem(seed: 3, shape, hasCrew: true)
    let begin = task(problem, threads: 1)
    DispatchEngine.all.run(begin)
    let start = try #require(begin.board.current.schedule)
    let candidates = 300 * problem.operationCount
    let bred = try [candidates, candidates - 1].map { iterations in
      let (run, own) = (task(problem, iterations: iterations, threads: 1), Board())
      LargeNeighbourhoodEngine().run(run)
      var search = FloorSearch(
        problem, objective: .weightedTardiness,
        seed: SplitMix64(seed: run.budget.seed, stream: 0))
      search.load(start)
      search.evolve { steps, _ in
        steps < iterations ? Double(steps) / Double(iterations) : nil
      } report: { _, _ in
      }
      let best = search.best.cost
      own.offer(search.schedule(), value: best.value, tieBreak: best.tieBreak, by: "evolve")
      let schedule = try #require(run.board.current.schedule)
      #expect(ScheduleVerifier(problem).fault(in: schedule) == nil)
      #expect(run.board.bestValue < begin.board.bestValue)
      return run.board.current.schedule == own.current.schedule
    }
    #expect(bred == [true, false])
  }

  @Test func `a start that cannot be read is gone on from as it is`() throws {
    // The first job has to begin at 5; the start has the second before it on its machine, and six ticks long.
    var floor = ShopFloor()
    floor.setup = [0, 0, 0]
    floor.settlement.earliest = [0, 0, 0]
    floor.settlement.pin = [5, ShopFloor.Settlement.free]
    let problem = try Problem(
      jobs: [
        JobSpec(chain: [[.init(machine: 0, duration: 3)]], due: 6),
        JobSpec(
          chain: [[.init(machine: 1, duration: 9), .init(machine: 0, duration: 6)]], due: 8),
      ], machineCount: 2, workingTimes: [], floor: floor)
    let start = Schedule(mode: [0, 2], start: [7, 1], end: [10, 7])
    var search = FloorSearch(
      problem, objective: .weightedTardiness, seed: SplitMix64(seed: 1))
    search.load(start)
    #expect(search.best.cost.value == .max && search.best.mode == [0, 2])
    search.restart()
    #expect(search.sequence.isBroken && search.best.mode == [0, 2])
    search.descend(candidates: 200) { false }
    let best = search.best.cost.value
    let fault = ScheduleVerifier(problem).fault(in: search.schedule())
    #expect(best < .max && fault == nil, "\(fault ?? "none")")
  }

  @Test func `a pool keeps the best few, no two of one cost`() throws {
    let problem = try problem(1)
    let sequence = FloorSequence(problem, objective: .weightedTardiness)
    var plan = FloorPlan(sequence)
    var pool = FloorPool()
    var random = SplitMix64(seed: 1)
    #expect(pool.parents(&random) == nil)
    let isBest = [50, 40, 40, 60, 45, 70, 30].map { value in
      plan.cost.value = value
      return pool.add(plan)
    }
    #expect(isBest == [true, true, false, false, false, false, true])
    #expect(pool.best?.cost.value == 30)
    var met: Set<Int> = []
    for _ in 0..<100 {
      let parents = try #require(pool.parents(&random))
      #expect(parents.0.cost != parents.1.cost)
      met.formUnion([parents.0.cost.value, parents.1.cost.value])
    }
    #expect(met == [30, 40, 45, 50])
  }

  @Test func `the best of many scales is valid and no worse than the rule's own`() throws {
    for seed in 2..<6 {
      let problem = try problem(seed)
      let (scaled, plain) = (task(problem, threads: 2), task(problem, threads: 1))
      ScaledDispatch(task: scaled, label: "test").run { false }
      DispatchEngine(rule: .atcs).run(plain)
      let schedule = try #require(scaled.board.current.schedule)
      #expect(ScheduleVerifier(problem).fault(in: schedule) == nil, "seed \(seed)")
      #expect(scaled.board.bestValue <= plain.board.bestValue, "seed \(seed)")
    }
  }

  @Test func `engines for classic shops say what they cannot take`() throws {
    let problem = try problem(1)
    let words = LocalSearchEngine().objection(to: problem, objective: .makespan)
    #expect(
      words == "sequence-dependent setups, operators and tools are not part of the local search")
    #expect(MILPEngine.tight.objection(to: problem, objective: .makespan)?.contains("MILP") == true)
    #expect(LargeNeighbourhoodEngine().objection(to: problem, objective: .makespan) == nil)
  }
}
