import TaktModel
import TaktTestKit
import Testing

@testable import TaktSolvers

/// Limited room in the engines: against brute force, and against the verifier with all else a floor asks.
@Suite struct FloorBuffersTests {
  private func tiny(_ seed: Int) throws -> Problem {
    try RandomBuffers.problem(try RandomProblems.problem(seed: seed, shape(seed)), seed: seed)
  }

  private func shape(_ seed: Int) -> ProblemShape {
    var shape = ProblemShape()
    let shapes = [(3, 2, 3), (3, 3, 3), (4, 2, 2)]
    (shape.jobs, shape.operations, shape.machines) = shapes[seed % 3]
    shape.alternatives = seed % 3 == 0 ? 2 : 1
    shape.hasReleases = true
    return shape
  }

  @Test(arguments: [Objective.makespan, .weightedTardiness])
  func `the search finds the best plan with the room there is`(_ objective: Objective) throws {
    let limited = try FloorTrial.checkOptimum(
      objective, tiny, without: { try RandomProblems.problem(seed: $0, shape($0)) },
      BufferBruteForce.optimum)
    #expect(limited > 8, "room hardly ever matters: \(limited)")
  }

  @Test func `every engine keeps to the room or stands aside, and bounds are no higher`() throws {
    for seed in 0..<12 {
      let problem = try tiny(seed)
      let optimum = try #require(BufferBruteForce.optimum(problem, .makespan))
      try FloorTrial.checkEngines(problem, optimum: optimum, seed: seed)
    }
  }

  /// Problems with operators, breaks, scarce materials and rules of time beside limited room.
  private func mixed(_ seed: Int) throws -> Problem {
    try RandomBuffers.problem(try FloorTrial.mixed(seed), seed: seed)
  }

  @Test(arguments: 0..<24)
  func `with all else a pass from the edit on gives what a pass over all gives`(_ seed: Int) throws
  {
    let problem = try mixed(seed)
    _ = try FloorTrial.checkPasses(problem, seed: seed)
  }

  /// A plan that is taken over is a plan; without operators and materials, which are given out by another order, no worse for it.
  @Test(arguments: 0..<24)
  func `a plan is taken over`(_ seed: Int) throws {
    let problem = try mixed(seed)
    var dispatcher = FloorDispatcher(problem, .init(rule: .atcs, seed: UInt64(seed)))
    let dispatched = dispatcher.run()
    let schedule = try #require(dispatched)
    var sequence = FloorSequence(problem, objective: .weightedTardiness)
    sequence.load(FloorPlan(schedule, problem, sequence.decoder))
    let (isBroken, ours) = (sequence.isBroken, sequence.cost.value)
    #expect(!isBroken)
    let value = Objective.weightedTardiness.value(of: schedule, in: problem)
    let isExact = problem.floor.secondaries.isEmpty && problem.floor.materials.isEmpty
    #expect(Double(ours) <= Double(value) * (isExact ? 1 : 1.1))
  }

  /// Whatever order a list has, it is brought into one that leads through.
  @Test(arguments: 0..<24)
  func `no list leads into a deadlock`(_ seed: Int) throws {
    let problem = try mixed(seed)
    var random = TestRandom(seed: seed)
    for _ in 0..<6 {
      var sequence = FloorSequence(problem, objective: .makespan)
      let keys = (0..<problem.operationCount).map { _ in Int.random(in: 0..<1000, using: &random) }
      var order: [Int32] = []
      var open = Set(problem.topologicalOrder)
      while let o = open.filter({ o in
        (sequence.decoder.predecessorStart[o]..<sequence.decoder.predecessorStart[Int(o) + 1])
          .allSatisfy { !open.contains(sequence.decoder.predecessors[$0]) }
      }).min(by: { (keys[Int($0)], $0) < (keys[Int($1)], $1) }) {
        order.append(o)
        open.remove(o)
      }
      let modes = (0..<problem.operationCount).map { o in
        Int32(problem.modes(of: o).randomElement(using: &random) ?? 0)
      }
      sequence.load(FloorPlan(order: order, mode: modes, sequence.decoder))
      #expect(sequence.turnedAway.isEmpty, "seed \(seed)")
      let schedule = sequence.schedule()
      let fault = ScheduleVerifier(problem).fault(in: schedule)
      // Maximum lags may be broken by the modes, nothing else.
      #expect(
        fault == nil || sequence.isBroken && !problem.floor.maximumLags.isEmpty, "seed \(seed)")
    }
  }

  @Test func `both verifiers think the same of changed plans`() throws {
    try FloorTrial.checkVerifiers(
      seeds: 0..<60, { RandomBuffers.plant(RandomPlants.plant(seed: $0), seed: $0) },
      FloorTrial.shifted)
  }
}
