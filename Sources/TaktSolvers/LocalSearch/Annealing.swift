import Foundation
import TaktModel

/// Simulated annealing over machine sequences (van Laarhoven, Aarts and Lenstra 1992), for any regular objective and the
/// full calendar model.
///
/// A move is drawn on a critical path of a job that costs: swap two neighbours of a block, send one to the block's end (Balas and
/// Vazacopoulos 1998), or give an operation to another of its machines. Every move is evaluated exactly. The
/// temperature starts at half of what a typical worsening costs and falls geometrically to 0.002 of that. Plants want
/// the cold end: on the shipped precision shop, 15 s, weighted tardiness is 325 h so and 410 h where it ends at 0.05. (Small
/// classic shops want it warm; they go to the tabu search.)
struct Annealing: ~Copyable {
  private var graph: SequenceGraph
  private var random: SplitMix64
  /// The best plan of the last run.
  private(set) var best: SequencePlan
  /// Moves of all runs.
  private(set) var steps = 0
  /// What each criterion is multiplied by in a packed cost.
  private let scales: [Int]
  /// For each criterion half the mean cost of a move that makes it worse, the more important ones staying equal; measured at
  /// the first run.
  private var warmths: [Double]?
  private var path: [Int32] = []
  /// Whether path[i] is held back by path[i + 1] on their machine.
  private var viaMachine: [Bool] = []

  private static let coldest = 0.002

  init(_ problem: Problem, objective: Objective, seed: SplitMix64) {
    graph = SequenceGraph(problem, objective: objective)
    scales = objective.digits(in: problem).map(\.scale)
    random = seed
    best = SequencePlan(
      order: Array(repeating: 0, count: problem.operationCount),
      mode: Array(repeating: 0, count: problem.operationCount))
  }

  /// Cools once from a plan; `progress` says how far, from 0 to 1, and nil to stop.
  ///
  /// `report` is offered every best plan the search still stands at after some moves, and says whether it took it.
  /// - Returns: the cost of ``best``.
  @discardableResult
  mutating func cool(
    from plan: SequencePlan, heat: Double, progress: (Int) -> Double?,
    report: (_ cost: Int, _ schedule: () -> Schedule) -> Bool
  ) -> Int {
    graph.load(plan)
    graph.save(to: &best)
    let tops = typicalWorsening().map { heat * $0 }
    var reported = best.cost
    while let share = progress(steps) {
      let cooling = pow(Self.coldest / heat, share)
      for _ in 0..<64 { move(tops, cooling) }
      steps &+= 64
      if best.cost < reported, graph.cost == best.cost,
        report(best.cost, { graph.schedule() })
      {
        reported = best.cost
      }
      if best.cost == 0 { break }
    }
    return best.cost
  }

  /// The schedule of a plan, calendars respected.
  mutating func schedule(of plan: SequencePlan) -> Schedule {
    graph.load(plan)
    return graph.schedule()
  }

  /// For each criterion half the mean cost of a move that makes it worse, from a sample.
  private mutating func typicalWorsening() -> [Double] {
    if let warmths { return warmths }
    var sums = scales.map { _ in (sum: 0.0, count: 0) }
    for _ in 0..<300 {
      let old = graph.cost
      guard tryMove() else { continue }
      if graph.cost > old, !graph.overruns {
        let (criterion, delta) = firstDifference(old, graph.cost)
        sums[criterion].sum += delta
        sums[criterion].count += 1
      }
      graph.takeBack()
    }
    let values = sums.map { $0.count == 0 ? 1 : max(0.5, 0.5 * $0.sum / Double($0.count)) }
    warmths = values
    return values
  }

  /// The most important criterion that changed, and by how much: each has a temperature of its own, or a step of the first
  /// would drown all steps of the second.
  @inline(__always)
  private func firstDifference(_ old: Int, _ new: Int) -> (criterion: Int, delta: Double) {
    var (a, b) = (old, new)
    for c in 0..<scales.count - 1 {
      let (x, y) = (a / scales[c], b / scales[c])
      if x != y { return (c, Double(y - x)) }
      a -= x * scales[c]
      b -= y * scales[c]
    }
    return (scales.count - 1, Double(b - a))
  }

