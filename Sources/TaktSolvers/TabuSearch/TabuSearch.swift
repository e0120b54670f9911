import TaktModel

/// Tabu search for job shops and flexible job shops, under the objective its rating knows.
///
/// A step draws a critical path of each job that costs and looks at every move on its blocks: an operation to a block's end (N6, Balas and
/// Vazacopoulos 1998), a block's end into the block (N7, Zhang et al. 2007), none towards the front of the first block or
/// the back of the last one; in flexible shops also an operation to another machine, at the places between which it
/// fits (Mastrolilli and Gambardella 2000). The best-rated move that no lock forbids is made, ties at random.
struct TabuSearch<Rating: MoveRating & ~Copyable>: ~Copyable {
  struct Move: BitwiseCopyable {
    var estimate = Int.max
    var operation: Int32 = -1
    var mode: Int32 = -1
    /// The operation it goes behind on the mode's machine.
    var behind: Int32 = -1
  }

  private let problem: Problem
  private let objective: Objective
  private(set) var graph: DisjunctiveGraph
  var rating: Rating
  var locks: ArcLocks
  private let rated: RatedMoves
  var random: SplitMix64
  private let isFlexible: Bool
  let modeStart: Column<Int32>
  private let tenure: Int

  private let ends: Column<Int32>
  private let path: Column<Int32>
  private var pathLength = 0
  private var cost = 0

  // The step's choice so far.
  private let candidates: Column<Move>
  private var candidateCount = 0
  /// A move rated above it is of no interest.
  private(set) var limit = Int.max
  private var ties = 0
  private var fallback = Move()
  private var fallbacks = 0
  private(set) var aspiration = Int.max

  /// The best plan of the current run.
  private(set) var best: SequencePlan
  /// Steps of all runs.
  private(set) var steps = 0

  init(_ problem: Problem, _ objective: Objective, seed: SplitMix64) {
    self.problem = problem
    self.objective = objective
    graph = DisjunctiveGraph(problem)
    rating = Rating(problem, objective)
    locks = ArcLocks(problem)
    rated = RatedMoves(operations: Rating.looksBehindPaths ? problem.operationCount : 0)
    random = seed
    isFlexible = problem.isFlexible
    modeStart = Column(problem.modeStart)
    path = Column(repeating: 0, count: problem.operationCount)
    candidates = Column(repeating: Move(), count: max(1, Rating.triedMoves))
    ends = Column(repeating: 0, count: problem.jobCount)
    best = SequencePlan(
      order: Array(repeating: 0, count: problem.operationCount),
      mode: Array(repeating: 0, count: problem.operationCount))
    if isFlexible {
      // More machines to choose from, longer memory: 6 for two, 20 for a dozen and more.
      let choice = Double(problem.modeCount) / Double(max(1, problem.operationCount))
      tenure = min(20, 4 + Int(1.3 * choice))
    } else {
      tenure = 10 + problem.jobCount / max(1, problem.machineCount)
    }
  }

  /// Searches from a plan until `effort` steps in a row brought nothing better, ``steps`` reaches `limit`, or `stop` says so.
  /// - Parameters:
  ///   - stuck: how many steps one counts as that had but forbidden moves
  ///   - watch: shown the best plan whenever `stop` is asked
  @discardableResult
  mutating func run(
    from plan: SequencePlan, effort: Int, stuck: Int = 1, limit: Int = .max,
    watch: (borrowing SequencePlan) -> Void = { _ in }, stop: () -> Bool
  ) -> Int {
    // A run without a move counts too, or a limit of steps would never come.
    steps &+= 1
    graph.load(plan)
    locks.clear()
    cost = rating.update(graph)
    save()
    var idle = 0
    let checkMask = graph.operationCount > 20_000 ? 7 : 63
    while idle < effort, steps < limit, cost > 0 {
      if steps & checkMask == 0 {
        watch(best)
        if stop() { break }
      }
      steps &+= 1
      guard step() else { break }
      idle &+= candidateCount > 0 ? 1 : stuck
      if cost < best.cost {
        save()
        idle = 0
      }
    }
    return best.cost
  }

  private mutating func save() {
    graph.save(to: &best)
    best.cost = cost
  }

  /// A plan near a plan: some operations change places with the next one on their machine, half of them on a critical path.
  mutating func kicked(_ plan: SequencePlan, swaps: Int) -> SequencePlan {
    graph.load(plan)
    for i in 0..<swaps {
      var o = Int32(random.below(graph.operationCount))
      if i & 1 == 0, rating.costlyEnds(graph, &random, into: ends) > 0 {
        tracePath(to: ends[0])
        o = path[random.below(pathLength)]
      }
      let after = graph.node(o).after
      if graph.isOperation(after) { _ = graph.move(o, to: graph.mode(of: o), behind: after) }
    }
    var result = plan
    graph.save(to: &result)
    result.cost = Int.max
    return result
  }

