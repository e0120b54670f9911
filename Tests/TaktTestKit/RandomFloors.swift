package import TaktModel

/// Small random problems with a shop floor.
package enum RandomFloors {
  /// A small problem of a shape, with setup families; the same seed gives the same one.
  package static func problem(seed: Int, _ shape: ProblemShape) throws -> Problem {
    let classic = try RandomProblems.problem(seed: seed, shape)
    var random = TestRandom(seed: seed &* 7 + 3)
    var floor = ShopFloor()
    floor.setup = classic.duration.map { Int32.random(in: 0...min(3, $0), using: &random) }
    floor.changeovers = changeovers(classic, &random)
    return try Problem(classic, floor: floor)
  }

  private static func changeovers(_ problem: Problem, _ random: inout TestRandom)
    -> ShopFloor.Changeovers
  {
    var table = ShopFloor.Changeovers()
    let count = 3
    table.familyCount = count
    table.familyOf = (0..<problem.operationCount).map { _ in
      Int32.random(in: -1..<Int32(count), using: &random)
    }
    table.initialFamily = (0..<problem.machineCount).map { _ in
      Int32.random(in: -1..<Int32(count), using: &random)
    }
    // Two matrices, and perhaps a machine without.
    table.matrixOf = (0..<problem.machineCount).map { _ in Int32.random(in: -1...1, using: &random)
    }
    for _ in 0..<2 {
      for from in 0...count {
        for to in 0..<count {
          let stays = from == to && Bool.random(using: &random)
          table.time.append(stays ? 0 : Int32.random(in: 0...6, using: &random))
          table.cost.append(Int32.random(in: 0...9, using: &random))
          table.runsInBreaks.append(Int.random(in: 0..<3, using: &random) == 0)
        }
      }
    }
    return table
  }
}
