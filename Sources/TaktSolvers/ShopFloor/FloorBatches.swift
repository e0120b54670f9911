import TaktModel

/// Batch machines, and what is in them.
///
/// Of each the decoder keeps how much is in its last load, as it keeps a machine's last end: a resource of its own behind materials
/// and kits. An operation joins that load where it fits in, is of its kind and need not delay it. So a load waits for whatever
/// stands first of it in the list: to wait for a late one, it is listed ahead of the others.
///
/// One object a search, as the decoder's other parts.
final class FloorBatches {
  /// Where batch machines begin among the decoder's resources.
  let base: Int
  /// Batch machines.
  let count: Int
  /// The place of each machine among them, -1 for one that does one operation at a time; empty where there are none.
  private let placeOf: Column<Int32>
  private let capacity: Column<Int32>
  private let load: Column<Int32>
  /// The kind of each mode: those of one kind may share a load; -1 for one that goes alone.
  private let kindOf: Column<Int32>

  init(_ problem: Problem, base: Int) {
    let batches = problem.floor.batches
    self.base = base
    let machines = (0..<problem.machineCount).filter { batches.isBatch($0) }
    count = machines.count
    var place = batches.isEmpty ? [] : Array(repeating: Int32(-1), count: problem.machineCount)
    for (i, machine) in machines.enumerated() { place[machine] = Int32(i) }
    placeOf = Column(place)
    capacity = Column(batches.capacity)
    load = Column(batches.load)
    kindOf = Column(Self.kinds(problem))
  }

  /// What must agree between two operations that share a load.
  private struct Kind: Hashable {
    var machine: Int32
    var family: Int32
    var setup: Int32
    var duration: Int32
    var longestBreak: Int32
    /// Watts, by the tariff and by the power limit, and what is needed: pool, quantity, span.
    var watts: [Int]
    var needs: [[Int32]]
  }

  private static func kinds(_ problem: Problem) -> [Int32] {
    let (floor, secondaries) = (problem.floor, problem.floor.secondaries)
    guard !floor.batches.isEmpty else { return [] }
    var known: [Kind: Int32] = [:]
    return (0..<problem.operationCount).flatMap { o in
      problem.modes(of: o).map { k in
        let machine = problem.machine[k]
        let family = floor.batches.family[o]
        guard floor.batches.isBatch(Int(machine)), family >= 0, problem.duration[k] > 0 else {
          return -1
        }
        let needs =
          secondaries.isEmpty
          ? []
          : secondaries.needs(of: o).map { need in
            [
              secondaries.needPool[need], secondaries.needCount[need],
              secondaries.heldInSetup[need] ? 1 : 0, secondaries.heldInRun[need] ? 1 : 0,
            ]
          }
        let kind = Kind(
          machine: machine, family: family, setup: floor.setup[k], duration: problem.duration[k],
          longestBreak: floor.longestBreak.isEmpty ? -1 : floor.longestBreak[o],
          watts: [
            floor.energy.isEmpty ? 0 : floor.energy.run[k],
            floor.power.isEmpty ? 0 : Int(floor.power.run[k]),
          ], needs: needs)
        let number = known[kind] ?? Int32(known.count)
        known[kind] = number
        return number
      }
    }
  }

  /// The resource that stands for what is in a machine; -1 for one that does one operation at a time.
  @inline(__always)
  func resource(_ machine: Int32) -> Int {
    machine < 0 || placeOf[machine] < 0 ? -1 : base + Int(placeOf[machine])
  }

  /// Whether a machine holds several operations.
  @inline(__always)
  func isBatch(_ machine: Int32) -> Bool { placeOf[machine] >= 0 }

  /// Whether an operation may be in a machine with another, and fits in with what is there.
  @inline(__always)
  func takes(
    _ o: Int32, _ mode: Int32, with other: Int32, on machine: Int32,
    _ inside: borrowing Column<Int32>
  ) -> Bool {
    kindOf[mode] >= 0 && kindOf[mode] == kindOf[other]
      && inside[resource(machine)] &+ load[o] <= capacity[machine]
  }

  /// Notes that an operation is in a machine: with what was there, or alone.
  func enter(_ o: Int32, _ machine: Int32, joins: Bool, _ inside: borrowing Column<Int32>) {
    let r = resource(machine)
    if r >= 0 { inside[r] = joins ? inside[r] &+ load[o] : load[o] }
  }
}

