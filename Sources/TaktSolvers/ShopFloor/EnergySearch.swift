import Foundation
import TaktModel

/// Moves work of a finished plan into cheaper hours, within the slack that its delivery leaves.
///
/// A plan here is a list, its modes, and for each operation a tick its run does not begin before, which is what the search shifts: to where a price
/// changes, so that it begins then or ends then. The list is torn up too, by the neighbourhoods of the search before it. What makes the
/// objective worse, or any order later than its due time and than it was, is dropped; of the rest annealing keeps what costs less
/// (simulated annealing on right shifts, after the two-stage methods of the time-of-use literature, e.g. Shrouf et al. 2014).
struct EnergySearch: ~Copyable {
  private let problem: Problem
  private var search: FloorSearch
  private var random: SplitMix64
  private let energy: ShopFloor.Energy
  /// What each operation costs now, and what the candidate's would.
  private let cost: Column<Int>
  private let candidate: Column<Int>
  private var sum = 0
  /// No order may be complete later.
  private let limit: Column<Int32>
  private let value: Int
  private var bestSum = Int.max
  private var best: FloorPlan
  /// Candidates looked at.
  private(set) var steps = 0

  /// Share of the first temperature at the end.
  private static let coldest = 0.01

  init(_ problem: Problem, objective: Objective, start: Schedule, seed: SplitMix64) {
    self.problem = problem
    energy = problem.floor.energy
    search = FloorSearch(problem, objective: objective, seed: seed)
    random = seed
    cost = Column(repeating: 0, count: problem.operationCount)
    candidate = Column(repeating: 0, count: problem.operationCount)
    search.load(start)
    best = FloorPlan(search.sequence)
    limit = Column(problem.due)
    for job in 0..<problem.jobCount {
      limit[job] =
        objective.needsDueTimes ? max(limit[job], search.sequence.jobs.completion[job]) : .max
    }
    value = search.sequence.cost.value
    for o in 0..<problem.operationCount {
      cost[o] = price(Int32(o))
      sum += cost[o]
    }
    keepIfBest()
  }

  /// What an operation costs where it stands, with the idle time of its machine before it.
  private func price(_ o: Int32) -> Int {
    let p = search.sequence.decoder.placement[o]
    // What shares a load draws nothing more.
    guard p.machine >= 0, !p.joins else { return 0 }
    let previous = p.previous < 0 ? nil : search.sequence.decoder.placement[p.previous].end
    return energy.cost(
      mode: Int(search.sequence.mode[o]), previous: previous, setupStart: p.setupStart,
      changeoverInBreaks: p.isByClock ? p.changeover : 0, runStart: p.runStart, end: p.end,
      in: problem)
  }

  // MARK: Annealing

  /// Cools once; `progress` says how far, from 0 to 1, and nil to stop, and is asked after every 64th candidate.
  mutating func cool(progress: (Int) -> Double?) {
    guard problem.operationCount > 0 else { return }
    // A first temperature in proportion to what an operation costs.
    let heat = 0.3 * Double(sum) / Double(problem.operationCount) + 1
    while let share = progress(steps) {
      let temperature = heat * pow(Self.coldest, share)
      for _ in 0..<64 { step(temperature) }
    }
  }

  private mutating func step(_ temperature: Double) {
    steps += 1
    if random.below(4) == 0 {
      guard search.propose(Neighbourhood.allCases[random.below(Neighbourhood.allCases.count)])
      else { return }
      if random.below(2) == 0 { release() }
    }
    for _ in 0..<1 + random.below(3) where search.sequence.edit.isEmpty || random.below(2) == 0 {
      shift()
    }
    guard !search.sequence.edit.isEmpty else { return }
    search.sequence.evaluate()
    let delta = change()
    let isTaken = delta <= 0 || random.unit() < exp(-Double(delta) / temperature)
    guard isTaken, keepsDelivery else {
      search.sequence.takeBack()
      return
    }
    for i in 0..<search.sequence.log.count {
      let o = search.sequence.log.operation[i]
      cost[o] = candidate[o]
    }
    sum += delta
    search.sequence.accept()
    keepIfBest()
  }

  /// What the candidate costs more.
  private func change() -> Int {
    var delta = 0
    for i in 0..<search.sequence.log.count {
      let o = search.sequence.log.operation[i]
      candidate[o] = price(o)
      delta += candidate[o] - cost[o]
    }
    return delta
  }

