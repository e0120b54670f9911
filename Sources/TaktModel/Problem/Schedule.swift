/// A decision for every operation of a ``Problem``: its mode, its start and its end, in ticks.
public struct Schedule: Sendable, Equatable {
  /// Chosen mode of each operation (an index into the problem's modes).
  public var mode: [Int32]
  /// Start of each operation.
  public var start: [Int32]
  /// End of each operation.
  public var end: [Int32]
  /// Begin of the changeover before each operation, its start where there is none; empty for a problem with an empty floor.
  public var setupStart: [Int32]
  /// When each operation's own setup is done and its run begins; empty for a problem with an empty floor.
  public var runStart: [Int32]
  /// The units each operation holds, need by need (see ``ShopFloor/Secondaries/slotStart``); empty where nothing is held.
  public var units: [Int32]

  /// A schedule from its columns, one entry an operation.
  public init(
    mode: [Int32], start: [Int32], end: [Int32], setupStart: [Int32] = [], runStart: [Int32] = [],
    units: [Int32] = []
  ) {
    precondition(mode.count == start.count && start.count == end.count)
    precondition(setupStart.count == runStart.count)
    self.mode = mode
    self.start = start
    self.end = end
    self.setupStart = setupStart
    self.runStart = runStart
    self.units = units
  }

  /// When the last operation of a job ends; 0 for a job without operations.
  public func completion(ofJob job: Int, in problem: Problem) -> Int32 {
    problem.operations(ofJob: job).reduce(0) { max($0, end[$1]) }
  }

  /// Operations of each machine in the order they run.
  public func sequences(in problem: Problem) -> [[Int32]] {
    var result = Array(repeating: [Int32](), count: problem.machineCount)
    for o in inStartOrder(in: problem) {
      result[Int(problem.machine[Int(mode[Int(o)])])].append(o)
    }
    return result
  }

  /// Operations by start, then end, then topological position: an order that every precedence and machine agrees with.
  ///
  /// On a shop floor by the start of the run: whoever is held for setups and runs goes from one to the next in that order too.
  public func inStartOrder(in problem: Problem) -> [Int32] {
    let start = runStart.isEmpty ? start : runStart
    var position = [Int32](repeating: 0, count: start.count)
    for (i, o) in problem.topologicalOrder.enumerated() { position[Int(o)] = Int32(i) }
    return (0..<Int32(start.count)).sorted { a, b in
      let (i, j) = (Int(a), Int(b))
      return (start[i], end[i], position[i]) < (start[j], end[j], position[j])
    }
  }
}
