/// The hashes met in the current step.
struct SeenHashes: ~Copyable {
  private let keys: Column<UInt64>
  private let rounds: Column<Int32>
  private let mask: Int

  init(capacity: Int) {
    var size = 1 << 10
    while size < capacity { size <<= 1 }
    keys = Column(repeating: 0, count: size)
    rounds = Column(repeating: -1, count: size)
    mask = size - 1
  }

  /// Whether it is new; in a crowd it is taken to be.
  func insert(_ hash: UInt64, round: Int32) -> Bool {
    var slot = Int(truncatingIfNeeded: hash) & mask
    for _ in 0..<32 {
      if rounds[slot] != round {
        rounds[slot] = round
        keys[slot] = hash
        return true
      }
      if keys[slot] == hash { return false }
      slot = (slot + 1) & mask
    }
    return true
  }
}
