/// What every resource had before each 64th position of a list, so that a pass begins where the change does.
struct ResourceRows: ~Copyable {
  static let stride = 64
  private let resourceCount: Int
  private let free: Column<Int32>
  private let family: Column<Int32>
  private let last: Column<Int32>

  init(positions: Int, resources: Int) {
    resourceCount = resources
    let count = (positions / Self.stride + 1) * resources
    free = Column(repeating: 0, count: count)
    family = Column(repeating: 0, count: count)
    last = Column(repeating: 0, count: count)
  }

  /// Keeps what the resources have before a position, where a row belongs to it.
  @inline(__always)
  func save(at position: Int, _ decoder: FloorDecoder) {
    if position % Self.stride == 0 { save(row: position / Self.stride, decoder) }
  }

  private func save(row: Int, _ decoder: FloorDecoder) {
    let base = row * resourceCount
    for r in 0..<resourceCount {
      free[base + r] = decoder.free[r]
      family[base + r] = decoder.family[r]
      last[base + r] = decoder.last[r]
    }
  }

  /// Gives the resources what they had at the last row up to a position.
  /// - Returns: the position of that row.
  func restore(before position: Int, _ decoder: FloorDecoder) -> Int {
    let row = position / Self.stride
    let base = row * resourceCount
    for r in 0..<resourceCount {
      decoder.free[r] = free[base + r]
      decoder.family[r] = family[base + r]
      decoder.last[r] = last[base + r]
    }
    return row * Self.stride
  }
}
