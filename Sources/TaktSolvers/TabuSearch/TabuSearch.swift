import TaktModel

/// Tabu search for the makespan of job shops and flexible job shops.
///
/// A step draws one critical path at random and looks at every move on its blocks: an operation to a block's end (N6, Balas and
/// Vazacopoulos 1998), a block's end into the block (N7, Zhang et al. 2007), none towards the front of the first block or
/// the back of the last one; in flexible shops also an operation to another machine, at the places between which it
/// fits (Mastrolilli and Gambardella 2000). A move is rated by the longest path through the operations it moves
/// (Taillard 1994), the best that no lock forbids is made, ties at random.
struct TabuSearch: ~Copyable {
  struct Move {
    var estimate = Int32.max
    var operation: Int32 = -1
    var mode: Int32 = -1
    /// The operation it goes behind on the mode's machine.
    var behind: Int32 = -1
  }

  private(set) var graph: DisjunctiveGraph
  private var locks: ArcLocks
  var random: SplitMix64
  private let isFlexible: Bool
  private let modeStart: Column<Int32>
  private let tenure: Int
  /// At most so many other modes of an operation are looked at in a step.
  private static let sampledModes = 6

  private let path: Column<Int32>
  private var pathLength = 0
  private let newEnd: Column<Int32>

  // The step's choice so far.
  private var chosen = Move()
  private var ties = 0
  private var fallback = Move()
  private var fallbacks = 0
  private var aspiration = Int32.max

  /// The best plan of the current run.
  private(set) var best: SequencePlan
  /// Steps of all runs.
  private(set) var steps = 0

