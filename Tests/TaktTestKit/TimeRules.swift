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
    if contains(.interruptions) {
      floor.longestBreak = (0..<problem.operationCount).map { o in
        // Every calendar of random problems has stretches of four ticks; with operators there are shorter ones.
        let fits = problem.modes(of: o).allSatisfy { problem.duration[$0] <= 4 }
        let limit = Int32.random(in: -1...3, using: &random)
        return fits && floor.secondaries.needs(of: o).isEmpty ? limit : -1
      }
    }
  }
}