  private var keepsDelivery: Bool {
    guard search.sequence.cost.value <= value, !search.sequence.isBroken else {
      return false
    }
    for job in 0..<problem.jobCount where search.sequence.jobs.completion[job] > limit[job] {
      return false
    }
    return true
  }

  // MARK: Shifts

  /// Lets an operation begin or run where a price changes, or end there, or when its order must be complete, or begin as soon as it can; those
  /// behind it make way, and some before it may close up to it, so that the machine does not idle between.
  private mutating func shift() {
    var o = Int32(random.below(problem.operationCount))
    guard search.sequence.decoder.placement[o].machine >= 0 else { return }
    var tick: Int32
    switch random.below(8) {
    case 0: tick = search.sequence.decoder.placement[o].runStart
    case 1, 2: tick = run(o, setUpFrom: changeNear(o))
    case 3, 4: tick = run(o, doneBy: changeNear(o))
    case 5: tick = changeNear(o)
    case 6: tick = run(o, doneBy: limit[search.sequence.decoder.jobOf[o]])
    default: tick = 0
    }
    search.sequence.hold(o, to: tick)
    while tick > 0, random.below(2) == 0 {
      let p = search.sequence.decoder.placement[o]
      // Where its setup and changeover would begin, as far as they take as long as they do now.
      tick &-= p.runStart &- p.setupStart
      o = p.previous
      guard o >= 0 else { return }
      tick = run(o, doneBy: tick)
      search.sequence.hold(o, to: tick)
    }
  }

  /// Lets what the list's edit has moved begin as soon as it can: where it waited is no longer its place.
  private mutating func release() {
    let (low, high) = (search.sequence.edit.low, search.sequence.edit.high)
    guard high - low <= 64 else { return }
    for i in low..<high { search.sequence.hold(search.sequence.order[i], to: 0) }
  }

  /// A tick at which the price changes, near an operation's begin; 0 where there is none.
  private mutating func changeNear(_ o: Int32) -> Int32 {
    let at = place(ofChangeAfter: search.sequence.decoder.placement[o].start)
    let near = at + random.below(8) - 3
    return energy.changes.indices.contains(near) ? energy.changes[near] : 0
  }

  /// When an operation must run to be done by a tick, as far as its machine's working time says.
  private func run(_ o: Int32, doneBy tick: Int32) -> Int32 {
    guard tick <= search.sequence.decoder.clock.horizon else { return 0 }
    let mode = search.sequence.mode[o]
    let work = search.sequence.decoder.runOf[mode]
    return max(0, search.sequence.decoder.clock.start(of: work, until: tick, calendar(mode)))
  }

  /// When its run begins if its own setup does at a tick.
  private func run(_ o: Int32, setUpFrom tick: Int32) -> Int32 {
    let mode = search.sequence.mode[o]
    let setup = search.sequence.decoder.setupOf[mode]
    return search.sequence.decoder.clock.end(of: setup, from: tick, calendar(mode))
  }

  private func calendar(_ mode: Int32) -> Int32 {
    search.sequence.decoder.calendarOf[problem.machine[Int(mode)]]
  }

  /// The first price change after a tick.
  private func place(ofChangeAfter tick: Int32) -> Int {
    var (low, high) = (0, energy.changes.count)
    while low < high {
      let middle = (low + high) / 2
      if energy.changes[middle] <= tick { low = middle + 1 } else { high = middle }
    }
    return low
  }

  // MARK: The best plan

  private mutating func keepIfBest() {
    guard sum < bestSum else { return }
    bestSum = sum
    best = FloorPlan(search.sequence)
  }

  /// The cheapest plan found.
  mutating func schedule() -> (schedule: Schedule, cost: FloorCost, energy: Int) {
    search.sequence.load(best)
    return (search.sequence.schedule(), search.sequence.cost, bestSum)
  }
}

extension FloorSequence {
  /// Has an operation's run begin no earlier than a tick, until the candidate is dropped.
  fileprivate mutating func hold(_ o: Int32, to tick: Int32) {
    edit.hold(o, to: max(0, decoder.pin[o], tick), order, position, decoder.hold)
  }
}
