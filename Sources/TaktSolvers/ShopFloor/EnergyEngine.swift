import Synchronization
import TaktModel

/// Plans for delivery first, then for cheap hours: the large-neighbourhood search without the energy, and on what it finds
/// ``EnergySearch`` on every thread.
struct EnergyEngine {
  let label: String

  /// Share of the time that delivery is given.
  private static let share = 0.6

  /// Solves a task whose objective is `delivery` and, after it, what energy costs.
  func run(_ task: SolveTask, delivery: Objective) {
    let relay = Board { state in
      // Whoever watches sees the plans of the first part too, valued in full.
      guard let schedule = state.schedule else { return }
      task.board.offer(
        schedule, value: task.objective.value(of: schedule, in: task.problem), by: state.engine)
    }
    let budget =
      task.budget.secondsLeft.map { task.budget.limited(toSeconds: $0 * Self.share) } ?? task.budget
    LargeNeighbourhoodEngine().run(
      SolveTask(problem: task.problem, objective: delivery, budget: budget, board: relay))
    for rule in relay.current.rules { record(rule, task, delivery) }
    guard let start = relay.current.schedule, task.problem.operationCount > 0 else { return }
    task.board.offer(
      start, value: task.objective.value(of: start, in: task.problem), by: relay.current.engine)
    shift(task, delivery, start)
  }

  /// A rule's value in the objective's own digits; what energy it takes was not kept.
  private func record(
    _ rule: (name: String, value: Int), _ task: SolveTask, _ delivery: Objective
  ) {
    let leading = delivery.leadingValue(rule.value, in: task.problem)
    task.board.record(
      rule: rule.name, value: leading * task.objective.digits(in: task.problem)[0].scale)
  }

  private func shift(_ task: SolveTask, _ delivery: Objective, _ start: Schedule) {
    let results = Mutex<[Int: (schedule: Schedule, energy: Int)]>([:])
    let seconds = max(0.001, task.budget.secondsLeft ?? 1)
    let began = ContinuousClock.now
    SolverThreads.runAll(
      (0..<task.budget.threads).map { stream in
        {
          var search = EnergySearch(
            task.problem, objective: delivery, start: start,
            seed: SplitMix64(seed: task.budget.seed, stream: stream + 101))
          search.cool { steps in
            if task.budget.isOver { return nil }
            let share =
              task.budget.iterations.map { Double(steps) / Double(max(1, $0)) }
              ?? began.duration(to: .now) / .seconds(1) / seconds
            return share < 1 ? share : nil
          }
          let best = search.schedule()
          results.withLock { $0[stream] = (best.schedule, best.energy) }
        }
      })
    for (_, result) in results.withLock({ $0 }).sorted(by: { $0.key < $1.key }) {
      task.board.offer(
        result.schedule, value: task.objective.value(of: result.schedule, in: task.problem),
        by: label)
    }
  }
}
