import TaktModel
import TaktSolvers

/// The floor's state as a problem to repair, with its right-shifted plan.
struct RepairProblem {
  let compiled: CompiledPlant
  let repair: PlanRepair
  let shifted: PlanRepair.Result
  /// Judges plans for the floor.
  let verifier: PlanVerifier

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
      let (shifted, verifier) = sideBySide(
        compiled.problem.operationCount > 2000, { repair.rightShift() },
        { PlanVerifier(compiled.plant) })
      if let shifted {
        (self.compiled, self.repair, self.shifted) = (compiled, repair, shifted)
        self.verifier = verifier
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
    let parts = inHalves(state.lines.indices, ifMoreThan: 500) { places(of: $0, state, problem) }
    var plan = PlanColumns(
      machine: parts.flatMap(\.machine), start: parts.flatMap(\.start),
      setupStart: parts.flatMap(\.setupStart), units: compiled.units(heldBy: state.lines))
    // What runs goes on, whenever it was planned to.
    for commitment in state.plant.commitments where commitment.kind == .running {
      let o = Int(problem.jobStart[commitment.order]) + commitment.step
      (plan.machine[o], plan.start[o], plan.setupStart[o]) = (-1, 0, 0)
    }
    return plan
  }

  /// Where the plan in force has the operations of some orders, whomever they hold.
  private static func places(of orders: Range<Int>, _ state: FloorState, _ problem: Problem)
    -> PlanColumns
  {
    let ids = state.plant.resources.map(\.id)
    let limit = Problem.largestTime / 2
    let tick = { (t: Instant) in Int32(max(-limit, min(limit, t - state.plant.asOf))) }
    // A problem without a floor does not tell setups from runs.
    let hasRuns = !problem.floor.isEmpty
    let first = Int(problem.jobStart[orders.lowerBound])
    let count = Int(problem.jobStart[orders.upperBound]) - first
    var plan = PlanColumns(
      machine: Array(repeating: -1, count: count), start: Array(repeating: 0, count: count))
    for order in orders {
      let steps = state.lines[order]
      for (step, o) in problem.operations(ofJob: order).enumerated() {
        guard let equipment = steps[step]?.equipment,
          let mode = problem.modes(of: o).first(where: {
            ids[Int(problem.machine[$0])] == equipment
          }), let begin = steps[step]?.setupStart, let run = steps[step]?.start
        else { continue }
        plan.machine[o - first] = problem.machine[mode]
        plan.start[o - first] = tick(hasRuns ? run : begin)
        plan.setupStart[o - first] = tick(begin)
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
