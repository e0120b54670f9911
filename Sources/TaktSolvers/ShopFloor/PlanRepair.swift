import Foundation
import Synchronization
public import TaktModel

/// Repairs a plan in force after the problem under it has changed: a ladder of methods, each going on from the best so far.
///
/// - right-shift keeps machines and sequences and moves what must move, in one pass: milliseconds, the baseline of every answer;
/// - affected operations: what right-shifting moved may move anywhere, the rest no earlier than it was (after Abumaizar and
///   Svestka 1997);
/// - match-up: all that begins before the plan is rejoined is free, what comes later keeps its time if it can (Bean, Birge,
///   Mittenthal and Noon 1991);
/// - regeneration: everything is free; where there is time for it also from nothing, without regard to the plan in force, and then
///   back to that as far as it pays.
///
/// All but the first search under the objective and the price of leaving the plan (``DisruptionPrices``). None returns a plan
/// with more of the objective than right-shifting has. Beside the ladder stands what it is measured by: replanning from nothing.
public struct PlanRepair: Sendable {
  /// A rung of the ladder.
  public enum Method: String, Sendable, CaseIterable {
    /// Machines and sequences are kept.
    case rightShift = "right-shift"
    /// What right-shifting moves may move anywhere.
    case affectedOperations = "affected-operations"
    /// What begins before the plan is rejoined may move.
    case matchUp = "match-up"
    /// Everything may move.
    case regeneration = "regeneration"
    /// Everything is planned from nothing, as if there were no plan in force: no rung, but what the ladder is measured by.
    case replanning = "replanning"

    /// The rungs, in the order they are climbed.
    public static let ladder: [Method] = [
      .rightShift, .affectedOperations, .matchUp, .regeneration,
    ]
  }

  /// A repaired plan.
  public struct Result: Sendable {
    /// The schedule.
    public var schedule: Schedule
    /// What made it.
    public var method: Method
    /// The objective's value.
    public var value: Int
    /// What leaving the plan in force costs, at the prices given.
    public var disruption: Int
    let cost: FloorCost
  }

  private let problem: Problem
  private let objective: Objective
  private let plan: PlanColumns
  private let prices: DisruptionPrices

  /// A repair of a plan in force for a problem.
  public init(
    _ problem: Problem, objective: Objective, plan: PlanColumns,
    prices: DisruptionPrices = DisruptionPrices()
  ) {
    precondition(plan.machine.count == problem.operationCount)
    precondition(
      plan.units.isEmpty || plan.units.count == problem.floor.secondaries.slotStart.last ?? 0)
    self.problem = problem
    self.objective = objective
    self.plan = plan
    self.prices = prices
  }

  // MARK: Right shift

  /// The plan with machines and sequences kept, every operation where it was or as soon after as it can be; operations the plan
  /// does not have come behind all others, where they are done first.
  ///
  /// - Returns: nil where the calendars end too soon or something pinned cannot begin when it must; ``slipping()`` says what.
  /// - Complexity: O(n log n), n = operations
  public func rightShift() -> Result? {
    let sequence = shifted()
    guard !sequence.isBroken else { return nil }
    return Result(
      schedule: sequence.schedule(), method: .rightShift, value: sequence.cost.value,
      disruption: sequence.cost.disruption, cost: sequence.cost)
  }

  /// Operations that cannot begin when they must, with machines and sequences kept.
  public func slipping() -> [Int] {
    let sequence = shifted()
    return (0..<problem.operationCount).filter { sequence.decoder.placement[$0].slips }
  }

  private func shifted() -> FloorSequence {
    var sequence = FloorSequence(
      problem, objective: objective, reference: PlanReference(plan, prices))
    for o in 0..<problem.operationCount where plan.machine[o] >= 0 {
      sequence.decoder.hold(o, to: plan.start[o])
    }
    let mode = (0..<problem.operationCount).map { o in
      problem.modes(of: o).first { problem.machine[$0] == plan.machine[o] }.map(Int32.init) ?? -1
    }
    let list = ListDecoding.List(
      order: listOrder(), mode: mode, setupStart: plan.setupStart, runStart: plan.start,
      units: plan.units)
    sequence.choose(FloorPlan(list, sequence.decoder)) { plan.machine[$0] < 0 }
    return sequence
  }

