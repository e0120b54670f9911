import TaktModel
import TaktTestKit
import Testing

@testable import TaktSolvers

/// The power limit in the engines: against brute force, and against the verifier with all else a floor asks.
@Suite struct FloorPowerTests {
  private func tiny(_ seed: Int) throws -> Problem {
    try RandomPower.problem(try RandomProblems.problem(seed: seed, shape(seed)), seed: seed)
  }

  @Test(arguments: [Objective.makespan, .weightedTardiness])
  func `the search finds the best plan under the limit`(_ objective: Objective) throws {
    let limited = try FloorTrial.checkOptimum(
      objective, tiny, without: { try RandomProblems.problem(seed: $0, shape($0)) },
      PowerBruteForce.optimum)
    #expect(limited > 12, "the limit hardly ever matters: \(limited)")
  }

  private func shape(_ seed: Int) -> ProblemShape {
    var shape = ProblemShape()
    (shape.jobs, shape.operations, shape.machines) = seed % 2 == 0 ? (3, 2, 3) : (5, 1, 3)
    shape.alternatives = seed % 3 == 0 ? 2 : 1
    shape.hasReleases = true
    return shape
  }

  @Test func `every engine keeps the limit or stands aside, and bounds are no higher`() throws {
    for seed in 0..<12 {
      let problem = try tiny(seed)
      let optimum = PowerBruteForce.optimum(problem, .makespan)
      try FloorTrial.checkEngines(problem, optimum: optimum, seed: seed)
    }
  }

  /// Problems with operators, breaks, scarce materials, furnaces and rules of time beside the limit.
  private func mixed(_ seed: Int) throws -> Problem {
    var floor = try FloorTrial.mixed(seed)
    if seed % 4 == 1 { floor = try RandomLoads.problem(floor, machines: 2, seed: seed) }
    return try RandomPower.problem(floor, seed: seed)
  }

  @Test(arguments: 0..<24)
  func `with all else a pass from the edit on gives what a pass over all gives`(_ seed: Int) throws
  {
    let problem = try mixed(seed)
    _ = try FloorTrial.checkPasses(problem, seed: seed)
  }

  @Test func `both verifiers think the same of changed plans`() throws {
    try FloorTrial.checkVerifiers(
      seeds: 0..<60, { RandomPower.plant(RandomPlants.plant(seed: $0), seed: $0) },
      FloorTrial.shifted)
  }

  @Test func `a profile says where there is too much`() {
    var profile = PowerProfile()
    profile.add(3, from: 10, to: 20)
    profile.add(2, from: 15, to: 30)
    profile.add(4, from: 20, to: 25)
    #expect(profile.end(ofMoreThan: 5, from: 0, to: 100) == 25)
    #expect(profile.end(ofMoreThan: 4, from: 0, to: 20) == 20)
    #expect(profile.end(ofMoreThan: 2, from: 0, to: 12) == 15)
    #expect(profile.end(ofMoreThan: 6, from: 0, to: 100) == -1)
    #expect(profile.end(ofMoreThan: 0, from: 30, to: 40) == -1)
    #expect(profile.end(ofMoreThan: 1, from: 29, to: 30) == 30)
  }

  /// Against a list of watts, tick by tick.
  @Test(arguments: 0..<20)
  func `a profile is what its ticks say`(_ seed: Int) {
    var random = TestRandom(seed: seed)
    var profile = PowerProfile()
    var ticks = Array(repeating: Int32(0), count: 60)
    for _ in 0..<40 {
      let from = Int.random(in: 0..<59, using: &random)
      let to = Int.random(in: from + 1..<60, using: &random)
      let watts = Int32.random(in: 1...5, using: &random)
      profile.add(watts, from: Int32(from), to: Int32(to))
      for t in from..<to { ticks[t] += watts }
      let most = Int32.random(in: 0...40, using: &random)
      let (low, high) = (
        Int.random(in: 0..<30, using: &random), Int.random(in: 30..<60, using: &random)
      )
      guard let last = (low..<high).last(where: { ticks[$0] > most }) else {
        #expect(profile.end(ofMoreThan: most, from: Int32(low), to: Int32(high)) == -1)
        continue
      }
      // Steps of one height may lie beside each other.
      let end = profile.end(ofMoreThan: most, from: Int32(low), to: Int32(high))
      #expect(end > last && (last + 1..<max(last + 1, Int(end))).allSatisfy { ticks[$0] > most })
    }
  }
}
