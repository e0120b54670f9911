import Synchronization
import TaktModel

/// One run of the tightened MILP: schedules, proofs by propagation, then the model for what is left.
struct TightSearch {
  let engine: MILPEngine
  let task: SolveTask
  let writeLP: String?

  func run() {
    DispatchEngine.all.run(task)
    BoundsEngine().run(task)
    guard !task.shouldStop else { return settleOrStop() }
    searchBriefly()
    guard !task.shouldStop, task.board.current.schedule != nil else { return settleOrStop() }
    guard DestructiveBounds.suits(task.problem) else {
      return engine.fallBack(
        task, because: "\(task.problem.operationCount) operations are more than it can take")
    }
    // Schedules go on getting better beside the proof where there are threads for both.
    let others = task.budget.iterations == nil ? task.budget.threads - 1 : 0
    guard others > 0 else { return prove() }
    SolverThreads.runAll([
      { [self] in LocalSearchEngine().run(task.with(task.budget.with(threads: others))) },
      { [self] in prove() },
    ])
  }

  private func searchBriefly() {
    if task.budget.iterations != nil { return LocalSearchEngine().run(task) }
    // Small shops are at their best in no time; the proof goes on searching beside itself anyway.
    let size = Double(task.problem.operationCount) * 0.01
    let seconds = min(10, size, (task.budget.secondsLeft ?? 60) * 0.2)
    LocalSearchEngine().run(task.with(task.budget.limited(toSeconds: seconds)))
  }

  private func settleOrStop() {
    guard task.board.isSettled else { return }
    task.board.note(
      "the bound met the heuristic schedule before a model was needed", by: engine.name,
      milp: MILPReport())
  }

  /// Assumes better and better values away by propagation, then builds the model below the best schedule.
  private func prove() {
    let bounds = DestructiveBounds(task)
    bounds.run(stop: bounds.patience(share: 0.15))
    while !task.shouldStop {
      let best = task.board.bestValue
      let target = best - 1
      guard let windows = bounds.windows(target: target, stop: bounds.patience(share: 0.25)) else {
        task.board.raise(bound: best, by: "propagation")
        return settleByPropagation()
      }
      if task.board.bestValue < best { continue }  // a better schedule came meanwhile
      let range = Double(max(0, task.board.bestBound))...Double(target)
      if task.objective == .makespan,
        TimeIndexedModel.columns(windows) <= TimeIndexedModel.mostColumns
      {
        let model = TimeIndexedModel.build(windows, task.objective, range: range)
        return engine.solve(model, task, presolve: false, target: target)
      }
      if relaxationSettles(windows, range, target) { return }
      if task.board.bestValue < best { continue }
      let model = TightModel.build(windows, task.objective, range: range)
      let binaries = model.program.binaryCount
      guard binaries <= MILPEngine.mostBinaries else {
        return engine.fallBack(
          task,
          because: "\(binaries) open decisions are more than GLPK can take "
            + "(\(MILPEngine.mostBinaries))")
      }
      return engine.solve(model, task, presolve: false, target: target)
    }
    settleOrStop()
  }

  /// Bounds the choice of machines without their sequences, where there is a choice.
  private func relaxationSettles(_ windows: Windows, _ range: ClosedRange<Double>, _ target: Int)
    -> Bool
  {
    guard task.problem.isFlexible, task.objective == .makespan else { return false }
    let model = TightModel.build(windows, task.objective, range: range, sequencing: false)
    let seconds = (task.budget.secondsLeft ?? 60) * 0.25
    engine.solve(
      model, task.with(task.budget.limited(toSeconds: seconds)), presolve: false, target: target)
    return task.shouldStop
  }

  private func settleByPropagation() {
    task.board.note(
      "propagation proved that nothing better than the heuristic schedule exists", by: engine.name,
      milp: MILPReport())
  }
}
