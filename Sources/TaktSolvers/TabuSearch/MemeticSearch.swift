import TaktModel

/// Tabu search within a population: the search of one thread (after Peng, Lü and Cheng 2015, TS/PR).
///
/// The population is filled from random plans; then plans between two members are sampled, the most promising one is searched
/// in full, and the population takes it where it is better and not too near.
struct MemeticSearch<Rating: MoveRating & ~Copyable>: ~Copyable {
  private let task: SolveTask
  private let problem: Problem
  private let settings: MemeticSettings
  private let pool: PlanPool
  private let label: String
  private let sharesBest: Bool
  /// Seconds there were at the start.
  private let seconds: Double?
  private var search: TabuSearch<Rating>
  private(set) var best: SequencePlan

  init(
    _ task: SolveTask, _ search: consuming TabuSearch<Rating>, pool: PlanPool,
    settings: MemeticSettings, start: SequencePlan, label: String
  ) {
    self.task = task
    problem = task.problem
    self.settings = settings
    self.pool = pool
    self.label = label
    sharesBest = task.budget.iterations == nil
    self.search = search
    seconds = task.budget.secondsLeft
    best = start
  }

  /// Searches until the budget is spent; the first plan searched is the start's.
  mutating func run() {
    improve(best)
    while !shouldStop {
      if pool.isFilling {
        improve(freshPlan())
      } else if let (first, second) = pool.parents(&search.random) {
        improve(between(first, second))
      }
    }
  }

  /// A plan unlike the others: at random, or by a rule with blurred ratings where a search from a random plan takes too long.
  private mutating func freshPlan() -> SequencePlan {
    if let blur = settings.blur {
      let rules: [DispatchRule] = [.longestTail, .tailPerWork]
      var dispatcher = Dispatcher(
        problem,
        .init(
          rule: rules[search.random.below(2)], noise: blur, seed: search.random.next()))
      if let schedule = dispatcher.run(stop: { false }) {
        return SequencePlan(schedule, in: problem)
      }
    }
    return SequencePlan(randomFor: problem, &search.random)
  }

  /// The best plan's schedule.
  mutating func result() -> Schedule { search.schedule(of: best) }

  private var shouldStop: Bool {
    if best.cost == 0 { return true }
    guard let limit = task.budget.iterations else { return task.shouldStop }
    return search.steps >= limit || task.shouldStopAlone(best.cost)
  }

  private mutating func find(_ plan: SequencePlan, effort: Int) {
    let (task, limit, known) = (task, task.budget.iterations, best.cost)
    search.run(from: plan, effort: effort, limit: limit ?? .max) {
      limit == nil ? task.shouldStop : task.shouldStopAlone(known)
    }
    if search.best.cost < best.cost { keep(search.best) }
  }

  /// The share of the run that is over; nil where nothing says when it ends.
  private var progress: Double? {
    if let limit = task.budget.iterations { return Double(search.steps) / Double(limit) }
    guard let seconds, let left = task.budget.secondsLeft else { return nil }
    return seconds > 0 ? 1 - left / seconds : 1
  }

  private mutating func improve(_ plan: SequencePlan) {
    find(plan, effort: settings.effort)
    pool.add(search.best, progress: progress)
  }

  private mutating func keep(_ plan: SequencePlan) {
    best = plan
    if sharesBest, plan.cost < task.board.bestValue {
      let schedule = search.schedule(of: plan)
      task.board.offer(schedule, value: plan.cost, by: label)
    }
  }

  /// The best of several samples between two parents.
  private mutating func between(_ first: SequencePlan, _ second: SequencePlan) -> SequencePlan {
    let mix = Recombination(problem, first, second)
    var chosen: SequencePlan?
    for i in 0..<settings.samples where !shouldStop {
      let share = 0.2 + 0.6 * Double(i) / Double(max(1, settings.samples - 1))
      find(
        mix.child(share: share, &search.random), effort: settings.sampleEffort)
      if search.best.cost < chosen?.cost ?? .max { chosen = search.best }
    }
    return chosen ?? first
  }
}

/// How a population is kept and how much its members are worked on.
struct MemeticSettings: Sendable {
  /// Effort of a full search.
  var effort = 12_500
  /// Effort for each sample between two parents.
  var sampleEffort = 500
  var samples = 7
  /// Members of the first population.
  var capacity = 12

  /// How much the ratings are blurred of the rules that make new members; nil where those are random.
  ///
  /// Measured on dmu77 (50 x 20) and dmu73 (50 x 15), 4 million steps of one thread: 7,000 and 6,266; from random plans 7,198 and 6,292.
  var blur: Double?

  /// What suits a problem's size and kind.
  init(_ problem: Problem, _ objective: Objective) {
    if objective == .makespan, LocalSearchEngine.isLarge(problem) { blur = 0.5 }
    // Steps that rate every job are dear, and plans that cost little are few (measured on Singer and Pinedo's
    // instances).
    if objective != .makespan { (effort, sampleEffort) = (4000, 300) }
  }
}

extension SolveTask {
  /// Whether a run that must repeat to the byte is to stop: it looks at nothing other threads put on the board but the
  /// bound, which stood before they began.
  func shouldStopAlone(_ own: Int) -> Bool {
    budget.cancellation.isCancelled || own <= board.bestBound
  }
}
