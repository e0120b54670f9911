import Foundation
import TaktModel

/// Goes from plan to plan by whole orders: one is put elsewhere, the others make up for it, and only then is it judged what has come of
/// both.
///
/// Coolings differ in which orders they leave late, and no move that changes that gains by itself: the order that makes way is late at once,
/// what becomes of its room comes later. So a kick is followed by a few candidates that may hardly lose (an iterated local search,
/// Lourenço, Martin and Stützle 2003).
///
/// The second half of the time for it, where children had that: `takt plan --time-limit 2 --threads 2` of the 20 plants of
/// `Tools/peers/disruptions`, two seeds, 1.5% less late in geometric mean (ten hours added to each); the 200 answers of that command 1%
/// (0.202 to 0.200 of right-shifting). No better, in builds with switches: kicks from a third or two thirds of the time on; 100 or 300
/// candidates behind one; twice the loss; a late order weighing eight times as much meanwhile, others nothing; going on from the best plan of
/// both threads at their begin, half-way or at every quarter (12 disruptions, four or eight seeds: the same within the noise).
extension FloorSearch {
  private static let kinds: [Neighbourhood] = [.postpone, .exchange, .job, .exchange, .postpone]

  /// Candidates behind a kick.
  private static let mending = 30

  /// What these may lose, and what a kick with them may at first, as parts of the plan's cost.
  private static let inner = 0.001
  private static let outer = 0.05

  /// Goes on from the best plan, known since a number of candidates, for as long as ``evolve(progress:report:)`` would.
  mutating func kick(
    since known: Int, progress: (Int, Int) -> Double?,
    report: (_ cost: FloorCost, _ schedule: () -> Schedule) -> Void
  ) {
    var gained = known
    guard best.cost.value < .max, let begun = progress(steps, steps - gained) else { return }
    var (base, top) = (best, best)
    sequence.load(base)
    while let share = progress(steps, steps - gained) {
      moveOrder()
      mend(heat: max(0.5, Self.inner * Double(base.cost.value)))
      let heat = max(0.01, (1 - share) / max(1e-9, 1 - begun)) * Self.outer
      let allowed = -log(max(1e-300, random.unit())) * heat * Double(base.cost.value)
      guard !sequence.isBroken, Double(sequence.cost.total - base.cost.total) <= allowed else {
        sequence.load(base)
        continue
      }
      base = FloorPlan(sequence)
      guard base.cost < top.cost else { continue }
      (top, gained) = (base, steps)
      report(top.cost) { sequence.schedule() }
    }
    best = top
  }

  /// Puts an order elsewhere, whatever that costs.
  private mutating func moveOrder() {
    for _ in 0..<16 {
      guard propose(Self.kinds[random.below(Self.kinds.count)]) else { continue }
      sequence.evaluate()
      if !sequence.isBroken { return sequence.accept() }
      sequence.takeBack()
    }
  }

  /// Takes candidates that hardly lose, and comes back to the best of them.
  private mutating func mend(heat: Double) {
    best = FloorPlan(sequence)
    for _ in 0..<Self.mending { step(heat, heat) }
    if best.cost < sequence.cost { sequence.load(best) }
  }
}
