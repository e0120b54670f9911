import TaktModel

/// Lists that a schedule can be placed from again.
extension FloorDecoder {
  /// The operations of a schedule in the order they begin, each behind all it waits for.
  ///
  /// With links an operation may begin before one that its placement depends on; that one then comes first, and before it
  /// whatever stands before it on its machine and with whom it holds, so that these go on in the order they do.
  /// - Parameter byHolds: whether somebody who is held for setups goes on in the order of those, though the runs begin in another
  /// - Complexity: O(n log n), n = operations, arcs and held units
  func list(of schedule: Schedule, _ problem: Problem, byHolds: Bool = true) -> [Int32] {
    list(
      of: schedule, byStart: schedule.inStartOrder(in: problem),
      byHolds: byHolds && holding.holdsForSetups)
  }

  /// The same, what begins and ends at one time standing as it does in a list that all arcs agree with.
  func list(of schedule: Schedule, ties order: [Int32]) -> [Int32] {
    let begin = order.map { (schedule.runStart[Int($0)], schedule.end[Int($0)]) }
    let byStart = order.indices.sorted {
      (begin[$0].0, begin[$0].1, $0) < (begin[$1].0, begin[$1].1, $1)
    }
    return list(
      of: schedule, byStart: byStart.map { order[$0] }, byHolds: holding.holdsForSetups)
  }

  private func list(of schedule: Schedule, byStart order: [Int32], byHolds: Bool) -> [Int32] {
    var byStart = order
    if hasBatches {
      let runStart = schedule.runStart
      byStart = loadsByArrival(
        byStart, mode: { schedule.mode[$0] }, runStart: { runStart[$0] }, end: { schedule.end[$0] })
    }
    if hasBuffers {
      // Machines are come onto in the order they begin to be set up; whom operations hold goes from run to run.
      let byBegin = byStart.enumerated().sorted {
        (schedule.setupStart[Int($0.element)], $0.offset)
          < (schedule.setupStart[Int($1.element)], $1.offset)
      }.map(\.element)
      return list(byBegin, neighbours(of: schedule, byStart)) ?? list(byBegin, nil) ?? byBegin
    }
    // What takes no time may stand between the operations of a load.
    guard !links.isEmpty || !units.isEmpty || byHolds else {
      return hasBatches ? inArcOrder(byStart) : byStart
    }
    return inTurn(byStart, neighbours(of: schedule, byStart))
  }

  /// The operations of a list in turn: as they stand, but behind all they wait for and who comes before them on what they use.
  func inTurn(_ list: ListDecoding.List) -> [Int32] {
    let mode = { (o: Int) in list.mode[o] < 0 ? self.modeStart[o] : list.mode[o] }
    let knowsLoads = hasBatches && !list.end.isEmpty
    var order = list.order
    if knowsLoads {
      order = loadsByArrival(
        order, mode: mode, runStart: { list.runStart[$0] }, end: { list.end[$0] })
    }
    guard !links.isEmpty || !units.isEmpty || holding.holdsForSetups && !list.units.isEmpty else {
      return knowsLoads ? inArcOrder(order) : order
    }
    let neighbours = neighbours(
      order, mode: list.mode, units: list.units, setupStart: list.setupStart,
      runStart: list.runStart,
      opensLoad: { o in
        knowsLoads && arrival(Int32(o), mode: mode, end: { list.end[$0] }) >= list.setupStart[o]
      })
    return inTurn(order, neighbours)
  }

