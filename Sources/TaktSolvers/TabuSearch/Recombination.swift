import TaktModel

/// Plans between two plans.
///
/// Operations are sorted by a mix of their places in both parents, with one weight a job: places ascend along every job in
/// both, so any mix does too, and the child needs no repair. Modes come from either parent with the same odds.
struct Recombination {
  private let problem: Problem
  private let first: SequencePlan
  private let second: SequencePlan
  private let firstPlace: [Double]
  private let secondPlace: [Double]

  init(_ problem: Problem, _ first: SequencePlan, _ second: SequencePlan) {
    self.problem = problem
    self.first = first
    self.second = second
    firstPlace = Self.places(first, problem)
    secondPlace = Self.places(second, problem)
  }

  /// The middle of each operation in time: unlike its place in the order, it says nothing about operations that have nothing
  /// to do with each other.
  private static func places(_ plan: SequencePlan, _ problem: Problem) -> [Double] {
    let schedule = plan.schedule(in: problem)
    let scale = 1 / Double(max(1, schedule.end.max() ?? 1))
    var place = [Double](repeating: 0, count: plan.order.count)
    for (i, o) in plan.order.enumerated() {
      // The place in the order breaks ties, so that operations of no length keep theirs.
      place[Int(o)] =
        (Double(schedule.start[Int(o)]) + Double(schedule.end[Int(o)])) / 2 * scale
        + 1e-9 * Double(i)
    }
    return place
  }

  /// A plan that is `share` of the way from the first parent to the second.
  func child(share: Double, _ random: inout SplitMix64) -> SequencePlan {
    let weights = (0..<problem.jobCount).map { _ in
      min(1, max(0, share + 0.4 * (random.unit() - 0.5)))
    }
    let key = (0..<problem.operationCount).map { o in
      let weight = weights[Int(problem.jobOf[o])]
      return (1 - weight) * firstPlace[o] + weight * secondPlace[o]
    }
    // Sorting by key and first parent's order is stable where keys are equal.
    let order = first.order.enumerated().sorted {
      (key[Int($0.element)], $0.offset) < (key[Int($1.element)], $1.offset)
    }.map(\.element)
    let mode = (0..<problem.operationCount).map { o in
      first.mode[o] == second.mode[o] || random.unit() >= share ? first.mode[o] : second.mode[o]
    }
    return SequencePlan(order: order, mode: mode)
  }
}
