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
    /// When it has them end; empty where nobody knows, and then loads are made anew.
    public var end: [Int32]
    /// Whom it has operations hold; -1 for any, empty for anybody all along.
    ///
    /// They are held again unless a run began later so than in the plan.
    public var units: [Int32]
    /// Machines from this one on are new to the plan: operations go to them where they end sooner there.
    public var firstNewMachine = Int32.max

    /// A list from its columns.
    public init(
      order: [Int32], mode: [Int32], setupStart: [Int32], runStart: [Int32], end: [Int32] = [],
      units: [Int32]
    ) {
      (self.order, self.mode, self.units) = (order, mode, units)
      (self.setupStart, self.runStart, self.end) = (setupStart, runStart, end)
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
      if decoder.units.leads(o) {
        if isOpen(unit: o, list, decoder) {
          guard decoder.fitUnit(o, mode) else { return nil }
          continue
        }
        spread(unit: o, mode, list, decoder)
      } else if !decoder.units.follows(o) {
        mode[o] = soonest(o, list, decoder)
      }
      decoder.putAll(o, mode)
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
    sequence.choose(plan) { list.mode[$0] < 0 || !newModes(of: Int32($0), list).isEmpty }
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

  /// The mode an operation ends first in, of those its list leaves it.
  private func soonest(_ o: Int32, _ list: List, _ decoder: FloorDecoder) -> Int32 {
    let kept = list.mode[Int(o)]
    let others = kept < 0 ? problem.modes(of: Int(o)).map(Int32.init) : newModes(of: o, list)
    guard let first = kept < 0 ? others.first : kept, !others.isEmpty else { return kept }
    var (best, bestEnd) = (first, decoder.place(o, first).end)
    for mode in others {
      let end = decoder.place(o, mode).end
      if end < bestEnd { (best, bestEnd) = (mode, end) }
    }
    return best
  }

  private func newModes(of o: Int32, _ list: List) -> [Int32] {
    list.firstNewMachine == .max
      ? []
      : problem.modes(of: Int(o)).filter { problem.machine[$0] >= list.firstNewMachine }
        .map(Int32.init)
  }

  /// Has operations of a unit go to new machines where the unit is over sooner so.
  private func spread(
    unit leader: Int32, _ mode: borrowing Column<Int32>, _ list: List, _ decoder: FloorDecoder
  ) {
    guard list.firstNewMachine != .max else { return }
    var end = Self.end(ofUnit: leader, mode, decoder)
    var members: [Int32] = []
    decoder.forEachPlaced(with: leader) { members.append($0) }
    for o in members {
      for new in newModes(of: o, list) {
        let kept = mode[o]
        mode[o] = new
        let other = Self.end(ofUnit: leader, mode, decoder)
        if other < end { end = other } else { mode[o] = kept }
      }
    }
  }

  /// When the last operation of a unit would end; never where its lags cannot be kept.
  private static func end(
    ofUnit leader: Int32, _ mode: borrowing Column<Int32>, _ decoder: FloorDecoder
  ) -> Int32 {
    var end: Int32 = 0
    decoder.tryUnit(leader, mode) { _, new, _ in end = new.slips ? .max : max(end, new.end) }
    return end
  }
}
