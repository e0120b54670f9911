extension ShopFloor {
  /// Operators, tools and moulds: units of one each, and what operations hold of them.
  ///
  /// A unit held while its own calendar rests stops the operation: a span of an operation is worked where the machine and every
  /// unit it holds then are working. A unit is held from the begin of a span to its end, breaks included.
  public struct Secondaries: Sendable {
    /// Working time of each unit: an index into the problem's working times, or -1 for one that is always there.
    public package(set) var workingTimeOf: [Int32] = []
    /// Where each pool's units begin; one more entry than pools.
    public package(set) var poolStart: [Int32] = [0]
    /// Units of the pools.
    public package(set) var poolUnits: [Int32] = []
    /// Where each operation's needs begin; one more entry than operations, empty where nothing is needed.
    public package(set) var needStart: [Int32] = []
    /// The pool of each need.
    public package(set) var needPool: [Int32] = []
    /// How many units of it are held.
    public package(set) var needCount: [Int32] = []
    /// Whether they are held from the begin of the changeover to the begin of the run.
    public package(set) var heldInSetup: [Bool] = []
    /// Whether they are held from the begin of the run to the end.
    public package(set) var heldInRun: [Bool] = []

    /// Nothing is needed.
    public init() {}

    /// Whether nothing is needed.
    public var isEmpty: Bool { needStart.isEmpty }
    /// How many units there are.
    public var unitCount: Int { workingTimeOf.count }
    /// How many pools there are.
    public var poolCount: Int { poolStart.count - 1 }

    /// Needs of an operation.
    public func needs(of operation: Int) -> Range<Int> {
      isEmpty ? 0..<0 : Int(needStart[operation])..<Int(needStart[operation + 1])
    }
    /// Units of a pool.
    public func units(ofPool pool: Int) -> ArraySlice<Int32> {
      poolUnits[Int(poolStart[pool])..<Int(poolStart[pool + 1])]
    }
    /// Where each operation's units begin in a schedule's column of units; one more entry than operations.
    public var slotStart: [Int32] {
      guard !isEmpty else { return [] }
      var starts: [Int32] = [0]
      for o in 0..<needStart.count - 1 {
        starts.append(needs(of: o).reduce(starts[o]) { $0 + needCount[$1] })
      }
      return starts
    }
  }
}
