import TaktModel

/// Tabu search within a population: the search of one thread (after Peng, Lü and Cheng 2015, TS/PR).
///
/// The population is filled from random plans; then plans between two members are sampled, the most promising one is searched
/// in full, and the population takes it where it is better and not too near.
struct MemeticSearch: ~Copyable {
  struct Settings: Sendable {
    /// Steps without improvement that end a search.
    var patience = 12_500
    /// Steps for each sample between two parents.
    var sampleSteps = 500
    var samples = 7
    var capacity = 30

    /// What suits a problem's size and kind.
    init(_ problem: Problem) {
      if problem.isFlexible { capacity = 12 }
    }
  }

  private let task: SolveTask
  private let problem: Problem
  private let settings: Settings
  private let pool: PlanPool
  private let label: String
  private let sharesBest: Bool
  private var search: TabuSearch
  private(set) var best: SequencePlan

  init(
    _ task: SolveTask, pool: PlanPool, settings: Settings, stream: Int, start: SequencePlan,
    label: String
  ) {
    self.task = task
    problem = task.problem
    self.settings = settings
    self.pool = pool
    self.label = label
    sharesBest = task.budget.iterations == nil
    search = TabuSearch(problem, seed: SplitMix64(seed: task.budget.seed, stream: stream))
    best = start
  }

  /// Searches until the budget is spent; the first plan searched is the start's.
  mutating func run() {
    improve(best)
    while !shouldStop {
      if pool.isFilling {
        improve(SequencePlan(randomFor: problem, &search.random))
      } else if let (first, second) = pool.parents(&search.random) {
        improve(between(first, second))
      }
    }
  }

  private var shouldStop: Bool { shouldStop(after: search.steps) }

  private func shouldStop(after steps: Int) -> Bool {
    guard let limit = task.budget.iterations else { return task.shouldStop }
    // A run that must repeat to the byte looks at nothing other threads put on the board but the bound.
    return steps >= limit || task.budget.cancellation.isCancelled
      || Int(best.makespan) <= task.board.bestBound
  }

  private mutating func search(_ plan: SequencePlan, patience: Int) {
    let (task, limit, known) = (task, task.budget.iterations, best.makespan)
    let first = search.steps
    var calls = 0
    search.run(from: plan, patience: patience) {
      guard let limit else { return task.shouldStop }
      calls += 1
      return first + (calls - 1) * 64 >= limit || task.budget.cancellation.isCancelled
        || Int(known) <= task.board.bestBound
    }
    if search.best.makespan < best.makespan { keep(search.best) }
  }

  private mutating func improve(_ plan: SequencePlan) {
    search(plan, patience: settings.patience)
    pool.add(search.best, &search.random)
  }

  private mutating func keep(_ plan: SequencePlan) {
    best = plan
    guard sharesBest else { return }
    task.board.offer(
      plan.schedule(in: problem), value: Int(plan.makespan), by: label)
  }

  /// The best of several samples between two parents.
  private mutating func between(_ first: SequencePlan, _ second: SequencePlan) -> SequencePlan {
    let mix = Recombination(problem, first, second)
    var chosen: SequencePlan?
    for i in 0..<settings.samples where !shouldStop {
      let share = 0.2 + 0.6 * Double(i) / Double(max(1, settings.samples - 1))
      search(mix.child(share: share, &search.random), patience: settings.sampleSteps)
      if search.best.makespan < chosen?.makespan ?? .max { chosen = search.best }
    }
    return chosen ?? first
  }
}
