import TaktModel

/// Builds a schedule operation by operation under a dispatching rule (Giffler and Thompson 1960).
///
/// At every step the machine that could finish (active) or start (non-delay) something first takes the operation its rule rates
/// best among those that compete with it; an operation with alternatives then goes to the machine that completes it
/// first. `delay` slides between the two kinds: 0 is non-delay, 1 active (Bierwirth and Mattfeld 1999).
///
/// Starts and completions are compared in each machine's work time (see ``WorkingTime``), where a break costs nothing, so a
/// calendar is looked at once for a new candidate and once a machine a step.
///
/// Complexity: O(modes × (waiting operations a machine + alternatives) + steps × machines); 100,000 operations on
/// 500 machines take a fraction of a second.
struct Dispatcher: ~Copyable {
  struct Settings {
    var rule = DispatchRule.fifo
    var delay = 0.0
    /// Share by which ratings are blurred, for randomised restarts; 0 for the plain rule.
    var noise = 0.0
    var seed: UInt64 = 1
    /// Scales of the apparent-tardiness rules (see ``DispatchCandidate``).
    var lookAhead = 3.0
    var setupScale = 0.5
  }

  private let problem: Problem
  private let settings: Settings
  private var random: SplitMix64

  // Machines.
  private let workFree: Column<Int32>
  /// Clock time at which the machine's most urgent candidate completes (or starts); `Int32.max` with none.
  private let key: Column<Int32>
  private var waiting: [[Int32]]

  // Modes: when the operation comes to wait, in the machine's work time; its place in `waiting`.
  private let readyWork: Column<Int32>
  private let slot: Column<Int32>
  private let owner: Column<Int32>

  // Operations.
  private let openPredecessors: Column<Int32>
  private let arrival: Column<Int32>
  private let tail: Column<Double>
  private let draw: Column<Double>
  private let mode: Column<Int32>
  private let start: Column<Int32>
  private let end: Column<Int32>

  // Jobs.
  private let workLeft: Column<Double>
  private let operationsLeft: Column<Int32>
  private let meanWork: Double

  init(_ problem: Problem, _ settings: Settings) {
    self.problem = problem
    self.settings = settings
    random = SplitMix64(seed: settings.seed)
    let (n, m) = (problem.operationCount, problem.machineCount)
    workFree = Column(repeating: 0, count: m)
    key = Column(repeating: .max, count: m)
    waiting = Array(repeating: [], count: m)
    readyWork = Column(repeating: 0, count: problem.modeCount)
    slot = Column(repeating: -1, count: problem.modeCount)
    owner = Column(repeating: 0, count: problem.modeCount)
    openPredecessors = Column(repeating: 0, count: n)
    arrival = Column(repeating: 0, count: n)
    tail = Column(Self.tails(problem))
    draw = Column(repeating: 0, count: n)
    mode = Column(repeating: -1, count: n)
    start = Column(repeating: 0, count: n)
    end = Column(repeating: 0, count: n)
    workLeft = Column(repeating: 0, count: problem.jobCount)
    operationsLeft = Column(repeating: 0, count: problem.jobCount)
    var sum = 0.0
    for o in 0..<n {
      let work = Double(problem.shortestDuration(of: o))
      sum += work
      workLeft[problem.jobOf[o]] += work
      operationsLeft[problem.jobOf[o]] += 1
      openPredecessors[o] = problem.predecessorStart[o + 1] - problem.predecessorStart[o]
      draw[o] = random.unit()
      for k in problem.modes(of: o) { owner[k] = Int32(o) }
    }
    meanWork = sum / Double(max(1, n))
  }

  /// The least clock time from the start of each operation to the end of its job; on a machine with breaks, on average.
  static func tails(_ problem: Problem) -> [Double] {
    let stretch = problem.workingTimeOf.map { index -> Double in
      guard index >= 0 else { return 1 }
      let time = problem.workingTimes[Int(index)]
      return Double(time.closes.last ?? 1) / Double(max(1, time.total))
    }
    var tail = [Double](repeating: 0, count: problem.operationCount)
    let links = problem.floor.links.byOrigin
    for o in problem.topologicalOrder.reversed().map(Int.init) {
      var after = 0.0
      for a in problem.arcs(outOf: o) {
        after = max(after, tail[Int(problem.successors[a])] + Double(problem.successorLag[a]))
      }
      var own = Double.infinity
      for k in problem.modes(of: o) {
        own = min(own, Double(problem.duration[k]) * stretch[Int(problem.machine[k])])
      }
      tail[o] = own + after
      // Operations that a link lets begin meanwhile.
      for l in links[o] ?? [] {
        let later = tail[Int(problem.floor.links.to[l])] + Double(problem.floor.links.lag[l])
        tail[o] = max(tail[o], later)
      }
    }
    return tail
  }

  /// The schedule, or nil where a calendar ends before the work does, or `stop` says so between steps.
  mutating func run(stop: () -> Bool = { false }) -> Schedule? {
    for o in 0..<problem.operationCount where openPredecessors[o] == 0 { admit(o) }
    for step in 0..<problem.operationCount {
      if step & 255 == 255, stop() { return nil }
      guard let machine = nextMachine() else { return nil }
      let operation = choose(on: machine)
      guard place(operation) else { return nil }
    }
    return Schedule(mode: mode.array(), start: start.array(), end: end.array())
  }

  // MARK: The waiting lists

  /// Puts an operation whose predecessors are all placed on the list of each machine it may use.
  private mutating func admit(_ o: Int) {
    var ready = problem.release[Int(problem.jobOf[o])]
    for a in problem.arcs(into: o) {
      ready = max(ready, end[problem.predecessors[a]] &+ problem.predecessorLag[a])
    }
    arrival[o] = ready
    for k in problem.modes(of: o) {
      let machine = Int(problem.machine[k])
      readyWork[k] = work(before: ready, on: machine)
      slot[k] = Int32(waiting[machine].count)
      waiting[machine].append(Int32(k))
      key[machine] = min(key[machine], keyTick(of: k, on: machine))
    }
  }