  /// The operations behind all they wait for and behind who comes before them on what they use, else as they stand in a list.
  ///
  /// What takes no time can stand on either side of its neighbour, and two units on two machines one before the other on each: such
  /// a circle is broken at its first operation in the list. Arcs alone never close one.
  func inTurn(_ byStart: [Int32], _ neighbours: [[Int32]]) -> [Int32] {
    var behind = Array(repeating: [Int32](), count: operationCount)
    for o in byStart { for x in neighbours[Int(o)] { behind[Int(x)].append(o) } }
    let rank = Column<Int32>(repeating: 0, count: operationCount)
    for (i, o) in byStart.enumerated() { rank[o] = Int32(i) }
    var open = (0..<operationCount).map { predecessorStart[$0 + 1] &- predecessorStart[$0] }
    var openNeighbours = neighbours.map(\.count)
    var isListed = Array(repeating: false, count: operationCount)
    // What waits for nothing, and what waits for neighbours alone.
    var ready = TickHeap(capacity: operationCount)
    var held = TickHeap(capacity: operationCount)
    func enter(_ o: Int32) {
      if openNeighbours[Int(o)] == 0 { ready.push(rank[o], o) } else { held.push(rank[o], o) }
    }
    for o in byStart where open[Int(o)] == 0 { enter(o) }
    var list: [Int32] = []
    list.reserveCapacity(operationCount)
    while let (_, o) = ready.pop() ?? held.pop() {
      if isListed[Int(o)] { continue }
      isListed[Int(o)] = true
      list.append(o)
      for a in successorStart[o]..<successorStart[Int(o) + 1] {
        let next = successors[a]
        open[Int(next)] -= 1
        if open[Int(next)] == 0 { enter(next) }
      }
      for next in behind[Int(o)] {
        openNeighbours[Int(next)] -= 1
        if openNeighbours[Int(next)] == 0, open[Int(next)] == 0 { ready.push(rank[next], next) }
      }
    }
    return list
  }

  /// Puts of each load the operation first that is there last: a load waits for whatever stands first of it in a list.
  /// - Parameter order: a list by when runs begin
  func loadsByArrival(
    _ order: [Int32], mode: (Int) -> Int32, runStart: (Int) -> Int32, end: (Int) -> Int32
  ) -> [Int32] {
    struct Load: Hashable {
      var machine: Int32
      var begin: Int32
    }
    var places: [Load: [Int]] = [:]
    for (i, o) in order.enumerated() {
      let machine = machineOf[mode(Int(o))]
      guard batches.isBatch(machine) else { continue }
      places[Load(machine: machine, begin: runStart(Int(o))), default: []].append(i)
    }
    var result = order
    for group in places.values where group.count > 1 {
      let members = group.map { order[$0] }.map { (o: $0, at: arrival($0, mode: mode, end: end)) }
      let sorted = members.enumerated().sorted {
        (-$0.element.at, $0.offset) < (-$1.element.at, $1.offset)
      }
      for (place, member) in zip(group, sorted) { result[place] = member.element.o }
    }
    return result
  }

  /// When an operation is there, as far as its job and its arcs say.
  private func arrival(_ o: Int32, mode: (Int) -> Int32, end: (Int) -> Int32) -> Int32 {
    let own = mode(Int(o))
    var tick = max(release[jobOf[o]], earliest[own], hold[o])
    for a in predecessorStart[o]..<predecessorStart[Int(o) + 1] {
      let before = Int(predecessors[a])
      let way = travel.time(from: machineOf[mode(before)], to: machineOf[own])
      tick = max(tick, end(before) &+ predecessorLag[a] &+ way)
    }
    return tick
  }

  /// A list with every operation behind all it waits for, else as it is.
  func behindPredecessors(_ order: [Int32]) -> [Int32] {
    links.isEmpty && units.isEmpty ? order : inArcOrder(order)
  }

  /// A list with every operation behind all that has an arc to it.
  func inArcOrder(_ order: [Int32]) -> [Int32] { list(order, nil) ?? order }

