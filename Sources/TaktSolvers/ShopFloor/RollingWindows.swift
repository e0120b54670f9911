import Foundation
import Synchronization
import TaktModel

/// Rolls windows through a plan that is too large for one search.
///
/// In rounds: every thread has the same plan and takes windows of it that do not touch each other; what they came to is put
/// together at the round's end, mended, and kept as far as the plan placed from end to end is the better for it. A window
/// does not depend on the thread that takes it, so a run with an iteration limit gives the same on any number of runs.
struct RollingWindows: Sendable {
  private let task: SolveTask
  private let label: String
  private let width: Int
  private let meanWork: Float

  /// Operations of a window, and how many more passes go on behind it.
  ///
  /// Candidates of a window: as many as it has operations. 10,000 orders with all that `--hot-share` and the others ask (the guide's
  /// command), 40 s, two threads, per cent below the best rule with so many operations and so many behind them: 14.0 with 1,000 and 500,
  /// 14.7 with 1,000 and 1,500, 15.4 with 2,000 and 500, 15.9 with 2,000 and 1,500, 15.1, 16.6 and 14.7 with 4,000 and 500, 1,500 and
  /// 3,000, 16.4 with 6,000 and 500 or 2,000. What large windows come to is nearly always good for the whole plan: 19 rounds took 19
  /// mendings, 43 of small ones 89. In small ones twice and four times the candidates give 13.2 and 12.6, half of them 13.8, a quarter of the
  /// heat 12.8. While a candidate placed all of its stretch anew there was no time for large ones, and they did worse. Candidates dropped once
  /// the price of a delay (``DelayPrices``) says so: half as many again, and plans 1 to 4% later (in small windows). One run each, of builds
  /// with these constants changed and mendings counted.
  private static let width = 4000
  private static let sight = 1500
  private static let heat = 0.02
  /// Windows of a round, one for each thread at least: together about half of that plant.
  private static let most = 6

  private struct Round {
    var plan: FloorPlan
    var draw: WindowDraw
    var windows: [Range<Int>] = []
    var results: [Int: WindowResult] = [:]
    var number = 0
    var steps = 0
    var isLast = false
  }

  init(_ task: SolveTask, label: String) {
    (self.task, self.label) = (task, label)
    let problem = task.problem
    width = min(Self.width, max(500, problem.operationCount / 8))
    let work = problem.duration.reduce(0) { $0 + Int($1) }
    meanWork = Float(work) / Float(max(1, problem.modeCount))
  }

  /// Whether a task's objective can be priced delay by delay, a sum over jobs.
  static func suits(_ task: SolveTask) -> Bool {
    task.objective.criteria.count == 1 && !task.objective.leading.isMaximum
      && task.problem.floor.power.isEmpty && task.problem.floor.buffers.isEmpty
  }

  /// Improves a schedule as far as the budget goes.
  func run(from start: Schedule) {
    let (problem, threads) = (task.problem, task.budget.threads)
    let round = Mutex(
      Round(
        plan: FloorPlan(start, problem, FloorDecoder(problem)),
        draw: WindowDraw(operations: problem.operationCount, width: width)))
    let next = Atomic<Int>(0)
    let meeting = Rendezvous(count: threads)
    SolverThreads.runAll(
      (0..<threads).map { _ in
        {
          var search = FloorSearch(
            problem, objective: task.objective, seed: SplitMix64(seed: task.budget.seed))
          meeting.meet { round.withLock { begin(&$0, &search) } }
          while true {
            let (plan, windows, number, isLast) = round.withLock {
              ($0.plan, $0.windows, $0.number, $0.isLast)
            }
            if isLast { return }
            search.take(plan, meanWork: meanWork)
            while !task.budget.isOver {
              let k = next.add(1, ordering: .relaxed).oldValue
              guard k < windows.count else { break }
              let result = search.improve(
                windows[k], sight: Self.sight, steps: windows[k].count, heat: Self.heat,
                seed: SplitMix64(seed: task.budget.seed &+ UInt64(number) << 32, stream: k),
                stop: { task.budget.isOver })
              round.withLock { $0.results[k] = result }
            }
            meeting.meet {
              next.store(0, ordering: .relaxed)
              round.withLock { finish(&$0, &search) }
            }
          }
        }
      })
  }

  /// Places the first plan.
  private func begin(_ round: inout Round, _ search: inout FloorSearch) {
    search.sequence.load(round.plan)
    round.plan = FloorPlan(search.sequence)
    prepare(&round, &search)
  }

  /// Takes over what makes the whole plan better, and draws the next round.
  private func finish(_ round: inout Round, _ search: inout FloorSearch) {
    round.steps += round.results.values.reduce(0) { $0 + $1.steps }
    let known = round.plan.cost
    take(round.results.keys.sorted()[...], &round, &search)
    round.draw.learn(round.results.sorted { $0.key < $1.key }.map(\.value))
    search.sequence.load(round.plan)
    if round.plan.cost < known {
      task.board.offer(
        search.sequence.schedule(), value: round.plan.cost.value,
        tieBreak: round.plan.cost.tieBreak, by: label)
    }
    prepare(&round, &search)
  }

  /// Draws a round; its plan is at hand.
  private func prepare(_ round: inout Round, _ search: inout FloorSearch) {
    let limit = task.budget.iterations.map { $0 * task.budget.threads }
    round.isLast = task.budget.isOver || round.steps >= limit ?? .max
    round.number += 1
    round.results = [:]
    var random = SplitMix64(seed: task.budget.seed, stream: round.number)
    round.windows = round.draw.draw(max(Self.most, task.budget.threads), search.sequence, &random)
  }

  /// Takes over several windows at once if they do the whole plan good, else halves of them.
  private func take(
    _ keys: ArraySlice<Int>, _ round: inout Round, _ search: inout FloorSearch
  ) {
    guard !keys.isEmpty else { return }
    var plan = round.plan
    for key in keys { if let result = round.results[key] { plan.apply(result) } }
    search.sequence.mend(plan)
    if search.sequence.cost < round.plan.cost, !search.sequence.isBroken {
      round.plan = FloorPlan(search.sequence)
      for key in keys { round.results[key]?.isKept = true }
    } else if keys.count > 1 {
      let middle = keys.startIndex + keys.count / 2
      take(keys[..<middle], &round, &search)
      take(keys[middle...], &round, &search)
    }
  }
}
