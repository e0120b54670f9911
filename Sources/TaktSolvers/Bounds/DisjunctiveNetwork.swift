import TaktModel

/// The windows of all operations and the orders decided on the machines, tightened by propagation and taken back level by level.
///
/// Directions: 0 is forward in time, 1 backward. `bound(0, o)` is the earliest start and `bound(1, o)` the latest end with its sign
/// changed, so that every rule only ever raises bounds and is written once for both directions.
///
/// Nothing is copied to try something: a trail remembers what each cell held. The loops allocate nothing.
struct DisjunctiveNetwork: ~Copyable {
  let problem: Problem
  let operationCount: Int
  let isFlexible: Bool
  let literals: OrderLiterals
  /// Literals that became true since someone last looked, for the clauses that watch them.
  private(set) var news: Stack<Int32>
  /// Some window has closed: no schedule meets the target under the present assumptions.
  private(set) var isContradiction = false
  /// Levels of assumptions.
  var level: Int { levels.count }

  /// Forward bounds, backward bounds, work, and mode (-1 while there is a choice) of each operation, then whether each mode is
  /// still possible.
  private let cells: Column<Int32>
  /// Value of each literal: 1 true, -1 false, 0 open.
  private let values: Column<Int8>
  private var trail: Stack<TrailEntry>
  private var levels: Stack<Int32>
  /// Bounds that moved and whose arcs are still to be followed.
  private var moved: WorkQueue
  /// Machines whose quick rules (twice the machine plus the direction) and whose costly rules are still to run.
  var quick: WorkQueue
  var costly: WorkQueue
  var view: OneMachine
  /// Slots of each machine in the order a rule wants, as it was last: four orders in each direction.
  let permutations: Column<Int32>
  private let arcs: ArcTable

  struct TrailEntry {
    /// A cell, or a literal after all cells.
    var place: Int32
    var old: Int32
  }

  /// More literals than memory is spent on.
  static let mostLiterals = 4_000_000

  /// Without a target nothing is bounded yet: ``begin(heads:deadlines:)`` comes next.
  init(_ problem: Problem) {
    self.problem = problem
    operationCount = problem.operationCount
    isFlexible = problem.isFlexible
    literals = OrderLiterals(problem)
    cells = Column(repeating: 0, count: 4 * problem.operationCount + problem.modeCount)
    values = Column(repeating: 0, count: literals.count)
    news = Stack(filler: 0)
    trail = Stack(filler: TrailEntry(place: 0, old: 0))
    levels = Stack(filler: 0)
    moved = WorkQueue(count: 2 * problem.operationCount)
    quick = WorkQueue(count: 2 * problem.machineCount)
    costly = WorkQueue(count: problem.machineCount)
    view = OneMachine(capacity: literals.mostSlots)
    permutations = Column(repeating: 0, count: 8 * problem.modeCount)
    arcs = ArcTable(problem)
    for order in 0..<8 {
      for m in 0..<problem.machineCount {
        let first = Int(literals.firstSlot[m])
        for i in 0..<literals.slots(of: m) {
          permutations[order * problem.modeCount + first + i] = Int32(i)
        }
      }
    }
  }

  // MARK: Reading

  @inline(__always)
  func bound(_ direction: Int, _ o: Int32) -> Int32 { cells[direction &* operationCount &+ Int(o)] }
  /// Earliest start.
  func head(_ o: Int32) -> Int32 { bound(0, o) }
  /// Latest end.
  func end(_ o: Int32) -> Int32 { -bound(1, o) }
  /// The least work of the modes still possible.
  @inline(__always)
  func work(_ o: Int32) -> Int32 { cells[2 &* operationCount &+ Int(o)] }
  /// The only mode still possible; -1 where there is a choice.
  @inline(__always)
  func mode(_ o: Int32) -> Int32 { cells[3 &* operationCount &+ Int(o)] }
  func allows(mode k: Int) -> Bool { cells[4 * operationCount + k] != 0 }
  /// 1 for true, -1 for false, 0 for open.
  @inline(__always)
  func value(_ literal: Int32) -> Int8 { values[literal] }

  /// Whether a literal's order is open and both operations are bound to its machine.
  @inline(__always)
  func isOpen(_ literal: Int32) -> Bool {
    values[literal] == 0 && (!isFlexible || isInUse(literal))
  }

  /// Whether both operations of a literal are bound to its machine: only then does it say anything.
  func isInUse(_ literal: Int32) -> Bool {
    let opposite = literals.opposite[literal]
    return mode(literals.before[literal]) == literals.modeBefore[literal]
      && mode(literals.before[opposite]) == literals.modeBefore[opposite]
  }

  // MARK: Beginning and assuming

  /// Begins anew with the windows given, at level 0.
  mutating func begin(heads: [Int32], deadlines: [Int32]) {
    stop()
    trail.removeAll()
    levels.removeAll()
    news.removeAll()
    isContradiction = false
    let n = operationCount
    for o in 0..<n {
      let modes = problem.modes(of: o)
      cells[o] = heads[o]
      cells[n + o] = -deadlines[o]
      cells[2 * n + o] = problem.shortestDuration(of: o)
      cells[3 * n + o] = modes.count == 1 ? Int32(modes.lowerBound) : -1
      if heads[o] + cells[2 * n + o] > deadlines[o] { isContradiction = true }
      moved.push(o)
      moved.push(n + o)
    }
    for k in 0..<problem.modeCount { cells[4 * n + k] = 1 }
    for literal in 0..<values.count { values[literal] = 0 }
    for literal in literals.given {
      values[literal] = 1
      values[literals.opposite[literal]] = -1
    }
    for m in 0..<problem.machineCount { wake(machine: m) }
  }

