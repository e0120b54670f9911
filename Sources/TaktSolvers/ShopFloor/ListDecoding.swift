public import TaktModel

/// A schedule from a list: operations are placed in its order, each behind what its machine and whom it holds have already, as
/// early as everything it waits for lets it.
public struct ListDecoding: Sendable {
  private let problem: Problem

  /// For lists of this problem's operations.
  public init(_ problem: Problem) { self.problem = problem }

  /// Places every operation once.
  /// - Parameters:
  ///   - order: all operations, none before one it depends on
  ///   - mode: the mode of each operation; -1 for the one it ends first in, of several the first
  /// - Returns: nil where the calendars are not laid out far enough
  /// - Throws: ``ProblemError`` where something pinned cannot begin when it must.
  /// - Complexity: O(operations × modes × units held)
  public func schedule(order: [Int32], mode: [Int32]) throws -> Schedule? {
    if !problem.floor.buffers.isEmpty { return try scheduleKeepingRoom(order, mode) }
    let decoder = FloorDecoder(problem)
    var mode = mode
    for o in order {
      if mode[Int(o)] < 0 { mode[Int(o)] = soonest(o, decoder) }
      decoder.placement[o] = decoder.place(o, mode[Int(o)])
      decoder.holding.keepPicked(o)
      decoder.apply(o)
      if decoder.placement[o].slips {
        throw ProblemError("something pinned cannot begin when it must")
      }
      if decoder.placement[o].end > decoder.clock.horizon { return nil }
    }
    return decoder.schedule(mode: mode)
  }

  /// The same where room is limited: operations that could not go on yet come later.
  private func scheduleKeepingRoom(_ order: [Int32], _ mode: [Int32]) throws -> Schedule? {
    var sequence = FloorSequence(problem, objective: .makespan)
    let first = (0..<problem.operationCount).map { mode[$0] < 0 ? problem.modeStart[$0] : mode[$0] }
    sequence.choose(FloorPlan(order: order, mode: first, sequence.decoder)) { mode[$0] < 0 }
    let placed = sequence.decoder.placement.array()
    if placed.contains(where: \.slips) {
      throw ProblemError("something pinned cannot begin when it must, or there is no room to go on")
    }
    return sequence.isBroken ? nil : sequence.schedule()
  }

  private func soonest(_ o: Int32, _ decoder: borrowing FloorDecoder) -> Int32 {
    var (best, bestEnd) = (problem.modeStart[Int(o)], Int32.max)
    for mode in problem.modes(of: Int(o)) {
      let end = decoder.place(o, Int32(mode)).end
      if end < bestEnd { (best, bestEnd) = (Int32(mode), end) }
    }
    return best
  }
}
