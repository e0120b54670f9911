import TaktModel

/// Any regular objective, rated job by job.
///
/// Every operation knows the longest path from its start to the end of each job, four jobs a vector; a move is rated by the
/// longest paths to every job through the operations it moves. A job none of whose critical paths leads through them
/// does not finish earlier (Mati, Dauzère-Pérès and Lahlou 2011).
struct CompletionRating: MoveRating, ~Copyable {
  typealias Lanes = SIMD4<Int32>

  static var looksBehindPaths: Bool { true }
  /// Ratings are lower bounds, too low nine times in ten: jobs have other paths.
  ///
  /// So the best are tried.
  static var triedMoves: Int { 4 }

  /// What a rating needs of an operation that a move touches.
  struct Stop: BitwiseCopyable {
    /// Rows of its own paths and of those of the next operation of its job.
    var own: Int32 = 0
    var next: Int32 = 0
    /// Its end after the move, its start before.
    var end: Int32 = 0
    var head: Int32 = 0
    var work: Int32 = 0
  }

  private let jobCount: Int
  /// Vectors an operation.
  private let width: Int
  /// Longest paths: `width` vectors a node.
  private let paths: Column<Lanes>
  /// Where an operation's job goes on: the next operation, or the row of its job's end.
  private let rowAfter: Column<Int32>
  private let costs: CompletionCost
  private let ends: Column<Int32>
  /// The same, a lane a job.
  private let completion: Column<Lanes>
  /// What the move being rated would make of it.
  private let rated: Column<Lanes>
  // The columns of `costs`, `width` vectors a criterion.
  private let from: Column<Lanes>
  private let slope: Column<Lanes>
  private let step: Column<Lanes>
  /// The operations of the move being rated, in their new order.
  private let moved: Column<Stop>

  /// No path; twice it still fits, as does it plus all there is to do.
  private static let none: Int32 = -(1 << 29)

  /// Whether all criteria fit 32 bits and the vectors stay few.
  static func suits(_ problem: Problem, _ objective: Objective) -> Bool {
    let time = problem.latestCompletion + Int(max(0, -(problem.due.min() ?? 0)))
    let latest = Array(repeating: Int32(clamping: time), count: problem.jobCount)
    return problem.jobCount <= 200 && time < 1 << 28
      && problem.due.allSatisfy { abs(Int($0)) < 1 << 28 }
      && objective.criteria.allSatisfy {
        $0.value(ofCompletions: latest, in: problem) < 1 << 30
      }
  }

  init(_ problem: Problem, _ objective: Objective) {
    let (n, jobs) = (problem.operationCount, problem.jobCount)
    let width = (jobs + 3) / 4
    jobCount = jobs
    self.width = width
    paths = Column(repeating: Lanes(repeating: Self.none), count: (n + 2 + jobs) * width)
    rowAfter = Column(repeating: Int32(n + 1), count: n)
    completion = Column(repeating: Lanes(repeating: 0), count: width)
    costs = CompletionCost(problem, objective)
    ends = Column(repeating: 0, count: jobs)
    rated = Column(repeating: Lanes(repeating: 0), count: width)
    let criteria = objective.criteria.count
    from = Column(repeating: Lanes(repeating: 0), count: criteria * width)
    slope = Column(repeating: Lanes(repeating: 0), count: criteria * width)
    step = Column(repeating: Lanes(repeating: 0), count: criteria * width)
    moved = Column(repeating: Stop(), count: n + 1)
    for job in 0..<jobs {
      for c in 0..<criteria {
        let (at, lane) = (Int32(c * width + job / 4), job % 4)
        from.update(at) { $0[lane] = costs.from[c * jobs + job] }
        slope.update(at) { $0[lane] = costs.slope[c * jobs + job] }
        step.update(at) { $0[lane] = costs.step[c * jobs + job] }
      }
      paths.update(Int32((n + 2 + job) * width + job / 4)) { $0[job % 4] = 0 }
      let chain = problem.chain(ofJob: job)
      for (o, next) in zip(chain, chain.dropFirst()) { rowAfter[o] = next }
      if let last = chain.last { rowAfter[last] = Int32(n + 2 + job) }
    }
  }

  // MARK: The schedule

  mutating func update(_ graph: borrowing DisjunctiveGraph) -> Int {
    for i in stride(from: graph.operationCount, through: 1, by: -1) {
      let o = graph.operation(at: i)
      let n = graph.node(o)
      let (own, next, after) = (row(o), row(rowAfter[o]), row(n.after))
      let work = Lanes(repeating: n.work)
      for k in 0..<width {
        paths[own &+ k] = larger(paths[next &+ k], paths[after &+ k]) &+ work
      }
    }
    let cost = cost(graph)
    for job in 0..<jobCount {
      completion.update(Int32(truncatingIfNeeded: job >> 2)) { $0[job & 3] = ends[job] }
    }
    return cost
  }

