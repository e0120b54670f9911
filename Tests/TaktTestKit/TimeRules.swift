import TaktModel

/// Temporal constraints that a random floor may have.
package struct TimeRules: OptionSet, Sendable {
  package let rawValue: Int
  package init(rawValue: Int) { self.rawValue = rawValue }

  /// A machine that takes any number of operations.
  package static let outside = TimeRules(rawValue: 1)

  /// Puts the rules on a floor; the same draws give the same ones.
  func add(to floor: inout ShopFloor, of problem: Problem, _ random: inout TestRandom) {
    if contains(.outside) {
      let machine = Int.random(in: 0..<problem.machineCount, using: &random)
      floor.unlimited = (0..<problem.machineCount).map { $0 == machine }
      floor.changeovers.matrixOf[machine] = -1
    }
  }
}
