import TaktMetrics
public import TaktModel
import TaktSolvers

/// Plans again under a changed plant what a plan has decided already: every machine and everybody who is held keeps the sequence,
/// everything moves as early as it can, and orders that are new, or that are to be moved, go into the gaps.
///
/// What comes out differs from the plan by the change alone, not by a search's luck.
public struct PlanAgain: Sendable {
  /// The plant.
  public let plant: Plant
  /// The plan in force.
  public let plan: [JobOrder]

  /// For a plan of a plant.
  public init(_ plant: Plant, _ plan: [JobOrder]) { (self.plant, self.plan) = (plant, plan) }

  /// The plan's lines under a changed plant, and as a schedule of its problem.
  public struct Answer: Sendable {
    /// The changed plant, compiled.
    public var compiled: CompiledPlant
    /// Its schedule.
    public var schedule: Schedule
    /// The schedule's lines.
    public var jobOrders: [JobOrder] { compiled.jobOrders(schedule) }

    /// When an order is complete.
    public func completion(ofOrder order: Int) -> Instant {
      compiled.plant.asOf + Int(schedule.completion(ofJob: order, in: compiled.problem))
    }
  }

  /// Plans again.
  /// - Parameters:
  ///   - changed: the plant with its changes; orders are known by their ids
  ///   - moved: orders of it that are taken out and put in again as early as the others let them, in this order
  ///   - yielding: lines of the plan that let the moved orders pass, and keep their places among the others
  ///   - spreading: whether operations that a machine of the changed plant could do that the plan did not know go there where they end
  ///     sooner
  /// - Throws: ``ProblemError`` where the orders cannot fit any calendar, or something pinned could not begin when it must.
  /// - Complexity: O(n log n), n = operations
  public func run(
    _ changed: Plant, moving moved: [Int] = [], yielding: Set<Int> = [], spreading: Bool = false
  ) throws -> Answer {
    let index = PlanIndex(changed, plan)
    var horizon: Int?
    while true {
      let compiled = try CompiledPlant(changed, horizon: horizon)
      if var list = list(index, compiled, moved, yielding) {
        if spreading { list.firstNewMachine = Int32(plant.resources.count) }
        if let schedule = try ListDecoding(compiled.problem).schedule(list) {
          return Answer(compiled: compiled, schedule: schedule)
        }
      }
      horizon = compiled.horizon * 2
    }
  }

  /// Plans again where everybody gains: all move up first, and then the moved orders go into the gaps that leaves.
  /// - Throws: ``ProblemError`` where the orders cannot fit any calendar.
  public func settled(_ changed: Plant, moving moved: [Int]) throws -> Answer {
    let first = try run(changed)
    return moved.isEmpty
      ? first : try PlanAgain(changed, first.jobOrders).run(changed, moving: moved)
  }

  /// An answer, if the verifier has nothing against it.
  /// - Throws: ``Fault`` where it breaks a rule.
  public static func verified(_ answer: Answer) throws -> Answer {
    let violations = PlanVerifier(answer.compiled.plant).violations(of: answer.jobOrders)
    if let violation = violations.first {
      throw Fault("planning again made an invalid plan: \(violation.en)")
    }
    return answer
  }

