import TaktModel

/// One thread's makespan search in a shop too large for a population: one plan, searched, kicked and searched again.
///
/// A kick comes late: fifteen steps an operation without gain. `takt solve tai_100_100_1.txt --time-limit 60 --threads 2` (10,000 operations)
/// ended at 78,625; with kicks after 12,500 steps, as before, at 79,750. The best known is 76,926.
struct LargeShopSearch: ~Copyable {
  private let task: SolveTask
  private let label: String
  private let sharesBest: Bool
  private var search: TabuSearch<MakespanRating>
  private(set) var best: SequencePlan

  /// Steps without gain after which the plan is kicked.
  private let effort: Int
  /// Steps one counts as in which every move was forbidden: with nothing but those the search goes nowhere
  /// (dct-short-1000-10000-2 stood at 605,006 for the last 4 s of 60, and is at its bound of 600,000 after 9).
  private static let stuck = 12
  /// Time between two plans of one run shown to the board.
  private static let pause = Duration.milliseconds(200)

  private static let fewestOperations = 2000

  /// Whether a problem leaves no time for a population.
  static func suits(_ problem: Problem) -> Bool { problem.operationCount > fewestOperations }

  init(_ task: SolveTask, start: SequencePlan, stream: Int, label: String) {
    self.task = task
    self.label = label
    sharesBest = task.budget.iterations == nil
    search = TabuSearch(
      task.problem, .makespan, seed: SplitMix64(seed: task.budget.seed, stream: stream))
    best = start
    effort = max(12_500, 15 * task.problem.operationCount)
  }

  /// Searches until the budget is spent; the first plan searched is the start's.
  mutating func run() {
    searchAll(from: best)
    while !shouldStop { kickOn() }
  }

  /// The best plan's schedule.
  mutating func result() -> Schedule { search.schedule(of: best) }

  private var shouldStop: Bool {
    guard let limit = task.budget.iterations else { return task.shouldStop }
    return search.steps >= limit || task.shouldStopAlone(best.cost)
  }

  /// Goes on from near the best plan, now and then from another thread's.
  private mutating func kickOn() {
    if sharesBest, task.board.bestValue < best.cost, search.random.below(4) == 0 {
      let shared = task.board.current
      if let schedule = shared.schedule, let value = shared.value {
        best = SequencePlan(schedule, in: task.problem)
        best.cost = value
      }
    }
    let swaps = 5 + search.random.below(search.random.below(2) == 0 ? 20 : 200)
    searchAll(from: search.kicked(best, swaps: swaps))
  }

  private mutating func searchAll(from plan: SequencePlan) {
    let (task, limit, known) = (task, task.budget.iterations, best.cost)
    let (label, shows) = (label, sharesBest)
    var shown = ContinuousClock.now
    search.run(
      from: plan, effort: effort, stuck: Self.stuck, limit: limit ?? .max,
      watch: { plan in
        // A run may take most of the time: what it has found is no secret until then.
        guard shows, plan.cost < task.board.bestValue, .now - shown > Self.pause else { return }
        shown = .now
        task.board.offer(plan.schedule(in: task.problem), value: plan.cost, by: label)
      }
    ) {
      limit == nil ? task.shouldStop : task.shouldStopAlone(known)
    }
    if search.best.cost < best.cost { keep(search.best) }
  }

  private mutating func keep(_ plan: SequencePlan) {
    best = plan
    if sharesBest, plan.cost < task.board.bestValue {
      task.board.offer(search.schedule(of: plan), value: plan.cost, by: label)
    }
  }
}
