extension RoutingOperation {
  /// A relation in time to an earlier operation of the routing, other than waiting for its end as ``predecessors`` do.
  ///
  /// Pieces are carried from one to the other, so the way between their resources adds to the lag.
  public struct Link: Sendable, Equatable {
    /// Which ends of the two operations it relates (the relations of precedence diagramming).
    public enum Kind: String, Sendable, CaseIterable {
      /// The later one's own setup begins after the earlier one's end.
      case finishStart = "FS"
      /// The later one's run begins after the begin of the earlier one's run.
      case startStart = "SS"
      /// The later one ends after the earlier one's end.
      case finishFinish = "FF"
    }

    /// Index of the earlier operation.
    public var from: Int
    /// The ends it relates.
    public var kind: Kind
    /// Seconds between them at least, by the clock; of a finish-start link, in place of the operation's ``wait``.
    public var lag: Int

    /// A link.
    public init(from: Int, kind: Kind, lag: Int) {
      self.from = from
      self.kind = kind
      self.lag = lag
    }
  }

  /// The operations it waits for the end of, each with the lag behind it.
  var finishStarts: [(from: Int, lag: Int)] {
    var result = predecessors.map { (from: $0, lag: wait) }
    for link in links where link.kind == .finishStart { result.append((link.from, link.lag)) }
    return result
  }

  /// Pieces of the transfer batches an order, or its lot, passes on, first and last; nil where all go on together.
  func transfer(ofOrder quantity: Int) -> (first: Int, last: Int)? {
    let pieces = pieces(ofOrder: quantity)
    guard let batch = transferBatch, batch < pieces else { return nil }
    return (batch, pieces - (pieces - 1) / batch * batch)
  }
}
