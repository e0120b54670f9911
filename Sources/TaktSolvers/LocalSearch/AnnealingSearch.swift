import Foundation
import TaktModel

/// One thread's annealing over the whole budget, in cycles that each begin at the best plan known: for problems too large for a
/// population.
struct AnnealingSearch: ~Copyable {
  private let task: SolveTask
  private let label: String
  private let sharesBest: Bool
  private var annealing: Annealing
  private(set) var best: SequencePlan

  private static let cycles = 4

  init(_ task: SolveTask, start: SequencePlan, stream: Int, label: String) {
    self.task = task
    self.label = label
    sharesBest = task.budget.iterations == nil
    annealing = Annealing(
      task.problem, objective: task.objective,
      seed: SplitMix64(seed: task.budget.seed, stream: stream))
    best = start
  }

  mutating func run() {
    let began = ContinuousClock.now
    let seconds = task.budget.secondsLeft ?? 3600
    for cycle in 0..<Self.cycles where !shouldStop(best.cost) {
      let (task, limit, sharesBest, label) = (task, task.budget.iterations, sharesBest, label)
      var known = best.cost
      var lastReport = began
      // Later cycles start cooler: they polish what the first one found.
      annealing.cool(from: start(), heat: pow(0.4, Double(cycle))) { steps in
        let done =
          limit.map { Double(steps) / Double($0) }
          ?? (began.duration(to: .now) / .seconds(1)) / max(1e-3, seconds)
        let share = done * Double(Self.cycles) - Double(cycle)
        known = min(known, task.board.bestValue)
        if sharesBest ? task.shouldStop : task.shouldStopAlone(known) { return nil }
        return share < 1 ? share : nil
      } report: { cost, schedule in
        // For whoever watches; often enough for an eye.
        guard sharesBest, ContinuousClock.now - lastReport > .milliseconds(200) else {
          return false
        }
        lastReport = .now
        task.board.offer(schedule(), value: cost, by: label)
        return true
      }
      keep(annealing.best)
    }
  }

  /// The best plan's schedule.
  mutating func result() -> Schedule { annealing.schedule(of: best) }

  private func shouldStop(_ own: Int) -> Bool {
    sharesBest ? task.shouldStop : task.shouldStopAlone(own)
  }

  private func start() -> SequencePlan {
    guard sharesBest, task.board.bestValue < best.cost, let shared = task.board.current.schedule
    else { return best }
    return SequencePlan(shared, in: task.problem)
  }

  private mutating func keep(_ plan: SequencePlan) {
    guard plan.cost < best.cost else { return }
    best = plan
    if sharesBest {
      let schedule = annealing.schedule(of: plan)
      task.board.offer(schedule, value: plan.cost, by: label)
    }
  }
}