extension FloorDecoder {
  /// Where an operation would go with the last load of its machine; nil where it cannot.
  ///
  /// The operation takes the load's times and holds whom it holds.
  @inline(never)
  func joined(_ o: Int32, _ task: borrowing FloorTask, _ held: borrowing FloorHold)
    -> FloorPlacement?
  {
    let other = last[task.machine]
    guard other >= 0, batches.isBatch(task.machine) else { return nil }
    let load = placement[other]
    if task.pin == ShopFloor.Settlement.running {
      return pin[other] == task.pin ? placedBeside(load, o, task, held) : nil
    }
    let latest = task.pin == ShopFloor.Settlement.free ? Int32.max : task.pin
    guard pin[other] != ShopFloor.Settlement.running,
      batches.takes(o, task.mode, with: load.mode, on: task.machine, free),
      task.ready <= load.start, held.runFree <= load.runStart, task.hold <= load.runStart,
      load.runStart <= latest
    else { return nil }
    var p = load
    p.setupStart = load.start
    (p.setup, p.cost, p.changeover, p.isByClock) = (0, 0, 0, false)
    (p.mode, p.joins, p.slips, p.isSuited) = (task.mode, true, false, true)
    (p.cause, p.isHeldByMachine) = (other, true)
    if task.isBound, !keepsLinks(p, task, other) { return nil }
    holding.pick(o, as: other)
    return p
  }

  /// Whether what links an operation lets it have a load's times.
  private func keepsLinks(_ p: FloorPlacement, _ task: borrowing FloorTask, _ other: Int32) -> Bool
  {
    var hold = FloorHold(calendar: task.calendar)
    if holding.needs(other) {
      hold.setupCalendar = holding.calendar(of: other, from: task.calendar, inRun: false)
      hold.runCalendar = holding.calendar(of: other, from: task.calendar, inRun: true)
    }
    return settled(p, task, hold).runStart == p.runStart
  }

  /// Where work in hand goes on beside other work in hand: the machine is not waited for.
  private func placedBeside(
    _ load: FloorPlacement, _ o: Int32, _ task: borrowing FloorTask, _ held: borrowing FloorHold
  ) -> FloorPlacement {
    let (machine, until) = (task.machine, free[task.machine])
    free[machine] = 0
    defer { free[machine] = until }
    let alone = FloorTask(
      ready: task.ready, cause: task.cause, machine: machine, calendar: task.calendar,
      changeover: 0, byClock: false, setup: task.setup, run: task.run, hold: task.hold,
      pin: task.pin, longestBreak: task.longestBreak, operation: o, mode: task.mode,
      isBound: task.isBound)
    var hold = FloorHold(calendar: task.calendar)
    (hold.runFree, hold.runHolder) = (held.runFree, held.runHolder)
    var p = holding.needs(o) ? holding.pick(o, alone, hold, self) : place(alone, hold)
    (p.machine, p.mode, p.previous, p.setup, p.joins) =
      (machine, task.mode, load.previous, task.setup, true)
    return p
  }

  /// Puts an operation in with the last load of its machine; the load's first operation stands for it.
  ///
  /// Whom the load holds may have been held again since, and work in hand may end before what it is in the machine with: nobody is
  /// free earlier for it.
  @inline(never)
  func join(
    _ o: Int32, _ machine: Int32, _ free: borrowing Column<Int32>, _ last: borrowing Column<Int32>
  ) {
    free[machine] = max(free[machine], placement[o].end)
    batches.enter(o, machine, joins: true, free)
    guard holding.needs(o) else { return }
    holding.forEachHold(o, placement[o]) { unit, _, until in
      let r = machineCount + Int(unit)
      if until > free[r] { (free[r], last[r]) = (until, o) }
    }
  }

  // MARK: What an operation takes beside its machine and whom it holds

  /// How many resources an operation changes beside its machine and whom it holds: materials, its kit, what is in its machine.
  @inline(__always)
  func extraCount(_ o: Int32) -> Int32 {
    (materials.draws(o) ? materials.resourceCount(o) : 0)
      &+ (hasBatches && batches.resource(placement[o].machine) >= 0 ? 1 : 0)
  }

  /// One of them.
  @inline(__always)
  func extra(_ o: Int32, _ i: Int32) -> Int {
    materials.draws(o) && i < materials.resourceCount(o)
      ? materials.resource(o, i) : batches.resource(placement[o].machine)
  }

  /// Whether any of them is marked.
  func meetsExtras(_ o: Int32, _ marked: borrowing Column<Bool>) -> Bool {
    for i in 0..<extraCount(o) where marked[extra(o, i)] { return true }
    return false
  }
}
