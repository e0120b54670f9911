extension ShopFloor {
  /// Operations that must follow another one soon: the later one's own setup begins at most the lag after the earlier one's end.
  ///
  /// By the clock; a lag of 0 is no-wait. Each stands beside an arc or a transfer between the same two operations.
  public struct MaximumLags: Sendable {
    /// The earlier operation.
    public package(set) var from: [Int32] = []
    /// The later one.
    public package(set) var to: [Int32] = []
    /// Ticks between them at most.
    public package(set) var lag: [Int32] = []

    /// No maximum lags.
    public init() {}

    /// Whether there are none.
    public var isEmpty: Bool { from.isEmpty }

    /// Adds one.
    package mutating func append(from: Int32, to: Int32, lag: Int32) {
      self.from.append(from)
      self.to.append(to)
      self.lag.append(lag)
    }
  }
}