  /// Operations by when the plan has their runs begin, then their setups, new ones last; whatever the times, none before what it
  /// waits for.
  private func listOrder() -> [Int32] {
    let n = problem.operationCount
    var key = [Int](repeating: 0, count: n)
    let links = problem.floor.links.byEnd
    for o in problem.topologicalOrder.map(Int.init) {
      key[o] = plan.machine[o] < 0 ? .max : Int(plan.start[o]) << 32 + Int(plan.setupStart[o])
      if isRunning(o) { key[o] = .min }
      for a in problem.arcs(into: o) { key[o] = max(key[o], key[Int(problem.predecessors[a])]) }
      for l in links[o] ?? [] { key[o] = max(key[o], key[Int(problem.floor.links.from[l])]) }
    }
    return problem.topologicalOrder.radixSorted(by: key)
  }

  private func isRunning(_ o: Int) -> Bool {
    let settlement = problem.floor.settlement
    return !settlement.isEmpty && settlement.pin[o] == ShopFloor.Settlement.running
  }

  // MARK: The other rungs

  /// The best plan of the rungs given, each with its share of the budget, the better of each step handed on; replanning takes all
  /// there is.
  ///
  /// - Parameter report: hears of every better plan, on the calling thread, a few times a second at most
  public func improve(
    _ start: Result, methods: [Method] = Method.ladder,
    budget: Budget, report: (Result) throws -> Void = { _ in }
  ) rethrows -> Result {
    var best = start
    func keep(_ result: Result) throws {
      guard result.cost < best.cost, result.value <= start.value else { return }
      best = result
      try report(best)
    }
    if methods.contains(.replanning), let all = replanned(budget) { try keep(all) }
    let rungs = Method.ladder.filter { $0 != .rightShift && methods.contains($0) }
    guard let first = rungs.first, !budget.isOver else { return best }
    var room = room(for: first, start.schedule)
    let hurt = hurt(by: start.schedule)
    try keep(search(room, from: best, start, budget, seed: 0) { glance(&$0, at: hurt, budget) })
    let hasTime = rungs.contains(.regeneration) && hasTimeForNothing(budget)
    for (i, method) in rungs.enumerated() where !budget.isOver {
      if i > 0 { room = self.room(for: method, start.schedule) }
      // With nothing late there is nothing to be had but a smaller change.
      let isLong = hasTime && best.value > 0
      let parts = rungs.count - i + (isLong ? Self.parts - 1 : 0)
      let seconds = budget.secondsLeft.map { $0 / Double(parts) }
      let heat = method == .regeneration ? 0.3 : 0.05
      try keep(
        search(room, from: best, start, budget, seed: rungs.count - i) {
          cool(&$0, heat: heat, by: hasTime ? .lateness : .losses, budget, seconds)
        })
      guard isLong, method == .regeneration, !budget.isOver else { continue }
      if let result = thereAndBack(room, start, best, budget, seed: rungs.count + 1) {
        try keep(result)
      }
    }
    return best
  }

  /// A plan made without regard to moves, begun at nothing or at the best so far, brought back to the plan in force as far as that pays.
  private func thereAndBack(
    _ room: Room, _ start: Result, _ best: Result, _ budget: Budget, seed: Int
  ) -> Result? {
    let way = budget.secondsLeft.map { budget.limited(toSeconds: $0 * Self.fromNothing) }
    guard let anew = replanned(way ?? budget, beside: best) else { return nil }
    let left = budget.secondsLeft
    return search(room, from: anew, start, budget, seed: seed) {
      cool(&$0, heat: 0.05, by: .lateness, budget, left)
    }
  }

  /// A regeneration that also begins at nothing takes as long as so many other rungs.
  private static let parts = 48

  /// The part of that until the way back begins.
  private static let fromNothing = 0.9

  /// Whether there is time for a plan from nothing: a thousand operations ask for a second; where candidates are counted and not
  /// seconds, up to two thousand operations.
  private func hasTimeForNothing(_ budget: Budget) -> Bool {
    let size = problem.operationCount
    guard budget.iterations == nil, let seconds = budget.secondsLeft else { return size <= 2000 }
    return seconds > Double(size) / 1000
  }

  /// Candidates of a thread's first look: 30 ms on a plan of 10,000 operations.
  private static let glance = 256

  /// A first look at the jobs that are worse off, so that whoever cannot wait has something better soon: only what gains is kept.
  ///
  /// The rungs look at whatever costs.
  private func glance(_ search: inout FloorSearch, at hurt: [Int32], _ budget: Budget) {
    search.focus = hurt
    search.descend(candidates: min(Self.glance, budget.iterations ?? .max)) { budget.isOver }
  }

