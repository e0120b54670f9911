/// One figure a schedule is judged by, smaller being better: the regular criteria of the scheduling literature, and one that is not.
///
/// Each of the regular ones is a sum or a maximum over jobs of something that never falls as the job's completion grows.
public enum Criterion: String, Sendable, CaseIterable {
  /// Completion of the last job (Cmax).
  case makespan
  /// Σ w·T, tardiness T being completion past the due time, or 0.
  case weightedTardiness = "weighted-tardiness"
  /// Σ T.
  case totalTardiness = "total-tardiness"
  /// The tardiness of the latest job (Tmax).
  case maximumTardiness = "maximum-tardiness"
  /// Jobs completed past their due time (Σ U).
  case numberLate = "number-late"
  /// Σ w·U.
  case weightedNumberLate = "weighted-number-late"
  /// Σ F, the flow time F being completion less release.
  case totalFlowTime = "total-flow-time"
  /// Σ w·F.
  case weightedFlowTime = "weighted-flow-time"
  /// What the energy costs, in hundredths of the currency: may fall when work waits for a cheaper hour.
  case energyCost = "energy-cost"

  /// Those that completions decide.
  public static let regular = allCases.filter { $0 != .energyCost }

  /// Whether it means nothing without due times.
  public var needsDueTimes: Bool {
    switch self {
    case .makespan, .totalFlowTime, .weightedFlowTime, .energyCost: false
    default: true
    }
  }

  /// Whether it counts jobs, not ticks.
  public var countsJobs: Bool { self == .numberLate || self == .weightedNumberLate }

  /// Whether it is the largest of the jobs' costs, not their sum.
  public var isMaximum: Bool { self == .makespan || self == .maximumTardiness }

  /// What a job costs: `slope` for each tick past `from`, and `step` once it is past it at all.
  package struct JobCost: Sendable, Equatable {
    package var from: Int32
    package var slope: Int32
    package var step: Int32

    package func value(completion: Int32) -> Int {
      let past = max(0, Int(completion) - Int(from))
      return Int(slope) * past + (past > 0 ? Int(step) : 0)
    }

    /// The last completion that costs no more; -1 where none does.
    package func latestCompletion(within allowance: Int) -> Int {
      if allowance < 0 { return -1 }
      if allowance < Int(step) { return Int(from) }
      return slope == 0 ? Int(Int32.max) : Int(from) + (allowance - Int(step)) / Int(slope)
    }
  }

  /// What a job's completion costs.
  package func cost(ofJob job: Int, in problem: Problem) -> JobCost {
    let (due, weight) = (problem.due[job], problem.weight[job])
    return switch self {
    case .makespan: JobCost(from: 0, slope: 1, step: 0)
    case .weightedTardiness: JobCost(from: due, slope: weight, step: 0)
    case .totalTardiness, .maximumTardiness: JobCost(from: due, slope: 1, step: 0)
    case .numberLate: JobCost(from: due, slope: 0, step: 1)
    case .weightedNumberLate: JobCost(from: due, slope: 0, step: weight)
    case .totalFlowTime: JobCost(from: problem.release[job], slope: 1, step: 0)
    case .weightedFlowTime: JobCost(from: problem.release[job], slope: weight, step: 0)
    // Of completions alone nothing is known but that it is not negative.
    case .energyCost: JobCost(from: 0, slope: 0, step: 0)
    }
  }

  /// The value when the jobs complete at these ticks.
  package func value(ofCompletions completions: [Int32], in problem: Problem) -> Int {
    completions.indices.reduce(0) { value, job in
      let cost = cost(ofJob: job, in: problem).value(completion: completions[job])
      return isMaximum ? max(value, cost) : value + cost
    }
  }
}
