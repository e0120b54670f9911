import TaktModel

/// A plan of the shop floor as it is handed about: the list, its decisions, and when they let operations begin.
struct FloorPlan: Sendable, Equatable {
  /// The operations in the order the decoder places them.
  var order: [Int32]
  var mode: [Int32]
  /// The units held, by slot; -1 where whoever places it may choose.
  var units: [Int32]
  /// How early each operation's run may begin; empty where there is no plan in force to hold it to.
  var holds: [Int32] = []
  /// When each operation's run begins.
  var starts: [Int32] = []
  var cost = FloorCost()

  /// A schedule's decisions, not yet placed.
  init(_ schedule: Schedule, _ decoder: FloorDecoder, _ problem: Problem) {
    order = decoder.list(of: schedule, problem)
    (mode, units) = (schedule.mode, schedule.units)
  }

  /// Decisions but for whom operations hold.
  init(order: [Int32], mode: [Int32], slots: Int) {
    (self.order, self.mode) = (order, mode)
    units = Array(repeating: -1, count: slots)
  }

  /// What stands in a sequence.
  init(_ sequence: borrowing FloorSequence) {
    order = sequence.order.array()
    mode = sequence.mode.array()
    units = sequence.decoder.holding.held.array()
    starts = (0..<sequence.operationCount).map { sequence.decoder.placement[$0].runStart }
    cost = sequence.cost
    if !sequence.reference.isEmpty { holds = sequence.decoder.hold.array() }
  }

  /// Takes over what a window came to.
  mutating func apply(_ result: WindowResult) {
    for (i, o) in zip(result.window, result.order) { order[i] = o }
    for (o, k) in zip(result.order, result.mode) { mode[Int(o)] = k }
    for (slot, unit) in result.units { units[Int(slot)] = unit }
    for (o, tick) in result.starts { starts[Int(o)] = tick }
  }
}
