import TaktModel

/// A plan of the shop floor as it is handed about: the list, its decisions, and when they let operations begin.
struct FloorPlan: Sendable, Equatable {
  /// The operations in the order the decoder places them.
  var order: [Int32]
  var mode: [Int32]
  /// The units held, by slot; -1 for any.
  var units: [Int32]
  /// The tick that each operation's run does not begin before.
  var holds: [Int32]
  /// When each operation's run begins.
  var starts: [Int32] = []
  var cost = FloorCost()

  /// A list, not yet placed, its operations held as they are in a decoder and by anyone.
  init(order: [Int32], mode: [Int32], _ decoder: FloorDecoder) {
    (self.order, self.mode) = (order, mode)
    units = Array(repeating: -1, count: decoder.holding.held.count)
    holds = decoder.hold.array()
  }

  /// A schedule's decisions, not yet placed, its operations held as they are in a decoder.
  init(_ schedule: Schedule, _ problem: Problem, _ decoder: FloorDecoder) {
    order = decoder.list(of: schedule, problem)
    (mode, units) = (schedule.mode, schedule.units)
    holds = decoder.hold.array()
  }

  /// What stands in a sequence.
  init(_ sequence: borrowing FloorSequence) {
    order = sequence.order.array()
    mode = sequence.mode.array()
    units = sequence.decoder.holding.held.array()
    holds = sequence.decoder.hold.array()
    starts = (0..<sequence.operationCount).map { sequence.decoder.placement[$0].runStart }
    cost = sequence.cost
  }

  /// Takes over what a window came to.
  mutating func apply(_ result: WindowResult) {
    for (i, o) in zip(result.window, result.order) { order[i] = o }
    for (o, k) in zip(result.order, result.mode) { mode[Int(o)] = k }
    for (slot, unit) in result.units { units[Int(slot)] = unit }
    for (o, tick) in result.starts { starts[Int(o)] = tick }
  }
}
