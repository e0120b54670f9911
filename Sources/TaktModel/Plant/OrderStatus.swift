extension Order {
  /// How far an order has come in its life, in frePPLe's and ISA-95's words.
  public enum Status: String, Sendable, CaseIterable {
    /// Suggested, not agreed.
    case proposed
    /// Agreed, and free to move.
    case approved
    /// Handed to the shop floor.
    case released
    /// Begun.
    case running
    /// Put aside: nothing of it is planned until it is taken up again.
    case held
    /// All made.
    case completed
    /// Settled; nothing will happen any more.
    case closed
    /// Given up.
    case cancelled

    /// Whether what is left of the order is planned.
    public var isPlanned: Bool {
      switch self {
      case .proposed, .approved, .released, .running: true
      case .held, .completed, .closed, .cancelled: false
      }
    }
  }
}
