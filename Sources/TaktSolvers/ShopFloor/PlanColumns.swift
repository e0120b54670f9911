/// Where a plan in force has each operation: its machine, when setup and run begin, in ticks, and whom it holds; machine -1 for one it
/// does not know.
public struct PlanColumns: Sendable, Equatable {
  /// Machine of each operation, -1 where the plan does not have it.
  public var machine: [Int32]
  /// When each run begins.
  public var start: [Int32]
  /// When each setup begins.
  public var setupStart: [Int32]
  /// The units held, by slot as ``Schedule/units`` has them; -1 for any.
  ///
  /// Empty where nobody is known to be held.
  public var units: [Int32]

  /// A plan from its columns; setups begin with the runs where nothing else is said.
  public init(
    machine: [Int32], start: [Int32], setupStart: [Int32]? = nil, units: [Int32] = []
  ) {
    let setupStart = setupStart ?? start
    precondition(machine.count == start.count && setupStart.count == start.count)
    self.machine = machine
    self.start = start
    self.setupStart = setupStart
    self.units = units
  }
}
