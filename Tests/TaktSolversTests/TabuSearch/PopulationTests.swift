import TaktModel
import TaktTestKit
import Testing

@testable import TaktSolvers

/// Plans between plans, their distances, and the population that keeps them apart.
@Suite struct PopulationTests {
  private func problem(seed: Int, alternatives: Int = 2) throws -> Problem {
    var shape = ProblemShape()
    (shape.jobs, shape.machines, shape.operations) = (6, 4, 4)
    shape.alternatives = alternatives
    return try RandomProblems.problem(seed: seed, shape)
  }

  @Test func `a child of two plans is a plan, and at its ends a parent`() throws {
    for seed in 0..<50 {
      let problem = try problem(seed: seed)
      var random = SplitMix64(seed: UInt64(seed))
      let first = SequencePlan(randomFor: problem, &random)
      let second = SequencePlan(randomFor: problem, &random)
      let mix = Recombination(problem, first, second)
      for share in [0.0, 0.3, 0.5, 0.8, 1.0] {
        let child = mix.child(share: share, &random)
        #expect(child.order.sorted() == Array(0..<Int32(problem.operationCount)))
        let schedule = child.schedule(in: problem)
        #expect(ScheduleVerifier(problem).fault(in: schedule) == nil, "seed \(seed), \(share)")
      }
      #expect(mix.child(share: 0, &random).mode == first.mode)
      #expect(mix.child(share: 1, &random).mode == second.mode)
    }
  }

  @Test func `distance is zero to itself and the same both ways`() throws {
    let problem = try problem(seed: 3)
    var random = SplitMix64(seed: 3)
    for _ in 0..<50 {
      let a = SequencePlan(randomFor: problem, &random)
      let b = SequencePlan(randomFor: problem, &random)
      #expect(PlanDistance(problem, from: a).distance(to: a) == 0)
      #expect(
        PlanDistance(problem, from: a).distance(to: b)
          == PlanDistance(problem, from: b).distance(to: a))
    }
  }

  @Test func `a plan near a member replaces it only where it is better`() throws {
    let problem = try problem(seed: 5, alternatives: 1)
    var random = SplitMix64(seed: 5)
    let pool = PlanPool(problem, capacity: 3)
    var plan = SequencePlan(randomFor: problem, &random)
    plan.cost = 100
    pool.add(plan, progress: nil)
    plan.cost = 90
    pool.add(plan, progress: nil)
    #expect(pool.isFilling)
    #expect(pool.best()?.cost == 90)
    #expect(pool.parents(&random) == nil, "the copy must not have become a second member")
    plan.cost = 95
    pool.add(plan, progress: nil)
    #expect(pool.best()?.cost == 90)
  }

  /// A population none of whose newcomers is taken, and how many members the next one is to have.
  private func capacityAfter(spentAt progress: Double?) throws -> (capacity: Int, best: Int?) {
    let problem = try problem(seed: 5, alternatives: 1)
    var random = SplitMix64(seed: 5)
    let pool = PlanPool(problem, capacity: 6)
    var cost = 100
    while pool.isFilling {
      var plan = SequencePlan(randomFor: problem, &random)
      plan.cost = cost
      pool.add(plan, progress: 0)
      cost += 1
    }
    var poor = SequencePlan(randomFor: problem, &random)
    poor.cost = 1000
    for _ in 0...6 { pool.add(poor, progress: progress) }
    return (pool.capacity, pool.best()?.cost)
  }

  @Test func `a spent population gives way to one the time left has room for`() throws {
    // A quarter of the run for 6 members: three quarters have room for four fifths of 18. Then a sudden growth is capped, and
    // the last moments get a few members.
    for (progress, capacity) in [(0.25, 14), (0.001, 48), (0.9, 4)] {
      let next = try capacityAfter(spentAt: progress)
      #expect(next.capacity == capacity, "spent at \(progress)")
      #expect(next.best == 100, "the best member goes on")
    }
    #expect(try capacityAfter(spentAt: nil).capacity == 12, "without an end it doubles")
  }

  @Test(arguments: [1, 2])
  func `locks forbid the way back until they end, and nothing else`(alternatives: Int) throws {
    var shape = ProblemShape()
    (shape.jobs, shape.operations, shape.alternatives) = (5, 4, alternatives)
    let problem = try RandomProblems.problem(seed: 1, shape)
    let pairs = pairs(problem)
    var locks = ArcLocks(problem)
    for (a, b) in pairs {
      locks.lock(a, before: b, for: 2)
      var forbidden = [pairs.filter { locks.forbids($0, before: $1) }.count]
      let isForbidden = locks.forbids(a, before: b)
      #expect(isForbidden, "\(a) before \(b)")
      for _ in 0..<2 {
        locks.advance()
        forbidden.append(pairs.filter { locks.forbids($0, before: $1) }.count)
      }
      #expect(forbidden == [1, 1, 0], "\(a) before \(b)")
    }
  }

  @Test func `modes are locked alone, and clearing frees all`() throws {
    let problem = try RandomProblems.problem(seed: 1, ProblemShape())
    let (a, b) = try #require(pairs(problem).first)
    var locks = ArcLocks(problem)
    locks.lock(mode: 1, for: 20)
    locks.lock(a, before: b, for: 20)
    var states = [[locks.forbids(mode: 1), locks.forbids(mode: 2), locks.forbids(a, before: b)]]
    locks.clear()
    states.append([locks.forbids(mode: 1), locks.forbids(mode: 2), locks.forbids(a, before: b)])
    #expect(states == [[true, false, true], [false, false, false]])
  }

  /// Pairs of operations whose first modes share a machine.
  private func pairs(_ problem: Problem) -> [(Int32, Int32)] {
    let machines = problem.modeStart.dropLast().map { problem.machine[Int($0)] }
    return machines.indices.flatMap { a in
      machines.indices.filter { $0 != a && machines[$0] == machines[a] }.map {
        (Int32(a), Int32($0))
      }
    }
  }
}