  /// The schedule of a plan.
  func schedule(of plan: SequencePlan) -> Schedule { plan.schedule(in: problem) }

  /// Makes the best move.
  /// - Returns: false where there is none: the schedule is optimal, its critical path one job or one machine.
  private mutating func step() -> Bool {
    fallback = Move()
    (candidateCount, ties, fallbacks) = (0, 0, 0)
    limit = .max
    aspiration = best.cost
    let count = rating.costlyEnds(graph, &random, into: ends)
    for i in 0..<count {
      tracePath(to: ends[i])
      considerBlocks()
      if isFlexible { for i in 0..<pathLength { considerModes(of: path[i]) } }
    }
    let move = candidateCount > 0 ? bestTried() : fallback
    guard move.operation >= 0 else { return false }
    apply(move)
    cost = rating.update(graph)
    assert(cost == slowCost, "the cost is wrong after moving \(move.operation)")
    locks.advance()
    return true
  }

  // MARK: The critical path

  /// A critical path to an operation, chosen at random where it forks.
  private mutating func tracePath(to last: Int32) {
    var o = last
    var i = graph.operationCount
    while graph.isOperation(o) {
      i &-= 1
      path[i] = o
      let n = graph.node(o)
      let head = n.end &- n.work
      let viaJob = graph.node(n.jobBefore).end == head
      let viaMachine = graph.node(n.before).end == head && graph.isOperation(n.before)
      if viaMachine, !viaJob || !graph.isOperation(n.jobBefore) || random.next() & 1 == 0 {
        o = n.before
      } else {
        o = n.jobBefore
      }
    }
    pathLength = graph.operationCount - i
    if i > 0 { for k in 0..<pathLength { path[k] = path[i + k] } }
  }

  // MARK: Moves on a machine

  private mutating func considerBlocks() {
    var first = 0
    while first < pathLength {
      var last = first
      while last + 1 < pathLength, graph.node(path[last + 1]).before == path[last] { last += 1 }
      if last > first {
        considerBlock(
          first, last, isFirst: first == 0,
          isLast: last == pathLength - 1 && !Rating.looksBehindPaths)
      }
      first = last + 1
    }
  }

  private mutating func considerBlock(_ first: Int, _ last: Int, isFirst: Bool, isLast: Bool) {
    // A path of one machine is the optimum.
    if isFirst, isLast { return }
    if last == first + 1 { return considerBack(path[first], behind: path[last]) }
    if !isLast {
      for i in first..<last { considerBack(path[i], behind: path[last]) }
      for i in (first + 1)..<max(first + 1, last - 1) { considerAhead(path[last], of: path[i]) }
    }
    if !isFirst {
      for i in (first + 1)...last { considerAhead(path[i], of: path[first]) }
      for i in min(last, first + 2)..<last { considerBack(path[first], behind: path[i]) }
    }
  }

  /// Rates `u` moved right behind `v`, which follows it on the machine.
  private mutating func considerBack(_ u: Int32, behind v: Int32) {
    // A path from u's job successor to v would make v's tail the shorter, and v start after that successor's end.
    // The second test admits only moves that cannot shorten the longest path of all.
    let (after, last) = (graph.node(u).jobAfter, graph.node(v))
    let next = graph.node(after)
    guard after != v,
      last.tail >= next.tail || (Rating.looksBehindPaths && next.end > last.end &- last.work)
    else { return }
    guard rating.backFloor(u, behind: v, graph) <= limit else { return }
    if Rating.looksBehindPaths, rated.takesNote(of: u, v, at: steps) { return }
    let estimate = rating.back(u, behind: v, graph)
    guard estimate <= limit else { return }
    let move = Move(estimate: estimate, operation: u, mode: graph.mode(of: u), behind: v)
    if estimate < aspiration {
      take(move)
      return
    }
    var x = v
    while x != u, !locks.forbids(x, before: u) { x = graph.node(x).before }
    if x == u { take(move) } else { leave(move) }
  }

  /// Rates `v` moved right ahead of `u`, which precedes it on the machine.
  private mutating func considerAhead(_ v: Int32, of u: Int32) {
    let (before, first) = (graph.node(v).jobBefore, graph.node(u))
    let previous = graph.node(before)
    guard before != u,
      first.end >= previous.end
        || (Rating.looksBehindPaths && previous.tail > first.tail &- first.work)
    else { return }
    guard rating.aheadFloor(v, of: u, graph) <= limit else { return }
    if Rating.looksBehindPaths, rated.takesNote(of: v, u, at: steps) { return }
    let estimate = rating.ahead(v, of: u, graph)
    guard estimate <= limit else { return }
    let move = Move(
      estimate: estimate, operation: v, mode: graph.mode(of: v), behind: graph.node(u).before)
    if estimate < aspiration {
      take(move)
      return
    }
    var x = u
    while x != v, !locks.forbids(v, before: x) { x = graph.node(x).after }
    if x == v { take(move) } else { leave(move) }
  }

