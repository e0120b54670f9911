import TaktModel
import TaktTestKit
import Testing

@testable import TaktSolvers

/// Beams find the schedule of shops cut from one without a gap, and promise nothing they do not keep.
@Suite struct BeamConstructionTests {
  /// A shop whose machines all work from 0 to `length`: cut at random, the pieces threaded into jobs.
  ///
  /// With `lateJobs` none is on a machine twice in a row, so that some must begin late.
  private func gapless(
    seed: Int, machines: Int, length: Int32, cuts: Int = 30, lateJobs: Bool = false
  ) throws
    -> Problem
  {
    var random = TestRandom(seed: seed + 1)
    var pieces: [(start: Int32, end: Int32, machine: Int32)] = []
    for m in 0..<Int32(machines) {
      let cuts = Set((0..<cuts).map { _ in Int32.random(in: 1..<length, using: &random) })
      var start: Int32 = 0
      for end in cuts.sorted() + [length] {
        pieces.append((start, end, m))
        start = end
      }
    }
    pieces.sort { ($0.start, $0.machine) < ($1.start, $1.machine) }
    var jobs: [(free: Int32, chain: [[JobSpec.Mode]])] = []
    for piece in pieces {
      let mode = JobSpec.Mode(machine: piece.machine, duration: piece.end - piece.start)
      let open = jobs.indices.filter {
        jobs[$0].free <= piece.start
          && (!lateJobs || jobs[$0].chain.last?[0].machine != piece.machine)
      }
      if let job = open.randomElement(using: &random) {
        jobs[job].chain.append([mode])
        jobs[job].free = piece.end
      } else {
        jobs.append((piece.end, [[mode]]))
      }
    }
    return try Problem(jobs: jobs.map { JobSpec(chain: $0.chain) }, machineCount: machines)
  }

  @Test(arguments: [false, true])
  func `a shop without a gap is put together again`(isMirrored: Bool) throws {
    for seed in 0..<20 {
      let problem = try gapless(seed: seed, machines: 6, length: 3000)
      var beam = BeamConstruction(
        problem, shop: DirectedShop(problem, isMirrored: isMirrored), target: 3000, widest: 20_000)
      let found = beam.plan(stop: { _ in false })
      let plan = try #require(found, "seed \(seed)")
      let schedule = plan.schedule(in: problem)
      #expect(ScheduleVerifier(problem).fault(in: schedule) == nil, "seed \(seed)")
      #expect(schedule.end.max() == 3000, "seed \(seed)")
    }
  }

  @Test(arguments: [false, true])
  func `a plan meets its target, and none is found below the optimum`(isMirrored: Bool) throws {
    var plans = 0
    for seed in 0..<60 {
      var shape = ProblemShape()
      shape.hasReleases = true
      shape.hasZeroDurations = seed % 2 == 0
      let problem = try RandomProblems.problem(seed: seed, shape)
      let optimum = Int32(BruteForce.optimum(problem, .makespan))
      for target in [optimum - 1, optimum, optimum + 2] {
        var beam = BeamConstruction(
          problem, shop: DirectedShop(problem, isMirrored: isMirrored), target: target, widest: 64)
        guard let plan = beam.plan(stop: { _ in false }) else { continue }
        plans += 1
        let schedule = plan.schedule(in: problem)
        #expect(ScheduleVerifier(problem).fault(in: schedule) == nil, "seed \(seed)")
        let end = schedule.end.max() ?? 0
        #expect(end <= target && end >= optimum, "seed \(seed): \(end), target \(target)")
      }
    }
    #expect(plans > 60)
  }

  @Test func `jobs that begin late are no temptation`() throws {
    for seed in 0..<5 {
      let problem = try gapless(
        seed: seed, machines: 40, length: 120_000, cuts: 200, lateJobs: true)
      var beam = BeamConstruction(
        problem, shop: DirectedShop(problem, isMirrored: false), target: 120_000, widest: 64)
      let found = beam.plan(stop: { _ in false })
      let plan = try #require(found, "seed \(seed)")
      #expect(plan.schedule(in: problem).end.max() == 120_000, "seed \(seed)")
      // 1.08 an operation; 1.27 where they are begun as soon as they can be.
      let expansions = beam.expansions
      #expect(expansions * 100 < problem.operationCount * 115, "seed \(seed): \(expansions)")
    }
  }

  @Test func `it stops when told to`() throws {
    let problem = try gapless(seed: 1, machines: 6, length: 3000)
    var beam = BeamConstruction(
      problem, shop: DirectedShop(problem, isMirrored: false), target: 3000, widest: 64)
    let plan = beam.plan(stop: { $0 >= 10 })
    #expect(plan == nil)
    let expansions = beam.expansions
    #expect(expansions >= 10 && expansions < 100)
  }

  @Test func `with an iteration limit one thread and two find the same schedule`() throws {
    for seed in 0..<5 {
      let problem = try gapless(seed: seed, machines: 6, length: 3000)
      let schedules = [1, 2].map { threads in
        let task = SolveTask(
          problem: problem, objective: .makespan,
          budget: Budget(iterations: 1_000_000, threads: threads), board: Board())
        BoundsEngine().run(task)
        BeamDispatch(task: task, label: "beam").run(expansions: 1_000_000, seconds: nil)
        return task.board.current.schedule
      }
      #expect(schedules[0]?.end.max() == 3000, "seed \(seed)")
      #expect(schedules[0]?.start == schedules[1]?.start, "seed \(seed)")
    }
  }

  @Test func `only shops of chains whose machines hardly wait are taken on`() throws {
    let problem = try gapless(seed: 1, machines: 6, length: 3000)
    #expect(BeamDispatch.suits(problem, target: 3000))
    #expect(!BeamDispatch.suits(problem, target: 3300))
    var shape = ProblemShape()
    shape.alternatives = 2
    let flexible = try RandomProblems.problem(seed: 1, shape)
    #expect(!BeamDispatch.suits(flexible, target: 1))
  }
}
