import Foundation
import TaktModel

/// A large-neighbourhood search over lists of operations: part of the plan is torn up and put together otherwise, the decoder
/// times what comes out, and annealing decides what stays (Shaw 1998; Ropke and Pisinger 2006 for the adaptive choice).
///
/// Late work cools first: a candidate that changes the objective is judged by that alone, one that does not by setups and lead
/// time, each under a temperature of its own.
struct FloorSearch: ~Copyable {
  var sequence: FloorSequence
  var random: SplitMix64
  let problem: Problem
  /// The best plan; its starts are only known where a window has it from a sequence.
  var best: FloorPlan
  /// The stretch of the list that is searched.
  var window: Range<Int>
  /// Candidates evaluated, and how many since the best plan.
  private(set) var steps = 0
  private(set) var sinceBest = 0
  var choice: AdaptiveChoice
  /// Operations that may begin earlier than the plan in force has them; empty for all.
  var releasable: [Bool] = []
  /// Jobs to help, where it is known which; empty for whichever costs.
  var focus: [Int32] = []
  var scale: (value: Double, minor: Double)?

  // Scratch of the neighbourhoods.
  var partners: [Int32] = []
  var places: [Int32] = []
  var path: [Int32] = []
  var isHeld: [Bool] = []
  var chosen: [Int32] = []
  /// Operations of a window that would save something by ending earlier.
  var hot: [Int32] = []
  let key: Column<Double>
  let tail: Column<Double>

  /// The first temperature, in mean worsenings; large neighbourhoods make large worsenings.
  ///
  /// Measured on the shipped precision shop and a generated shop with six setup families, 200,000 candidates, two seeds:
  /// 0.1 gives 364 and 622 weighted hours late, 0.5 gives 386 and 712, 0.02 gives 414 and 711.
  ///
  /// Tiny shops have no others to go round by and want it warm; large ones see too few candidates an operation to come back
  /// from a warm wandering, and want it cold.
  private var warmest: Double {
    let size = Double(window.count)
    return isTiny ? 0.5 : 0.1 * pow(min(1, 1500 / size), 1.5)
  }

  init(
    _ problem: Problem, objective: Objective, seed: SplitMix64,
    reference: consuming PlanReference = PlanReference()
  ) {
    self.problem = problem
    sequence = FloorSequence(problem, objective: objective, reference: reference)
    random = seed
    best = FloorPlan(sequence)
    best.cost = FloorCost()
    window = 0..<problem.operationCount
    choice = AdaptiveChoice(
      count: Neighbourhood.allCases.count - (sequence.reference.isEmpty ? 3 : 0))
    key = Column(repeating: 0, count: problem.operationCount)
    tail = Column(Dispatcher.tails(problem))
  }

  /// Begins at a schedule; its operations are listed by when they begin.
  ///
  /// What begins when a plan in force has it, or later, is held to that: begun earlier only where the search says so. Whoever does
  /// sooner is taken: that a schedule comes out a little otherwise at every restart does a search good (2 to 14% on 200 orders with
  /// operators, 4 s; ± 5%). A search that kept whom a repaired plan holds came to one in which people were held twice, beside work that
  /// rests in a break (stream 5376).
  mutating func load(_ schedule: Schedule) {
    for o in 0..<(sequence.reference.isEmpty ? 0 : sequence.operationCount) {
      let (at, run) = (
        sequence.reference.start[o],
        schedule.runStart.isEmpty ? schedule.start[o] : schedule.runStart[o]
      )
      let isHeld = sequence.reference.machine[o] >= 0 && run >= at
      if isHeld { sequence.decoder.hold(o, to: at) } else { sequence.decoder.release(o) }
    }
    sequence.load(FloorPlan(schedule, problem, sequence.decoder, isKept: false))
    if best.cost.value == .max {
      // Should this one be broken, it is still what to go on from where nothing better is found.
      best = FloorPlan(sequence)
      best.cost = FloorCost()
    }
    keepIfBest()
  }

  /// Begins at the best plan there is, its list straightened where that costs nothing.
  mutating func restart() {
    sequence.load(best)
    sequence.load(FloorPlan(sequence.schedule(), problem, sequence.decoder, isKept: false))
    if best.cost < sequence.cost { sequence.load(best) }
    keepIfBest()
  }

