import TaktModel

/// Builds a plan for the shop floor under a dispatching rule, setups included (Lee, Bhaskaran and Pinedo 1997 for ATCS).
///
/// The machine that can begin something first takes, of what waits for it by then, the operation its rule rates best; an operation
/// with alternatives then goes to the machine that completes it first, changeovers counted. The decoder places it.
///
/// Complexity: O(steps × (machines + waiting operations of a machine)).
struct FloorDispatcher: ~Copyable {
  private let problem: Problem
  private let settings: Dispatcher.Settings
  private var random: SplitMix64
  private let decoder: FloorDecoder
  private let tail: [Double]
  private let urgency: JobUrgency
  private var waiting: [[Int32]]
  /// When the machine could begin its first candidate; `Int32.max` with none.
  private let key: Column<Int32>
  /// When each mode's operation could be there.
  private let arrival: Column<Int32>
  private let draw: Column<Double>
  private let slot: Column<Int32>
  private let owner: Column<Int32>
  private let openPredecessors: Column<Int32>
  private let workLeft: Column<Double>
  private let operationsLeft: Column<Int32>
  private let meanWork: Double
  private let meanSetup: Double
  /// The operations in the order they were placed, and their modes.
  private(set) var order: [Int32] = []
  private(set) var mode: [Int32]
  private let chosen: Column<Int32>
  private let keeper: RoomKeeper

  init(_ problem: Problem, _ settings: Dispatcher.Settings) {
    self.problem = problem
    self.settings = settings
    random = SplitMix64(seed: settings.seed)
    decoder = FloorDecoder(problem)
    tail = Dispatcher.tails(problem)
    urgency = JobUrgency(problem, tails: tail)
    let (n, m) = (problem.operationCount, problem.machineCount)
    waiting = Array(repeating: [], count: m)
    key = Column(repeating: .max, count: m)
    arrival = Column(repeating: 0, count: problem.modeCount)
    draw = Column(repeating: 0, count: n)
    slot = Column(repeating: -1, count: problem.modeCount)
    owner = Column(repeating: 0, count: problem.modeCount)
    openPredecessors = Column(repeating: 0, count: n)
    workLeft = Column(repeating: 0, count: problem.jobCount)
    operationsLeft = Column(repeating: 0, count: problem.jobCount)
    mode = Array(repeating: -1, count: n)
    chosen = Column(repeating: -1, count: decoder.units.isEmpty ? 0 : n)
    keeper = RoomKeeper(decoder)
    var sum = 0.0
    for o in 0..<n {
      let work = Double(problem.shortestDuration(of: o))
      sum += work
      workLeft[problem.jobOf[o]] += work
      operationsLeft[problem.jobOf[o]] += 1
      openPredecessors[o] = decoder.predecessorStart[o + 1] - decoder.predecessorStart[o]
      draw[o] = random.unit()
      for k in problem.modes(of: o) { owner[k] = Int32(o) }
    }
    meanWork = sum / Double(max(1, n))
    let times = problem.floor.changeovers.time
    meanSetup = Double(times.reduce(0) { $0 + Int($1) }) / Double(max(1, times.count))
  }

  /// The schedule, or nil where a calendar ends before the work does, or `stop` says so between steps.
  mutating func run(stop: () -> Bool = { false }) -> Schedule? {
    order.reserveCapacity(problem.operationCount)
    for o in 0..<problem.operationCount where openPredecessors[o] == 0 { admit(Int32(o)) }
    placeSettled()
    var steps = 0
    while order.count < problem.operationCount {
      steps += 1
      if steps & 255 == 255, stop() { return nil }
      guard let machine = nextSupplied() else { return nil }
      let o = choose(on: machine)
      guard o >= 0 else {
        key[machine] = .max
        continue
      }
      guard place(o) else {
        // A unit whose lags cannot be kept on the machines that are to be had may fit when others are.
        guard decoder.hasBuffers, decoder.units.leads(o) else { return nil }
        key[machine] = .max
        continue
      }
      if decoder.hasBatches, !fill(behind: o) { return nil }
    }
    return decoder.schedule(mode: mode)
  }

  /// Places what is settled before all else, by when it begins: nothing may come in its way.
  ///
  /// Some are left to the rules where they wait for one that is not settled.
  private mutating func placeSettled() {
    let settled = (0..<Int32(problem.operationCount)).filter {
      decoder.pin[$0] != ShopFloor.Settlement.free
    }
    .sorted { (decoder.pin[$0], $0) < (decoder.pin[$1], $1) }
    for o in settled where openPredecessors[o] == 0 && !decoder.units.follows(o) {
      guard place(o) else { return }
    }
  }

