/// The tabu list: which ordered pairs of operations may not come back yet, and which modes.
///
/// Locks lie on the arcs a move reverses, not on whole segments with their places: a search that locks segments walks back
/// in three smaller moves and never notices (measured: 12% over the best known values instead of 2.6%).
/// The table is indexed by pair where all pairs fit, and by a hash of the pair without keys where they do not.
struct ArcLocks: ~Copyable {
  private let until: Column<Int32>
  private let modeUntil: Column<Int32>
  private let mask: Int
  private let stride: Int
  /// Steps so far; locks end at a step.
  private(set) var now: Int32 = 1

  private static let largestTable = 1 << 20

  init(operations: Int, modes: Int) {
    var size = 1 << 10
    while size < operations * operations, size < Self.largestTable { size <<= 1 }
    until = Column(repeating: 0, count: size)
    modeUntil = Column(repeating: 0, count: modes)
    mask = size - 1
    stride = operations * operations <= size ? operations : 0x9E37_79B1
  }

  @inline(__always)
  private func slot(_ a: Int32, _ b: Int32) -> Int { (Int(a) &* stride &+ Int(b)) & mask }

  /// Whether `a` may not be put before `b` yet.
  @inline(__always)
  func forbids(_ a: Int32, before b: Int32) -> Bool { until[slot(a, b)] > now }

  /// Whether a mode may not be taken yet.
  @inline(__always)
  func forbids(mode: Int32) -> Bool { modeUntil[mode] > now }

  @inline(__always)
  func lock(_ a: Int32, before b: Int32, for steps: Int32) { until[slot(a, b)] = now &+ steps }

  @inline(__always)
  func lock(mode: Int32, for steps: Int32) { modeUntil[mode] = now &+ steps }

  @inline(__always)
  mutating func advance() { now &+= 1 }

  /// Forgets all locks: none reaches that far.
  mutating func clear() {
    now &+= 1 << 12
    guard now > 1 << 30 else { return }
    for i in 0..<until.count { until[i] = 0 }
    for i in 0..<modeUntil.count { modeUntil[i] = 0 }
    now = 1
  }
}
