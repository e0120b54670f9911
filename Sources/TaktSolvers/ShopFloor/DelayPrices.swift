/// What it would cost, and save, if single operations of a plan ended later, or earlier, than they do.
///
/// Every operation hangs on the one that leaves it the least room: on its machine, in its job, or among whom it holds. A delay passes
/// down that tree, less the room, to the jobs it makes later; an advance as far as nothing else holds the operation. One pass
/// over the list from its end gives each operation a piecewise linear function of its delay, for a few delays from a
/// fraction of an operation to many.
///
/// A delay may take other ways than the tree's. How much room there is on all ways together is exact (latest ends); past it a
/// delay costs at least what the job costs that it reaches first.
struct DelayPrices: ~Copyable {
  /// The delays looked at, in mean operations.
  private static let grid: [Float] = [-8, -2, -0.5, 0, 0.5, 2, 8, 32]
  private static let width = 8
  private static let zero = 3

  private let delay: Column<Float>
  private let value: Column<Float>
  /// The delay of each operation that makes nothing later, and the cost of each tick past it.
  private let room: Column<Int32>
  private let slope: Column<Float>

  /// No prices.
  init() {
    delay = Column(repeating: 0, count: Self.width)
    value = Column(repeating: 0, count: 0)
    room = Column(repeating: 0, count: 0)
    slope = Column(repeating: 0, count: 0)
  }

  /// The prices of a plan; `meanWork` is the ticks of an operation.
  init(_ plan: borrowing FloorSequence, meanWork: Float) {
    delay = Column(Self.grid.map { $0 * max(1, meanWork) })
    value = Column(repeating: 0, count: plan.operationCount * Self.width)
    room = Column(repeating: .max, count: plan.operationCount)
    slope = Column(repeating: 0, count: plan.operationCount)
    for job in 0..<plan.jobs.count {
      let o = plan.lastOperation(ofJob: job)
      let (completion, known) = (plan.jobs.completion[job], plan.penalty(ofJob: job))
      for k in 0..<Self.width {
        let then = completion &+ Int32(delay[k])
        value[Int(o) * Self.width + k] = Float(plan.jobs.penalty(job, completion: then) - known)
      }
      let costsAtOnce = plan.jobs.penalty(job, completion: completion &+ 1) > known
      room[o] = costsAtOnce ? 0 : max(0, plan.jobs.due[job] &- completion)
      let far = room[o] &+ Int32(delay[Self.width - 1])
      slope[o] =
        Float(plan.jobs.penalty(job, completion: completion &+ far) - known)
        / delay[Self.width - 1]
    }
    let units = plan.decoder.resourceCount - plan.decoder.machineCount
    let holder = Column<Int32>(repeating: -1, count: units)
    let since = Column<Int32>(repeating: 0, count: units)
    for i in (0..<plan.operationCount).reversed() {
      plan.decoder.forEachPlacedBackwards(with: plan.order[i]) { o in
        plan.decoder.holding.forEachHold(o, plan.decoder.placement[o]) { unit, from, until in
          if holder[unit] >= 0 { press(holder[unit], o, since[unit] &- until) }
          (holder[unit], since[unit]) = (o, from)
        }
        hang(o, plan)
        press(o, plan)
      }
    }
  }

  /// What a delay of an operation's end costs; less than nothing for an advance that saves.
  @inline(__always)
  func cost(_ o: Int32, delay d: Int32) -> Float {
    if d == 0 { return 0 }
    let tree = cost(Int(o) * Self.width, Float(d))
    return d > room[o] ? max(tree, slope[o] * Float(d &- room[o])) : tree
  }

  /// Whether an operation would save something by ending half an operation earlier.
  func isHot(_ o: Int32) -> Bool { value[Int(o) * Self.width + Self.zero - 1] < 0 }

  private func cost(_ base: Int, _ d: Float) -> Float {
    var k = d > 0 ? Self.zero : 0
    while k < Self.width - 2, d > delay[k + 1] { k += 1 }
    let slope = (value[base + k + 1] - value[base + k]) / (delay[k + 1] - delay[k])
    // Past the least delay nothing more is saved: other things hold by then.
    return d < delay[0] ? value[base] : value[base + k] + slope * (d - delay[k])
  }

  /// Adds an operation's price to that of the one it hangs on.
  private func hang(_ o: Int32, _ plan: borrowing FloorSequence) {
    let p = plan.decoder.placement[o]
    let (ready, before) = plan.decoder.ready(o, plan.mode[o])
    var (parent, room) = (before, p.start &- ready)
    var other = Int32.max
    func offer(_ x: Int32, _ gap: Int32) {
      if gap < room || parent < 0 {
        other = min(other, room)
        (parent, room) = (x, gap)
      } else {
        other = min(other, gap)
      }
    }
    if p.previous >= 0 { offer(p.previous, p.setupStart &- plan.decoder.placement[p.previous].end) }
    if p.isHeldByMachine, p.cause != p.previous { offer(p.cause, 0) }
    guard parent >= 0 else { return }
    let (from, to) = (Int(o) * Self.width, Int(parent) * Self.width)
    let (gap, least) = (Float(room), Float(other))
    for k in 0..<Self.width where k != Self.zero {
      let d = delay[k]
      let felt = d > 0 ? max(0, d - gap) : -max(0, min(-d, least) - gap)
      if felt != 0 { value[to + k] += cost(from, felt) }
    }
  }

  /// Leaves those an operation waits for no more room than it has itself.
  private func press(_ o: Int32, _ plan: borrowing FloorSequence) {
    let p = plan.decoder.placement[o]
    for a in plan.decoder.predecessorStart[o]..<plan.decoder.predecessorStart[Int(o) + 1] {
      let x = plan.decoder.predecessors[a]
      press(o, x, p.start &- plan.decoder.placement[x].end &- plan.decoder.predecessorLag[a])
    }
    if p.previous >= 0 {
      press(o, p.previous, p.setupStart &- plan.decoder.placement[p.previous].end)
    }
  }

  private func press(_ o: Int32, _ x: Int32, _ gap: Int32) {
    guard room[o] < Int32.max / 2 else { return }
    let sum = room[o] &+ max(0, gap)
    if sum < room[x] { (room[x], slope[x]) = (sum, max(slope[o], slope[x])) }
  }
}
