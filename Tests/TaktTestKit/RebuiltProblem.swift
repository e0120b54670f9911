import TaktModel

extension Problem {
  /// The same jobs, but for those that feed others, on another floor.
  /// - Parameters:
  ///   - duration: of an operation in a mode; nil for what it takes here
  ///   - release: of a job; nil for when it is released here
  func rebuilt(
    _ floor: ShopFloor, duration: ((Int, Int) -> Int32)? = nil, release: ((Int) -> Int32)? = nil
  ) throws -> Problem {
    let specs = (0..<jobCount).map { job in
      let first = Int(jobStart[job])
      return JobSpec(
        operations: operations(ofJob: job).map { o in
          JobSpec.Operation(
            modes: modes(of: o).map { k in
              JobSpec.Mode(machine: machine[k], duration: duration?(o, k) ?? self.duration[k])
            },
            predecessors: arcs(into: o).filter { Int(predecessors[$0]) >= first }.map {
              (Int(predecessors[$0]) - first, predecessorLag[$0])
            })
        },
        release: release?(job) ?? self.release[job], due: due[job], weight: weight[job])
    }
    return try Problem(
      jobs: specs, machineCount: machineCount, workingTimeOf: workingTimeOf,
      workingTimes: workingTimes, floor: floor, feeds: [])
  }
}
