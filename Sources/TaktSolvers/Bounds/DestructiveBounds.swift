import TaktModel

/// Bounds by refutation: assume the objective is at most a target and propagate; a contradiction proves that it is more.
///
/// The target is found by bisection, coarse steps by propagation alone, the last ones by trying both orders of every open
/// pair as well (``Shaving``).
struct DestructiveBounds {
  let task: SolveTask
  let heads: Heads

  init(_ task: SolveTask) {
    self.task = task
    heads = Heads(task.problem)
  }

  /// More operations than the table of pairs is kept for.
  static let mostOperations = 2000

  /// The windows of a target; nil where the problem is too large.
  func windows(target: Int) -> Windows? {
    Windows(task.problem, objective: task.objective, target: target, heads: heads)
  }

  /// Raises the bound until it meets the best value or `stop` says so.
  func run(stop: () -> Bool) {
    var (low, high) = (max(0, task.board.bestBound), task.board.bestValue)
    while low < high, !stop() {
      let middle = low + (high - low) / 2
      guard var windows = windows(target: middle) else { return }
      let isOpen =
        windows.propagate(stop: stop) && (high - low > 64 || Shaving.run(&windows, stop: stop))
      if stop() { return }
      if isOpen {
        high = middle
      } else {
        low = middle + 1
        task.board.raise(bound: low, by: "destructive improvement")
      }
    }
  }

  /// A stop test that gives up after a share of the time left; in a run limited by iterations, after a count of asks.
  func patience(share: Double) -> () -> Bool {
    let task = task
    if let iterations = task.budget.iterations {
      var asks = 0
      return {
        asks += 1
        return task.budget.cancellation.isCancelled || asks > 2000 + iterations
      }
    }
    let deadline = ContinuousClock.now + .seconds((task.budget.secondsLeft ?? 60) * share)
    return { task.shouldStop || ContinuousClock.now >= deadline }
  }
}
