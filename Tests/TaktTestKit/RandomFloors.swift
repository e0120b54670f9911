package import TaktModel

/// Small random problems with a shop floor.
package enum RandomFloors {
  /// A small problem of a shape, with setup families and, if asked, operators, rules of time, scarce materials and jobs that feed
  /// others; the same seed gives the same one.
  package static func problem(
    seed: Int, _ shape: ProblemShape, hasCrew: Bool = false, rules: TimeRules = [],
    hasMaterials: Bool = false, hasFeeds: Bool = false
  ) throws -> Problem {
    let classic = try RandomProblems.problem(seed: seed, shape)
    var random = TestRandom(seed: seed &* 7 + 3)
    var floor = ShopFloor()
    floor.setup = classic.duration.map { Int32.random(in: 0...min(3, $0), using: &random) }
    floor.changeovers = changeovers(classic, &random)
    if hasCrew { floor.secondaries = secondaries(classic, &random) }
    rules.add(to: &floor, of: classic, &random)
    if hasMaterials { floor.materials = RandomMaterials.materials(classic, &random) }
    floor.hasFeeds = hasFeeds
    let links = floor.links
    return try Problem(
      classic, floor: floor, feeds: hasFeeds ? RandomMaterials.links(classic, &random) : [],
      without: links.from.indices.filter { links.kind[$0] == .transfer }
        .map { (links.from[$0], links.to[$0]) })
  }

  /// Three units in two pools that overlap; an operation needs up to two of the larger one or one of each.
  private static func secondaries(_ problem: Problem, _ random: inout TestRandom)
    -> ShopFloor.Secondaries
  {
    var crew = ShopFloor.Secondaries()
    let times = Int32(problem.workingTimes.count)
    crew.workingTimeOf = (0..<3).map { _ in Int32.random(in: -1..<times, using: &random) }
    crew.poolStart = [0, 3, 4]
    crew.poolUnits = [0, 1, 2, 1]
    crew.needStart = [0]
    for _ in 0..<problem.operationCount {
      let kind = Int.random(in: 0..<5, using: &random)
      if kind > 0 { need(0, kind == 4 ? 2 : 1, &crew, &random) }
      if kind > 1, kind < 4 { need(1, 1, &crew, &random) }
      crew.needStart.append(Int32(crew.needPool.count))
    }
    return crew
  }

  private static func need(
    _ pool: Int32, _ count: Int32, _ crew: inout ShopFloor.Secondaries, _ random: inout TestRandom
  ) {
    let span = Int.random(in: 0..<3, using: &random)
    crew.needPool.append(pool)
    crew.needCount.append(count)
    crew.heldInSetup.append(span != 1)
    crew.heldInRun.append(span != 0)
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
