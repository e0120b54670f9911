/// What every resource had before some positions of a list, so that a pass begins where the change does.
///
/// A row that a candidate kept has made wrong is written again when a pass comes by next.
struct ResourceRows: ~Copyable {
  /// Positions between rows: a row costs its resources to read, a position an operation to put where it is.
  private let stride: Int
  private let resourceCount: Int
  private let isKnown: Column<Bool>
  private let free: Column<Int32>
  private let family: Column<Int32>
  private let last: Column<Int32>

  init(positions: Int, resources: Int) {
    stride = resources <= 64 ? 16 : resources <= 256 ? 32 : 64
    resourceCount = resources
    let rows = positions / stride + 1
    isKnown = Column(repeating: false, count: rows)
    free = Column(repeating: 0, count: rows * resources)
    family = Column(repeating: 0, count: rows * resources)
    last = Column(repeating: 0, count: rows * resources)
  }

  /// Keeps what the resources have before a position, where a row belongs to it.
  @inline(__always)
  func save(at position: Int, _ decoder: FloorDecoder) {
    // A power of two.
    if position & (stride &- 1) == 0 { save(row: position / stride, decoder) }
  }

  private func save(row: Int, _ decoder: FloorDecoder) {
    isKnown[row] = true
    let base = row * resourceCount
    for r in 0..<resourceCount {
      free[base + r] = decoder.free[r]
      family[base + r] = decoder.family[r]
      last[base + r] = decoder.last[r]
    }
  }

  /// Forgets the rows behind a position as far as another one, itself among them.
  func forget(behind low: Int, through high: Int) {
    for row in low / stride + 1..<high / stride + 1 { isKnown[row] = false }
  }

  /// Gives the resources what they had at the last row known up to a position.
  /// - Returns: the position of that row.
  func restore(before position: Int, _ decoder: FloorDecoder) -> Int {
    var row = position / stride
    while !isKnown[row] { row -= 1 }
    let base = row * resourceCount
    for r in 0..<resourceCount {
      decoder.free[r] = free[base + r]
      decoder.family[r] = family[base + r]
      decoder.last[r] = last[base + r]
    }
    return row * stride
  }
}
