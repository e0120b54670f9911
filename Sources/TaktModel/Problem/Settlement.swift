extension ShopFloor {
  /// What is settled before planning begins: how early each operation may begin, and which begin when they must.
  public struct Settlement: Sendable {
    /// No own setup begins earlier in each mode; empty where nothing is settled.
    public package(set) var earliest: [Int32] = []
    /// The tick at which each operation's run begins: ``free`` for any, ``running`` for one that goes on from tick 0.
    public package(set) var pin: [Int32] = []

    /// A pin that leaves an operation free.
    public static let free: Int32 = -1
    /// A pin that has an operation begin, or go on, as soon as its machine and all it holds are at work.
    public static let running: Int32 = -2

    /// Nothing is settled.
    public init() {}

    /// Whether nothing is settled.
    public var isEmpty: Bool { earliest.isEmpty }
  }
}