  private mutating func move(_ tops: [Double], _ cooling: Double) {
    let old = graph.cost
    guard tryMove() else { return }
    if graph.cost <= old || (!graph.overruns && accepts(old, tops, cooling)) {
      if graph.cost < best.cost { graph.save(to: &best) }
    } else {
      graph.takeBack()
    }
  }

  private mutating func accepts(_ old: Int, _ tops: [Double], _ cooling: Double) -> Bool {
    let (criterion, delta) = firstDifference(old, graph.cost)
    return random.unit() < exp(-delta / max(1e-6, tops[criterion] * cooling))
  }

  // MARK: Drawing a move

  private mutating func tryMove() -> Bool {
    guard let job = costlyJob() else { return false }
    tracePath(from: graph.lastOperation(ofJob: job))
    let flexible = random.below(100) < 45
    if flexible, let done = reassign() { return done }
    return resequence()
  }

  /// A job that costs, the better of two draws.
  private mutating func costlyJob() -> Int? {
    var chosen: Int?
    var most = 0
    for _ in 0..<2 {
      let offset = random.below(graph.jobCount)
      for i in 0..<graph.jobCount {
        let job = offset + i < graph.jobCount ? offset + i : offset + i - graph.jobCount
        let penalty = graph.penalty(ofJob: job)
        if penalty > 0 {
          if penalty > most { (chosen, most) = (job, penalty) }
          break
        }
      }
    }
    return chosen
  }

  private mutating func tracePath(from last: Int32) {
    path.removeAll(keepingCapacity: true)
    viaMachine.removeAll(keepingCapacity: true)
    var o = last
    while o >= 0 {
      let (cause, onMachine) = graph.cause(of: o, preferMachine: random.next() & 1 == 0)
      path.append(o)
      viaMachine.append(onMachine)
      o = cause
    }
  }

  /// Gives an operation of the path to another of its modes, near the time it is ready.
  ///
  /// Nil where none has a choice.
  private mutating func reassign() -> Bool? {
    for _ in 0..<4 {
      let o = path[random.below(path.count)]
      let first = graph.modeStart[o]
      let count = graph.modeStart[Int(o) + 1] - first
      guard count > 1 else { continue }
      var k = first + Int32(random.below(Int(count) - 1))
      if k >= graph.mode[o] { k += 1 }
      return insert(o, mode: k)
    }
    return nil
  }

  private mutating func insert(_ o: Int32, mode k: Int32) -> Bool {
    let ready = graph.ready(o)
    var behind = graph.lastOn[graph.machineOfMode[k]]
    while behind >= 0, graph.start[behind] >= ready || behind == o { behind = graph.before[behind] }
    // Just there, or a place or two to either side.
    for _ in 0..<random.below(3) where behind >= 0 { behind = graph.before[behind] }
    if behind == o { behind = graph.before[o] }
    return graph.move(o, to: k, behind: behind)
  }

  /// Changes the order of a block of the path.
  private mutating func resequence() -> Bool {
    let offset = random.below(path.count)
    for i in path.indices {
      let at = (offset + i) % path.count
      guard viaMachine[at] else { continue }
      let (later, earlier) = (path[at], path[at + 1])
      switch random.below(4) {
      case 0:
        // The later one to the front of the block.
        var head = earlier
        var j = at + 1
        while viaMachine[j], random.below(4) > 0 {
          head = path[j + 1]
          j += 1
        }
        return graph.move(later, to: graph.mode[later], behind: graph.before[head])
      case 1:
        // The earlier one to the back of the block.
        var tail = later
        var j = at
        while j > 0, viaMachine[j - 1], random.below(4) > 0 {
          tail = path[j - 1]
          j -= 1
        }
        return graph.move(earlier, to: graph.mode[earlier], behind: tail)
      default:
        return graph.move(later, to: graph.mode[later], behind: graph.before[earlier])
      }
    }
    return false
  }
}
