import TaktModel

/// When every operation must have ended at the latest if the objective is to be at most a target.
enum Deadlines {
  /// By operation; the arcs to later operations of its job are left to propagation.
  ///
  /// None is later than what no schedule worth having needs: bounds that chase each other round a cycle of orders must meet a wall soon.
  static func of(_ problem: Problem, _ objective: Objective, target: Int, heads: Heads) -> [Int32] {
    let limit = min(Int(Int32.max / 2), problem.latestCompletion)
    let criterion = objective.leading
    let target = objective.leadingValue(target, in: problem)
    let costs = (0..<problem.jobCount).map { criterion.cost(ofJob: $0, in: problem) }
    let least = (0..<problem.jobCount).map { job in
      costs[job].value(
        completion: problem.operations(ofJob: job).reduce(Int32(0)) { max($0, heads.end[$1]) })
    }
    let sum = least.reduce(0, +)
    let latest = (0..<problem.jobCount).map { job in
      // Of a sum a job may have what the others leave at best.
      let allowance = criterion.isMaximum ? target : target - (sum - least[job])
      return Int32(min(limit, max(-1, costs[job].latestCompletion(within: allowance))))
    }
    return problem.jobOf.map { latest[Int($0)] }
  }
}