  private func cool(
    _ search: inout FloorSearch, heat: Double, by measure: HeatMeasure, _ budget: Budget,
    _ seconds: Double?
  ) {
    let began = ContinuousClock.now
    search.cool(heat: heat, by: measure) { steps, _ in
      if budget.isOver { return nil }
      let share =
        budget.iterations.map { Double(steps) / Double($0) }
        ?? seconds.map { (began.duration(to: .now) / .seconds(1)) / max(1e-3, $0) } ?? 1
      return share < 1 ? share : nil
    } report: { _, _ in
      false
    }
  }

  /// A plan from nothing, what is settled kept; one known may lend it what it is better at.
  private func replanned(_ budget: Budget, beside known: Result? = nil) -> Result? {
    let board = Board()
    LargeNeighbourhoodEngine(beside: known?.schedule).run(
      SolveTask(problem: problem, objective: objective, budget: budget, board: board))
    guard let schedule = board.current.schedule else { return nil }
    var search = FloorSearch(
      problem, objective: objective, seed: SplitMix64(seed: budget.seed),
      reference: PlanReference(plan, prices))
    search.load(schedule)
    guard search.best.cost.value != .max else { return nil }
    return Result(
      schedule: search.schedule(), method: .replanning, value: search.best.cost.value,
      disruption: search.best.cost.disruption, cost: search.best.cost)
  }

  /// Searches from the best plan so far on every thread.
  private func search(
    _ room: Room, from best: Result, _ shifted: Result, _ budget: Budget, seed: Int,
    by improve: @escaping @Sendable (inout FloorSearch) -> Void
  ) -> Result {
    let results = Mutex<[Int: Result]>([:])
    SolverThreads.runAll(
      (0..<budget.threads).map { stream in
        {
          var search = FloorSearch(
            problem, objective: objective,
            seed: SplitMix64(seed: budget.seed &+ UInt64(seed) << 32, stream: stream),
            reference: PlanReference(plan, prices))
          search.releasable = room.free
          search.load(best.schedule)
          improve(&search)
          guard search.best.cost.value != .max else { return }
          let result = Result(
            schedule: search.schedule(), method: room.method, value: search.best.cost.value,
            disruption: search.best.cost.disruption, cost: search.best.cost)
          results.withLock { $0[stream] = result }
        }
      })
    return results.withLock { $0 }.sorted { $0.key < $1.key }.map(\.value)
      .reduce(best) { $1.cost < $0.cost && $1.value <= shifted.value ? $1 : $0 }
  }

  /// What a rung may change.
  private struct Room {
    var method: Method
    /// Operations that may begin earlier than the plan has them.
    var free: [Bool]
  }

  private func room(for method: Method, _ shifted: Schedule) -> Room {
    Room(method: method, free: freed(by: method, shifted))
  }

  /// Jobs that cost more in a right-shifted plan than in the one in force, and new ones that cost.
  private func hurt(by shifted: Schedule) -> [Int32] {
    let costs = CompletionCost(problem, objective)
    return (0..<problem.jobCount).filter { job in
      var (before, now) = (Int32(0), Int32(0))
      for o in problem.operations(ofJob: job) {
        let begin = shifted.runStart.isEmpty ? shifted.start[o] : shifted.runStart[o]
        now = max(now, shifted.end[o])
        if plan.machine[o] >= 0 { before = max(before, shifted.end[o] - begin + plan.start[o]) }
      }
      return costs.share(ofJob: job, completion: now) > costs.share(ofJob: job, completion: before)
    }.map(Int32.init)
  }

  /// Which operations a rung lets begin earlier than the plan has them.
  private func freed(by method: Method, _ shifted: Schedule) -> [Bool] {
    let n = problem.operationCount
    let runStart = shifted.runStart.isEmpty ? shifted.start : shifted.runStart
    let moved = (0..<n).filter { plan.machine[$0] < 0 || runStart[$0] != plan.start[$0] }
    switch method {
    case .rightShift: return Array(repeating: false, count: n)
    case .affectedOperations:
      var free = Array(repeating: false, count: n)
      for o in moved { free[o] = true }
      return free
    case .matchUp:
      let rejoined = moved.map { shifted.end[$0] }.max() ?? 0
      return plan.start.map { $0 < rejoined }
    case .regeneration, .replanning: return Array(repeating: true, count: n)
    }
  }
}
