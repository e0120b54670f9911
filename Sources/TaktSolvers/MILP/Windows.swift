import TaktModel

/// Time windows of all operations under the assumption that the objective beats a target, tightened by propagation.
///
/// Each operation has an earliest start and a latest completion and the modes that still fit between them; pairs on a machine
/// are ordered as soon as one of the two orders no longer fits (immediate selection, Carlier and Pinson 1989; Brucker, Jurisch and
/// Sievers 1994), and edge finding orders an operation against a whole set. Where a window closes, the target cannot be
/// met: that is a proof (destructive improvement).
struct Windows {
  let problem: Problem
  var earliest: [Int32]
  var latest: [Int32]
  /// Modes still possible.
  var allows: [Bool]
  /// The least work of the possible modes, and the only machine, or -1 where there is a choice.
  var work: [Int32]
  var machine: [Int32]
  /// Ordered pairs: entry a * operations + b says a is done before b on their machine.
  var precedes: [Bool]
  /// Operations that may be on each machine, and the mode they would be in there.
  let candidates: [[(operation: Int, mode: Int)]]
  private(set) var isContradiction = false
  private var changed = true

  /// Windows for schedules whose objective is at most `target`; nil where the problem is too large for the table of pairs.
  init?(_ problem: Problem, objective: Objective, target: Int, heads: Heads) {
    let n = problem.operationCount
    guard n <= DestructiveBounds.mostOperations else { return nil }
    self.problem = problem
    earliest = heads.start
    latest = Array(repeating: .max, count: n)
    allows = Array(repeating: true, count: problem.modeCount)
    work = (0..<n).map { problem.shortestDuration(of: $0) }
    machine = Array(repeating: -1, count: n)
    precedes = Array(repeating: false, count: n * n)
    var candidates = Array(
      repeating: [(operation: Int, mode: Int)](), count: problem.machineCount)
    for o in 0..<n {
      for k in problem.modes(of: o) { candidates[Int(problem.machine[k])].append((o, k)) }
      let modes = problem.modes(of: o)
      if modes.count == 1 { machine[o] = problem.machine[modes.lowerBound] }
    }
    self.candidates = candidates
    setDeadlines(objective, target: target, heads)
  }

  /// What each job may take at most if the objective is to be at most `target`.
  private mutating func setDeadlines(_ objective: Objective, target: Int, _ heads: Heads) {
    let criterion = objective.leading
    let target = objective.leadingValue(target, in: problem)
    let costs = (0..<problem.jobCount).map { criterion.cost(ofJob: $0, in: problem) }
    let least = (0..<problem.jobCount).map { job in
      costs[job].value(
        completion: problem.operations(ofJob: job).reduce(Int32(0)) { max($0, heads.end[$1]) })
    }
    let sum = least.reduce(0, +)
    for job in 0..<problem.jobCount {
      // Of a sum a job may have what the others leave at best.
      let allowance = criterion.isMaximum ? target : target - (sum - least[job])
      let deadline = Int32(
        clamping: min(Int(Int32.max / 2), max(-1, costs[job].latestCompletion(within: allowance))))
      for o in problem.operations(ofJob: job) { latest[o] = deadline }
    }
  }

  func isBefore(_ a: Int, _ b: Int) -> Bool { precedes[a * earliest.count + b] }

  /// The latest start.
  func latestStart(_ o: Int) -> Int32 { latest[o] - work[o] }

  /// Orders a pair by hand, to see what follows.
  mutating func assume(_ a: Int, before b: Int) {
    precedes[a * earliest.count + b] = true
    changed = true
  }

  /// Tightens until nothing moves.
  /// - Returns: false where a window has closed: no schedule meets the target.
  @discardableResult
  mutating func propagate(stop: () -> Bool = { false }) -> Bool {
    while changed, !isContradiction, !stop() {
      changed = false
      propagatePrecedence()
      propagateModes()
      propagatePairs()
      if !changed, !isContradiction { propagateEdges() }
    }
    return !isContradiction
  }

  // MARK: Rules

  private mutating func raise(_ o: Int, to time: Int32) {
    guard time > earliest[o] else { return }
    earliest[o] = time
    changed = true
    if time > latest[o] - work[o] { isContradiction = true }
  }

  private mutating func lower(_ o: Int, to time: Int32) {
    guard time < latest[o] else { return }
    latest[o] = time
    changed = true
    if earliest[o] > time - work[o] { isContradiction = true }
  }