  private mutating func withdraw(_ o: Int) {
    for k in problem.modes(of: o) {
      let machine = Int(problem.machine[k])
      let hole = Int(slot[k])
      let last = waiting[machine].removeLast()
      if Int(last) != k {
        waiting[machine][hole] = last
        slot[last] = Int32(hole)
      }
    }
  }

  /// Work time of a candidate's start on its machine.
  @inline(__always)
  private func startWork(_ k: Int, _ free: Int32) -> Int32 { max(free, readyWork[k]) }

  private func keyTick(of k: Int, on machine: Int) -> Int32 {
    let begin = startWork(k, workFree[machine])
    return settings.delay > 0
      ? tick(ofEnd: begin &+ problem.duration[k], on: machine) : tick(ofStart: begin, on: machine)
  }

  /// Finds the machine's most urgent candidate anew.
  private mutating func refresh(_ machine: Int) {
    var least = Int32.max
    let free = workFree[machine]
    let active = settings.delay > 0
    for k in waiting[machine] {
      let begin = startWork(Int(k), free)
      least = min(least, active ? begin &+ problem.duration[Int(k)] : begin)
    }
    guard least < Int32.max else {
      key[machine] = .max
      return
    }
    key[machine] = active ? tick(ofEnd: least, on: machine) : tick(ofStart: least, on: machine)
  }

  // MARK: A step

  private func nextMachine() -> Int? {
    var best = -1
    var least = Int32.max
    for machine in 0..<problem.machineCount where key[machine] < least {
      least = key[machine]
      best = machine
    }
    return best < 0 ? nil : best
  }

  /// The best-rated of the candidates that compete for the machine; ties by operation.
  private mutating func choose(on machine: Int) -> Int {
    let free = workFree[machine]
    var first = Int32.max
    var finish = Int32.max
    for k in waiting[machine] {
      let begin = startWork(Int(k), free)
      first = min(first, begin)
      finish = min(finish, begin &+ problem.duration[Int(k)])
    }
    let limit = Double(first) + settings.delay * Double(finish - first)
    var best = -1
    var bestRating = Double.infinity
    for k in waiting[machine] {
      let begin = startWork(Int(k), free)
      guard begin == first || Double(begin) < limit else { continue }
      let o = Int(owner[k])
      let rating = rate(o, mode: Int(k), begin: begin, on: machine)
      if rating < bestRating || (rating == bestRating && o < best) || best < 0 {
        best = o
        bestRating = rating
      }
    }
    return best
  }

  private mutating func rate(_ o: Int, mode k: Int, begin: Int32, on machine: Int) -> Double {
    let job = Int(problem.jobOf[o])
    let candidate = DispatchCandidate(
      now: Double(tick(ofStart: begin, on: machine)), arrival: Double(arrival[o]),
      work: Double(problem.duration[k]), remainingTime: tail[o], remainingWork: workLeft[job],
      remainingOperations: Double(operationsLeft[job]), due: Double(problem.due[job]),
      weight: Double(problem.weight[job]), meanWork: meanWork, draw: draw[o])
    let rating = settings.rule.rating(candidate)
    guard settings.noise > 0 else { return rating }
    return rating * (1 + settings.noise * (random.unit() - 0.5))
  }

  /// Places an operation on the machine that completes it first; ties by mode.
  private mutating func place(_ o: Int) -> Bool {
    var best = -1
    var bestEnd = Int32.max
    for k in problem.modes(of: o) {
      let machine = Int(problem.machine[k])
      let done = tick(
        ofEnd: startWork(k, workFree[machine]) &+ problem.duration[k], on: machine)
      if done < bestEnd { (best, bestEnd) = (k, done) }
    }
    guard best >= 0, bestEnd < .max else { return false }
    let machine = Int(problem.machine[best])
    let begin = startWork(best, workFree[machine])
    mode[o] = Int32(best)
    if problem.duration[best] == 0 {
      // Nothing to do takes no working time: it may fall into a break, but not before its predecessors.
      bestEnd = max(bestEnd, arrival[o])
      start[o] = bestEnd
    } else {
      start[o] = tick(ofStart: begin, on: machine)
    }
    end[o] = bestEnd
    workFree[machine] = begin &+ problem.duration[best]
    let job = Int(problem.jobOf[o])
    workLeft[job] -= Double(problem.shortestDuration(of: o))
    operationsLeft[job] -= 1
    withdraw(o)
    for k in problem.modes(of: o) { refresh(Int(problem.machine[k])) }
    for a in problem.arcs(outOf: o) {
      let next = Int(problem.successors[a])
      openPredecessors[next] -= 1
      if openPredecessors[next] == 0 { admit(next) }
    }
    return true
  }

  // MARK: Clock and work time

  @inline(__always)
  private func work(before tick: Int32, on machine: Int) -> Int32 {
    let index = problem.workingTimeOf[machine]
    return index < 0 ? tick : problem.workingTimes[Int(index)].work(before: tick)
  }
  @inline(__always)
  private func tick(ofStart work: Int32, on machine: Int) -> Int32 {
    let index = problem.workingTimeOf[machine]
    return index < 0 ? work : problem.workingTimes[Int(index)].start(ofWork: work) ?? .max
  }
  @inline(__always)
  private func tick(ofEnd work: Int32, on machine: Int) -> Int32 {
    let index = problem.workingTimeOf[machine]
    return index < 0 ? work : problem.workingTimes[Int(index)].end(ofWork: work) ?? .max
  }
}
