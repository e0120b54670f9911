import TaktModel

/// Plans bred from plans: for shops small enough to be cooled some dozens of times in the time there is.
///
/// Which orders are to be late is settled early in a cooling, and hardly any move changes it afterwards: on plants of 300 operations, two
/// threads, a second, one seed ends at three quarters of what another does, and neither more time nor more or less heat makes up for
/// it. So many coolings are begun, the best are kept, and of every order a child has what one of two of them makes of it (a memetic
/// search, after Moscato 1989).
///
/// Measured on the seven disruptions of `Tools/peers/disruptions` whose answers were furthest above planning anew, four seeds, 2 s, over
/// 60 s of a search without it: four cycles of cooling 1.22, with moves of whole jobs 1.18, with heat by lateness too 1.12, with
/// breeding 1.08; all ± 0.03. No better: one pool for both threads, pools of eight, 18 coolings and 40 children. Four plants of 1,000
/// operations are 7% later for it after 3 s and after 8 s (± 8%), so there it waits for more time.
extension FloorSearch {
  /// Parts of the time: half of it goes to plans from the start, each cooled by itself, the other half to children.
  private static let coolings = 26
  private static let children = 66

  /// Cools from the best plan so far again and again, then from children of the best, which are cooled from a twentieth of the heat.
  ///
  /// - Parameters:
  ///   - progress: the share of the time that is over, asked with the candidates so far and those since the best plan; nil to stop
  ///   - report: hears of every plan that is better than all before
  mutating func evolve(
    progress: (Int, Int) -> Double?,
    report: (_ cost: FloorCost, _ schedule: () -> Schedule) -> Void
  ) {
    let start = best
    var pool = FloorPool()
    pool.add(start)
    var gained = steps
    while let begun = progress(steps, steps - gained) {
      let parents = begun < 0.5 ? nil : pool.parents(&random)
      begin(at: parents.map { cross($0.0, $0.1) } ?? start)
      if sequence.isBroken { begin(at: start) }
      let length = 1 / Double(parents == nil ? Self.coolings : Self.children)
      cool(heat: parents == nil ? 5 : 0.25, by: .lateness) { steps, _ in
        guard let share = progress(steps, steps - gained), share < begun + length else {
          return nil
        }
        return (share - begun) / length
      } report: { _, _ in
        false
      }
      if pool.add(best) {
        gained = steps
        sequence.load(best)
        report(best.cost) { sequence.schedule() }
      }
    }
    best = pool.best ?? best
  }

  /// Takes over a plan, whatever better ones there were; one that is none, as it cannot begin what it must in time, costs more than all.
  private mutating func begin(at plan: FloorPlan) {
    sequence.load(plan)
    best = FloorPlan(sequence)
    if sequence.isBroken { best.cost = FloorCost() }
  }

  /// A plan, not yet placed, in which every job stands where one of two plans has it.
  private mutating func cross(_ one: FloorPlan, _ other: FloorPlan) -> FloorPlan {
    let isOthers = (0..<sequence.jobCount).map { _ in random.below(2) == 0 }
    var child = one
    for (i, o) in one.order.enumerated() { key[o] = Double(i) }
    for (i, o) in other.order.enumerated() where isOthers[Int(sequence.decoder.jobOf[o])] {
      key[o] = Double(i)
      child.mode[Int(o)] = other.mode[Int(o)]
      child.holds[Int(o)] = other.holds[Int(o)]
    }
    child.order = sequence.decoder.behindPredecessors(
      one.order.sorted { (key[$0], $0) < (key[$1], $1) })
    child.units = Array(repeating: -1, count: child.units.count)
    (child.starts, child.setupStarts) = ([], [])
    return child
  }
}
