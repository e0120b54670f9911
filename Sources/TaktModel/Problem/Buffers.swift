extension ShopFloor {
  /// Limited room in front of machines.
  ///
  /// A job whose operation is done stays on its machine until it is moved: into the room in front of its next operation's machines when its
  /// own is set up for another operation and there is a place, or onto its next machine when that begins to be set up for it.
  public struct Buffers: Sendable {
    /// Places of each buffer.
    public package(set) var capacity: [Int32] = []
    /// The buffer in front of each operation, -1 where any number of jobs may wait; empty where no room is limited.
    public package(set) var ahead: [Int32] = []
    /// The operation each such operation's job comes from, -1 for none.
    public package(set) var from: [Int32] = []
    /// The machine such a job stands on when planning begins, its operation there being history; -1 where it is not, and
    /// ``inBuffer`` where it waits in the buffer.
    public package(set) var standsOn: [Int32] = []

    /// See ``standsOn``.
    public static let inBuffer: Int32 = -2

    /// No limits.
    public init() {}

    /// Whether no room is limited.
    public var isEmpty: Bool { ahead.isEmpty }
  }
}
