extension ShopFloor {
  /// Relations in time between operations of a job beside the problem's own arcs, which are finish-start ones.
  ///
  /// The way between the two machines (``Transport``) adds to every lag.
  public struct Links: Sendable {
    /// Which ends a link relates.
    public enum Kind: Int8, Sendable, BitwiseCopyable {
      /// The later run begins at least the lag after the earlier one.
      case startStart
      /// The later operation ends at least the lag after the earlier one.
      case finishFinish
      /// The later one's own setup begins the lag after the earlier one's first batch is through, and its last batch the lag after
      /// the earlier one's end.
      case transfer
    }

    /// The earlier operation of each link.
    public package(set) var from: [Int32] = []
    /// The later one.
    public package(set) var to: [Int32] = []
    /// Which of their ends it relates.
    public package(set) var kind: [Kind] = []
    /// Ticks between them at least, by the clock.
    public package(set) var lag: [Int32] = []
    /// Work of the first transfer batch in each mode, from the begin of the run; empty where there are none.
    public package(set) var firstBatch: [Int32] = []
    /// Where the works of each link's last batch begin; one more entry than links.
    public package(set) var lastBatchStart: [Int32] = [0]
    /// Work of the last batch of a transfer in each mode of the later operation.
    public package(set) var lastBatch: [Int32] = []

    /// No links.
    public init() {}

    /// Whether there are none.
    public var isEmpty: Bool { from.isEmpty }
    /// How many there are.
    public var count: Int { from.count }

    /// Adds a link; `lastBatch` has an entry for each mode of the later operation of a transfer.
    package mutating func append(
      from: Int32, to: Int32, kind: Kind, lag: Int32, lastBatch work: [Int32] = []
    ) {
      self.from.append(from)
      self.to.append(to)
      self.kind.append(kind)
      self.lag.append(lag)
      lastBatch += work
      lastBatchStart.append(Int32(lastBatch.count))
    }
  }
}
