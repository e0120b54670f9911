import TaktModel

/// Plans bred from plans: for shops small enough to be cooled some dozens of times in the time there is.
///
/// Which orders are to be late is settled early in a cooling, and hardly any move changes it afterwards: on plants of 300 operations, two
/// threads, a second, one seed ends at three quarters of what another does, and neither more time nor more or less heat makes up for
/// it. So many coolings are begun, the best are kept, and of every order a child has what one of two of them makes of it (a memetic
/// search, after Moscato 1989).
///
/// Measured before kicks had half of the time, on disruptions of `Tools/peers/disruptions` (`--again --seed N`) whose answers were furthest
/// above planning anew for a minute; 2 s, geometric mean over that, four seeds or more, ± 0.02. Seven of them, planned anew without breeding: four cycles of cooling 1.22,
/// with moves of whole jobs 1.18, with heat by lateness too 1.12, with breeding 1.10, with longer coolings and a longer way of it 1.07.
/// Seven others: 1.10; begun at the plan in force as well, 1.085. No better: one pool for both threads, pools of eight, coolings half
/// or twice as long, children from a quarter or twice their heat, half or a quarter of the time until there are any. Four plants of
/// 1,000 operations are 7% later for breeding after 3 s and after 8 s (± 8%), so there it waits for more time.
extension FloorSearch {
  /// A third of the time goes to plans from the start, each cooled by itself, a sixth to children.
  private static let untilChildren = 0.35

  /// The part of the time one takes.
  private static let cooling = 1 / 18.0
  private static let child = 1 / 45.0

  /// When kicks take over.
  private static let untilKicks = 0.5

  /// Cools from the best plan so far again and again, then from children of the best, which are cooled from a tenth of the heat; then goes
  /// on from the best of all by kicks.
  ///
  /// The plan it begins at has no children: a good one, as a plan in force is, would have all there are, and its late jobs would stay
  /// late.
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
    var gained = steps
    while let begun = progress(steps, steps - gained), begun < Self.untilKicks {
      let parents = begun < Self.untilChildren ? nil : pool.parents(&random)
      begin(at: parents.map { cross($0.0, $0.1) } ?? start)
      if sequence.isBroken { begin(at: start) }
      let length = parents == nil ? Self.cooling : Self.child
      cool(heat: parents == nil ? 5 : 0.5, by: .lateness) { steps, _ in
        guard let share = progress(steps, steps - gained), share < begun + length else {
          return nil
        }
        return (share - begun) / length
      } report: { _, _ in
        false
      }
      if pool.add(best), best.cost < start.cost {
        gained = steps
        sequence.load(best)
        report(best.cost) { sequence.schedule() }
      }
    }
    pool.add(start)
    best = pool.best ?? start
    kick(since: gained, progress: progress, report: report)
  }

  /// Takes over a plan, whatever better ones there were; one that is none, as it cannot begin what it must in time, costs more than all.
  private mutating func begin(at plan: FloorPlan) {
    sequence.load(plan)
    best = FloorPlan(sequence)
    if sequence.isBroken { best.cost = FloorCost() }
  }

  /// A plan, not yet placed, in which every job stands where one of two plans has it.
  private mutating func cross(_ one: FloorPlan, _ other: FloorPlan) -> FloorPlan {
    let isOthers = (0..<sequence.jobs.count).map { _ in random.below(2) == 0 }
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
