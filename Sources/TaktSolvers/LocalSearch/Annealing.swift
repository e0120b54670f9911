import Foundation
import TaktModel

/// Simulated annealing over machine sequences (van Laarhoven, Aarts and Lenstra 1992), for any regular objective and the
/// full calendar model.
///
/// A move is drawn on a critical path of a job that costs: swap two neighbours of a block, send one to the block's end (Balas and
/// Vazacopoulos 1998), or give an operation to another of its machines. Every move is evaluated exactly.
/// The temperature starts where a typical worsening is accepted now and then and falls geometrically over the budget, in
/// cycles that each begin at the best schedule known.
struct Annealing: ~Copyable {
  private let task: SolveTask
  private var graph: SequenceGraph
  private var random: SplitMix64
  private let label: String
  private let sharesBest: Bool

  private var best: Schedule
  private(set) var bestCost: Int
  private var path: [Int32] = []
  /// Whether path[i] is held back by path[i + 1] on their machine.
  private var viaMachine: [Bool] = []

  init(_ task: SolveTask, start: Schedule, stream: Int, label: String) {
    self.task = task
    graph = SequenceGraph(task.problem, objective: task.objective, schedule: start)
    random = SplitMix64(seed: task.budget.seed, stream: stream)
    self.label = label
    sharesBest = task.budget.iterations == nil
    best = start
    bestCost = graph.cost
  }

  /// The best schedule found.
  var result: Schedule { best }

  private static let cycles = 4

  mutating func run() {
    keepIfBest()
    let scale = typicalWorsening()
    let began = ContinuousClock.now
    let seconds = task.budget.secondsLeft ?? 3600
    let limit = task.budget.iterations
    var iteration = 0
    var progress = 0.0
    var cycle = 0
    var temperature = scale
    while !task.shouldStopNow(sharesBest: sharesBest, bestCost), progress < 1 {
      let share = progress * Double(Self.cycles)
      if Int(share) > cycle {
        cycle = Int(share)
        restart()
      }
      // Later cycles start cooler: they polish what the first one found.
      let top = scale * pow(0.4, Double(cycle))
      temperature = top * pow(0.002, share - Double(cycle))
      for _ in 0..<64 { step(temperature) }
      iteration += 64
      progress =
        limit.map { Double(iteration) / Double($0) }
        ?? (began.duration(to: .now) / .seconds(1)) / max(1e-3, seconds)
    }
  }

  private mutating func restart() {
    var from = best
    if sharesBest, task.board.bestValue < bestCost, let shared = task.board.current.schedule {
      from = shared
    }
    graph.load(from, in: task.problem)
    keepIfBest()
  }

  private mutating func keepIfBest() {
    guard graph.cost < bestCost || (graph.cost == bestCost && !graph.overruns) else { return }
    let improved = graph.cost < bestCost
    bestCost = graph.cost
    best = graph.schedule()
    // A run that must repeat to the byte is offered at its end, in the order of the threads.
    if improved, sharesBest { task.board.offer(best, value: bestCost, by: label) }
  }

  /// The mean cost of a move that makes things worse, from a sample.
  private mutating func typicalWorsening() -> Double {
    var (sum, count) = (0.0, 0)
    for _ in 0..<300 {
      let old = graph.cost
      guard tryMove() else { continue }
      if graph.cost > old, !graph.overruns {
        sum += Double(graph.cost - old)
        count += 1
      }
      graph.takeBack()
    }
    return count == 0 ? 1 : max(0.5, 0.5 * sum / Double(count))
  }

  private mutating func step(_ temperature: Double) {
    let old = graph.cost
    guard tryMove() else { return }
    let delta = graph.overruns ? Double.infinity : Double(graph.cost - old)
    if delta <= 0 || random.unit() < exp(-delta / temperature) {
      if graph.cost < bestCost { keepIfBest() }
    } else {
      graph.takeBack()
    }
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
    var behind = graph.lastOn[Int(task.problem.machine[Int(k)])]
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

extension SolveTask {
  /// Whether to stop; a run that must repeat to the byte looks at nothing other threads put on the board.
  fileprivate func shouldStopNow(sharesBest: Bool, _ own: Int) -> Bool {
    if sharesBest { return shouldStop }
    return budget.cancellation.isCancelled || own <= board.bestBound
  }
}
