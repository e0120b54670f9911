import TaktModel

/// An ``Objective`` as flat columns for inner loops: for each criterion what each job's completion costs, whether that is summed
/// or the largest counts, and how the criteria are packed into one value.
struct CompletionCost: ~Copyable {
  let jobCount: Int
  let criterionCount: Int
  let digit: Column<Objective.Digit>
  let isMaximum: Column<Bool>
  /// Of job j under criterion c, at c × jobs + j: `slope` a tick past `from`, and `step` once past it at all.
  let from: Column<Int32>
  let slope: Column<Int32>
  let step: Column<Int32>
  /// Each criterion's value when last worked out.
  private let values: Column<Int>

  init(_ problem: Problem, _ objective: Objective) {
    let jobs = problem.jobCount
    let costs = objective.criteria.flatMap { criterion in
      (0..<jobs).map { criterion.cost(ofJob: $0, in: problem) }
    }
    jobCount = jobs
    criterionCount = objective.criteria.count
    digit = Column(objective.digits(in: problem))
    isMaximum = Column(objective.criteria.map(\.isMaximum))
    from = Column(costs.map(\.from))
    slope = Column(costs.map(\.slope))
    step = Column(costs.map(\.step))
    values = Column(repeating: 0, count: criterionCount)
  }

  @inline(__always)
  private func cost(_ row: Int, _ completion: Int32) -> Int {
    let past = Int(completion) &- Int(from[row])
    return past > 0 ? Int(slope[row]) &* past &+ Int(step[row]) : 0
  }

  /// The packed value when the jobs complete at these ticks.
  func value(_ completion: borrowing Column<Int32>) -> Int {
    var sum = 0
    for c in 0..<criterionCount {
      var value = 0
      for job in 0..<jobCount {
        let cost = cost(c &* jobCount &+ job, completion[job])
        value = isMaximum[c] ? max(value, cost) : value &+ cost
      }
      values[c] = value
      sum &+= digit[c].scale &* min(digit[c].most, value)
    }
    return sum
  }

  /// What a job's completion costs where there is one criterion.
  @inline(__always)
  func cost(ofJob job: Int, completion: Int32) -> Int {
    digit[0].scale &* min(digit[0].most, cost(job, completion))
  }

  /// What a job adds to the value worked out last; 0 where it is neither late nor the last.
  func share(ofJob job: Int, completion: Int32) -> Int {
    var sum = 0
    for c in 0..<criterionCount {
      let cost = cost(c &* jobCount &+ job, completion)
      if !isMaximum[c] || cost == values[c] { sum &+= digit[c].scale &* min(digit[c].most, cost) }
    }
    return sum
  }
}
