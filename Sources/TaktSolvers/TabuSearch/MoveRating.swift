import TaktModel

/// What a tabu search knows of its objective: the cost of a schedule, the jobs that cost, and what a move would come to.
///
/// Ratings are estimates from the longest paths through the operations a move touches, heads and tails elsewhere as they are
/// (Taillard 1994; for due dates Mati, Dauzère-Pérès and Lahlou 2011). The search makes the best-rated move and learns
/// its true cost then.
protocol MoveRating: ~Copyable, SendableMetatype {
  /// Whether it pays to look behind the last operation of a critical path: for due dates, not for the makespan.
  static var looksBehindPaths: Bool { get }

  /// How many of the best-rated moves are tried before one is made; 1 where ratings are good enough to be trusted.
  static var triedMoves: Int { get }

  init(_ problem: Problem, _ objective: Objective)

  /// Takes note of a new schedule.
  /// - Returns: its cost.
  mutating func update(_ graph: borrowing DisjunctiveGraph) -> Int

  /// The cost of a schedule from its heads alone.
  func cost(_ graph: borrowing DisjunctiveGraph) -> Int

  /// Writes the last operations of the jobs whose critical paths are to be looked at.
  /// - Returns: how many there are.
  func costlyEnds(
    _ graph: borrowing DisjunctiveGraph, _ random: inout SplitMix64,
    into ends: borrowing Column<Int32>
  ) -> Int

  /// The cost with `u` right behind `v`, which follows it on the machine.
  func back(_ u: Int32, behind v: Int32, _ graph: borrowing DisjunctiveGraph) -> Int

  /// The cost with `v` right ahead of `u`, which precedes it on the machine.
  func ahead(_ v: Int32, of u: Int32, _ graph: borrowing DisjunctiveGraph) -> Int

  /// What ``back(_:behind:_:)`` returns at least, at a fraction of its price, for operations of one critical block.
  func backFloor(_ u: Int32, behind v: Int32, _ graph: borrowing DisjunctiveGraph) -> Int

  /// What ``ahead(_:of:_:)`` returns at least, for operations of one critical block.
  func aheadFloor(_ v: Int32, of u: Int32, _ graph: borrowing DisjunctiveGraph) -> Int

  /// The cost with `o`, taking `work`, between `a` and `b` on another machine.
  func insertion(
    of o: Int32, work: Int32, between a: Int32, and b: Int32, _ graph: borrowing DisjunctiveGraph
  ) -> Int
}

extension MoveRating where Self: ~Copyable {
  @inline(__always)
  func backFloor(_ u: Int32, behind v: Int32, _ graph: borrowing DisjunctiveGraph) -> Int { .min }
  @inline(__always)
  func aheadFloor(_ v: Int32, of u: Int32, _ graph: borrowing DisjunctiveGraph) -> Int { .min }
}

/// The makespan: the longest path of all.
struct MakespanRating: MoveRating, ~Copyable {
  static var looksBehindPaths: Bool { false }
  static var triedMoves: Int { 1 }

  private let newEnd: Column<Int32>

  init(_ problem: Problem, _ objective: Objective) {
    newEnd = Column(repeating: 0, count: problem.operationCount)
  }

  @inline(__always)
  mutating func update(_ graph: borrowing DisjunctiveGraph) -> Int { Int(graph.makespan) }
  @inline(__always)
  func cost(_ graph: borrowing DisjunctiveGraph) -> Int { Int(graph.makespan) }

  /// One of the last operations, at random.
  func costlyEnds(
    _ graph: borrowing DisjunctiveGraph, _ random: inout SplitMix64,
    into ends: borrowing Column<Int32>
  ) -> Int {
    var count = 0
    for job in 0..<graph.jobCount {
      let last = graph.last(ofJob: job)
      guard last >= 0, graph.node(last).end == graph.makespan else { continue }
      count += 1
      if count == 1 || random.below(count) == 0 { ends[0] = last }
    }
    return min(1, count)
  }

  @inline(__always)
  func back(_ u: Int32, behind v: Int32, _ graph: borrowing DisjunctiveGraph) -> Int {
    let own = graph.node(u)
    var end = graph.node(own.before).end
    var x = own.after
    while true {
      let n = graph.node(x)
      end = max(graph.node(n.jobBefore).end, end) &+ n.work
      newEnd[x] = end
      if x == v { break }
      x = n.after
    }
    end = max(graph.node(own.jobBefore).end, end)
    var tail =
      max(graph.node(own.jobAfter).tail, graph.node(graph.node(v).after).tail) &+ own.work
    var estimate = end &+ tail
    while x != u {
      let n = graph.node(x)
      tail = max(graph.node(n.jobAfter).tail, tail)
      estimate = max(estimate, newEnd[x] &+ tail)
      tail = tail &+ n.work
      x = n.before
    }
    return Int(estimate)
  }

  @inline(__always)
  func ahead(_ v: Int32, of u: Int32, _ graph: borrowing DisjunctiveGraph) -> Int {
    let own = graph.node(v)
    var end =
      max(graph.node(own.jobBefore).end, graph.node(graph.node(u).before).end) &+ own.work
    let ownEnd = end
    var x = u
    while x != v {
      let n = graph.node(x)
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
    return Int(max(estimate, ownEnd &+ max(graph.node(own.jobAfter).tail, tail)))
  }

  /// The path through the whole block with `u` last: between critical operations there is no waiting.
  @inline(__always)
  func backFloor(_ u: Int32, behind v: Int32, _ graph: borrowing DisjunctiveGraph) -> Int {
    let (own, last) = (graph.node(u), graph.node(v))
    let second = graph.node(own.after)
    let start = max(graph.node(own.before).end, graph.node(second.jobBefore).end)
    let tail = max(graph.node(own.jobAfter).tail, graph.node(last.after).tail)
    return Int(start &+ (last.end &- own.end) &+ own.work &+ tail)
  }

  /// The path through the whole block with `v` first.
  @inline(__always)
  func aheadFloor(_ v: Int32, of u: Int32, _ graph: borrowing DisjunctiveGraph) -> Int {
    let (own, first) = (graph.node(v), graph.node(u))
    let lastButOne = graph.node(own.before)
    let start = max(graph.node(own.jobBefore).end, graph.node(first.before).end)
    let tail = max(graph.node(own.after).tail, graph.node(lastButOne.jobAfter).tail)
    return Int(start &+ own.work &+ (first.tail &- own.tail) &+ tail)
  }

  @inline(__always)
  func insertion(
    of o: Int32, work: Int32, between a: Int32, and b: Int32, _ graph: borrowing DisjunctiveGraph
  ) -> Int {
    let own = graph.node(o)
    let head = max(graph.node(own.jobBefore).end, graph.node(a).end)
    return Int(head &+ work &+ max(graph.node(own.jobAfter).tail, graph.node(b).tail))
  }
}
