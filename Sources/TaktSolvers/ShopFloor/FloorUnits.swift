import TaktModel

/// Operations that maximum lags tie together, and are therefore placed as one: at the position of the first of them, the leader.
///
/// A unit takes in whatever lies between its operations, so that nothing outside must come between them, and units that wait for
/// each other are one. All that operations of a unit wait for outside it comes before the leader.
struct FloorUnits: ~Copyable {
  let isEmpty: Bool
  /// The leader of each operation's unit; an operation that is tied to none leads itself.
  let leader: Column<Int32>
  /// Where each leader's unit begins in ``members``; one more entry than operations.
  let memberStart: Column<Int32>
  /// Operations of units, in an order all arcs agree with.
  let members: Column<Int32>
  /// Maximum lags by the leader of their unit.
  let lagStart: Column<Int32>
  let from: Column<Int32>
  let to: Column<Int32>
  let lag: Column<Int32>

  init(_ problem: Problem) {
    let lags = problem.floor.maximumLags
    isEmpty = lags.isEmpty
    let n = problem.operationCount
    var leaders = (0..<Int32(n)).map { $0 }
    let units = isEmpty ? [] : Self.units(problem)
    for unit in units { for o in unit { leaders[Int(o)] = unit[0] } }
    // Most plants have none: then nothing is grouped.
    let groups = isEmpty ? 0 : n
    let none = Array(repeating: Int32(0), count: n + 1)
    var members = Array(repeating: [Int32](), count: groups)
    for unit in units { members[Int(unit[0])] = unit }
    var byLeader = Array(repeating: [Int](), count: groups)
    for l in lags.from.indices { byLeader[Int(leaders[Int(lags.from[l])])].append(l) }
    let order = byLeader.flatMap { $0 }
    leader = Column(leaders)
    memberStart = Column(isEmpty ? none : Self.starts(members.map { $0.count }))
    self.members = Column(members.flatMap { $0 })
    lagStart = Column(isEmpty ? none : Self.starts(byLeader.map { $0.count }))
    from = Column(order.map { lags.from[$0] })
    to = Column(order.map { lags.to[$0] })
    lag = Column(order.map { lags.lag[$0] })
  }

  /// Whether an operation is placed with others, by another one's position.
  @inline(__always)
  func follows(_ o: Int32) -> Bool { leader[o] != o }

  /// Whether an operation places others with it.
  @inline(__always)
  func leads(_ o: Int32) -> Bool { memberStart[o] < memberStart[Int(o) + 1] }

  /// Whether an operation is placed with others at all.
  @inline(__always)
  func holds(_ o: Int32) -> Bool { !isEmpty && (follows(o) || leads(o)) }

  private static func starts(_ counts: [Int]) -> [Int32] {
    var starts: [Int32] = [0]
    for count in counts { starts.append(starts[starts.count - 1] + Int32(count)) }
    return starts
  }

  // MARK: Who belongs together

  /// The units of a problem with more than one operation, each in an order all arcs agree with.
  static func units(_ problem: Problem) -> [[Int32]] {
    let lags = problem.floor.maximumLags
    var rank = Array(repeating: 0, count: problem.operationCount)
    for (i, o) in problem.topologicalOrder.enumerated() { rank[Int(o)] = i }
    let tied = Dictionary(grouping: lags.from.indices, by: { problem.jobOf[Int(lags.from[$0])] })
    return tied.sorted { $0.key < $1.key }.flatMap { job, list -> [[Int32]] in
      let operations = problem.operations(ofJob: Int(job)).sorted { rank[$0] < rank[$1] }
      return units(
        operations.map { Int32($0) }, list.map { (lags.from[$0], lags.to[$0]) }, problem)
    }
  }

  /// The units among a job's operations, which stand in topological order.
  private static func units(
    _ operations: [Int32], _ ties: [(Int32, Int32)], _ problem: Problem
  ) -> [[Int32]] {
    let place = Dictionary(uniqueKeysWithValues: operations.enumerated().map { ($1, $0) })
    let count = operations.count
    var reach = Array(repeating: Set<Int>(), count: count)
    let links = problem.floor.links
    var next = operations.map { o in
      problem.arcs(outOf: Int(o)).compactMap { place[problem.successors[$0]] }
    }
    for l in 0..<links.count {
      if let i = place[links.from[l]], let j = place[links.to[l]] { next[i].append(j) }
    }
    for i in (0..<count).reversed() {
      for j in next[i] { reach[i].formUnion(reach[j].union([j])) }
    }
    var unit = Array(0..<count)
    func merge(_ a: Int, _ b: Int) -> Bool {
      let (keep, drop) = (min(unit[a], unit[b]), max(unit[a], unit[b]))
      if keep == drop { return false }
      for i in 0..<count where unit[i] == drop { unit[i] = keep }
      return true
    }
    for (a, b) in ties { if let i = place[a], let j = place[b] { _ = merge(i, j) } }
    // What one unit reaches and is reached from belongs to it.
    var changes = true
    while changes {
      changes = false
      var ahead = Array(repeating: Set<Int>(), count: count)
      for i in 0..<count { ahead[unit[i]].formUnion(reach[i].map { unit[$0] }) }
      for u in 0..<count where unit[u] == u {
        for v in ahead[u] where v != u && ahead[v].contains(u) {
          if merge(u, v) { changes = true }
        }
      }
    }
    let groups = Dictionary(grouping: 0..<count, by: { unit[$0] })
    let followers = Dictionary(
      grouping: ties.compactMap { a, b in place[a].flatMap { i in place[b].map { (i, $0) } } },
      by: { $0.0 }
    ).mapValues { $0.map { $0.1 } }
    return groups.values.filter { $0.count > 1 }
      .map { inTurn($0.sorted(), next, followers).map { operations[$0] } }
      .sorted { $0[0] < $1[0] }
  }

  /// A unit's operations, which stand in topological order, so that each is followed at once by those that must follow it soon.
  ///
  /// Were others of the unit placed in between, on the same machine, no delay could bring the two together.
  private static func inTurn(_ unit: [Int], _ next: [[Int]], _ followers: [Int: [Int]]) -> [Int] {
    var open: [Int: Int] = [:]
    for i in unit { for j in next[i] where unit.contains(j) { open[j, default: 0] += 1 } }
    var result: [Int] = []
    var soon: [Int] = []
    while result.count < unit.count {
      let ready = { (i: Int) in open[i, default: 0] == 0 && !result.contains(i) }
      guard let i = soon.last(where: ready) ?? unit.first(where: ready) else { break }
      result.append(i)
      soon += followers[i] ?? []
      for j in next[i] { open[j, default: 0] -= 1 }
    }
    return result
  }
}
