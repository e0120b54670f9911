import TaktModel

/// The power limit: what placed operations draw together, and where another one fits in.
///
/// Unlike a machine, power is not taken in the order of the list: an operation may go before others that stand ahead of it, wherever
/// there is enough for it. That is the serial schedule generation scheme of resource-constrained project scheduling (Kolisch 1996,
/// European Journal of Operational Research 90); the list that is sorted by starts gives every schedule back, or a better one. What is
/// settled (running or pinned) stands in the profile from the start.
///
/// One object a search, as the decoder's other parts.
final class FloorPower {
  let isEmpty: Bool
  private let limit: Int32
  private let setup: Column<Int32>
  private let run: Column<Int32>
  private var profile = PowerProfile()
  /// What is settled.
  private var base = PowerProfile()
  private var saved = PowerProfile()
  /// Profiles before each of some positions of a list: no more than sixty-four or so, for each may be as long as the list.
  private var rows: [PowerProfile] = []
  private let stride: Int

  init(_ problem: Problem) {
    let power = problem.floor.power
    isEmpty = power.isEmpty
    limit = power.limit
    // Nothing is drawn where there is no limit to what is done: suppliers pay for themselves.
    let isOutside = { (machine: Int) in problem.floor.isUnlimited(machine) }
    setup = Column(power.setup.enumerated().map { isOutside($0) ? 0 : $1 })
    run = Column(power.run.enumerated().map { isOutside(Int(problem.machine[$0])) ? 0 : $1 })
    stride = max(64, problem.operationCount / 64)
  }

  /// Nothing is placed but what is settled.
  func clear() { profile = base }

  /// Takes what is placed so far as settled.
  func settle() { base = profile }

  // MARK: Drawing

  /// Has an operation draw what it draws where it is placed.
  func draw(_ p: FloorPlacement, _ calendar: Int32, _ clock: borrowing WorkClock) {
    guard p.machine >= 0, !p.joins else { return }
    let changed = p.isByClock ? min(p.setupStart &+ p.changeover, p.runStart) : p.setupStart
    let watts = setup[p.machine]
    profile.add(watts, from: p.setupStart, to: changed)
    clock.forEachStretch(from: changed, to: p.runStart, calendar) {
      profile.add(watts, from: $0, to: $1)
    }
    let own = run[p.mode]
    clock.forEachStretch(from: p.runStart, to: p.end, calendar) {
      profile.add(own, from: $0, to: $1)
    }
  }

  /// The tick behind the last moment at which there is not enough for a task's run; -1 where there always is.
  func lackInRun(
    _ p: FloorPlacement, _ task: borrowing FloorTask, _ clock: borrowing WorkClock
  ) -> Int32 {
    let watts = run[task.mode]
    guard watts > 0 else { return -1 }
    return lack(watts, from: p.runStart, to: p.end, task.calendar, clock)
  }

  /// The same for its changeover and setup.
  func lackInSetup(
    _ p: FloorPlacement, _ task: borrowing FloorTask, _ clock: borrowing WorkClock
  ) -> Int32 {
    let watts = setup[task.machine]
    guard watts > 0, p.setupStart < p.runStart else { return -1 }
    let changed = task.byClock ? min(p.setupStart &+ task.changeover, p.runStart) : p.setupStart
    let most = limit &- min(watts, limit)
    return max(
      profile.end(ofMoreThan: most, from: p.setupStart, to: changed),
      lack(watts, from: changed, to: p.runStart, task.calendar, clock))
  }

  private func lack(
    _ watts: Int32, from: Int32, to: Int32, _ calendar: Int32, _ clock: borrowing WorkClock
  ) -> Int32 {
    let most = limit &- min(watts, limit)
    var result: Int32 = -1
    clock.forEachStretch(from: from, to: to, calendar) {
      result = max(result, profile.end(ofMoreThan: most, from: $0, to: $1))
    }
    return result
  }

  // MARK: Going back

  /// Keeps the profile for one try.
  func save() { saved = profile }

  /// Goes back to what was saved.
  func restore() { profile = saved }

  /// Keeps the profile before a position of a list, where a row belongs to it.
  func save(at position: Int) {
    guard position % stride == 0 else { return }
    let row = position / stride
    if row < rows.count { rows[row] = profile } else { rows.append(profile) }
  }

  /// Goes back to the last row up to a position.
  /// - Returns: the position of that row.
  func restore(before position: Int) -> Int {
    let row = position / stride
    profile = rows[row]
    return row * stride
  }
}