  /// The best plan's schedule.
  mutating func schedule() -> Schedule {
    sequence.load(best)
    return sequence.schedule()
  }

  /// Cools once from the plan at hand; `progress` says how far, from 0 to 1, and nil to stop, and is asked after every 64th
  /// candidate; `report` hears of the best plan when it stands at hand.
  mutating func cool(
    heat: Double, by measure: HeatMeasure = .losses, progress: (Int, Int) -> Double?,
    report: (_ cost: FloorCost, _ schedule: () -> Schedule) -> Bool
  ) {
    let (begun, idle) = (steps, sinceBest)
    var scale = warmth { progress(begun, idle) ?? 1 > 0.2 }
    let measure = sequence.jobs.isSum && !isTiny ? measure : .losses
    if measure == .lateness { scale.value = max(0.5, 0.015 * Double(sequence.cost.value)) }
    var reported = best.cost
    while let share = progress(steps, sinceBest) {
      let cooling = heat * pow(measure.coldest / heat, share)
      let value = max(1e-6, cooling * scale.value)
      let minor = max(1e-6, cooling * scale.minor)
      for _ in 0..<64 { step(value, minor) }
      choice.adapt()
      if best.cost < reported, sequence.cost == best.cost,
        report(best.cost, { sequence.schedule() })
      {
        reported = best.cost
      }
    }
  }

  /// Whether all of the list is searched, and no window of it.
  var isWhole: Bool { window.count == sequence.operationCount }

  /// The sample of a window: placed to their ends, 300 took as long as a third of its candidates.
  private static let glances = 20

  /// Whether there are hardly any others to go round by.
  var isTiny: Bool { window.count <= 100 }

  /// Takes candidates that gain and no others: for whoever has no time to cool.
  mutating func descend(candidates: Int, stop: () -> Bool) {
    let end = steps + candidates
    while steps < end, !stop() {
      for _ in 0..<min(16, end - steps) { step(1e-6, 1e-6) }
    }
  }

  /// Mean cost of candidates that make things worse, of the objective and of the tie-break, from a sample; a smaller one where
  /// time is short.
  mutating func warmth(stop: () -> Bool) -> (value: Double, minor: Double) {
    if let scale { return scale }
    var (value, values, minor, minors) = (0.0, 0, 0.0, 0)
    for sample in 0..<(isWhole ? 300 : Self.glances) {
      if sample % 32 == 31, stop() { break }
      let old = sequence.cost
      let kind = choice.draw(&random)
      // Whole jobs lose several times as much.
      guard propose(kind == .postpone || kind == .exchange ? .random : kind) else { continue }
      sequence.evaluate()
      let delta = Double(sequence.cost.total - old.total)
      if delta > 0, !sequence.isBroken {
        value += delta
        values += 1
      } else if delta == 0, sequence.cost.minor > old.minor {
        minor += sequence.cost.minor - old.minor
        minors += 1
      }
      sequence.takeBack()
    }
    let result = (
      max(0.5, warmest * value / Double(max(1, values))),
      max(0.5, warmest * minor / Double(max(1, minors)))
    )
    scale = result
    return result
  }

  mutating func step(_ valueHeat: Double, _ minorHeat: Double) {
    steps += 1
    sinceBest += 1
    let (old, wasBroken) = (sequence.cost, sequence.isBroken)
    let kind = choice.draw(&random)
    guard propose(kind) else { return }
    // Drawn first: what loses more is turned down, and most of it before it is placed to its end.
    let luck = -log(max(1e-300, random.unit()))
    // Whatever is a plan is better than one that is none.
    let allowed =
      wasBroken ? .max : luck * valueHeat < 1e18 ? Int(luck * valueHeat) : .max / 4
    guard sequence.evaluate(losingAtMost: allowed), !sequence.isBroken,
      wasBroken || isTaken(sequence.cost, old, allowed, luck * minorHeat)
    else { return sequence.takeBack() }
    let new = sequence.cost
    sequence.accept()
    let isBest = new < best.cost
    choice.reward(kind.rawValue, isBest ? 20 : new < old ? 4 : 1)
    if isBest { keepIfBest() }
  }

