package import TaktModel

/// A seeded generator for tests (the engines' own lives with them).
package struct TestRandom: RandomNumberGenerator {
  private var state: UInt64
  package init(seed: Int) { state = UInt64(bitPattern: Int64(seed)) &* 0x9E37_79B9_7F4A_7C15 | 1 }
  package mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state &* 0x2545_F491_4F6C_DD1D
  }
}

/// What a random problem may have.
package struct ProblemShape: Sendable {
  package var jobs = 3
  package var machines = 3
  package var operations = 3
  package var alternatives = 1
  package var hasCalendars = false
  package var hasGraphs = false
  package var hasReleases = false
  package var hasZeroDurations = false

  package init() {}
}

package enum RandomProblems {
  /// A small problem of a shape; the same seed gives the same one.
  package static func problem(seed: Int, _ shape: ProblemShape) throws -> Problem {
    var random = TestRandom(seed: seed + 1)
    let jobs = (0..<shape.jobs).map { _ in job(shape, &random) }
    var times: [WorkingTime] = []
    if shape.hasCalendars {
      times = [time(every: 10, open: 6), time(every: 7, open: 4)]
    }
    return try Problem(
      jobs: jobs, machineCount: shape.machines,
      workingTimeOf: (0..<shape.machines).map { shape.hasCalendars ? Int32($0 % 3) - 1 : -1 },
      workingTimes: times)
  }

  private static func time(every period: Int32, open: Int32) -> WorkingTime {
    WorkingTime(intervals: (0..<200).map { ($0 * period + 1)..<($0 * period + 1 + open) })
  }

  private static func job(_ shape: ProblemShape, _ random: inout TestRandom) -> JobSpec {
    let least: Int32 = shape.hasZeroDurations ? 0 : 1
    let operations = (0..<shape.operations).map { k -> JobSpec.Operation in
      let machines = Array(0..<Int32(shape.machines)).shuffled(using: &random)
      let count = Int.random(in: 1...min(shape.alternatives, shape.machines), using: &random)
      let modes = machines.prefix(count).map {
        JobSpec.Mode(machine: $0, duration: Int32.random(in: least...9, using: &random))
      }
      var predecessors: [(operation: Int, lag: Int32)] =
        k == 0 ? [] : [(operation: k - 1, lag: Int32(0))]
      if shape.hasGraphs, k > 0 {
        let some = (0..<k).filter { _ in Bool.random(using: &random) }
        predecessors = some.map { ($0, Int32.random(in: 0...2, using: &random)) }
      }
      return JobSpec.Operation(modes: modes, predecessors: predecessors)
    }
    return JobSpec(
      operations: operations,
      release: shape.hasReleases ? Int32.random(in: 0...8, using: &random) : 0,
      due: Int32.random(in: 5...25, using: &random),
      weight: Int32.random(in: 1...4, using: &random))
  }
}
