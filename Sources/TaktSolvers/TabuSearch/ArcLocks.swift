import TaktModel

/// The tabu list: which ordered pairs of operations may not come back yet, and which modes.
///
/// Locks lie on the arcs a move reverses, not on whole segments with their places: a search that locks segments walks back
/// in three smaller moves and never notices (measured: 12% over the best known values instead of 2.6%).
/// In a job shop only operations of one machine change their order: the table has a place for each such pair, 72 KB on ta41 and
/// not the 1.4 MB of all pairs. Where they do not fit, and in flexible shops, it is indexed by pair or a hash of it without keys.
struct ArcLocks: ~Copyable {
  private let until: Column<Int32>
  private let modeUntil: Column<Int32>
  /// A pair's place is the first one's row and the second one's column.
  private let row: Column<Int32>
  private let column: Column<Int32>
  private let mask: Int
  /// Steps so far; locks end at a step.
  private(set) var now: Int32 = 1

  private static let largestTable = 1 << 20

  init(_ problem: Problem) {
    var load = [Int](repeating: 0, count: problem.machineCount)
    for m in problem.machine { load[Int(m)] += 1 }
    let pairs = load.reduce(0) { $0 + $1 * $1 }
    let isByMachine = !problem.isFlexible && pairs <= Self.largestTable
    let places = isByMachine ? Self.places(problem, load) : Self.places(problem.operationCount)
    row = Column(places.row)
    column = Column(places.column)
    mask = isByMachine ? .max : places.size - 1
    until = Column(repeating: 0, count: places.size)
    modeUntil = Column(repeating: 0, count: problem.modeCount)
  }

  private typealias Places = (row: [Int32], column: [Int32], size: Int)

  /// A square for each machine, a row and a column of it for each of its operations.
  private static func places(_ problem: Problem, _ load: [Int]) -> Places {
    var (row, column, size) = ([Int32](), [Int32](), 0)
    var next = load.map { side in
      defer { size += side * side }
      return (row: Int32(size), column: Int32(0))
    }
    for o in 0..<problem.operationCount {
      let m = Int(problem.machine[Int(problem.modeStart[o])])
      row.append(next[m].row)
      column.append(next[m].column)
      next[m] = (next[m].row + Int32(load[m]), next[m].column + 1)
    }
    return (row, column, size)
  }

  /// One square for all, or what of it fits.
  private static func places(_ count: Int) -> Places {
    var size = 1 << 10
    while size < count * count, size < largestTable { size <<= 1 }
    let stride = count * count <= size ? count : 0x9E37_79B1
    let operations = 0..<count
    return (
      operations.map { Int32($0 &* stride & (size - 1)) }, operations.map(Int32.init), size
    )
  }

  @inline(__always)
  private func slot(_ a: Int32, _ b: Int32) -> Int { Int(row[a] &+ column[b]) & mask }

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
