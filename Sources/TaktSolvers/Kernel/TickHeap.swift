/// Operations by tick, the earliest first; ties by index.
struct TickHeap: ~Copyable {
  private let entries: Column<Int64>
  private var count = 0

  init(capacity: Int) { entries = Column(repeating: 0, count: capacity) }

  mutating func push(_ tick: Int32, _ o: Int32) {
    let entry = Int64(tick) << 32 | Int64(o)
    var i = count
    count += 1
    while i > 0, entries[(i - 1) / 2] > entry {
      entries[i] = entries[(i - 1) / 2]
      i = (i - 1) / 2
    }
    entries[i] = entry
  }

  mutating func pop() -> (tick: Int32, operation: Int32)? {
    guard count > 0 else { return nil }
    let top = entries[0]
    count -= 1
    let entry = entries[count]
    var i = 0
    while 2 * i + 1 < count {
      var child = 2 * i + 1
      if child + 1 < count, entries[child + 1] < entries[child] { child += 1 }
      if entries[child] >= entry { break }
      entries[i] = entries[child]
      i = child
    }
    entries[i] = entry
    return (Int32(top >> 32), Int32(truncatingIfNeeded: top))
  }
}
