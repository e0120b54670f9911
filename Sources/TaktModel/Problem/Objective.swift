/// What a schedule is judged by; smaller is better.
public enum Objective: String, Sendable, CaseIterable {
  /// Completion of the last operation.
  case makespan
  /// Sum over jobs of weight times tardiness, tardiness being completion past the due time.
  case weightedTardiness = "weighted-tardiness"

  /// The value of a schedule, in ticks (weighted ticks for tardiness).
  /// - Complexity: O(operations)
  public func value(of schedule: Schedule, in problem: Problem) -> Int {
    switch self {
    case .makespan: Int(schedule.end.max() ?? 0)
    case .weightedTardiness:
      (0..<problem.jobCount).reduce(0) { sum, job in
        let late = schedule.completion(ofJob: job, in: problem) - problem.due[job]
        return sum + Int(problem.weight[job]) * max(0, Int(late))
      }
    }
  }
}
