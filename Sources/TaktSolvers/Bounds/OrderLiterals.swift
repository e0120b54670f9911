import TaktModel

/// Which operations may meet on which machine, and a number for every "a before b" there.
///
/// Each machine has a slot for every mode on it. The literal "slot i before slot j" is `firstLiteral + i * slots + j`: the values
/// of a slot's literals stand in one row, which the rules read from end to end. Its opposite is "j before i".
struct OrderLiterals: ~Copyable {
  /// Where each machine's slots begin in ``operation`` and ``mode``; one more entry than machines.
  let firstSlot: Column<Int32>
  /// Operation and mode of each slot.
  let operation: Column<Int32>
  let mode: Column<Int32>
  /// Machine and slot there of each mode.
  let machineOfMode: Column<Int32>
  let slotOfMode: Column<Int32>
  /// Where each machine's literals begin; one more entry than machines.
  let firstLiteral: Column<Int32>
  /// For each literal, the operation that comes first, and the literal of the other order.
  let before: Column<Int32>
  let opposite: Column<Int32>
  /// The mode that puts that operation on the literal's machine.
  let modeBefore: Column<Int32>
  /// The machine of each literal.
  let machine: Column<Int32>
  /// Literals that the routings make true: pairs of one job that a path orders.
  let given: [Int32]
  /// Slots of the fullest machine.
  let mostSlots: Int

  var count: Int { before.count }

  func slots(of machine: Int) -> Int { Int(firstSlot[machine + 1] - firstSlot[machine]) }

  /// The operation that comes second.
  func after(_ literal: Int32) -> Int32 { before[opposite[literal]] }

  /// How many literals a problem has.
  static func count(_ problem: Problem) -> Int {
    var slots = Array(repeating: 0, count: problem.machineCount)
    for m in problem.machine { slots[Int(m)] += 1 }
    return slots.reduce(0) { $0 + $1 * $1 }
  }

  init(_ problem: Problem) {
    var modes = Array(repeating: [Int32](), count: problem.machineCount)
    var operationOf = [Int32](repeating: 0, count: problem.modeCount)
    for o in 0..<problem.operationCount {
      for k in problem.modes(of: o) {
        modes[Int(problem.machine[k])].append(Int32(k))
        operationOf[k] = Int32(o)
      }
    }
    mostSlots = modes.reduce(0) { max($0, $1.count) }
    var (slotStart, literalStart) = ([Int32(0)], [Int32(0)])
    for list in modes {
      slotStart.append((slotStart.last ?? 0) + Int32(list.count))
      literalStart.append((literalStart.last ?? 0) + Int32(list.count * list.count))
    }
    firstSlot = Column(slotStart)
    firstLiteral = Column(literalStart)
    mode = Column(modes.flatMap { $0 })
    operation = Column(modes.flatMap { $0.map { operationOf[Int($0)] } })
    machineOfMode = Column(problem.machine)
    slotOfMode = Column(repeating: 0, count: problem.modeCount)
    for list in modes { for (slot, k) in list.enumerated() { slotOfMode[k] = Int32(slot) } }
    let total = Int(literalStart.last ?? 0)
    before = Column(repeating: 0, count: total)
    opposite = Column(repeating: 0, count: total)
    machine = Column(repeating: 0, count: total)
    modeBefore = Column(repeating: 0, count: total)
    let reach = Reach(problem)
    var given: [Int32] = []
    for (m, list) in modes.enumerated() {
      let (k, first) = (list.count, literalStart[m])
      for i in 0..<k {
        for j in 0..<k {
          let literal = first + Int32(i * k + j)
          let (a, b) = (operationOf[Int(list[i])], operationOf[Int(list[j])])
          machine[literal] = Int32(m)
          before[literal] = a
          modeBefore[literal] = list[i]
          opposite[literal] = first + Int32(j * k + i)
          if i != j, reach.isPath(from: Int(a), to: Int(b)) { given.append(literal) }
        }
      }
    }
    self.given = given
  }

  /// Which operations of a job a path of arcs leads to.
  private struct Reach {
    private let problem: Problem
    /// Place in the job where jobs are chains, else empty.
    private var position: [Int32] = []
    private var rows: [Set<Int32>] = []

    init(_ problem: Problem) {
      self.problem = problem
      let n = problem.operationCount
      if problem.isChained {
        position = Array(repeating: 0, count: n)
        for o in problem.topologicalOrder.map(Int.init) {
          for a in problem.arcs(into: o) {
            position[o] = position[Int(problem.predecessors[a])] + 1
          }
        }
      } else {
        rows = Array(repeating: [], count: n)
        for o in problem.topologicalOrder.reversed().map(Int.init) {
          for next in problem.arcs(outOf: o).map({ problem.successors[$0] }) {
            rows[o].insert(next)
            rows[o].formUnion(rows[Int(next)])
          }
        }
      }
    }

    func isPath(from a: Int, to b: Int) -> Bool {
      guard a != b, problem.jobOf[a] == problem.jobOf[b] else { return false }
      return rows.isEmpty ? position[a] < position[b] : rows[a].contains(Int32(b))
    }
  }
}
