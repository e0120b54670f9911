/// Where a plan in force has each operation: its machine and when its run begins, in ticks; machine -1 for one it does not know.
public struct PlanColumns: Sendable, Equatable {
  /// Machine of each operation, -1 where the plan does not have it.
  public var machine: [Int32]
  /// When each run begins.
  public var start: [Int32]

  /// A plan from its columns.
  public init(machine: [Int32], start: [Int32]) {
    precondition(machine.count == start.count)
    self.machine = machine
    self.start = start
  }
}
