import Foundation
import Synchronization
public import TaktModel

/// Dispatching rules for a start, then ``FloorSearch`` on every thread: the engine that takes all a shop floor asks.
public struct LargeNeighbourhoodEngine: Engine {
  /// The name users select it by.
  public let name = "large-neighbourhood"

  /// A plan made elsewhere that breeding may begin at; cooling alone would not get away from it.
  private let known: Schedule?

  /// The engine.
  public init() { known = nil }

  /// The engine, beside a plan made elsewhere.
  init(beside known: Schedule?) { self.known = known }

  /// Why the engine cannot take this problem; nil where it can.
  public func objection(to problem: Problem, objective: Objective) -> String? { nil }

  private static let cycles = 4

  /// Solves the task as far as the budget goes.
  public func run(_ task: SolveTask) {
    if let delivery = task.objective.regularPart {
      return EnergyEngine(label: "\(name) (energy)").run(task, delivery: delivery)
    }
    if task.board.current.schedule == nil { dispatch(task) }
    if task.board.current.schedule == nil, !task.problem.floor.buffers.isEmpty { list(task) }
    if task.problem.operationCount > Self.scaledFrom { scale(task) }
    guard let start = task.board.current.schedule, !task.budget.isOver,
      task.problem.operationCount > 0
    else { return }
    if task.problem.operationCount > Self.windowsFrom, RollingWindows.suits(task) {
      return RollingWindows(task, label: name).run(from: start)
    }
    let results = Mutex<[Int: (cost: FloorCost, schedule: Schedule)]>([:])
    SolverThreads.runAll(
      (0..<task.budget.threads).map { stream in
        {
          var search = FloorSearch(
            task.problem, objective: task.objective,
            seed: SplitMix64(seed: task.budget.seed, stream: stream))
          search.load(start)
          if canEvolve(search, task) { evolve(&search, task) } else { cool(&search, task) }
          let result = (search.best.cost, search.schedule())
          results.withLock { $0[stream] = result }
        }
      })
    for (_, result) in results.withLock({ $0 }).sorted(by: { $0.key < $1.key })
    where result.cost.value < .max {
      task.board.offer(
        result.schedule, value: result.cost.value, tieBreak: result.cost.tieBreak, by: name)
    }
  }

  /// All rules, but for at most a tenth of the time: on 50,000 operations each takes a second.
  private func dispatch(_ task: SolveTask) {
    guard let seconds = task.budget.secondsLeft else { return DispatchEngine.all.run(task) }
    DispatchEngine.all.run(task.with(task.budget.limited(toSeconds: seconds / 10)))
  }

  /// Where no rule finds a way through limited room: one operation after another, job by job if it must be.
  private func list(_ task: SolveTask) {
    let problem = task.problem
    var sequence = FloorSequence(problem, objective: task.objective)
    let first = FloorPlan(
      order: sequence.decoder.behindPredecessors(problem.topologicalOrder),
      mode: problem.modeStart.dropLast().map { $0 }, sequence.decoder)
    sequence.choose(first) { _ in true }
    guard !sequence.isBroken else { return }
    task.board.offer(
      sequence.schedule(), value: sequence.cost.value, tieBreak: sequence.cost.tieBreak, by: name)
  }

  /// Operations from which scaled dispatching comes first.
  private static let scaledFrom = 3000

  /// Operations from which windows do better than passes over the whole list.
  private static let windowsFrom = 20_000

  /// At most a tenth of the time for the scales of ATCS.
  private func scale(_ task: SolveTask) {
    let dispatch = ScaledDispatch(task: task, label: name)
    guard let seconds = task.budget.secondsLeft else {
      return dispatch.run { task.budget.cancellation.isCancelled }
    }
    let deadline = ContinuousClock.now + .seconds(seconds / 10)
    dispatch.run { task.shouldStop || ContinuousClock.now >= deadline }
  }

  /// Whether late jobs are what it is about, and there is time for many coolings: more of it an operation where there are more of
  /// them, as each candidate then takes longer and each cooling more of them.
  private func canEvolve(_ search: borrowing FloorSearch, _ task: SolveTask) -> Bool {
    let size = Double(task.problem.operationCount)
    guard search.sequence.jobs.isSum, !search.isTiny else { return false }
    if let iterations = task.budget.iterations { return Double(iterations) >= 300 * size }
    return (task.budget.secondsLeft ?? .infinity) >= 0.6 * pow(size / 300, 2)
  }

  private func evolve(_ search: inout FloorSearch, _ task: SolveTask) {
    if let known { search.load(known) }
    let progress = progress(of: task)
    search.evolve {
      guard let done = progress($0, $1), done < 1 else { return nil }
      return done
    } report: { cost, schedule in
      guard task.budget.iterations == nil else { return }
      task.board.offer(schedule(), value: cost.value, tieBreak: cost.tieBreak, by: name)
    }
  }

  /// How far a search is that begins now, by its candidates and those since its best plan; nil where it is to stop.
  private func progress(of task: SolveTask) -> (Int, Int) -> Double? {
    let limit = task.budget.iterations
    let began = ContinuousClock.now
    let seconds = task.budget.secondsLeft ?? 3600
    let patience = 50_000 + 20 * task.problem.operationCount
    return { steps, idle in
      if task.budget.isOver { return nil }
      // Nothing can be less late: what is left is setups and lead time, and not for ever.
      if idle > patience, limit == nil, task.board.isSettled { return nil }
      return limit.map { Double(steps) / Double($0) }
        ?? (began.duration(to: .now) / .seconds(1)) / max(1e-3, seconds)
    }
  }

  /// Cools in cycles, each from the best plan known and less hot than the one before.
  private func cool(_ search: inout FloorSearch, _ task: SolveTask) {
    let limit = task.budget.iterations
    let progress = progress(of: task)
    for cycle in 0..<Self.cycles {
      if cycle > 0 { adopt(&search, task) }
      var lastReport = ContinuousClock.now
      search.cool(heat: pow(0.4, Double(cycle))) { steps, idle in
        guard let done = progress(steps, idle) else { return nil }
        let share = done * Double(Self.cycles) - Double(cycle)
        return share < 1 ? share : nil
      } report: { cost, schedule in
        // For whoever watches; often enough for an eye.
        guard limit == nil, ContinuousClock.now - lastReport > .milliseconds(200) else {
          return false
        }
        lastReport = .now
        task.board.offer(schedule(), value: cost.value, tieBreak: cost.tieBreak, by: name)
        return true
      }
      if task.budget.isOver { return }
    }
  }

  /// Goes on from the best plan on the board; threads of a run that must repeat to the byte keep to their own.
  private func adopt(_ search: inout FloorSearch, _ task: SolveTask) {
    guard task.budget.iterations == nil, search.best.cost.value < .max else {
      return search.restart()
    }
    task.board.offer(
      search.schedule(), value: search.best.cost.value, tieBreak: search.best.cost.tieBreak,
      by: name)
    let state = task.board.current
    if let value = state.value, let shared = state.schedule, value < search.best.cost.value {
      search.load(shared)
    } else {
      search.restart()
    }
  }
}
