/// The moves a step has rated already: critical paths of several late jobs share most of their blocks.
///
/// A table of fixed size that forgets: where two moves meet in a slot, one is rated twice and no harm done.
struct RatedMoves: ~Copyable {
  private let slots: Column<Int>
  private let operations: Int
  private static let mask = (1 << 12) - 1

  /// - Parameter operations: 0 for a table that is never asked
  init(operations: Int) {
    self.operations = operations
    slots = Column(repeating: -1, count: operations == 0 ? 0 : Self.mask + 1)
  }

  /// Whether `u` next to `v` has been rated in this step; from now on it has.
  @inline(__always)
  func takesNote(of u: Int32, _ v: Int32, at step: Int) -> Bool {
    let pair = Int(u) &* operations &+ Int(v)
    let key = step &* operations &* operations &+ pair
    let slot = (pair &* 0x9E37_79B1) >> 8 & Self.mask
    if slots[slot] == key { return true }
    slots[slot] = key
    return false
  }
}