  private mutating func admit(_ o: Int32) {
    // Its leader places it.
    if decoder.units.follows(o) { return }
    var ready = decoder.ready(o, problem.modeStart[Int(o)]).tick
    for k in problem.modes(of: Int(o)) {
      let machine = Int(problem.machine[k])
      if decoder.isLinked { ready = decoder.ready(o, Int32(k)).tick }
      arrival[k] = ready
      slot[k] = Int32(waiting[machine].count)
      waiting[machine].append(Int32(k))
      key[machine] = min(key[machine], begin(Int32(k), machine))
    }
  }

  private mutating func withdraw(_ o: Int32) {
    for k in problem.modes(of: Int(o)) {
      let machine = Int(problem.machine[k])
      let hole = Int(slot[k])
      let last = waiting[machine].removeLast()
      if Int(last) != k {
        waiting[machine][hole] = last
        slot[last] = Int32(hole)
      }
      refresh(machine)
    }
  }

  private func refresh(_ machine: Int) {
    var least = Int32.max
    if decoder.hasBuffers {
      for k in waiting[machine] { least = min(least, begin(k, machine)) }
      key[machine] = least
      return
    }
    for k in waiting[machine] { least = min(least, arrival[k]) }
    key[machine] = waiting[machine].isEmpty ? .max : max(least, decoder.free[machine])
  }

  /// When a machine could begin a mode's operation.
  private func begin(_ k: Int32, _ machine: Int) -> Int32 {
    let free =
      decoder.hasBuffers
      ? decoder.buffers.free(Int32(machine), for: owner[k], decoder) : decoder.free[machine]
    return max(arrival[k], free)
  }

  /// What waits for a machine and may go there: all, but where room elsewhere is limited.
  private func candidates(on machine: Int) -> [Int32] {
    guard decoder.hasBuffers else { return waiting[machine] }
    var result: [Int32] = []
    for k in waiting[machine] where mayGo(owner[k], k) { result.append(k) }
    return result
  }

  /// Whether an operation may go to a machine, others having room to go on.
  private func mayGo(_ o: Int32, _ k: Int32) -> Bool {
    guard decoder.hasBuffers else { return true }
    guard decoder.units.leads(o) else { return keeper.canList(o, in: k) }
    decoder.chooseModes(ofUnit: o, chosen)
    return canList(o)
  }

  /// Whether a unit may go in the modes chosen for it, others having room to go on.
  private func canList(_ leader: Int32) -> Bool {
    guard decoder.hasBuffers else { return true }
    decide(leader)
    return keeper.canList(leader, in: chosen[leader])
  }

  /// The machine that can begin something first once materials are waited for.
  ///
  /// What has been drawn only grows, so that an arrival worked out earlier is never too late.
  private func nextSupplied() -> Int? {
    guard !problem.floor.materials.isEmpty else { return nextMachine() }
    while let machine = nextMachine() {
      let before = key[machine]
      for k in waiting[machine] {
        let o = owner[k]
        guard decoder.materials.draws(o) else { continue }
        let supply = decoder.materials.supply(o, decoder.free, decoder.last)
        arrival[k] = max(arrival[k], supply.tick)
      }
      refresh(machine)
      if key[machine] == before { return machine }
    }
    return nil
  }

  private func nextMachine() -> Int? {
    var best = -1
    var least = Int32.max
    for machine in 0..<problem.machineCount where key[machine] < least {
      least = key[machine]
      best = machine
    }
    return best < 0 ? nil : best
  }

  /// The best-rated of what waits by the time the machine can begin; an active schedule also waits for what arrives before the
  /// first of them could be done.
  /// - Returns: -1 where nothing may go there yet.
  private mutating func choose(on machine: Int) -> Int32 {
    let candidates = candidates(on: machine)
    if decoder.hasBuffers {
      let least = candidates.reduce(Int32.max) { min($0, begin($1, machine)) }
      key[machine] = max(key[machine], least)
    }
    var limit = key[machine]
    if settings.delay > 0 {
      var done = Int32.max
      for k in candidates {
        let begin = max(key[machine], arrival[k])
        done = min(done, begin &+ problem.duration[Int(k)])
      }
      limit &+= Int32(Double(done &- limit) * settings.delay)
    }
    var best: Int32 = -1
    var bestRating = Double.infinity
    for k in candidates where arrival[k] <= limit {
      let o = owner[k]
      let rating = rate(o, mode: Int(k), machine)
      if best < 0 || rating < bestRating || (rating == bestRating && o < best) {
        best = o
        bestRating = rating
      }
    }
    return best
  }

