/// Numbers waiting for work, each at most once, first come first served.
struct WorkQueue: ~Copyable {
  private let ring: Column<Int32>
  private let isWaiting: Column<Bool>
  private var first = 0
  private var count = 0

  var isEmpty: Bool { count == 0 }

  init(count: Int) {
    ring = Column(repeating: 0, count: max(1, count))
    isWaiting = Column(repeating: false, count: count)
  }

  @inline(__always)
  mutating func push(_ number: Int) {
    guard !isWaiting[number] else { return }
    isWaiting[number] = true
    var end = first &+ count
    if end >= ring.count { end &-= ring.count }
    ring[end] = Int32(number)
    count &+= 1
  }

  @inline(__always)
  mutating func pop() -> Int? {
    guard count > 0 else { return nil }
    let number = Int(ring[first])
    isWaiting[number] = false
    first &+= 1
    if first == ring.count { first = 0 }
    count &-= 1
    return number
  }

  mutating func removeAll() { while pop() != nil {} }
}
