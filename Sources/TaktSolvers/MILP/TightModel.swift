import TaktModel

/// The disjunctive model with start-time windows: each pair has its own smallest big M, ordered pairs are plain rows, pairs that
/// cannot meet and modes that do not fit are not there at all, and sets of operations bound the makespan directly.
enum TightModel {
  /// The whole model; without sequencing only its relaxation to machine loads and chains, which bounds the choice of
  /// machines in few nodes.
  static func build(
    _ windows: Windows, _ objective: Objective, range: ClosedRange<Double>, sequencing: Bool = true
  ) -> ShopModel {
    let problem = windows.problem
    var model = ShopModel()
    let n = problem.operationCount
    model.modes = (0..<n).map { o in problem.modes(of: o).filter { windows.allows[$0] } }
    model.start = (0..<n).map { o in
      model.program.continuous(
        Double(windows.earliest[o])...Double(max(windows.earliest[o], windows.latestStart(o))))
    }
    model.addChoices(problem)
    model.addPrecedence(problem)
    model.addObjective(problem, objective, range: range)
    if sequencing { addMachines(&model, windows) }
    if objective == .makespan { addLoads(&model, windows, target: range.upperBound) }
    return model
  }

  private static func addMachines(_ model: inout ShopModel, _ windows: Windows) {
    let problem = windows.problem
    let n = problem.operationCount
    var pairs: [Int: MILPModel.Variable] = [:]
    for possible in windows.candidates {
      for i in possible.indices {
        for j in possible.indices.dropFirst(i + 1)
        where possible[i].operation != possible[j].operation {
          addPair(&model, windows, possible[i], possible[j], &pairs, n)
        }
      }
    }
  }

  private static func addPair(
    _ model: inout ShopModel, _ windows: Windows, _ a: (operation: Int, mode: Int),
    _ b: (operation: Int, mode: Int), _ pairs: inout [Int: MILPModel.Variable], _ n: Int
  ) {
    let problem = windows.problem
    let (i, j) = (a.operation, b.operation)
    let (workA, workB) = (problem.duration[a.mode], problem.duration[b.mode])
    if workA == 0 || workB == 0 { return }  // what takes no time is in nobody's way
    let chosen = [a.mode, b.mode].compactMap { model.choice[$0] }
    // How far the two may overlap at worst, in each order: the smallest M that switches the row off.
    let bigA = windows.latestStart(i) + workA - windows.earliest[j]
    let bigB = windows.latestStart(j) + workB - windows.earliest[i]
    var aFirst = windows.earliest[i] + workA + workB <= windows.latest[j]
    var bFirst = windows.earliest[j] + workB + workA <= windows.latest[i]
    if windows.isBefore(i, j) { bFirst = false }
    if windows.isBefore(j, i) { aFirst = false }
    if bigA <= 0 || bigB <= 0 { return }  // they cannot meet
    switch (aFirst, bFirst) {
    case (false, false):
      // Not both here.
      if !chosen.isEmpty {
        model.program.row(chosen.map { (1, $0) }, atMost: Double(chosen.count - 1))
      }
    case (true, false):
      model.addOrder(
        i, before: j, work: Double(workA), bigM: chosen.isEmpty ? 0 : Double(bigA), when: chosen)
    case (false, true):
      model.addOrder(
        j, before: i, work: Double(workB), bigM: chosen.isEmpty ? 0 : Double(bigB), when: chosen)
    case (true, true):
      let key = i * n + j
      let y = pairs[key] ?? model.program.binary(priority: priority(windows, i, j))
      if pairs[key] == nil {
        pairs[key] = y
        model.order.append((i, j, y))
      }
      model.addOrder(
        i, before: j, work: Double(workA), bigM: Double(bigA), when: chosen + [y])
      model.addOrder(
        j, before: i, work: Double(workB), bigM: Double(bigB), when: chosen, unless: y)
    }
  }

  /// Tight pairs first: the less room two operations leave each other, the more their order decides.
  private static func priority(_ windows: Windows, _ a: Int, _ b: Int) -> Int {
    let span =
      max(windows.latest[a], windows.latest[b])
      - min(windows.earliest[a], windows.earliest[b])
    let room = span - windows.work[a] - windows.work[b]
    return max(0, 900_000 - Int(room))
  }

  /// For each machine and some heads r and tails q: r + the work of the operations that begin no earlier and leave
  /// no less after them + q ≤ makespan.
  ///
  /// These carry the bound where machines can be chosen.
  private static func addLoads(_ model: inout ShopModel, _ windows: Windows, target: Double) {
    guard let makespan = model.makespan else { return }
    let problem = windows.problem
    for possible in windows.candidates {
      guard possible.count > 1 else { continue }
      let heads = some(possible.map { windows.earliest[$0.operation] })
      let tails = some(possible.map { Int32(target) - windows.latest[$0.operation] })
      for r in heads {
        for q in tails {
          let inside = possible.filter {
            windows.earliest[$0.operation] >= r && Int32(target) - windows.latest[$0.operation] >= q
          }
          guard inside.count > 1 else { continue }
          var (terms, fixed): ([MILPModel.Term], Double) = ([(1, makespan)], 0)
          for (_, mode) in inside {
            if let x = model.choice[mode] {
              terms.append((-Double(problem.duration[mode]), x))
            } else {
              fixed += Double(problem.duration[mode])
            }
          }
          if terms.count > 1 { model.program.row(terms, atLeast: Double(r) + Double(q) + fixed) }
        }
      }
    }
  }

  /// Up to six of the distinct values, spread evenly.
  private static func some(_ values: [Int32]) -> [Int32] {
    let distinct = Set(values).sorted()
    guard distinct.count > 6 else { return distinct }
    return (0..<6).map { distinct[$0 * (distinct.count - 1) / 5] }
  }
}