  func cost(_ graph: borrowing DisjunctiveGraph) -> Int {
    for job in 0..<jobCount {
      let last = graph.last(ofJob: job)
      ends[job] = last < 0 ? 0 : graph.node(last).end
    }
    return costs.value(ends)
  }

  func costlyEnds(
    _ graph: borrowing DisjunctiveGraph, _ random: inout SplitMix64,
    into ends: borrowing Column<Int32>
  ) -> Int {
    _ = cost(graph)
    var count = 0
    for job in 0..<jobCount {
      let last = graph.last(ofJob: job)
      guard last >= 0, costs.share(ofJob: job, completion: self.ends[job]) > 0 else { continue }
      ends[count] = last
      count += 1
    }
    // In random order: a path is cut short where an earlier one has been.
    for i in 0..<count {
      let j = i + random.below(count - i)
      let end = ends[i]
      ends[i] = ends[j]
      ends[j] = end
    }
    return count
  }

  @inline(__always)
  private func row(_ o: Int32) -> Int { Int(o) &* width }

  @inline(__always)
  private func larger(_ a: Lanes, _ b: Lanes) -> Lanes { a.replacing(with: b, where: b .> a) }

  /// The value of `rated`.
  @inline(__always)
  private func ratedValue() -> Int {
    var sum = 0
    for c in 0..<costs.criterionCount {
      var value = Lanes(repeating: 0)
      for k in 0..<width {
        let row = c &* width &+ k
        let past = larger(rated[k] &- from[row], Lanes(repeating: 0))
        let cost = past &* slope[row] &+ step[row].replacing(with: 0, where: past .== 0)
        value = costs.isMaximum[c] ? larger(value, cost) : value &+ cost
      }
      let total = Int(costs.isMaximum[c] ? value.max() : value.wrappedSum())
      sum &+= costs.digit[c].scale &* min(costs.digit[c].most, total)
    }
    return sum
  }

  // MARK: Moves

  @inline(__always)
  func back(_ u: Int32, behind v: Int32, _ graph: borrowing DisjunctiveGraph) -> Int {
    let own = graph.node(u)
    var end = graph.node(own.before).end
    var count = 1
    var x = own.after
    while true {
      let n = graph.node(x)
      end = max(graph.node(n.jobBefore).end, end) &+ n.work
      moved[count] = stop(x, n, end: end)
      count &+= 1
      if x == v { break }
      x = n.after
    }
    end = max(graph.node(own.jobBefore).end, end) &+ own.work
    // Last first: u goes to the end.
    moved[count] = stop(u, own, end: end)
    return cost(from: 1, through: count, behind: row(graph.node(v).after))
  }

  @inline(__always)
  func ahead(_ v: Int32, of u: Int32, _ graph: borrowing DisjunctiveGraph) -> Int {
    let own = graph.node(v)
    var end =
      max(graph.node(own.jobBefore).end, graph.node(graph.node(u).before).end) &+ own.work
    moved[0] = stop(v, own, end: end)
    var count = 0
    var x = u
    while x != v {
      let n = graph.node(x)
      end = max(graph.node(n.jobBefore).end, end) &+ n.work
      count &+= 1
      moved[count] = stop(x, n, end: end)
      x = n.after
    }
    return cost(from: 0, through: count, behind: row(own.after))
  }

  @inline(__always)
  func insertion(
    of o: Int32, work: Int32, between a: Int32, and b: Int32, _ graph: borrowing DisjunctiveGraph
  ) -> Int {
    let own = graph.node(o)
    let head = max(graph.node(own.jobBefore).end, graph.node(a).end)
    moved[0] = stop(o, own, end: head &+ work)
    return cost(from: 0, through: 0, behind: row(b))
  }

  @inline(__always)
  private func stop(_ x: Int32, _ n: DisjunctiveGraph.Node, end: Int32) -> Stop {
    Stop(
      own: Int32(truncatingIfNeeded: row(x)), next: Int32(truncatingIfNeeded: row(rowAfter[x])),
      end: end, head: n.end &- n.work, work: n.work)
  }

  /// The cost if all paths that lead through the operations in `moved`, in their new order, are as long as they come to, and
  /// the paths behind the last one are those of a row.
  @inline(__always)
  private func cost(from first: Int, through last: Int, behind: Int) -> Int {
    for k in 0..<width {
      let completion = completion[k]
      var running = paths[behind &+ k]
      var through = Lanes(repeating: Self.none)
      var isCritical = SIMDMask<Lanes>(repeating: false)
      var i = last
      while i >= first {
        let x = moved[i]
        let after = larger(running, paths[Int(x.next) &+ k])
        through = larger(through, after &+ x.end)
        running = after &+ x.work
        isCritical = isCritical .| ((paths[Int(x.own) &+ k] &+ x.head) .== completion)
        i &-= 1
      }
      // A job none of whose critical paths led through them does not finish earlier.
      let kept = completion.replacing(with: Self.none, where: isCritical)
      rated[k] = larger(kept, through)
    }
    return ratedValue()
  }
}