  /// Puts a move among the step's candidates, the best-rated first; among equals the newcomer's place is drawn.
  @inline(__always)
  mutating func take(_ move: Move) {
    if Rating.triedMoves == 1 {
      if move.estimate < limit {
        ties = 1
      } else {
        ties &+= 1
        if random.below(ties) != 0 { return }
      }
      candidates[0] = move
      candidateCount = 1
      limit = move.estimate
      return
    }
    for i in 0..<candidateCount
    where candidates[i].operation == move.operation && candidates[i].behind == move.behind
      && candidates[i].mode == move.mode
    { return }
    var i = min(candidateCount, Rating.triedMoves &- 1)
    candidateCount = min(candidateCount &+ 1, Rating.triedMoves)
    let goesFirst = random.next() & 1 == 0
    while i > 0,
      candidates[i &- 1].estimate > move.estimate
        || (goesFirst && candidates[i &- 1].estimate == move.estimate)
    {
      candidates[i] = candidates[i &- 1]
      i &-= 1
    }
    candidates[i] = move
    if candidateCount == Rating.triedMoves { limit = candidates[candidateCount &- 1].estimate }
  }

  /// The candidate that turns out best.
  ///
  /// Where ratings are lower bounds, those not below the best found need no trial.
  private mutating func bestTried() -> Move {
    guard Rating.triedMoves > 1 else { return candidates[0] }
    var best = candidates[0]
    var bestCost = Int.max
    for i in 0..<candidateCount where candidates[i].estimate < bestCost {
      let move = candidates[i]
      let o = move.operation
      let (mode, before) = (graph.mode(of: o), graph.node(o).before)
      guard graph.move(o, to: move.mode, behind: move.behind) else { continue }
      let cost = rating.cost(graph)
      _ = graph.move(o, to: mode, behind: before)
      if cost < bestCost { (best, bestCost) = (move, cost) }
    }
    return best
  }

  /// Remembers one of the forbidden moves at random, for a step that has no other.
  @inline(__always)
  mutating func leave(_ move: Move) {
    fallbacks &+= 1
    if random.below(fallbacks) == 0 { fallback = move }
  }

  // MARK: Making a move

  private mutating func apply(_ move: Move) {
    let (o, oldMode) = (move.operation, graph.mode(of: move.operation))
    let steps = Int32(tenure + random.below(tenure))
    if move.mode != oldMode {
      locks.lock(mode: oldMode, for: steps)
    } else {
      lockArcs(of: move, for: steps)
    }
    // A cycle the conditions let through (durations of zero): the locks keep it from being tried again at once.
    _ = graph.move(o, to: move.mode, behind: move.behind)
    assert(agreesWithSlowEvaluation, "heads or tails are wrong after moving \(o)")
  }

  /// Whether heads, tails and order are what working them out anew gives: for debug builds.
  private var agreesWithSlowEvaluation: Bool {
    var plan = best
    graph.save(to: &plan)
    let schedule = plan.schedule(in: problem)
    let ends = (0..<Int32(plan.order.count)).allSatisfy {
      graph.node($0).end == schedule.end[Int($0)]
    }
    let longest = schedule.end.max() ?? 0
    let through = (0..<Int32(plan.order.count)).map { o in
      graph.node(o).end &- graph.node(o).work &+ graph.node(o).tail
    }
    return ends && graph.makespan == longest && (through.max() ?? 0) == longest
      && ScheduleVerifier(problem).fault(in: schedule) == nil
  }

  /// The cost worked out anew: for debug builds.
  private var slowCost: Int {
    var plan = best
    graph.save(to: &plan)
    return objective.value(of: plan.schedule(in: problem), in: problem)
  }

  /// Locks the arcs that the move reverses.
  private mutating func lockArcs(of move: Move, for steps: Int32) {
    let o = move.operation
    let isBack =
      graph.isOperation(move.behind) && graph.node(move.behind).position > graph.node(o).position
    if isBack {
      var x = graph.node(o).after
      while true {
        locks.lock(o, before: x, for: steps)
        if x == move.behind { break }
        x = graph.node(x).after
      }
    } else {
      var x = graph.node(o).before
      while x != move.behind {
        locks.lock(x, before: o, for: steps)
        x = graph.node(x).before
      }
    }
  }
}