  private mutating func rate(_ o: Int32, mode k: Int, _ machine: Int) -> Double {
    let job = Int(problem.jobOf[Int(o)])
    var candidate = DispatchCandidate(
      now: Double(max(key[machine], arrival[k])), arrival: Double(arrival[k]),
      work: Double(problem.duration[k]), remainingTime: tail[Int(o)],
      remainingWork: workLeft[job],
      remainingOperations: Double(operationsLeft[job]), due: urgency.due[job],
      weight: urgency.weight[job], meanWork: meanWork, draw: draw[o])
    candidate.setup = Double(decoder.changeoverTime(o, on: Int32(machine)))
    candidate.meanSetup = meanSetup
    candidate.lookAhead = settings.lookAhead
    candidate.setupScale = settings.setupScale
    let rating = settings.rule.rating(candidate)
    guard settings.noise > 0 else { return rating }
    return rating * (1 + settings.noise * (random.unit() - 0.5))
  }

  /// Places an operation on the machine that completes it first; ties by mode.
  private mutating func place(_ o: Int32) -> Bool {
    if decoder.units.leads(o) { return placeUnit(o) }
    var best: Int32 = -1
    var placement = FloorPlacement()
    for k in problem.modes(of: Int(o)) where mayGo(o, Int32(k)) {
      let p = decoder.place(o, Int32(k))
      if best < 0 || p.end < placement.end { (best, placement) = (Int32(k), p) }
    }
    guard best >= 0, placement.end <= decoder.clock.horizon, !placement.slips else { return false }
    // The last one looked at need not be the one taken.
    placement = decoder.place(o, best)
    mode[Int(o)] = best
    decoder.holding.keepPicked(o)
    order.append(o)
    decoder.placement[o] = placement
    decoder.apply(o)
    withdraw(o)
    finish(o)
    if decoder.hasBuffers { note(o) }
    return true
  }

  /// Has a unit go in the modes chosen for it.
  private func decide(_ leader: Int32) {
    for i in decoder.units.memberStart[leader]..<decoder.units.memberStart[Int(leader) + 1] {
      keeper.mode[decoder.units.members[i]] = chosen[decoder.units.members[i]]
    }
  }

  /// Has jobs that make way, or go on, open machines to others.
  private mutating func note(_ o: Int32) {
    let isUnit = decoder.units.leads(o)
    if isUnit { decide(o) } else { keeper.mode[o] = mode[Int(o)] }
    _ = keeper.list(o)
    if isUnit {
      for i in decoder.units.memberStart[o]..<decoder.units.memberStart[Int(o) + 1]
      where decoder.units.members[i] != o { _ = keeper.list(decoder.units.members[i]) }
    }
    for machine in 0..<problem.machineCount { refresh(machine) }
  }

  /// Fills up a batch machine with what waits for it and may go in with an operation, the best rated first.
  private mutating func fill(behind first: Int32) -> Bool {
    let load = decoder.placement[first]
    guard load.machine >= 0, decoder.batches.isBatch(load.machine) else { return true }
    let machine = Int(load.machine)
    while true {
      var (best, bestRating) = (Int32(-1), Double.infinity)
      for k in waiting[machine] where arrival[k] <= load.start {
        let o = owner[k]
        guard !decoder.units.holds(o),
          decoder.batches.takes(o, k, with: load.mode, on: load.machine, decoder.free), mayGo(o, k)
        else { continue }
        let rating = rate(o, mode: Int(k), machine)
        if best < 0 || rating < bestRating || (rating == bestRating && o < best) {
          (best, bestRating) = (o, rating)
        }
      }
      guard best >= 0 else { return true }
      guard place(best) else { return false }
      // One that another machine completes as soon does not end it: it waits no longer.
    }
  }

  /// Places operations that are tied together, each on the machine that completes it first behind those before it.
  private mutating func placeUnit(_ leader: Int32) -> Bool {
    guard decoder.fitUnit(leader, chosen, isRight: { canList(leader) }) else { return false }
    let members = (decoder.units.memberStart[leader]..<decoder.units.memberStart[Int(leader) + 1])
      .map { decoder.units.members[$0] }
    for o in members {
      let p = decoder.placement[o]
      guard p.end <= decoder.clock.horizon, !p.slips else { return false }
      mode[Int(o)] = chosen[o]
      order.append(o)
    }
    withdraw(leader)
    for o in members { finish(o) }
    for o in members where decoder.placement[o].machine >= 0 {
      refresh(Int(decoder.placement[o].machine))
    }
    if decoder.hasBuffers { note(leader) }
    return true
  }

  /// Lets go on what waits for an operation that is placed.
  private mutating func finish(_ o: Int32) {
    let job = Int(problem.jobOf[Int(o)])
    workLeft[job] -= Double(problem.shortestDuration(of: Int(o)))
    operationsLeft[job] -= 1
    for a in decoder.successorStart[o]..<decoder.successorStart[Int(o) + 1] {
      let next = decoder.successors[a]
      openPredecessors[next] -= 1
      if openPredecessors[next] == 0 { admit(next) }
    }
  }
}
