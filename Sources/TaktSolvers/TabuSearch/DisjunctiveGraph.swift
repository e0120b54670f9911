import TaktModel

/// A job shop's schedule as machine sequences with all heads and tails: the state of the tabu search.
///
/// Jobs are chains here. Each operation is one 32-byte node; sentinels before the first and behind the last operation of every
/// job and machine remove all tests for "none". The nodes stand in an explicit topological order: a move repairs it between
/// the two places only, then one branch-free pass brings heads up to date and one brings tails (measured four to nine
/// times faster than following changes node by node, for they reach half of the nodes anyway).
///
/// Arithmetic wraps (`&+`): a ``Problem`` holds at most 2³⁰ ticks in all, so no sum of two path lengths overflows.
struct DisjunctiveGraph: ~Copyable {
  struct Node {
    /// Completion: the longest path up to and including the operation.
    var end: Int32 = 0
    /// The longest path from the operation's start to the end of the schedule.
    var tail: Int32 = 0
    var work: Int32 = 0
    /// Neighbours in the job and on the machine; sentinels at the ends.
    var jobBefore: Int32 = 0
    var jobAfter: Int32 = 0
    var before: Int32 = 0
    var after: Int32 = 0
    /// Place in the topological order.
    var position: Int32 = 0
  }

  let operationCount: Int
  let jobCount: Int
  let machineCount: Int
  /// The node behind every last operation.
  let sink: Int32
  /// The node before every first operation of a machine.
  let source: Int32

  /// Operations, then source and sink, then a node a job whose end is the job's release.
  private let nodes: Column<Node>
  private let order: Column<Int32>
  private let mode: Column<Int32>
  private let machine: Column<Int32>
  private let firstOn: Column<Int32>
  private let lastOfJob: Column<Int32>
  private let machineOfMode: Column<Int32>
  private let workOfMode: Column<Int32>
  private let mark: Column<Int32>
  private let parked: Column<Int32>
  private var stamp: Int32 = 0
  /// The longest path.
  private(set) var makespan: Int32 = 0

  init(_ problem: Problem) {
    let n = problem.operationCount
    operationCount = n
    jobCount = problem.jobCount
    machineCount = problem.machineCount
    source = Int32(n)
    sink = Int32(n + 1)
    let nodeCount = n + 2 + problem.jobCount
    nodes = Column(repeating: Node(), count: nodeCount)
    order = Column(repeating: 0, count: n + 2)
    mode = Column(repeating: 0, count: n)
    machine = Column(repeating: -1, count: n + 2)
    firstOn = Column(repeating: sink, count: problem.machineCount)
    machineOfMode = Column(problem.machine)
    workOfMode = Column(problem.duration)
    mark = Column(repeating: 0, count: nodeCount)
    parked = Column(repeating: 0, count: n + 2)
    lastOfJob = Column(repeating: -1, count: problem.jobCount)
    order[0] = source
    order[n + 1] = sink
    nodes.update(Int32(n + 1)) { $0.position = Int32(n + 1) }
    for job in 0..<problem.jobCount { linkJob(job, in: problem) }
  }

  private func linkJob(_ job: Int, in problem: Problem) {
    let begin = operationCount + 2 + job
    nodes.update(Int32(begin)) { $0.end = problem.release[job] }
    var before = Int32(begin)
    for o in problem.chain(ofJob: job) {
      nodes.update(o) { $0.jobBefore = before }
      if Int(before) < operationCount { nodes.update(before) { $0.jobAfter = o } }
      before = o
    }
    if Int(before) < operationCount {
      nodes.update(before) { $0.jobAfter = sink }
      lastOfJob[job] = before
    }
  }

  // MARK: Doors

  @inline(__always)
  func node(_ o: Int32) -> Node {
    nodes[o]
  }
  @inline(__always)
  func machine(of o: Int32) -> Int32 { machine[o] }
  @inline(__always)
  func mode(of o: Int32) -> Int32 { mode[o] }
  @inline(__always)
  func first(on machine: Int32) -> Int32 { firstOn[machine] }
  @inline(__always)
  func last(ofJob job: Int) -> Int32 { lastOfJob[job] }
  @inline(__always)
  func work(ofMode k: Int32) -> Int32 { workOfMode[k] }
  @inline(__always)
  func machine(ofMode k: Int32) -> Int32 { machineOfMode[k] }
  /// The operation at a place of the topological order, from 1.
  @inline(__always)
  func operation(at place: Int) -> Int32 { order[place] }
  @inline(__always)
  func isOperation(_ o: Int32) -> Bool { o < source }

  /// The linear order and modes the graph stands for.
  func save(to plan: inout SequencePlan) {
    for i in 0..<operationCount { plan.order[i] = order[i + 1] }
    for o in 0..<operationCount { plan.mode[o] = mode[o] }
  }

  /// Takes over a plan.
  mutating func load(_ plan: SequencePlan) {
    for m in 0..<machineCount { firstOn[m] = sink }
    var last = [Int32](repeating: source, count: machineCount)
    for (i, o) in plan.order.enumerated() {
      order[i + 1] = o
      nodes.update(o) { $0.position = Int32(i + 1) }
      choose(plan.mode[Int(o)], for: o)
      let m = Int(machine[o])
      let before = last[m]
      nodes.update(o) { $0.before = before }
      nodes.update(o) { $0.after = sink }
      if before == source { firstOn[m] = o } else { nodes.update(before) { $0.after = o } }
      last[m] = o
    }
    updateHeads(from: 1)
    updateTails(from: operationCount)
  }

