extension ShopFloor {
  /// What it takes to carry a job from machine to machine, by the clock: between its places, not within one machine.
  public struct Transport: Sendable {
    /// How many places there are.
    public package(set) var placeCount = 0
    /// The place of each machine; empty where nothing is carried.
    public package(set) var placeOf: [Int32] = []
    /// Ticks from place to place, row by origin.
    public package(set) var time: [Int32] = []

    /// Nothing is carried.
    public init() {}

    /// Whether nothing is carried.
    public var isEmpty: Bool { placeOf.isEmpty }

    /// Ticks from a machine to another.
    public func time(from origin: Int32, to destination: Int32) -> Int32 {
      if isEmpty || origin == destination { return 0 }
      return time[
        Int(placeOf[Int(origin)]) * placeCount + Int(placeOf[Int(destination)])]
    }
  }
}
