import TaktModel

/// The formulation of the textbooks: one big M for all, no windows, no cut-off.
///
/// It is here to be compared with.
enum TextbookModel {
  static func build(_ problem: Problem, _ objective: Objective) -> ShopModel {
    var model = ShopModel()
    let n = problem.operationCount
    var bigM = Double(problem.release.max() ?? 0)
    for o in 0..<n {
      bigM += Double(problem.modes(of: o).map { problem.duration[$0] }.max() ?? 0)
    }
    bigM += problem.predecessorLag.reduce(0.0) { $0 + Double($1) }
    model.modes = (0..<n).map { Array(problem.modes(of: $0)) }
    model.start = (0..<n).map {
      model.program.continuous(Double(problem.release[Int(problem.jobOf[$0])])...bigM)
    }
    model.addChoices(problem)
    model.addPrecedence(problem)
    model.addObjective(problem, objective, range: 0...1e12)
    addMachines(&model, problem, bigM)
    return model
  }

  private static func addMachines(_ model: inout ShopModel, _ problem: Problem, _ bigM: Double) {
    var pairs: [Int: MILPModel.Variable] = [:]
    let n = problem.operationCount
    for (_, here) in candidates(problem).enumerated() {
      for i in here.indices {
        for j in here.indices.dropFirst(i + 1) where here[i].operation != here[j].operation {
          let (a, b) = (here[i], here[j])
          let key = a.operation * n + b.operation
          let y = pairs[key] ?? model.program.binary()
          if pairs[key] == nil {
            pairs[key] = y
            model.order.append((a.operation, b.operation, y))
          }
          let chosen = [a.mode, b.mode].compactMap { model.choice[$0] }
          model.addOrder(
            a.operation, before: b.operation, work: Double(problem.duration[a.mode]), bigM: bigM,
            when: chosen + [y])
          model.addOrder(
            b.operation, before: a.operation, work: Double(problem.duration[b.mode]), bigM: bigM,
            when: chosen, unless: y)
        }
      }
    }
  }

  static func candidates(_ problem: Problem) -> [[(operation: Int, mode: Int)]] {
    var result = Array(repeating: [(operation: Int, mode: Int)](), count: problem.machineCount)
    for o in 0..<problem.operationCount {
      for k in problem.modes(of: o) where problem.duration[k] > 0 {
        result[Int(problem.machine[k])].append((o, k))
      }
    }
    return result
  }
}
