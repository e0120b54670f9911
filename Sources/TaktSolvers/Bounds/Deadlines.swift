import TaktModel

/// When every operation must have ended at the latest if the objective is to be at most a target.
enum Deadlines {
  /// Later than anything in a problem.
  private static let limit = Int(Int32.max / 2)

  /// By operation; the arcs to later operations of its job are left to propagation.
  static func of(_ problem: Problem, _ objective: Objective, target: Int, heads: Heads) -> [Int32] {
    switch objective {
    case .makespan:
      return Array(
        repeating: Int32(min(limit, max(-1, target))), count: problem.operationCount)
    case .weightedTardiness:
      let least = (0..<problem.jobCount).map { job -> Int in
        let done = problem.operations(ofJob: job).reduce(Int32(0)) { max($0, heads.end[$1]) }
        return Int(problem.weight[job]) * max(0, Int(done) - Int(problem.due[job]))
      }
      let sum = least.reduce(0, +)
      return (0..<problem.operationCount).map { o in
        let job = Int(problem.jobOf[o])
        let allowance = target - (sum - least[job])
        let weight = Int(problem.weight[job])
        if allowance < 0 { return -1 }
        return weight == 0
          ? Int32(limit) : Int32(min(limit, Int(problem.due[job]) + allowance / weight))
      }
    }
  }
}