  /// All operations in the order they are to be placed in, with what the plan has decided of them.
  private func list(
    _ index: PlanIndex, _ compiled: CompiledPlant, _ moved: [Int], _ yielding: Set<Int>
  ) -> ListDecoding.List? {
    let (problem, changed) = (compiled.problem, compiled.plant)
    var decided = Decisions(problem.operationCount)
    let isMoved = Set(moved)
    var absent: [Int] = []
    for order in changed.orders.indices where !isMoved.contains(order) {
      let first = Int(problem.jobStart[order])
      for (step, line) in index.bySteps[order].enumerated() {
        let o = first + step
        guard line >= 0, let kept = Self.mode(index, line, o, problem) else {
          // What is cancelled has no line, and needs none.
          if problem.modes(of: o).allSatisfy({ problem.duration[$0] == 0 }) {
            decided.keys[o] = Key(start: 0, rank: 1, end: 0)
            continue
          }
          absent.append(order)
          break
        }
        decided.keep(o, as: index.plan[line], mode: kept, plant.asOf)
      }
    }
    var insertion = OrderInsertion(
      book: PlanBook(
        index, of: changed, without: isMoved.union(absent), yielding: yielding,
        until: plant.asOf + compiled.horizon),
      keepsChangeovers: false)
    for order in moved + absent {
      guard
        let entries = insertion.insert(
          changed.orders[order], number: order, settled: index.settledEnds(order))
      else { return nil }
      for (step, entry) in entries.enumerated() {
        let (o, line) = (Int(problem.jobStart[order]) + step, index.bySteps[order][step])
        if line >= 0, index.commitment[line] != nil {
          let kept = Self.mode(index, line, o, problem) ?? -1
          decided.keep(o, as: index.plan[line], mode: kept, plant.asOf)
        } else {
          decided.keys[o] = Key(start: entry.start, rank: 0, end: entry.end)
          decided.mode[o] = problem.modeStart[o] + Int32(entry.alternative)
        }
      }
    }
    let isNew = isMoved.union(absent)
    let holders = index.bySteps.enumerated().map { order, steps in
      isNew.contains(order) ? [] : steps.map { $0 < 0 ? nil : index.plan[$0] }
    }
    return ListDecoding.List(
      order: order(decided.keys, problem), mode: decided.mode, setupStart: decided.setupStart,
      runStart: decided.keys.map(\.start), end: decided.keys.map(\.end),
      units: compiled.units(heldBy: holders))
  }

  /// The operations by their keys, each behind what it depends on.
  ///
  /// With links and orders that feed others something may begin before what its placement depends on.
  private func order(_ keys: [Key], _ problem: Problem) -> [Int32] {
    var keys = keys
    let links = problem.floor.links.byEnd
    for o in problem.topologicalOrder.map(Int.init) {
      for a in problem.arcs(into: o) {
        keys[o] = max(keys[o], keys[Int(problem.predecessors[a])])
      }
      for l in links[o] ?? [] { keys[o] = max(keys[o], keys[Int(problem.floor.links.from[l])]) }
    }
    var place = [Int32](repeating: 0, count: problem.operationCount)
    for (i, o) in problem.topologicalOrder.enumerated() { place[Int(o)] = Int32(i) }
    return (0..<Int32(problem.operationCount)).sorted { a, b in
      let (i, j) = (Int(a), Int(b))
      return keys[i] == keys[j] ? place[i] < place[j] : keys[i] < keys[j]
    }
  }

  /// What is decided of each operation.
  private struct Decisions {
    var keys: [Key]
    var mode: [Int32]
    var setupStart: [Int32]

    init(_ count: Int) {
      keys = Array(repeating: Key(), count: count)
      mode = Array(repeating: -1, count: count)
      setupStart = Array(repeating: 0, count: count)
    }

    /// Leaves an operation where a line has it.
    mutating func keep(_ o: Int, as line: JobOrder, mode kept: Int32, _ asOf: Instant) {
      keys[o] = Key(
        start: Int32(clamping: line.start - asOf), rank: 1, end: Int32(clamping: line.end - asOf))
      setupStart[o] = Int32(clamping: line.setupStart - asOf)
      mode[o] = kept
    }
  }

  /// Where an operation stands in the list: by its begin, moved ones first.
  private struct Key: Comparable {
    var start = Int32.max
    var rank = 1
    var end = Int32.max

    static func < (a: Key, b: Key) -> Bool {
      (a.start, a.rank, a.end) < (b.start, b.rank, b.end)
    }
  }

  /// The mode in which an operation stays on its line's resource.
  private static func mode(_ index: PlanIndex, _ line: Int, _ o: Int, _ problem: Problem) -> Int32?
  {
    problem.modes(of: o).first { Int(problem.machine[$0]) == index.resourceOf[line] }
      .map { Int32($0) }
  }
}
