import TaktModel

/// Total weighted tardiness, rated job by job.
///
/// Every operation knows the longest path from its start to the end of each job, eight jobs a vector; a move is rated by the
/// longest paths to every job through the operations it moves. A job none of whose critical paths leads through them
/// does not finish earlier (Mati, Dauzère-Pérès and Lahlou 2011).
struct TardinessRating: MoveRating, ~Copyable {
  typealias Lanes = SIMD8<Int32>

  static var looksBehindPaths: Bool { true }
  /// Ratings are lower bounds, too low nine times in ten: jobs have other paths.
  ///
  /// So the best are tried.
  static var triedMoves: Int { 4 }

  private let jobCount: Int
  /// Vectors an operation.
  private let width: Int
  /// Longest paths: `width` vectors a node.
  private let paths: Column<Lanes>
  /// Where an operation's job goes on: the next operation, or the row of its job's end.
  private let rowAfter: Column<Int32>
  private let completion: Column<Lanes>
  private let due: Column<Lanes>
  private let weight: Column<Lanes>
  private let newEnd: Column<Int32>
  // Of the move being rated.
  private let through: Column<Lanes>
  private let running: Column<Lanes>
  private let isCritical: Column<Lanes>

  /// No path; twice it still fits, as does it plus all there is to do.
  private static let none: Int32 = -(1 << 29)

  /// Whether all costs fit 32 bits and the vectors stay few.
  static func suits(_ problem: Problem) -> Bool {
    let time =
      (0..<problem.operationCount).reduce(0) { sum, o in
        sum + Int(problem.modes(of: o).map { problem.duration[$0] }.max() ?? 0)
      } + Int(problem.release.max() ?? 0) + Int(max(0, -(problem.due.min() ?? 0)))
    let weights = problem.weight.reduce(0) { $0 + Int($1) }
    return problem.jobCount <= 200 && time < 1 << 28 && time * max(1, weights) < 1 << 30
      && problem.due.allSatisfy { abs(Int($0)) < 1 << 28 }
  }

  init(_ problem: Problem) {
    let (n, jobs) = (problem.operationCount, problem.jobCount)
    let width = (jobs + 7) / 8
    jobCount = jobs
    self.width = width
    paths = Column(repeating: Lanes(repeating: Self.none), count: (n + 2 + jobs) * width)
    rowAfter = Column(repeating: Int32(n + 1), count: n)
    completion = Column(repeating: Lanes(repeating: 0), count: width)
    due = Column(repeating: Lanes(repeating: 0), count: width)
    weight = Column(repeating: Lanes(repeating: 0), count: width)
    newEnd = Column(repeating: 0, count: n)
    through = Column(repeating: Lanes(repeating: 0), count: width)
    running = Column(repeating: Lanes(repeating: 0), count: width)
    isCritical = Column(repeating: Lanes(repeating: 0), count: width)
    for job in 0..<jobs {
      due.update(Int32(job / 8)) { $0[job % 8] = problem.due[job] }
      weight.update(Int32(job / 8)) { $0[job % 8] = problem.weight[job] }
      paths.update(Int32((n + 2 + job) * width + job / 8)) { $0[job % 8] = 0 }
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
    return cost(graph)
  }

  func cost(_ graph: borrowing DisjunctiveGraph) -> Int {
    var cost = 0
    for job in 0..<jobCount {
      let last = graph.last(ofJob: job)
      let end = last < 0 ? 0 : graph.node(last).end
      completion.update(Int32(truncatingIfNeeded: job >> 3)) { $0[job & 7] = end }
    }
    for k in 0..<width { cost &+= Int(tardiness(completion[k], k)) }
    return cost
  }

  func costlyEnds(
    _ graph: borrowing DisjunctiveGraph, _ random: inout SplitMix64,
    into ends: borrowing Column<Int32>
  ) -> Int {
    var count = 0
    for job in 0..<jobCount {
      let last = graph.last(ofJob: job)
      guard last >= 0, weight[job >> 3][job & 7] > 0,
        graph.node(last).end > due[job >> 3][job & 7]
      else { continue }
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

  @inline(__always)
  private func tardiness(_ completion: Lanes, _ k: Int) -> Int32 {
    let late = completion &- due[k]
    return (late.replacing(with: 0, where: late .< 0) &* weight[k]).wrappedSum()
  }

  // MARK: Moves

  @inline(__always)
  func back(_ u: Int32, behind v: Int32, _ graph: borrowing DisjunctiveGraph) -> Int {
    let own = graph.node(u)
    begin(row(graph.node(v).after))
    var end = graph.node(own.before).end
    var x = own.after
    while true {
      let n = graph.node(x)
      end = max(graph.node(n.jobBefore).end, end) &+ n.work
      newEnd[x] = end
      if x == v { break }
      x = n.after
    }
    passThrough(u, own, end: max(graph.node(own.jobBefore).end, end) &+ own.work)
    while x != u {
      let n = graph.node(x)
      passThrough(x, n, end: newEnd[x])
      x = n.before
    }
    return finish()
  }

  @inline(__always)
  func ahead(_ v: Int32, of u: Int32, _ graph: borrowing DisjunctiveGraph) -> Int {
    let own = graph.node(v)
    begin(row(own.after))
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
    x = own.before
    while true {
      let n = graph.node(x)
      passThrough(x, n, end: newEnd[x])
      if x == u { break }
      x = n.before
    }
    passThrough(v, own, end: ownEnd)
    return finish()
  }

  @inline(__always)
  func insertion(
    of o: Int32, work: Int32, between a: Int32, and b: Int32, _ graph: borrowing DisjunctiveGraph
  ) -> Int {
    let own = graph.node(o)
    let head = max(graph.node(own.jobBefore).end, graph.node(a).end)
    begin(row(b))
    passThrough(o, own, end: head &+ work)
    return finish()
  }

  @inline(__always)
  private func begin(_ after: Int) {
    for k in 0..<width {
      running[k] = paths[after &+ k]
      through[k] = Lanes(repeating: Self.none)
      isCritical[k] = Lanes(repeating: 0)
    }
  }

  /// Lets the new paths lead through an operation that now ends at `end`; `running` holds those from behind it.
  @inline(__always)
  private func passThrough(_ x: Int32, _ n: DisjunctiveGraph.Node, end: Int32) {
    let (next, own) = (row(rowAfter[x]), row(x))
    let (newEnd, work) = (Lanes(repeating: end), Lanes(repeating: n.work))
    let head = Lanes(repeating: n.end &- n.work)
    for k in 0..<width {
      let after = larger(running[k], paths[next &+ k])
      through[k] = larger(through[k], newEnd &+ after)
      running[k] = after &+ work
      let wasCritical = (head &+ paths[own &+ k]) .== completion[k]
      isCritical[k] = isCritical[k].replacing(with: 1, where: wasCritical)
    }
  }

  @inline(__always)
  private func finish() -> Int {
    var cost: Int32 = 0
    for k in 0..<width {
      let kept = completion[k].replacing(with: Self.none, where: isCritical[k] .== 1)
      cost &+= tardiness(larger(kept, through[k]), k)
    }
    return Int(cost)
  }
}
