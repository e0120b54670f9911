import TaktModel

/// Time windows and orders of all operations that every schedule meeting a target keeps to: what propagation and shaving leave open
/// for a model.
struct Windows {
  let problem: Problem
  let earliest: [Int32]
  let latest: [Int32]
  /// Modes still possible.
  let allows: [Bool]
  /// The least work of the possible modes.
  let work: [Int32]
  /// Operations that may still be on each machine, and the mode they would be in there.
  let candidates: [[(operation: Int, mode: Int)]]
  /// Ordered pairs of operations bound to one machine.
  private let ordered: Set<Pair>

  private struct Pair: Hashable {
    var first: Int32
    var second: Int32
  }

  /// What a search has proven at its root.
  init(_ network: borrowing DisjunctiveNetwork) {
    problem = network.problem
    let operations = 0..<Int32(network.operationCount)
    earliest = operations.map { network.head($0) }
    latest = operations.map { network.end($0) }
    work = operations.map { network.work($0) }
    allows = (0..<network.problem.modeCount).map { network.allows(mode: $0) }
    var candidates = Array(
      repeating: [(operation: Int, mode: Int)](), count: network.problem.machineCount)
    for o in 0..<network.operationCount {
      for k in network.problem.modes(of: o) where network.allows(mode: k) {
        candidates[Int(network.problem.machine[k])].append((o, k))
      }
    }
    self.candidates = candidates
    var ordered: Set<Pair> = []
    for literal in 0..<Int32(network.literals.count)
    where network.value(literal) == 1 && network.isInUse(literal) {
      ordered.insert(
        Pair(first: network.literals.before[literal], second: network.literals.after(literal)))
    }
    self.ordered = ordered
  }

  func isBefore(_ a: Int, _ b: Int) -> Bool {
    ordered.contains(Pair(first: Int32(a), second: Int32(b)))
  }

  /// The latest start.
  func latestStart(_ o: Int) -> Int32 { latest[o] - work[o] }
}
