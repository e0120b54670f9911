import Synchronization
import TaktModel

/// ATCS under many scales of slack and setups: the start for large shops, where construction decides more than the search
/// after it has time for.
///
/// Lee, Bhaskaran and Pinedo (1997) estimate both scales from the shop; trying a grid costs a second each on 50,000 operations and
/// leaves nothing to estimate.
struct ScaledDispatch {
  let task: SolveTask
  let label: String

  /// Slack scales from a narrow to a wide look-ahead, each with setups from dear to cheap.
  private static let grid: [(lookAhead: Double, setupScale: Double)] = [3, 10, 1, 30, 0.3, 100]
    .flatMap { lookAhead in [0.2, 0.5, 1, 3].map { (lookAhead, $0) } }

  /// Tries the grid on all threads until `stop` says so.
  func run(stop: @escaping @Sendable () -> Bool) {
    let next = Atomic<Int>(0)
    let results = Mutex<[Int: (value: Int, schedule: Schedule)]>([:])
    SolverThreads.runAll(
      (0..<task.budget.threads).map { _ in
        {
          while !stop() {
            let i = next.add(1, ordering: .relaxed).oldValue
            guard i < Self.grid.count else { return }
            let (lookAhead, setupScale) = Self.grid[i]
            var dispatcher = FloorDispatcher(
              task.problem,
              .init(rule: .atcs, lookAhead: lookAhead, setupScale: setupScale))
            guard let schedule = dispatcher.run(stop: stop) else { continue }
            let value = task.objective.value(of: schedule, in: task.problem)
            results.withLock { $0[i] = (value, schedule) }
          }
        }
      })
    for (_, result) in results.withLock({ $0 }).sorted(by: { $0.key < $1.key }) {
      task.board.offer(result.schedule, value: result.value, by: label + " (scaled atcs)")
    }
  }
}
