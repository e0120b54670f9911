import TaktModel

/// Lists that a schedule can be placed from again.
extension FloorDecoder {
  /// The operations of a schedule in the order they begin, each behind all it waits for.
  ///
  /// With links an operation may begin before one that its placement depends on; that one then comes first, and before it
  /// whatever stands before it on its machine and with whom it holds, so that these go on in the order they do.
  /// - Complexity: O(n log n), n = operations, arcs and held units
  func list(of schedule: Schedule, _ problem: Problem) -> [Int32] {
    var byStart = schedule.inStartOrder(in: problem)
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
      return list(byBegin, neighbours(byStart, schedule, problem)) ?? list(byBegin, nil) ?? byBegin
    }
    guard !links.isEmpty || !units.isEmpty else { return byStart }
    // What takes no time can stand on either side of its neighbour, and so close a circle with it; arcs alone never do.
    return list(byStart, neighbours(byStart, schedule, problem)) ?? list(byStart, nil) ?? byStart
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
    func arrival(_ o: Int32) -> Int32 {
      let own = mode(Int(o))
      var tick = max(release[jobOf[o]], earliest[own], hold[o])
      for a in predecessorStart[o]..<predecessorStart[Int(o) + 1] {
        let before = Int(predecessors[a])
        let way = travel.time(from: machineOf[mode(before)], to: machineOf[own])
        tick = max(tick, end(before) &+ predecessorLag[a] &+ way)
      }
      return tick
    }
    var result = order
    for group in places.values where group.count > 1 {
      let members = group.map { order[$0] }.map { (o: $0, at: arrival($0)) }
      let sorted = members.enumerated().sorted {
        (-$0.element.at, $0.offset) < (-$1.element.at, $1.offset)
      }
      for (place, member) in zip(group, sorted) { result[place] = member.element.o }
    }
    // What takes no time may have stood between.
    return list(result, nil) ?? order
  }

  /// A list with every operation behind all it waits for, else as it is.
  func behindPredecessors(_ order: [Int32]) -> [Int32] {
    links.isEmpty && units.isEmpty ? order : list(order, nil) ?? order
  }

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

  /// Who comes last before each operation on its machine and with each unit it holds.
  private func neighbours(_ byStart: [Int32], _ schedule: Schedule, _ problem: Problem) -> [[Int32]]
  {
    let slots = problem.floor.secondaries.slotStart
    var last = Array(repeating: Int32(-1), count: resourceCount)
    var result = Array(repeating: [Int32](), count: operationCount)
    for o in byStart {
      let mode = Int(schedule.mode[Int(o)])
      let machine = Int(problem.machine[mode])
      guard problem.duration[mode] > 0, !problem.floor.isUnlimited(machine) else { continue }
      var resources = [machine]
      if !slots.isEmpty {
        resources += (slots[Int(o)]..<slots[Int(o) + 1]).map {
          machineCount + Int(schedule.units[Int($0)])
        }
      }
      for r in resources {
        // A unit stands where its leader does.
        let leader = units.leader[o]
        if last[r] >= 0, last[r] != leader { result[Int(leader)].append(last[r]) }
        last[r] = leader
      }
    }
    return result
  }
}