  // MARK: Heads and tails

  private mutating func updateHeads(from low: Int) {
    var i = low
    while i <= operationCount {
      let o = order[i]
      let n = nodes[o]
      let end = max(nodes[n.jobBefore].end, nodes[n.before].end) &+ n.work
      nodes.update(o) { $0.end = end }
      i &+= 1
    }
    var latest: Int32 = 0
    for job in 0..<jobCount where lastOfJob[job] >= 0 {
      latest = max(latest, nodes[lastOfJob[job]].end)
    }
    makespan = latest
  }

  private func updateTails(from high: Int) {
    var i = high
    while i >= 1 {
      let o = order[i]
      let n = nodes[o]
      let tail = max(nodes[n.jobAfter].tail, nodes[n.after].tail) &+ n.work
      nodes.update(o) { $0.tail = tail }
      i &-= 1
    }
  }

  // MARK: Moving

  /// Moves an operation to a mode, behind `a` on that mode's machine (`source`: to its front), and brings heads and tails
  /// up to date.
  /// - Returns: false where that would close a cycle; nothing is changed then.
  mutating func move(_ u: Int32, to newMode: Int32, behind a: Int32) -> Bool {
    let (oldBefore, oldAfter, oldMode) = (node(u).before, node(u).after, mode[u])
    unlink(u)
    if newMode != oldMode { choose(newMode, for: u) }
    link(u, behind: a)
    guard let range = repairOrder(around: u) else {
      unlink(u)
      if newMode != oldMode { choose(oldMode, for: u) }
      link(u, behind: oldBefore)
      return false
    }
    var low = min(range.low, node(u).position)
    if isOperation(oldAfter) { low = min(low, node(oldAfter).position) }
    var high = max(range.high, node(u).position)
    if isOperation(oldBefore) { high = max(high, node(oldBefore).position) }
    let next = node(u).after
    if isOperation(next) { low = min(low, node(next).position) }
    if isOperation(a) { high = max(high, node(a).position) }
    updateHeads(from: Int(low))
    updateTails(from: Int(high))
    return true
  }

  private func choose(_ newMode: Int32, for o: Int32) {
    mode[o] = newMode
    machine[o] = machineOfMode[newMode]
    nodes.update(o) { $0.work = workOfMode[newMode] }
  }

  private func link(_ o: Int32, behind a: Int32) {
    let b = a == source ? firstOn[machine[o]] : node(a).after
    nodes.update(o) { $0.before = a }
    nodes.update(o) { $0.after = b }
    if a == source { firstOn[machine[o]] = o } else { nodes.update(a) { $0.after = o } }
    if b != sink { nodes.update(b) { $0.before = o } }
  }

  private func unlink(_ o: Int32) {
    let (a, b) = (node(o).before, node(o).after)
    if a == source { firstOn[machine[o]] = b } else { nodes.update(a) { $0.after = b } }
    if b != sink { nodes.update(b) { $0.before = a } }
  }

  @inline(__always)
  private func place(_ o: Int32, at i: Int32) {
    order[i] = o
    nodes.update(o) { $0.position = i }
  }

  /// Makes the topological order agree with the links again after `u` was linked in.
  ///
  /// - Returns: the positions that were rewritten; nil for a cycle, the order then untouched.
  private mutating func repairOrder(around u: Int32) -> (low: Int32, high: Int32)? {
    let (a, b, from) = (node(u).before, node(u).after, node(u).position)
    if isOperation(a), node(a).position > from { return shiftBack(u, from, to: node(a).position) }
    if isOperation(b), node(b).position < from { return shiftAhead(u, from, to: node(b).position) }
    return (from, from)
  }

  /// `u` goes behind the operation at `to`, and with it all that follows it in between.
  private mutating func shiftBack(_ u: Int32, _ from: Int32, to: Int32) -> (
    low: Int32, high: Int32
  )? {
    stamp &+= 1
    mark[u] = stamp
    var held = 0
    var i = from &+ 1
    while i <= to {
      let x = order[i]
      let n = node(x)
      if mark[n.jobBefore] == stamp || mark[n.before] == stamp {
        if i == to { return nil }
        mark[x] = stamp
        parked[held] = x
        held &+= 1
      }
      i &+= 1
    }
    var write = from
    i = from &+ 1
    while i <= to {
      let x = order[i]
      if mark[x] != stamp {
        place(x, at: write)
        write &+= 1
      }
      i &+= 1
    }
    place(u, at: write)
    for k in 0..<held { place(parked[k], at: write &+ 1 &+ Int32(k)) }
    return (from, to)
  }

  /// `u` goes ahead of the operation at `to`, and with it all that it needs in between.
  private mutating func shiftAhead(_ u: Int32, _ from: Int32, to: Int32) -> (
    low: Int32, high: Int32
  )? {
    stamp &+= 1
    mark[u] = stamp
    var held = 0
    var i = from &- 1
    while i >= to {
      let x = order[i]
      let n = node(x)
      if mark[n.jobAfter] == stamp || mark[n.after] == stamp {
        if i == to { return nil }
        mark[x] = stamp
        parked[held] = x
        held &+= 1
      }
      i &-= 1
    }
    var write = from
    i = from &- 1
    while i >= to {
      let x = order[i]
      if mark[x] != stamp {
        place(x, at: write)
        write &-= 1
      }
      i &-= 1
    }
    place(u, at: write)
    for k in 0..<held { place(parked[k], at: write &- 1 &- Int32(k)) }
    return (to, from)
  }
}