  /// The operations behind all they wait for, else as they stand in a list; nil where they wait in a circle.
  private func list(_ byStart: [Int32], _ neighbours: [[Int32]]?) -> [Int32]? {
    enum State { case new, open, listed }
    var state = Array(repeating: State.new, count: operationCount)
    var list: [Int32] = []
    var stack: [Int32] = []
    for o in byStart {
      stack.append(o)
      while let top = stack.last {
        guard state[Int(top)] == .new else {
          stack.removeLast()
          if state[Int(top)] == .open { list.append(top) }
          state[Int(top)] = .listed
          continue
        }
        state[Int(top)] = .open
        let arcs = predecessorStart[top]..<predecessorStart[Int(top) + 1]
        for x in arcs.map({ predecessors[$0] }) + (neighbours?[Int(top)] ?? []) {
          if state[Int(x)] == .open { return nil }
          if state[Int(x)] == .new { stack.append(x) }
        }
      }
    }
    return list
  }

  /// Who comes before each operation on its machine and with each unit it holds, as a schedule has it.
  private func neighbours(of schedule: Schedule, _ byStart: [Int32]) -> [[Int32]] {
    neighbours(
      byStart, mode: schedule.mode, units: schedule.units, setupStart: schedule.setupStart,
      runStart: schedule.runStart,
      opensLoad: { o in
        arrival(Int32(o), mode: { schedule.mode[$0] }, end: { schedule.end[$0] })
          >= schedule.start[o]
      })
  }

  /// Who comes before each operation on its machine and with each unit it holds: one operation, or a whole load.
  ///
  /// What shares a load is in it in any order, but for what the others wait for, which opens it. A unit stands where its leader does.
  /// Whoever is held goes from one to the next in the order they begin to be held, which is not that of the runs where somebody is
  /// held for setups alone.
  /// - Complexity: O(n log n), n = operations and held units
  func neighbours(
    _ byStart: [Int32], mode: [Int32], units held: [Int32], setupStart: [Int32], runStart: [Int32],
    opensLoad: (Int) -> Bool
  ) -> [[Int32]] {
    var turns = Array(repeating: Turn(), count: resourceCount)
    var result = Array(repeating: [Int32](), count: operationCount)
    var holds: [(from: Int32, rank: Int32, unit: Int32)] = []
    func enter(_ o: Int, on r: Int) {
      let (machine, leader) = (machineOf[mode[o]], Int(units.leader[o]))
      let load = hasBatches && batches.isBatch(machine) ? runStart[o] : -1
      turns[r].enter(Int32(leader), load, opens: load >= 0 && opensLoad(o), &result[leader])
    }
    for (rank, o) in byStart.enumerated() where mode[Int(o)] >= 0 {
      let (mode, start) = (mode[Int(o)], runStart[Int(o)])
      let machine = machineOf[mode]
      guard setupOf[mode] &+ runOf[mode] > 0, !isUnlimited[machine] else { continue }
      enter(Int(o), on: Int(machine))
      holding.forEachHold(
        o, from: setupStart[Int(o)], runStart: start, until: start &+ runOf[mode]
      ) { slot, from, _ in
        if !held.isEmpty, held[Int(slot)] >= 0 {
          holds.append((from, Int32(rank), held[Int(slot)]))
        }
      }
    }
    holds.sort { ($0.from, $0.rank) < ($1.from, $1.rank) }
    for hold in holds { enter(Int(byStart[Int(hold.rank)]), on: machineCount + Int(hold.unit)) }
    return result
  }
}

/// Whose turn it is on a resource: an operation's, or a load's.
private struct Turn {
  private var before: [Int32] = []
  private var now: [Int32] = []
  /// When the load at hand begins to run; -1 for an operation of its own.
  private var load: Int32 = -1
  private var opener: Int32 = -1

  /// Has an operation come next, and says behind whom.
  mutating func enter(_ o: Int32, _ load: Int32, opens: Bool, _ behind: inout [Int32]) {
    if load < 0 || self.load != load {
      (before, now, self.load, opener) = (now, [], load, -1)
    }
    for x in before where x != o { behind.append(x) }
    if opener >= 0, opener != o { behind.append(opener) }
    if opens, opener < 0 { opener = o }
    now.append(o)
  }
}
