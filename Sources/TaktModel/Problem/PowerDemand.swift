extension ShopFloor {
  /// A limit of what machines draw together, above what they draw idle.
  ///
  /// An operation draws in the working time of its machine: from the begin of the changeover to the run what its machine takes for
  /// setting up, then what its mode takes to the end. A changeover that goes on in breaks draws there too. What shares a load draws once.
  public struct PowerDemand: Sendable {
    /// Watts there are.
    public package(set) var limit: Int32 = 0
    /// Watts of each machine while it is set up; empty where there is no limit.
    public package(set) var setup: [Int32] = []
    /// Watts of each mode while it runs.
    public package(set) var run: [Int32] = []

    /// No limit.
    public init() {}

    /// Whether there is no limit.
    public var isEmpty: Bool { setup.isEmpty }
  }
}