  /// Whether a candidate loses no more than allowed: of the total, and where that stays the same of the tie-break.
  private func isTaken(
    _ new: FloorCost, _ old: FloorCost, _ allowed: Int, _ allowedMinor: Double
  ) -> Bool {
    let loss = new.total - old.total
    return loss == 0 ? new.minor - old.minor <= allowedMinor : loss <= allowed
  }

  private mutating func keepIfBest() {
    guard sequence.cost < best.cost, !sequence.isBroken else { return }
    best.cost = sequence.cost
    sinceBest = 0
    for i in window.lowerBound..<sequence.limit {
      let o = sequence.order[i]
      best.order[i] = o
      sequence.decoder.forEachPlaced(with: o) { placed in
        best.mode[Int(placed)] = sequence.mode[placed]
        best.holds[Int(placed)] = sequence.decoder.hold[placed]
        sequence.decoder.holding.forEachSlot(placed) {
          best.units[Int($0)] = sequence.decoder.holding.held[$0]
        }
      }
    }
  }

  /// Makes a candidate of a kind.
  /// - Returns: false where nothing came of it; the plan is untouched then.
  mutating func propose(_ kind: Neighbourhood) -> Bool {
    switch kind {
    case .block: resequenceBlock()
    case .blockers: overtakeBlockers()
    case .machineChoice: reassign()
    case .family: joinFamily()
    case .window: reshuffleWindow()
    case .machine: reshuffleMachine()
    case .job: insertJob()
    case .postpone: postponeJob()
    case .exchange: exchangeJobs()
    case .random: moveAtRandom()
    case .release: releaseHeld()
    case .hold: holdAgain()
    case .home: comeHome()
    }
    return !sequence.edit.isEmpty
  }
}

/// What a heat is a multiple of.
enum HeatMeasure {
  /// What candidates that lose do in the mean: of use whatever the objective.
  case losses
  /// What late jobs cost: a sample of losses says little where one of two plants that lose alike is hundreds of times as late.
  case lateness

  /// The last heat.
  var coldest: Double { self == .losses ? 0.002 : 0.02 }
}

/// What a candidate tears up.
enum Neighbourhood: Int, CaseIterable {
  /// Two operations of a block on the path of a job that costs.
  case block
  /// Several operations of such a path that wait for others on their machines.
  case blockers
  /// An operation of such a path, for another machine.
  case machineChoice
  /// An operation that needs a changeover, to go beside one of its setup family.
  case family
  /// A stretch of the list, that is of time.
  case window
  /// Consecutive operations of a machine.
  case machine
  /// All that is left of a job that costs.
  case job
  /// All that is left of a job that stands before one that costs, to go behind it.
  case postpone
  /// Such a job and the one that costs, each where the other was.
  case exchange
  /// An operation.
  case random
  /// When what a job that costs waits for may begin; with a plan in force only, as the next one.
  case release
  /// Whether what begins earlier than in the plan in force has to.
  case hold
  /// What is elsewhere than in the plan in force, to go back there: one operation, its job, or what was beside it.
  case home
}

/// Draws among kinds by how well they did of late (Ropke and Pisinger 2006), none ever far below the others.
struct AdaptiveChoice {
  private var weight: [Double]
  private var score: [Double]
  private var uses: [Double]
  private var rounds = 0

  var count: Int { weight.count }

  init(count: Int) {
    weight = Array(repeating: 1, count: count)
    score = Array(repeating: 0, count: count)
    uses = score
  }

  mutating func draw(_ random: inout SplitMix64) -> Neighbourhood {
    var at = random.unit() * weight.reduce(0, +)
    var kind = 0
    while kind + 1 < weight.count, at >= weight[kind] {
      at -= weight[kind]
      kind += 1
    }
    uses[kind] += 1
    return Neighbourhood(rawValue: kind) ?? .random
  }

  mutating func reward(_ kind: Int, _ points: Double) { score[kind] += points }

  /// Takes the scores into the weights every 16th time it is called.
  mutating func adapt() {
    rounds += 1
    guard rounds % 16 == 0 else { return }
    for i in weight.indices {
      if uses[i] > 0 { weight[i] = 0.8 * weight[i] + 0.2 * score[i] / uses[i] }
      (score[i], uses[i]) = (0, 0)
    }
    let least = (weight.max() ?? 1) / 10
    for i in weight.indices { weight[i] = max(least, weight[i]) }
  }
}