  init(_ problem: Problem, seed: SplitMix64) {
    graph = DisjunctiveGraph(problem)
    locks = ArcLocks(operations: problem.operationCount, modes: problem.modeCount)
    random = seed
    isFlexible = problem.isFlexible
    modeStart = Column(problem.modeStart)
    path = Column(repeating: 0, count: problem.operationCount)
    newEnd = Column(repeating: 0, count: problem.operationCount + 2)
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

  /// Searches from a plan until `patience` steps brought nothing better, or `stop` says so.
  /// - Returns: the makespan of ``best``.
  @discardableResult
  mutating func run(from plan: SequencePlan, patience: Int, stop: () -> Bool) -> Int32 {
    graph.load(plan)
    locks.clear()
    graph.save(to: &best)
    var idle = 0
    let checkMask = graph.operationCount > 20_000 ? 7 : 63
    while idle < patience {
      if steps & checkMask == 0, stop() { break }
      steps &+= 1
      idle &+= 1
      guard step() else { break }
      if graph.makespan < best.makespan {
        graph.save(to: &best)
        idle = 0
      }
    }
    return best.makespan
  }

  /// Makes the best move.
  /// - Returns: false where there is none: the schedule is optimal, its critical path one job or one machine.
  private mutating func step() -> Bool {
    tracePath()
    chosen = Move()
    fallback = Move()
    (ties, fallbacks) = (0, 0)
    aspiration = best.makespan
    considerBlocks()
    if isFlexible { for i in 0..<pathLength { considerModes(of: path[i]) } }
    let move = chosen.operation >= 0 ? chosen : fallback
    guard move.operation >= 0 else { return false }
    apply(move)
    locks.advance()
    return true
  }

  // MARK: The critical path

  private mutating func tracePath() {
    var o: Int32 = -1
    var count = 0
    for job in 0..<graph.jobCount {
      let last = graph.last(ofJob: job)
      if last >= 0, graph.node(last).end == graph.makespan {
        count += 1
        if count == 1 || random.below(count) == 0 { o = last }
      }
    }
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
        considerBlock(first, last, isFirst: first == 0, isLast: last == pathLength - 1)
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

  @inline(__always)
  private mutating func consider(_ estimate: Int32, _ isForbidden: Bool, _ move: Move) {
    if isForbidden, estimate >= aspiration {
      fallbacks &+= 1
      if random.below(fallbacks) == 0 { fallback = move }
      return
    }
    if estimate < chosen.estimate {
      chosen = move
      ties = 1
    } else if estimate == chosen.estimate {
      ties &+= 1
      if random.below(ties) == 0 { chosen = move }
    }
  }

  /// Rates `u` moved right behind `v`, which follows it on the machine.
  private mutating func considerBack(_ u: Int32, behind v: Int32) {
    let own = graph.node(u)
    let jobTail = graph.node(own.jobAfter).tail
    // A path from u's job successor to v would be longer than v's tail; equality leaves none but v itself.
    guard graph.node(v).tail >= jobTail, own.jobAfter != v else { return }
    var isForbidden = false
    var end = graph.node(own.before).end
    var x = own.after
    while true {
      let n = graph.node(x)
      isForbidden = isForbidden || locks.forbids(x, before: u)
      end = max(graph.node(n.jobBefore).end, end) &+ n.work
      newEnd[x] = end
      if x == v { break }
      x = n.after
    }
    end = max(graph.node(own.jobBefore).end, end)
    var tail = max(jobTail, graph.node(graph.node(v).after).tail) &+ own.work
    var estimate = end &+ tail
    while x != u {
      let n = graph.node(x)
      tail = max(graph.node(n.jobAfter).tail, tail)
      estimate = max(estimate, newEnd[x] &+ tail)
      tail = tail &+ n.work
      x = n.before
    }
    consider(
      estimate, isForbidden,
      Move(estimate: estimate, operation: u, mode: graph.mode(of: u), behind: v))
  }

  /// Rates `v` moved right ahead of `u`, which precedes it on the machine.
  private mutating func considerAhead(_ v: Int32, of u: Int32) {
    let own = graph.node(v)
    let jobEnd = graph.node(own.jobBefore).end
    guard graph.node(u).end >= jobEnd, own.jobBefore != u else { return }
    var isForbidden = false
    let front = graph.node(u).before
    var end = max(jobEnd, graph.node(front).end) &+ own.work
    let ownEnd = end
    var x = u
    while x != v {
      let n = graph.node(x)
      isForbidden = isForbidden || locks.forbids(v, before: x)
      end = max(graph.node(n.jobBefore).end, end) &+ n.work
      newEnd[x] = end
      x = n.after
    }
    var tail = graph.node(own.after).tail
    var estimate: Int32 = 0
    x = own.before
    while true {
      let n = graph.node(x)
      tail = max(graph.node(n.jobAfter).tail, tail)
      estimate = max(estimate, newEnd[x] &+ tail)
      tail = tail &+ n.work
      if x == u { break }
      x = n.before
    }
    estimate = max(estimate, ownEnd &+ max(graph.node(own.jobAfter).tail, tail))
    consider(
      estimate, isForbidden,
      Move(estimate: estimate, operation: v, mode: graph.mode(of: v), behind: front))
  }

  // MARK: Moves to other machines

  private mutating func considerModes(of o: Int32) {
    let (first, end) = (modeStart[o], modeStart[o &+ 1])
    let count = Int(end &- first)
    guard count > 1 else { return }
    let current = graph.mode(of: o)
    if count &- 1 <= Self.sampledModes {
      var k = first
      while k < end {
        if k != current { considerInsertion(of: o, mode: k) }
        k &+= 1
      }
    } else {
      for _ in 0..<Self.sampledModes {
        let k = first &+ Int32(random.below(count))
        if k != current { considerInsertion(of: o, mode: k) }
      }
    }
  }

  /// Rates an operation between every two neighbours of another machine between which it closes no cycle.
  ///
  /// Heads and tails are those of the graph with the operation where it is: exact ones without it cost three to five times the
  /// speed and end worse (measured).
  private mutating func considerInsertion(of o: Int32, mode k: Int32) {
    let own = graph.node(o)
    let work = graph.work(ofMode: k)
    let (jobEnd, jobTail) = (graph.node(own.jobBefore).end, graph.node(own.jobAfter).tail)
    let isForbidden = locks.forbids(mode: k)
    var a = graph.source
    var b = graph.first(on: graph.machine(ofMode: k))
    var least = Move()
    while true {
      let (before, after) = (graph.node(a), graph.node(b))
      // Nothing o needs may follow b, nothing that needs o may come before a.
      let fitsAhead = b == graph.sink || after.end >= jobEnd || after.tail <= own.tail
      let fitsBehind = a == graph.source || before.tail >= jobTail || before.end <= own.end
      if fitsAhead, fitsBehind {
        let estimate = max(jobEnd, before.end) &+ work &+ max(jobTail, after.tail)
        if estimate < least.estimate {
          least = Move(estimate: estimate, operation: o, mode: k, behind: a)
        }
      }
      if b == graph.sink { break }
      // Further back it only starts later.
      if before.end > jobEnd, before.tail < jobTail, least.operation >= 0 { break }
      a = b
      b = after.after
    }
    if least.operation >= 0 { consider(least.estimate, isForbidden, least) }
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
