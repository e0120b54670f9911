import TaktModel
import TaktSolvers

/// The floor's state as a problem to repair, with its right-shifted plan.
struct RepairProblem {
  let compiled: CompiledPlant
  let repair: PlanRepair
  let shifted: PlanRepair.Result

  /// Compiles the state; pins that cannot be kept are given up, with a warning in it.
  init(_ state: inout FloorState, _ settings: Rescheduler.Settings) throws {
    var horizon: Int?
    while true {
      let compiled: CompiledPlant
      do {
        compiled = try CompiledPlant(state.plant, horizon: horizon)
      } catch let error as ProblemError {
        throw ReschedulingError.impossible(error.description)
      }
      let repair = PlanRepair(
        compiled.problem, objective: settings.objective,
        plan: Self.columns(state, compiled),
        prices: settings.prices)
      if let shifted = repair.rightShift() {
        (self.compiled, self.repair, self.shifted) = (compiled, repair, shifted)
        return
      }
      let slipping = repair.slipping().map { o in
        let order = Int(compiled.problem.jobOf[o])
        return (order: order, step: o - Int(compiled.problem.jobStart[order]))
      }
      if slipping.isEmpty { horizon = compiled.horizon * 2 }
      // The floor knows better than the books whom running work holds: first those are let go, then pins.
      let running = slipping.filter { state.isRunning($0.order, $0.step) }
      guard running.isEmpty || state.letGo(of: running) else {
        throw ReschedulingError.invalid("work that goes on is held up in the right-shifted plan")
      }
      if running.isEmpty { state.unpin(slipping) }
    }
  }

  /// Where the plan in force has what is left to do, in the problem's ticks.
  private static func columns(_ state: FloorState, _ compiled: CompiledPlant) -> PlanColumns {
    let problem = compiled.problem
    let ids = state.plant.resources.map(\.id)
    var plan = PlanColumns(
      machine: Array(repeating: -1, count: problem.operationCount),
      start: Array(repeating: 0, count: problem.operationCount),
      units: compiled.units(heldBy: state.lines))
    let limit = Problem.largestTime / 2
    // What runs goes on, whenever it was planned to.
    let running = Set(
      state.plant.commitments.filter { $0.kind == .running }.map {
        Int(problem.jobStart[$0.order]) + $0.step
      })
    for (order, steps) in state.lines.enumerated() {
      let first = Int(problem.jobStart[order])
      for (step, line) in steps.enumerated() {
        let o = first + step
        guard let line, !running.contains(o),
          let mode = problem.modes(of: o).first(where: {
            ids[Int(problem.machine[$0])] == line.equipment
          })
        else { continue }
        plan.machine[o] = problem.machine[mode]
        // A problem without a floor does not tell setups from runs.
        let start = problem.floor.isEmpty ? line.setupStart : line.start
        plan.start[o] = Int32(max(-limit, min(limit, start - state.plant.asOf)))
        plan.setupStart[o] = Int32(max(-limit, min(limit, line.setupStart - state.plant.asOf)))
      }
    }
    return plan
  }

  /// Lines with what is settled of each written on it.
  func marked(_ lines: [JobOrder], _ state: FloorState) -> [JobOrder] {
    let frozen = state.frozen
    guard !frozen.isEmpty else { return lines }
    let pinned = state.pinned
    return lines.map { line in
      var line = line
      if frozen.contains(line.id), line.status == .proposed {
        line.status = .released
        line.isPinned = pinned.contains(line.id)
      }
      return line
    }
  }
}
