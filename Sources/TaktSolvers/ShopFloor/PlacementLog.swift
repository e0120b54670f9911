/// Operations that a candidate has placed anew, with what they had before, to be taken back.
struct PlacementLog: ~Copyable {
  let operation: Column<Int32>
  let placement: Column<FloorPlacement>
  /// Whom they held, by slot.
  let unit: Column<Int32>
  private(set) var count = 0

  init(_ decoder: FloorDecoder) {
    operation = Column(repeating: 0, count: decoder.operationCount)
    placement = Column(repeating: FloorPlacement(), count: decoder.operationCount)
    unit = Column(repeating: 0, count: decoder.holding.held.count)
  }

  /// Begins a candidate.
  mutating func clear() { count = 0 }

  /// Keeps an operation's placement and whom it holds.
  @inline(__always)
  mutating func keep(_ o: Int32, _ decoder: FloorDecoder) {
    for slot in decoder.holding.slotStart[o]..<decoder.holding.slotStart[Int(o) + 1] {
      unit[slot] = decoder.holding.held[slot]
    }
    operation[count] = o
    placement[count] = decoder.placement[o]
    count += 1
  }

  /// Gives every operation back what it had.
  func takeBack(_ decoder: FloorDecoder) {
    for i in (0..<count).reversed() {
      let o = operation[i]
      decoder.placement[o] = placement[i]
      for slot in decoder.holding.slotStart[o]..<decoder.holding.slotStart[Int(o) + 1] {
        decoder.holding.held[slot] = unit[slot]
      }
    }
  }
}
