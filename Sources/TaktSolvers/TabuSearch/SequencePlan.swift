import TaktModel

/// A plan as decisions alone: the operations in an order that every job and machine agrees with, and their modes.
struct SequencePlan: Sendable {
  /// All operations; each machine runs its own in this order.
  var order: [Int32]
  /// Mode of each operation.
  var mode: [Int32]
  /// The makespan; `Int32.max` before it is known.
  var makespan = Int32.max

  /// The plan a schedule carries out.
  init(_ schedule: Schedule, in problem: Problem) {
    order = schedule.inStartOrder(in: problem)
    mode = schedule.mode
  }

  init(order: [Int32], mode: [Int32]) {
    self.order = order
    self.mode = mode
  }

  /// A random plan: jobs drawn by the work they have left, modes at random.
  init(randomFor problem: Problem, _ random: inout SplitMix64) {
    var next = (0..<problem.jobCount).map { ArraySlice(problem.chain(ofJob: $0)) }
    var tickets = next.indices.flatMap { Array(repeating: $0, count: next[$0].count) }
    for i in tickets.indices { tickets.swapAt(i, i + random.below(tickets.count - i)) }
    order = tickets.compactMap { next[$0].popFirst() }
    mode = (0..<problem.operationCount).map { o in
      let modes = problem.modes(of: o)
      // Short modes are likelier: the better of two draws.
      let draws = (0..<2).map { _ in modes.lowerBound + random.below(modes.count) }
      return Int32(problem.duration[draws[0]] <= problem.duration[draws[1]] ? draws[0] : draws[1])
    }
  }

  /// Start and end of every operation when each begins as soon as its job and machine let it.
  func schedule(in problem: Problem) -> Schedule {
    var start = [Int32](repeating: 0, count: order.count)
    var end = start
    var free = [Int32](repeating: 0, count: problem.machineCount)
    for o in order.map(Int.init) {
      var ready = problem.release[Int(problem.jobOf[o])]
      for a in problem.arcs(into: o) {
        ready = max(ready, end[Int(problem.predecessors[a])] + problem.predecessorLag[a])
      }
      let machine = Int(problem.machine[Int(mode[o])])
      start[o] = max(ready, free[machine])
      end[o] = start[o] + problem.duration[Int(mode[o])]
      free[machine] = end[o]
    }
    return Schedule(mode: mode, start: start, end: end)
  }
}

extension Problem {
  /// Whether every job is a chain of operations without lags.
  var isChained: Bool {
    !hasLags
      && (0..<operationCount).allSatisfy { arcs(into: $0).count <= 1 && arcs(outOf: $0).count <= 1 }
      && (0..<jobCount).allSatisfy { job in
        operations(ofJob: job).count { arcs(into: $0).isEmpty } <= 1
      }
  }

  /// The operations of a chained job, first to last.
  func chain(ofJob job: Int) -> [Int32] {
    guard var o = operations(ofJob: job).first(where: { arcs(into: $0).isEmpty }) else { return [] }
    var result = [Int32(o)]
    while let a = arcs(outOf: o).first {
      o = Int(successors[a])
      result.append(Int32(o))
    }
    return result
  }
}
