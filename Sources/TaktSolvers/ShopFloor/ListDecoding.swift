public import TaktModel

/// A schedule from a list: operations are placed in its order, each behind what its machine and whom it holds have already, as
/// early as everything it waits for lets it.
public struct ListDecoding: Sendable {
  /// A list, and what a plan that it was made of has decided; columns go by operation, units by slot.
  public struct List: Sendable {
    /// All operations, none before one it depends on.
    public var order: [Int32]
    /// The mode of each; -1 for the one it ends first in, of several the first.
    public var mode: [Int32]
    /// When the plan has setups begin.
    public var setupStart: [Int32]
    /// When it has runs begin.
    public var runStart: [Int32]
    /// Whom it has operations hold; -1 for any, empty for anybody all along.
    ///
    /// They are held again unless a run began later so than in the plan.
    public var units: [Int32]

    /// A list from its columns.
    public init(
      order: [Int32], mode: [Int32], setupStart: [Int32], runStart: [Int32], units: [Int32]
    ) {
      (self.order, self.mode, self.units) = (order, mode, units)
      (self.setupStart, self.runStart) = (setupStart, runStart)
    }
  }

  private let problem: Problem

  /// For lists of this problem's operations.
  public init(_ problem: Problem) { self.problem = problem }

  /// Places every operation once.
  /// - Returns: nil where the calendars are not laid out far enough
  /// - Throws: ``ProblemError`` where something pinned cannot begin when it must.
  /// - Complexity: O(n log n) and n × modes × units held, n = operations
  public func schedule(_ list: List) throws -> Schedule? {
    let decoder = FloorDecoder(problem)
    let plan = FloorPlan(list, decoder)
    if decoder.hasBuffers { return try scheduleKeepingRoom(plan, list) }
    let mode = Column(plan.mode)
    decoder.holding.beginReading(plan)
    for o in plan.order {
      if decoder.units.leads(o), isOpen(unit: o, list, decoder) {
        guard decoder.fitUnit(o, mode) else { return nil }
      } else {
        if list.mode[Int(o)] < 0 { mode[o] = soonest(o, decoder) }
        decoder.putAll(o, mode)
      }
    }
    let placed = decoder.placement.array()
    if placed.contains(where: { $0.end > decoder.clock.horizon }) { return nil }
    if placed.contains(where: \.slips) {
      throw ProblemError("something pinned cannot begin when it must")
    }
    return decoder.schedule(mode: mode.array())
  }

  /// The same where room is limited: operations that could not go on yet come later.
  private func scheduleKeepingRoom(_ plan: FloorPlan, _ list: List) throws -> Schedule? {
    var sequence = FloorSequence(problem, objective: .makespan)
    sequence.choose(plan) { list.mode[$0] < 0 }
    let placed = sequence.decoder.placement.array()
    if placed.contains(where: \.slips) {
      throw ProblemError("something pinned cannot begin when it must, or there is no room to go on")
    }
    return sequence.isBroken ? nil : sequence.schedule()
  }

  private func isOpen(unit leader: Int32, _ list: List, _ decoder: FloorDecoder) -> Bool {
    var result = false
    decoder.forEachPlaced(with: leader) { if list.mode[Int($0)] < 0 { result = true } }
    return result
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
