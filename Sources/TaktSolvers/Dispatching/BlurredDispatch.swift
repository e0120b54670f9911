import TaktModel

/// Good rules with blurred ratings, over and over: the start for large shops, where construction decides more than the search
/// after it has time for.
///
/// Measured on shops of 10,000 to 100,000 operations: the longest tail, and the tail over the operation's own work, blurred by
/// 2% to 32%, meet the bound outright on many; the most work remaining, own work included, ends 1% to 30% worse.
struct BlurredDispatch {
  let task: SolveTask
  let label: String

  /// Tries until `stop` says so, at most `tries` times on each thread.
  func run(tries: Int, stop: @escaping @Sendable () -> Bool) {
    let task = task
    let label = label
    SolverThreads.runAll(
      (0..<(task.budget.iterations == nil ? task.budget.threads : 1)).map { stream in
        {
          var random = SplitMix64(seed: task.budget.seed, stream: 1000 + stream)
          for i in 0..<tries where !stop() {
            let rules: [DispatchRule] = [.longestTail, .tailPerWork]
            let blur = 0.02 * Double(1 << random.below(5))
            var dispatcher = Dispatcher(
              task.problem,
              .init(rule: rules[i % 2], noise: 2 * blur, seed: random.next()))
            guard let schedule = dispatcher.run(stop: stop) else { continue }
            task.board.offer(
              schedule, value: task.objective.value(of: schedule, in: task.problem), by: label)
          }
        }
      })
  }
}
