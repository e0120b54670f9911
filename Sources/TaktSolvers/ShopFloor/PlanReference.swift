import TaktModel

/// A plan in force, and what leaving it costs: flat columns for the decoder's inner loop.
///
/// A later plan pays for each operation it moves: once, by how far its run moves, the more the sooner it was to begin
/// (Rangsaritratsamee, Ferrell and Kurz 2004), for another machine, and for coming behind one it was ahead of. Prices are in
/// the objective's unit, so that a plan moves what gains more than the move costs.
struct PlanReference: ~Copyable {
  let isEmpty: Bool
  /// Where the plan has each operation.
  let start: Column<Int32>
  let machine: Column<Int32>
  /// Price of a second's shift, in 1024ths.
  private let rate: Column<Int32>
  private let move: Int
  private let reassignment: Int
  private let inversion: Int

  /// No plan in force.
  init() {
    isEmpty = true
    start = Column([])
    machine = Column([])
    rate = Column([])
    (move, reassignment, inversion) = (0, 0, 0)
  }

  init(_ plan: PlanColumns, _ prices: DisruptionPrices) {
    isEmpty = false
    start = Column(plan.start)
    machine = Column(plan.machine)
    rate = Column(plan.start.map { prices.rate(at: $0) })
    move = prices.move
    reassignment = prices.machine
    inversion = prices.inversion
  }

  /// What an operation's placement costs.
  @inline(__always)
  func price(_ o: Int32, _ p: FloorPlacement) -> Int {
    // New operations, and those without work, disturb nobody.
    guard machine[o] >= 0, p.machine >= 0 else { return 0 }
    let shift = abs(Int(p.runStart) &- Int(start[o]))
    var price = shift == 0 ? 0 : move &+ (shift &* Int(rate[o])) >> 10
    if p.machine != machine[o] { price &+= reassignment }
    if p.previous >= 0, machine[p.previous] == p.machine, start[p.previous] > start[o] {
      price &+= inversion
    }
    return price
  }
}