  /// Opens a level; ``backtrack()`` takes back all that happens in it.
  mutating func push() { levels.push(Int32(trail.count)) }

  /// Takes the last level back.
  mutating func backtrack() {
    stop()
    isContradiction = false
    news.removeAll()
    let mark = Int(levels.pop())
    while trail.count > mark {
      let entry = trail.pop()
      if Int(entry.place) < cells.count {
        cells[entry.place] = entry.old
      } else {
        let literal = entry.place &- Int32(cells.count)
        values[literal] = 0
        values[literals.opposite[literal]] = 0
      }
    }
  }

  /// Orders two operations bound to the machine, and with them what stands before the one and after the other.
  mutating func assume(_ literal: Int32) {
    decide(literal)
    let (first, k, row) = place(of: literal)
    let (i, j) = (row / k, row % k)
    for x in 0..<k where x == i || value(first &+ Int32(x &* k &+ i)) == 1 {
      for y in 0..<k where y == j || value(first &+ Int32(j &* k &+ y)) == 1 {
        if x != y { decide(first &+ Int32(x &* k &+ y)) }
      }
    }
  }

  private func place(of literal: Int32) -> (first: Int32, slots: Int, row: Int) {
    let m = Int(literals.machine[literal])
    let first = literals.firstLiteral[m]
    return (first, literals.slots(of: m), Int(literal &- first))
  }

  /// Gives up under the present assumptions.
  mutating func contradict() { isContradiction = true }

  /// Records an order; the rules do the rest.
  @inline(__always)
  mutating func decide(_ literal: Int32) {
    let value = values[literal]
    if value == 1 { return }
    if value == -1 {
      isContradiction = true
      return
    }
    trail.push(TrailEntry(place: literal &+ Int32(cells.count), old: 0))
    values[literal] = 1
    values[literals.opposite[literal]] = -1
    news.push(literal)
    wakeMachine(of: literals.before[literal])
  }

  /// The next literal that became true; nil where all are seen.
  mutating func nextNews() -> Int32? { news.count == 0 ? nil : news.pop() }

  /// Raises a bound.
  @inline(__always)
  mutating func raise(_ direction: Int, _ o: Int32, to time: Int32) {
    let cell = direction &* operationCount &+ Int(o)
    guard time > cells[cell] else { return }
    set(cell, time)
    if head(o) &+ work(o) > end(o) { isContradiction = true }
    moved.push(cell)
    let k = mode(o)
    if k >= 0 {
      let m = Int(literals.machineOfMode[k])
      quick.push(2 &* m &+ direction)
      costly.push(m)
    }
  }

  @inline(__always)
  private mutating func set(_ cell: Int, _ value: Int32) {
    trail.push(TrailEntry(place: Int32(cell), old: cells[cell]))
    cells[cell] = value
  }

  @inline(__always)
  private mutating func wakeMachine(of o: Int32) {
    let k = mode(o)
    if k >= 0 { wake(machine: Int(literals.machineOfMode[k])) }
  }

  private mutating func wake(machine m: Int) {
    quick.push(2 &* m)
    quick.push(2 &* m &+ 1)
    costly.push(m)
  }

  // MARK: Propagation

  /// Tightens until nothing moves.
  /// - Returns: false for a contradiction.
  mutating func propagate() -> Bool {
    while !isContradiction {
      if let cell = moved.pop() {
        follow(cell)
      } else if let next = quick.pop() {
        applyQuickRules(next / 2, next % 2)
      } else if let m = costly.pop() {
        applyCostlyRules(Int(m))
      } else {
        return true
      }
    }
    stop()
    return false
  }

  /// Whether something is left to propagate.
  var hasWork: Bool { isContradiction || !moved.isEmpty || !quick.isEmpty || !costly.isEmpty }

  private mutating func stop() {
    moved.removeAll()
    quick.removeAll()
    costly.removeAll()
  }

  /// Does an operation in one of its modes.
  mutating func choose(mode k: Int32, of o: Int32) {
    for other in problem.modes(of: Int(o)) where other != Int(k) { drop(mode: other, of: o) }
  }

  /// Rules a mode out.
  mutating func drop(mode k: Int, of o: Int32) {
    guard allows(mode: k) else { return }
    set(4 * operationCount + k, 0)
    filterModes(o)
  }

  private mutating func follow(_ cell: Int) {
    let direction = cell < operationCount ? 0 : 1
    let o = Int32(cell &- direction &* operationCount)
    if mode(o) < 0 { filterModes(o) }
    orderPairs(o, direction)
    let ready = bound(direction, o) &+ work(o)
    var a = arcs.first(direction, o)
    let last = arcs.first(direction, o &+ 1)
    while a < last {
      raise(direction, arcs.next(direction, a), to: ready &+ arcs.lag(direction, a))
      a &+= 1
    }
  }

  /// Drops modes that do not fit the window.
  private mutating func filterModes(_ o: Int32) {
    let room = end(o) &- head(o)
    var (least, only, count) = (Int32.max, Int32(-1), 0)
    for k in problem.modes(of: Int(o)) where allows(mode: k) {
      if problem.duration[k] > room {
        set(4 * operationCount + k, 0)
      } else {
        least = min(least, problem.duration[k])
        only = Int32(k)
        count += 1
      }
    }
    guard count > 0 else {
      isContradiction = true
      return
    }
    if count > 1, least == work(o) { return }
    if count == 1 { set(3 * operationCount + Int(o), only) }
    if least > work(o) { set(2 * operationCount + Int(o), least) }
    moved.push(Int(o))
    moved.push(operationCount + Int(o))
    wakeMachine(of: o)
  }
}