extension FloorDecoder {
  /// A placement delayed, as little as it takes, until there is enough power for it.
  ///
  /// Each delay is forced: work that is under way at a moment without enough for it still is when it begins later but before that
  /// moment, so it comes behind. What is settled stays where it is.
  /// - Complexity: O(steps of the profile the operation is moved past)
  @inline(never)
  func powered(
    _ placement: FloorPlacement, _ task: borrowing FloorTask, _ hold: borrowing FloorHold
  ) -> FloorPlacement {
    var p = placement
    guard task.pin == ShopFloor.Settlement.free else { return p }
    while p.end <= clock.horizon {
      var runStart = power.lackInRun(p, task, clock)
      if runStart < 0 {
        let lack = power.lackInSetup(p, task, clock)
        guard lack >= 0 else { return p }
        let changed = clock.end(
          of: task.changeover, from: lack, task.byClock ? -1 : hold.setupCalendar)
        runStart = clock.end(of: task.setup, from: changed, hold.setupCalendar)
      }
      if task.run > 0 { runStart = clock.opening(runStart, hold.runCalendar) }
      put(&p, at: max(runStart, p.runStart &+ 1), task, hold)
      (p.cause, p.isHeldByMachine) = (-1, false)
      if task.isBound { p = settled(p, task, hold) }
    }
    return p
  }

  /// Has what stands at a position of a list draw its power where it is placed: an operation, a whole unit, or nothing.
  func draw(_ o: Int32) {
    guard units.holds(o) else { return drawOne(o) }
    if units.follows(o) { return }
    for k in units.memberStart[o]..<units.memberStart[Int(o) + 1] { drawOne(units.members[k]) }
  }

  /// Has an operation draw its power where it is placed; what is settled does so from the start.
  @inline(__always)
  func drawOne(_ o: Int32) {
    let p = placement[o]
    guard p.machine >= 0, pin[o] == ShopFloor.Settlement.free else { return }
    power.draw(p, calendarOf[p.machine], clock)
  }

  /// Has what is settled draw its power before anything else is placed: running operations go on at once, pinned ones when they must,
  /// behind the longest changeover they may need.
  func drawSettled() {
    for o in 0..<Int32(operationCount) where pin[o] != ShopFloor.Settlement.free {
      let mode = modeStart[o]
      guard setupOf[mode] &+ runOf[mode] > 0, !hasUnlimited || !isUnlimited[machineOf[mode]] else {
        continue
      }
      power.draw(settledPlacement(o, mode), calendarOf[machineOf[mode]], clock)
    }
    power.settle()
  }

  private func settledPlacement(_ o: Int32, _ mode: Int32) -> FloorPlacement {
    let calendar = calendarOf[machineOf[mode]]
    var hold = FloorHold(calendar: calendar)
    if holding.needs(o) {
      // Whom it holds is settled as well.
      holding.pickAny(o)
      holding.keepPicked(o)
      hold.setupCalendar = holding.calendar(of: o, from: calendar, inRun: false)
      hold.runCalendar = holding.calendar(of: o, from: calendar, inRun: true)
    }
    var p = FloorPlacement()
    (p.machine, p.mode) = (machineOf[mode], mode)
    let ready = clock.end(of: setupOf[mode], from: 0, hold.setupCalendar)
    p.runStart = pin[o] >= 0 ? pin[o] : clock.opening(ready, hold.runCalendar)
    p.start = clock.start(of: setupOf[mode], until: p.runStart, hold.setupCalendar)
    p.end = clock.end(of: runOf[mode], from: p.runStart, hold.runCalendar)
    p.setupStart = p.start
    guard pin[o] >= 0 else { return p }
    let longest = longestChangeover(o, on: p.machine)
    p.setupStart = min(
      clock.start(of: longest.worked, until: p.start, hold.setupCalendar),
      p.start &- longest.byClock)
    (p.setupStart, p.changeover) = (max(0, p.setupStart), longest.byClock)
    p.isByClock = longest.byClock > 0
    return p
  }
}

extension WorkClock {
  /// The working stretches between two ticks.
  @inline(__always)
  func forEachStretch(
    from: Int32, to: Int32, _ calendar: Int32, _ body: (Int32, Int32) -> Void
  ) {
    guard from < to else { return }
    if calendar < 0 { return body(from, to) }
    guard from <= horizon else { return }
    var i = interval(after: max(0, from), calendar)
    while opens[i] < to, opens[i] <= horizon {
      body(max(from, opens[i]), min(to, closes[i]))
      i += 1
    }
  }
}
