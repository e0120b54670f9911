import Synchronization
public import TaktModel

/// Dispatching rules for a start, then local search on every thread: ``MemeticSearch`` for shops whose jobs are chains, or
/// ``LargeShopSearch`` where they are large; ``Annealing`` for everything else.
public struct LocalSearchEngine: Engine {
  /// The name users select it by.
  public let name = "local-search"

  /// The engine.
  public init() {}

  /// Why the engine cannot take this problem; nil where it can.
  public func objection(to problem: Problem, objective: Objective) -> String? {
    problem.floor.objection(of: "the local search")
  }

  /// Solves the task as far as the budget goes.
  public func run(_ task: SolveTask) {
    if let objection = objection(to: task.problem, objective: task.objective) {
      task.board.note("the local search stood aside: \(objection)", by: name)
      return LargeNeighbourhoodEngine().run(task)
    }
    if task.board.current.schedule == nil { DispatchEngine.all.runAsStart(task) }
    let problem = task.problem
    if task.objective == .makespan, Self.isLarge(problem) { construct(task) }
    guard let start = task.board.current.schedule, !task.shouldStop else { return }
    let plan = SequencePlan(start, in: problem)
    let isClassic = !problem.hasWorkingTimes && problem.isChained
    if isClassic, task.objective == .makespan, LargeShopSearch.suits(problem) {
      searchLarge(task, plan)
    } else if isClassic, task.objective == .makespan {
      evolve(task, plan, rating: MakespanRating.self)
    } else if isClassic, CompletionRating.suits(problem, task.objective) {
      evolve(task, plan, rating: CompletionRating.self)
    } else {
      runAll(task) { stream in
        var search = AnnealingSearch(task, start: plan, stream: stream, label: name)
        search.run()
        return (search.best.cost, search.result())
      }
    }
  }

  /// Whether dispatching with blurred ratings begins better than random plans.
  static func isLarge(_ problem: Problem) -> Bool { problem.operationCount > 700 }

  /// A tenth of the time for rules; then, in tight shops, schedules as long as the bound.
  private func construct(_ task: SolveTask) {
    if task.board.bestBound == Int.min { BoundsEngine().run(task) }
    let dispatch = BlurredDispatch(task: task, label: name)
    if let seconds = task.budget.secondsLeft {
      let deadline = ContinuousClock.now + .seconds(seconds / 10)
      dispatch.run(tries: 10_000) { task.shouldStop || ContinuousClock.now >= deadline }
    } else {
      dispatch.run(tries: 20) { task.budget.cancellation.isCancelled || task.board.isSettled }
    }
    aimAtBound(task)
    fillMachines(task)
  }

  private func searchLarge(_ task: SolveTask, _ start: SequencePlan) {
    runAll(task) { stream in
      var search = LargeShopSearch(task, start: start, stream: stream, label: name)
      search.run()
      return (search.best.cost, search.result())
    }
  }

  /// A schedule as long as the bound, if propagation alone leads to one.
  private func aimAtBound(_ task: SolveTask) {
    let problem = task.problem
    guard !problem.isFlexible, !task.shouldStop, let seconds = task.budget.secondsLeft else {
      return
    }
    let deadline = ContinuousClock.now + .seconds(seconds / 5)
    var windows = WindowConstruction(
      problem, heads: Heads(problem).start, tails: Heads.tails(problem),
      target: Int32(clamping: task.board.bestBound))
    let plan = windows.plan { task.shouldStop || ContinuousClock.now >= deadline }
    guard let schedule = plan?.schedule(in: problem) else { return }
    task.board.offer(
      schedule, value: task.objective.value(of: schedule, in: problem), by: name + " (windows)")
  }

  /// A schedule as long as the bound, if no machine need ever wait.
  private func fillMachines(_ task: SolveTask) {
    guard !task.shouldStop, BeamDispatch.suits(task.problem, target: task.board.bestBound) else {
      return
    }
    searchAhead(task)
    if task.shouldStop { return }
    BeamDispatch(task: task, label: name + " (beam)").run(
      expansions: task.budget.iterations ?? .max,
      seconds: task.budget.secondsLeft.map { 0.9 * $0 })
  }

  /// A tenth of the time for the search that comes after the beams: the bound of many tight shops is easy for it.
  private func searchAhead(_ task: SolveTask) {
    guard task.budget.iterations == nil, LargeShopSearch.suits(task.problem),
      let seconds = task.budget.secondsLeft, let start = task.board.current.schedule
    else { return }
    let ahead = task.with(task.budget.limited(toSeconds: 0.1 * seconds))
    searchLarge(ahead, SequencePlan(start, in: task.problem))
  }

  private func evolve<Rating: MoveRating & ~Copyable>(
    _ task: SolveTask, _ start: SequencePlan, rating: Rating.Type
  ) {
    let problem = task.problem
    let settings = MemeticSettings(problem, task.objective)
    let shared = PlanPool(problem, capacity: settings.capacity)
    runAll(task) { stream in
      // Threads of a run that must repeat to the byte keep to themselves.
      let pool =
        task.budget.iterations == nil ? shared : PlanPool(problem, capacity: settings.capacity)
      var memetic = MemeticSearch(
        task,
        TabuSearch<Rating>(
          problem, task.objective, seed: SplitMix64(seed: task.budget.seed, stream: stream)),
        pool: pool,
        settings: settings, start: start, label: name)
      memetic.run()
      return (memetic.best.cost, memetic.result())
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
