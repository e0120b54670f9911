import TaktModel

/// The model with a binary for every start that is still possible (Sousa and Wolsey 1992; Dyer and Wolsey 1990).
///
/// Its relaxation is far stronger than big M can be, and it is large: only shops whose windows hold few ticks get it. There
/// it refutes in a handful of nodes what the disjunctive model does not in tens of thousands (kacem4: 10 against 11).
/// Start and choice of an operation are sums of its binaries, so schedules are read off as from any ``ShopModel``.
enum TimeIndexedModel {
  /// More columns than pay against the disjunctive model.
  static let mostColumns = 4000

  /// How many columns the windows would need.
  static func columns(_ windows: Windows) -> Int {
    (0..<windows.problem.operationCount).reduce(0) { sum, o in
      sum + starts(of: o, windows).reduce(0) { $0 + $1.range.count }
    }
  }

  static func build(_ windows: Windows, _ objective: Objective, range: ClosedRange<Double>)
    -> ShopModel
  {
    let problem = windows.problem
    var model = ShopModel()
    model.modes = (0..<problem.operationCount).map { o in
      problem.modes(of: o).filter { windows.allows[$0] }
    }
    for o in 0..<problem.operationCount { addOperation(o, &model, windows) }
    model.addObjective(problem, objective, range: range)
    addPrecedence(&model, problem)
    addCapacity(&model, problem)
    return model
  }

  /// The starts each possible mode of an operation has.
  private static func starts(of o: Int, _ windows: Windows) -> [(mode: Int, range: Range<Int>)] {
    windows.problem.modes(of: o).filter { windows.allows[$0] }.map { k in
      let first = Int(windows.earliest[o])
      let last = Int(windows.latest[o] - windows.problem.duration[k])
      return (k, first..<max(first, last + 1))
    }
  }

  private static func addOperation(_ o: Int, _ model: inout ShopModel, _ windows: Windows) {
    let first = model.slots.count
    for (mode, range) in starts(of: o, windows) {
      for tick in range {
        let x = model.program.binary()
        model.slots.append(.init(operation: o, mode: mode, tick: tick, variable: x))
      }
    }
    let own = model.slots[first...]
    model.program.row(own.map { (1, $0.variable) }, atLeast: 1, atMost: 1)
    let start = model.program.continuous(
      Double(windows.earliest[o])...Double(max(windows.earliest[o], windows.latestStart(o))))
    model.start.append(start)
    model.program.row(
      own.map { (-Double($0.tick), $0.variable) } + [(1, start)], atLeast: 0, atMost: 0)
    guard model.modes[o].count > 1 else { return }
    for k in model.modes[o] {
      let choice = model.program.continuous(0...1)
      model.choice[k] = choice
      model.program.row(
        own.filter { $0.mode == k }.map { (-1, $0.variable) } + [(1, choice)], atLeast: 0, atMost: 0
      )
    }
  }

  /// What has begun by a tick needs what comes before it done by then, tick by tick.
  private static func addPrecedence(_ model: inout ShopModel, _ problem: Problem) {
    let byOperation = Dictionary(grouping: model.slots, by: \.operation)
    for o in 0..<problem.operationCount {
      let own = byOperation[o] ?? []
      for a in problem.arcs(into: o) {
        let before = byOperation[Int(problem.predecessors[a])] ?? []
        let lag = Int(problem.predecessorLag[a])
        for tick in Set(own.map(\.tick)).sorted() {
          let done = before.filter { $0.tick + Int(problem.duration[$0.mode]) + lag <= tick }
          guard done.count < before.count else { continue }
          model.program.row(
            done.map { (1, $0.variable) }
              + own.filter { $0.tick <= tick }.map { (-1, $0.variable) }, atLeast: 0)
        }
      }
    }
  }

  /// A machine does one operation at a tick.
  private static func addCapacity(_ model: inout ShopModel, _ problem: Problem) {
    for slots in Dictionary(grouping: model.slots, by: { problem.machine[$0.mode] })
      .sorted(by: { $0.key < $1.key }).map(\.value)
    {
      let begin = slots.map(\.tick).min() ?? 0
      let end = slots.map { $0.tick + Int(problem.duration[$0.mode]) }.max() ?? 0
      for tick in begin..<end {
        let running = slots.filter {
          $0.tick <= tick && tick < $0.tick + Int(problem.duration[$0.mode])
        }
        if Set(running.map(\.operation)).count > 1 {
          model.program.row(running.map { (1, $0.variable) }, atMost: 1)
        }
      }
    }
  }
}
