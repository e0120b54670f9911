import TaktModel

/// Temporal constraints that a random floor may have.
package struct TimeRules: OptionSet, Sendable {
  package let rawValue: Int
  package init(rawValue: Int) { self.rawValue = rawValue }

  /// A machine that takes any number of operations.
  package static let outside = TimeRules(rawValue: 1)
  /// Operations that long breaks may not interrupt.
  package static let interruptions = TimeRules(rawValue: 2)

  /// Ways between machines.
  package static let transport = TimeRules(rawValue: 4)

  /// Start-start and finish-finish links, and transfer batches in place of arcs.
  package static let links = TimeRules(rawValue: 8)

  /// Operations that must follow others soon.
  package static let maximumLags = TimeRules(rawValue: 16)

  /// Puts the rules on a floor; the same draws give the same ones.
  func add(to floor: inout ShopFloor, of problem: Problem, _ random: inout TestRandom) {
    if contains(.outside) {
      let machine = Int.random(in: 0..<problem.machineCount, using: &random)
      floor.unlimited = (0..<problem.machineCount).map { $0 == machine }
      floor.changeovers.matrixOf[machine] = -1
    }
    if contains(.transport) {
      floor.transport.placeCount = 3
      floor.transport.placeOf = (0..<problem.machineCount).map { _ in
        Int32.random(in: 0..<3, using: &random)
      }
      floor.transport.time = (0..<9).map { _ in Int32.random(in: 0...4, using: &random) }
    }
    if contains(.links) { floor.links = links(problem, floor.setup, &random) }
    if contains(.maximumLags) { floor.maximumLags = maximumLags(problem, floor, &random) }
    if contains(.interruptions) {
      floor.longestBreak = (0..<problem.operationCount).map { o in
        // Every calendar of random problems has stretches of four ticks; with operators there are shorter ones.
        let fits = problem.modes(of: o).allSatisfy { problem.duration[$0] <= 4 }
        let limit = Int32.random(in: -1...3, using: &random)
        return fits && floor.secondaries.needs(of: o).isEmpty ? limit : -1
      }
    }
  }

  private func maximumLags(
    _ problem: Problem, _ floor: ShopFloor, _ random: inout TestRandom
  ) -> ShopFloor.MaximumLags {
    var lags = ShopFloor.MaximumLags()
    let links = floor.links
    let way = floor.transport.time.max() ?? 0
    for o in 0..<problem.operationCount {
      for a in problem.arcs(into: o) where Bool.random(using: &random) {
        let from = problem.predecessors[a]
        let isTransfer = links.from.indices.contains {
          links.from[$0] == from && links.to[$0] == o && links.kind[$0] == .transfer
        }
        let slack = Int32.random(in: 0...3, using: &random)
        // Two that must follow at once on one machine, or another way from one to the other, could never be kept.
        let isOnlyWay =
          problem.arcs(into: o).count == 1 && !lags.from.contains(from)
          && !links.to.contains(Int32(o))
        // On one machine, or with one operator, a changeover would come between.
        let machines = { (x: Int) in Set(problem.modes(of: x).map { problem.machine[$0] }) }
        let isShared =
          !floor.secondaries.isEmpty || !machines(Int(from)).isDisjoint(with: machines(o))
        let isParted = isShared && floor.changeovers.familyOf[o] >= 0
        if isTransfer || !isOnlyWay || isParted { continue }
        lags.append(from: from, to: Int32(o), lag: problem.predecessorLag[a] + way + slack)
      }
    }
    return lags
  }

  private func links(_ problem: Problem, _ setup: [Int32], _ random: inout TestRandom)
    -> ShopFloor.Links
  {
    var links = ShopFloor.Links()
    // The run of a mode is its duration without its setup; a batch is part of it.
    let part = { (mode: Int, random: inout TestRandom) in
      Int32.random(in: 0...max(0, problem.duration[mode] - setup[mode]), using: &random)
    }
    links.firstBatch = (0..<problem.modeCount).map { part($0, &random) }
    for job in 0..<problem.jobCount {
      for o in problem.operations(ofJob: job) {
        for i in problem.operations(ofJob: job).prefix(while: { $0 < o }) {
          let isArc = problem.arcs(into: o).contains { problem.predecessors[$0] == i }
          let lag = Int32.random(in: 0...3, using: &random)
          let kind: ShopFloor.Links.Kind? =
            switch Int.random(in: 0..<4, using: &random) {
            case 0: .startStart
            case 1: .finishFinish
            case 2: isArc ? .transfer : nil
            default: nil
            }
          guard let kind else { continue }
          let last = problem.modes(of: o).map { part($0, &random) }
          links.append(
            from: Int32(i), to: Int32(o), kind: kind, lag: lag,
            lastBatch: kind == .transfer ? last : [])
        }
      }
    }
    return links
  }
}
