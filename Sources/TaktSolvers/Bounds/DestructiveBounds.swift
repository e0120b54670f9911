import TaktModel

/// Bounds by refutation: assume the objective is at most a target and look for a contradiction, which proves that it is more.
///
/// Propagation alone finds the coarse bound by bisection. From there targets are refuted by failure-directed search, in steps that
/// double with every success and halve with every failure; at the smallest step the search goes on until it is stopped. A schedule met on the way goes to the board.
struct DestructiveBounds {
  let task: SolveTask
  let heads: Heads

  init(_ task: SolveTask) {
    self.task = task
    heads = Heads(task.problem)
  }

  /// More operations than can be propagated between two looks at the clock.
  private static let mostOperations = 2000

  /// Whether the problem is small enough.
  static func suits(_ problem: Problem) -> Bool {
    problem.operationCount <= mostOperations
      && OrderLiterals.count(problem) <= DisjunctiveNetwork.mostLiterals
  }

  /// Contradictions a target is given at first.
  private static let firstEffort = 500

  /// Raises the bound until it meets the best value or `stop` says so.
  func run(stop: () -> Bool) {
    // Of several criteria only the first could be refuted, and its steps are far apart.
    guard Self.suits(task.problem), task.objective.criteria.count == 1, !stop() else { return }
    var search = RefutationSearch(task.problem)
    guard bisect(&search, stop) else { return }
    // Most of the gap is the schedule's fault at first: a small step is refuted sooner than a large one is given up.
    var step = max(1, min((high - low) / 8, low / 200))
    var (effort, last) = (Self.firstEffort, Int.max)
    while low < high, !stop() {
      let target = min(low + step, high) - 1
      let before = search.failures
      var outcome = RefutationSearch.Outcome.refuted
      if begin(&search, target, isBelow: target <= last), isComplete || search.shave(stop: stop) {
        outcome = search.run(limit: effort, stop: stop)
        while outcome == .open, step == 1, !stop() {
          effort *= 2
          outcome = search.run(limit: effort, stop: stop)
        }
      }
      last = target
      switch outcome {
      case .refuted:
        task.board.raise(bound: target + 1, by: "failure-directed search")
        effort = max(effort, 2 * (search.failures - before))
        step *= 2
      case .schedule:
        offer(search)
        // Without machines for all, or with costs no window shows, deciding every pair proves nothing.
        if high > target, step == 1 { return }
        step = max(1, step / 2)
      case .open: step = max(1, step / 2)
      }
    }
  }

  /// What every schedule of at most `target` keeps to, by propagation and, until `stop`, shaving; nil where there is none.
  func windows(target: Int, stop: () -> Bool) -> Windows? {
    var search = RefutationSearch(task.problem)
    guard begin(&search, target, isBelow: false), search.shave(stop: stop) else { return nil }
    return Windows(search.network)
  }

  /// Whether a search that has decided every pair has a schedule that meets the target.
  private var isComplete: Bool { task.objective == .makespan && !task.problem.isFlexible }
  private var low: Int { max(0, task.board.bestBound) }
  private var high: Int { task.board.bestValue }

  private func begin(_ search: inout RefutationSearch, _ target: Int, isBelow: Bool) -> Bool {
    let deadlines = Deadlines.of(task.problem, task.objective, target: target, heads: heads)
    return search.begin(heads: heads.start, deadlines: deadlines, keepsNogoods: isBelow)
  }

  /// The least target that propagation alone does not refute.
  /// - Returns: whether the gap is still open.
  private func bisect(_ search: inout RefutationSearch, _ stop: () -> Bool) -> Bool {
    var (least, most) = (low, high)
    while least < most, !stop() {
      let middle = least + (most - least) / 2
      if begin(&search, middle, isBelow: false) {
        most = middle
      } else {
        least = middle + 1
        task.board.raise(bound: least, by: "destructive improvement")
      }
    }
    return low < high && !stop()
  }

  /// Shows the schedule of a search that has decided every pair.
  private func offer(_ search: borrowing RefutationSearch) {
    let problem = task.problem
    guard let plan = search.plan() else { return }
    let schedule = plan.schedule(in: problem)
    task.board.offer(
      schedule, value: task.objective.value(of: schedule, in: problem), by: "bounds")
  }

  /// A stop test that gives up after a share of the time left; in a run limited by iterations, after that share of them in asks.
  func patience(share: Double) -> () -> Bool {
    let task = task
    if let iterations = task.budget.iterations {
      let limit = max(200, Int(Double(iterations) * share))
      var asks = 0
      return {
        asks += 1
        return task.budget.cancellation.isCancelled || asks > limit
      }
    }
    let deadline = ContinuousClock.now + .seconds((task.budget.secondsLeft ?? 60) * share)
    return { task.shouldStop || ContinuousClock.now >= deadline }
  }
}
