import TaktModel

/// Transport times in flat columns.
struct Travel: ~Copyable {
  private let placeOf: Column<Int32>
  private let time: Column<Int32>
  private let placeCount: Int32
  let isEmpty: Bool

  init(_ transport: ShopFloor.Transport) {
    placeOf = Column(transport.placeOf)
    time = Column(transport.time)
    placeCount = Int32(transport.placeCount)
    isEmpty = transport.isEmpty
  }

  /// Ticks from a machine to another one.
  @inline(__always)
  func time(from origin: Int32, to destination: Int32) -> Int32 {
    if isEmpty || origin == destination { return 0 }
    return time[placeOf[origin] &* placeCount &+ placeOf[destination]]
  }
}
