import TaktModel

/// A shop as a MILP: the program, and what its columns mean.
///
/// Both formulations have start times, a binary a mode of an operation with a choice, and a binary a pair of operations that may
/// meet on a machine, in the spirit of Manne (1960) and Özgüven, Özbakır and Yavuz (2010).
struct ShopModel {
  var program = MILPModel()
  /// Start of each operation.
  var start: [MILPModel.Variable] = []
  /// The binary of each mode of an operation with a choice; nil for the only possible mode.
  var choice: [Int: MILPModel.Variable] = [:]
  /// Modes that are possible.
  var modes: [[Int]] = []
  /// Binaries of pairs (a, b), a < b: 1 where a is before b.
  var order: [(a: Int, b: Int, variable: MILPModel.Variable)] = []
  /// A binary of the time-indexed form: 1 where the operation starts in the mode at the tick.
  struct Slot {
    var operation: Int
    var mode: Int
    var tick: Int
    var variable: MILPModel.Variable
  }
  /// The binaries of the time-indexed form.
  var slots: [Slot] = []
  /// The makespan, or the tardiness of each job.
  var makespan: MILPModel.Variable?
  var tardiness: [MILPModel.Variable] = []

  /// The work of an operation as a sum over its modes: terms and a constant.
  func work(_ o: Int, in problem: Problem) -> (terms: [MILPModel.Term], constant: Double) {
    guard modes[o].count > 1 else { return ([], Double(problem.duration[modes[o][0]])) }
    return (
      modes[o].compactMap { k in choice[k].map { (Double(problem.duration[k]), $0) } }, 0
    )
  }

  /// Adds the binaries that choose a mode.
  mutating func addChoices(_ problem: Problem) {
    for o in modes.indices where modes[o].count > 1 {
      var terms: [MILPModel.Term] = []
      for k in modes[o] {
        let x = program.binary(priority: 1_000_000)
        choice[k] = x
        terms.append((1, x))
      }
      program.row(terms, atLeast: 1, atMost: 1)
    }
  }

  /// Adds start(to) ≥ start(from) + work(from) + lag for every arc.
  mutating func addPrecedence(_ problem: Problem) {
    for o in 0..<problem.operationCount {
      for a in problem.arcs(into: o) {
        let p = Int(problem.predecessors[a])
        let (terms, constant) = work(p, in: problem)
        program.row(
          [(1, start[o]), (-1, start[p])] + terms.map { (-$0.factor, $0.variable) },
          atLeast: constant + Double(problem.predecessorLag[a]))
      }
    }
  }

  /// Adds the objective: the makespan, or the sum of what jobs take past a tick, such as weighted tardiness.
  mutating func addObjective(
    _ problem: Problem, _ objective: Objective, range: ClosedRange<Double>
  ) {
    if objective == .makespan {
      let c = program.continuous(range, cost: 1)
      makespan = c
      for o in 0..<problem.operationCount where problem.arcs(outOf: o).isEmpty {
        let (terms, constant) = work(o, in: problem)
        program.row(
          [(1, c), (-1, start[o])] + terms.map { (-$0.factor, $0.variable) }, atLeast: constant)
      }
    } else {
      let costs = (0..<problem.jobCount).map { objective.leading.cost(ofJob: $0, in: problem) }
      for job in 0..<problem.jobCount {
        let t = program.continuous(0...1e9, cost: Double(costs[job].slope))
        tardiness.append(t)
        for o in problem.operations(ofJob: job) where problem.arcs(outOf: o).isEmpty {
          let (terms, constant) = work(o, in: problem)
          program.row(
            [(1, t), (-1, start[o])] + terms.map { (-$0.factor, $0.variable) },
            atLeast: constant - Double(costs[job].from))
        }
      }
      program.row(
        zip(costs, tardiness).map { (Double($0.slope), $1) },
        atLeast: range.lowerBound, atMost: range.upperBound)
    }
  }

  /// Adds that `a` precedes `b` where `slackTerms` (binaries that are 1 when the rule is on) are all 1.
  mutating func addOrder(
    _ a: Int, before b: Int, work: Double, bigM: Double, when conditions: [MILPModel.Variable],
    unless complement: MILPModel.Variable? = nil
  ) {
    // start(b) - start(a) ≥ work - M (conditions not met)
    guard bigM > 0 else {
      program.row([(1, start[b]), (-1, start[a])], atLeast: work)
      return
    }
    var terms: [MILPModel.Term] = [(1, start[b]), (-1, start[a])]
    terms += conditions.map { (-bigM, $0) }
    if let complement { terms.append((bigM, complement)) }
    program.row(terms, atLeast: work - bigM * Double(conditions.count))
  }

  // MARK: Between columns and schedules

  /// The schedule the columns stand for: machines and sequence are read off, times worked out anew.
  func schedule(_ values: [Double], problem: Problem, objective: Objective) -> Schedule {
    let mode = modes.map { modes in
      Int32(
        modes.max {
          (choice[$0].map { values[$0.index] } ?? 1) < (choice[$1].map { values[$0.index] } ?? 1)
        } ?? 0)
    }
    let begin = start.map { Int32(values[$0.index].rounded()) }
    let rough = Schedule(
      mode: mode, start: begin,
      end: zip(begin, mode).map { $0 + problem.duration[Int($1)] })
    var graph = SequenceGraph(problem, objective: objective)
    graph.load(SequencePlan(rough, in: problem))
    return graph.schedule()
  }

  /// The columns of a schedule.
  func values(_ schedule: Schedule, problem: Problem, objective: Objective) -> [Double] {
    var values = [Double](repeating: 0, count: program.columnCount)
    for o in start.indices { values[start[o].index] = Double(schedule.start[o]) }
    for (k, x) in choice where schedule.mode.contains(Int32(k)) { values[x.index] = 1 }
    for (a, b, y) in order {
      let first = (schedule.start[a], schedule.end[a], a) < (schedule.start[b], schedule.end[b], b)
      values[y.index] = first ? 1 : 0
    }
    for slot in slots
    where schedule.mode[slot.operation] == Int32(slot.mode)
      && schedule.start[slot.operation] == Int32(slot.tick)
    { values[slot.variable.index] = 1 }
    if let makespan {
      values[makespan.index] = Double(Objective.makespan.value(of: schedule, in: problem))
    }
    for (job, t) in tardiness.enumerated() {
      let from = objective.leading.cost(ofJob: job, in: problem).from
      let late = schedule.completion(ofJob: job, in: problem) - from
      values[t.index] = Double(max(0, late))
    }
    return values
  }
}
