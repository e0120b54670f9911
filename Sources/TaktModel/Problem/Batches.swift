extension ShopFloor {
  /// Batch machines: what they hold at once, and what operations load.
  ///
  /// Operations of one family may share a load where they take as long: same own setup, same run, begun and ended together. A machine
  /// changes over before the first of them only, and whom they hold they hold together.
  public struct Batches: Sendable {
    /// What each machine holds at once, 0 for one that does one operation at a time; empty where none is a batch machine.
    public package(set) var capacity: [Int32] = []
    /// What each operation loads.
    public package(set) var load: [Int32] = []
    /// The family of each operation, -1 for one that goes alone.
    public package(set) var family: [Int32] = []

    /// No batch machines.
    public init() {}

    /// Whether there are no batch machines.
    public var isEmpty: Bool { capacity.isEmpty }

    /// Whether a machine holds several operations at once.
    public func isBatch(_ machine: Int) -> Bool { !isEmpty && capacity[machine] > 0 }
  }
}
