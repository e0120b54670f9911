import Synchronization
public import TaktModel

/// Dispatching rules for a start, then ``Annealing`` on every thread.
public struct LocalSearchEngine: Engine {
  /// The name users select it by.
  public let name = "local-search"

  /// The engine.
  public init() {}

  /// Why the engine cannot take this problem; nil where it can.
  public func objection(to problem: Problem, objective: Objective) -> String? { nil }

  /// Solves the task as far as the budget goes.
  public func run(_ task: SolveTask) {
    if task.board.current.schedule == nil { DispatchEngine.all.run(task) }
    guard let start = task.board.current.schedule, !task.shouldStop else { return }
    let results = Mutex<[Int: (cost: Int, schedule: Schedule)]>([:])
    SolverThreads.runAll(
      (0..<task.budget.threads).map { stream in
        {
          var search = Annealing(task, start: start, stream: stream, label: name)
          search.run()
          let (cost, schedule) = (search.bestCost, search.result)
          results.withLock { $0[stream] = (cost, schedule) }
        }
      })
    for (_, result) in results.withLock({ $0 }).sorted(by: { $0.key < $1.key })
    where result.cost < .max { task.board.offer(result.schedule, value: result.cost, by: name) }
  }
}
