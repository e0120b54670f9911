package import TaktModel

/// Work in hand on random shop floors.
package enum RunningWork {
  /// The same problem with what a schedule has first on its machine, first of its job and first with whom it holds under way: set
  /// up, or every third still being set up, and perhaps at rest until somebody's break is over.
  ///
  /// Of operations with one mode alone, as what is under way has no choice. Takes no links and no loads.
  package static func problem(_ problem: Problem, begun schedule: Schedule) throws -> Problem {
    let running = running(problem, schedule)
    var floor = problem.floor
    floor.settlement.earliest = problem.machine.map { _ in 0 }
    floor.settlement.pin = problem.jobOf.map { _ in ShopFloor.Settlement.free }
    var taken = problem.duration.map { _ in Int32(0) }
    for (i, o) in running.enumerated() {
      let mode = problem.modes(of: o).lowerBound
      floor.settlement.pin[o] = ShopFloor.Settlement.running
      if !floor.changeovers.isEmpty, floor.changeovers.familyOf[o] >= 0 {
        floor.changeovers.initialFamily[Int(problem.machine[mode])] = floor.changeovers.familyOf[o]
      }
      if i % 3 > 0 { (taken[mode], floor.setup[mode]) = (floor.setup[mode], 0) }
    }
    let jobs = Set(running.map { problem.jobOf[$0] })
    return try problem.rebuilt(
      floor, duration: { _, k in problem.duration[k] - taken[k] },
      release: { jobs.contains(Int32($0)) ? 0 : problem.release[$0] })
  }

  private static func running(_ problem: Problem, _ schedule: Schedule) -> [Int] {
    let secondaries = problem.floor.secondaries
    var (machines, units) = (Set<Int32>(), Set<Int32>())
    return schedule.inStartOrder(in: problem).map(Int.init).filter { o in
      let mode = Int(schedule.mode[o])
      let slots =
        secondaries.isEmpty ? [] : schedule.units[slots(of: o, secondaries)]
      let isFirst = machines.insert(problem.machine[mode]).inserted && units.isDisjoint(with: slots)
      units.formUnion(slots)
      return isFirst && problem.isFirst(o) && problem.modes(of: o).count == 1
        && problem.duration[mode] > problem.floor.setup[mode]
    }
  }

  private static func slots(of o: Int, _ secondaries: ShopFloor.Secondaries) -> Range<Int> {
    Int(secondaries.slotStart[o])..<Int(secondaries.slotStart[o + 1])
  }
}