  private mutating func propagatePrecedence() {
    for o in problem.topologicalOrder.map(Int.init) {
      if earliest[o] > latest[o] - work[o] { isContradiction = true }
      for a in problem.arcs(outOf: o) {
        let next = Int(problem.successors[a])
        raise(next, to: earliest[o] + work[o] + problem.successorLag[a])
      }
    }
    for o in problem.topologicalOrder.reversed().map(Int.init) {
      for a in problem.arcs(into: o) {
        let previous = Int(problem.predecessors[a])
        lower(previous, to: latest[o] - work[o] - problem.predecessorLag[a])
      }
    }
  }

  private mutating func propagateModes() {
    for o in earliest.indices where machine[o] < 0 {
      var (least, only, count) = (Int32.max, Int32(-1), 0)
      for k in problem.modes(of: o) where allows[k] {
        if problem.duration[k] > latest[o] - earliest[o] {
          allows[k] = false
          changed = true
        } else {
          least = min(least, problem.duration[k])
          only = problem.machine[k]
          count += 1
        }
      }
      if count == 0 {
        isContradiction = true
        return
      }
      if least > work[o] {
        work[o] = least
        changed = true
      }
      if count == 1 {
        machine[o] = only
        changed = true
      }
    }
  }

  private mutating func propagatePairs() {
    for m in candidates.indices {
      let here = candidates[m]
      for i in here.indices {
        let a = here[i].operation
        guard machine[a] == Int32(m) else { continue }
        for j in here.indices.dropFirst(i + 1) {
          let b = here[j].operation
          guard machine[b] == Int32(m) else { continue }
          orderPair(a, b)
          if isContradiction { return }
        }
      }
    }
  }

  private mutating func orderPair(_ a: Int, _ b: Int) {
    let n = earliest.count
    if !precedes[a * n + b], !precedes[b * n + a] {
      let (aFirst, bFirst) = (canPrecede(a, b), canPrecede(b, a))
      if !aFirst, !bFirst {
        isContradiction = work[a] > 0 && work[b] > 0
        return
      }
      if !bFirst { precedes[a * n + b] = true } else if !aFirst { precedes[b * n + a] = true }
    }
    if precedes[a * n + b] {
      raise(b, to: earliest[a] + work[a])
      lower(a, to: latest[b] - work[b])
    } else if precedes[b * n + a] {
      raise(a, to: earliest[b] + work[b])
      lower(b, to: latest[a] - work[a])
    }
  }

  /// Whether `a` then `b` fits their windows.
  func canPrecede(_ a: Int, _ b: Int) -> Bool {
    earliest[a] + work[a] + work[b] <= latest[b]
  }

  /// Edge finding by task intervals, O(n³) a machine: plain, and fast enough for the sizes a MILP takes.
  private mutating func propagateEdges() {
    for m in candidates.indices {
      let here = candidates[m].map(\.operation).filter { machine[$0] == Int32(m) && work[$0] > 0 }
      guard here.count > 2, here.count <= 100 else { continue }
      for i in here {
        let begin = earliest[i]
        // Sets of the operations that cannot begin before `begin`, by latest completion.
        let inside = here.filter { earliest[$0] >= begin }.sorted { latest[$0] < latest[$1] }
        var sum: Int32 = 0
        for (count, last) in inside.enumerated() {
          sum += work[last]
          let finish = latest[last]
          if begin + sum > finish {
            isContradiction = true
            return
          }
          let set = inside[0...count]
          for c in here where !set.contains(c) {
            orderAgainst(set, sum: sum, begin: begin, finish: finish, c)
            if isContradiction { return }
          }
        }
      }
    }
  }

  /// `c` against a set that must be done between `begin` and `finish`.
  private mutating func orderAgainst(
    _ set: ArraySlice<Int>, sum: Int32, begin: Int32, finish: Int32, _ c: Int
  ) {
    let n = earliest.count
    if min(begin, earliest[c]) + sum + work[c] > finish {
      // Not all in time with c among them or before them: c comes last.
      for o in set where !precedes[o * n + c] {
        precedes[o * n + c] = true
        changed = true
      }
      raise(c, to: begin + sum)
    }
    if begin + sum + work[c] > max(finish, latest[c]) {
      for o in set where !precedes[c * n + o] {
        precedes[c * n + o] = true
        changed = true
      }
      lower(c, to: finish - sum)
    }
  }
}
