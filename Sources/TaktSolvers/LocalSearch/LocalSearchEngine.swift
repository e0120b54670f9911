import Synchronization
public import TaktModel

/// Dispatching rules for a start, then local search on every thread: ``MemeticSearch`` for the makespan of shops whose jobs are
/// chains, ``Annealing`` for everything else.
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
    let problem = task.problem
    if task.objective == .makespan, !problem.hasWorkingTimes, problem.isChained {
      searchSequences(task, start)
    } else {
      anneal(task, start)
    }
  }

  private func anneal(_ task: SolveTask, _ start: Schedule) {
    runAll(task) { stream in
      var search = Annealing(task, start: start, stream: stream, label: name)
      search.run()
      return (search.bestCost, search.result)
    }
  }

  private func searchSequences(_ task: SolveTask, _ start: Schedule) {
    let problem = task.problem
    let settings = MemeticSearch.Settings(problem)
    let shared = PlanPool(problem, capacity: settings.capacity)
    let plan = SequencePlan(start, in: problem)
    runAll(task) { stream in
      // Threads of a run that must repeat to the byte keep to themselves.
      let pool =
        task.budget.iterations == nil ? shared : PlanPool(problem, capacity: settings.capacity)
      var search = MemeticSearch(
        task, pool: pool, settings: settings, stream: stream, start: plan, label: name)
      search.run()
      return (Int(search.best.makespan), search.best.schedule(in: problem))
    }
  }

  /// Runs a search on every thread and offers what each found, in the order of the threads.
  private func runAll(
    _ task: SolveTask, _ search: @escaping @Sendable (Int) -> (cost: Int, schedule: Schedule)
  ) {
    let results = Mutex<[Int: (cost: Int, schedule: Schedule)]>([:])
    SolverThreads.runAll(
      (0..<task.budget.threads).map { stream in
        {
          let result = search(stream)
          results.withLock { $0[stream] = result }
        }
      })
    for (_, result) in results.withLock({ $0 }).sorted(by: { $0.key < $1.key })
    where result.cost < .max { task.board.offer(result.schedule, value: result.cost, by: name) }
  }
}
