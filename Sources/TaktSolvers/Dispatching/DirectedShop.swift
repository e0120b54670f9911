import TaktModel

/// A shop whose jobs are chains with one machine an operation, as it looks from one end of time: forwards, or mirrored.
///
/// A schedule of the mirror image, read backwards, is a schedule of the shop; releases become tails and the other way round.
struct DirectedShop: Sendable {
  let jobCount: Int
  let machineCount: Int
  let isMirrored: Bool
  /// Where each job's entries begin; behind its last one stands an entry without a machine (-1).
  let first: [Int32]
  /// When each job may begin.
  let release: [Int32]
  /// Machine, work and operation of each entry.
  let machine: [Int32]
  let work: [Int32]
  let operation: [Int32]
  /// The least time from the start of the entry to the end of the schedule.
  let rest: [Int32]

  /// Whether a problem is such a shop: no alternatives, no calendars, no lags, no precedence but that of chains.
  static func suits(_ problem: Problem) -> Bool {
    !problem.isFlexible && !problem.hasWorkingTimes && problem.isChained
  }

  init(_ problem: Problem, isMirrored: Bool) {
    var (first, machine, work, operation, rest) = (
      [Int32](), [Int32](), [Int32](), [Int32](), [Int32]()
    )
    for job in 0..<problem.jobCount {
      let chain = problem.chain(ofJob: job)
      first.append(Int32(machine.count))
      for o in isMirrored ? chain.reversed() : chain {
        let k = Int(problem.modeStart[Int(o)])
        machine.append(problem.machine[k])
        work.append(problem.duration[k])
        operation.append(o)
      }
      machine.append(-1)
      work.append(0)
      operation.append(-1)
      rest += Array(repeating: 0, count: chain.count)
      rest.append(isMirrored ? problem.release[job] : 0)
      for i in 0..<chain.count {
        let e = rest.count - 2 - i
        rest[e] = rest[e + 1] + work[e]
      }
    }
    jobCount = problem.jobCount
    machineCount = problem.machineCount
    self.isMirrored = isMirrored
    release = isMirrored ? Array(repeating: 0, count: problem.jobCount) : problem.release
    (self.first, self.machine, self.work) = (first, machine, work)
    (self.operation, self.rest) = (operation, rest)
  }

  /// The work each machine has in all.
  var loads: [Int32] {
    var load = [Int32](repeating: 0, count: machineCount)
    for (m, w) in zip(machine, work) where m >= 0 { load[Int(m)] += w }
    return load
  }
}
