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
  /// When each operation's run begins, and its setup.
  var starts: [Int32] = []
  var setupStarts: [Int32] = []
  var cost = FloorCost()

  /// A list, not yet placed, its operations held as they are in a decoder and by anyone.
  init(order: [Int32], mode: [Int32], _ decoder: FloorDecoder) {
    (self.order, self.mode) = (order, mode)
    units = Array(repeating: -1, count: decoder.holding.held.count)
    holds = decoder.hold.array()
  }

  /// A list in turn, not yet placed, its operations held as they are in a decoder; those without a mode have their first.
  init(_ list: ListDecoding.List, _ decoder: FloorDecoder) {
    let mode = list.mode.enumerated().map { o, mode in mode < 0 ? decoder.modeStart[o] : mode }
    self.init(order: decoder.inTurn(list), mode: mode, decoder)
    if !list.units.isEmpty { (units, starts) = (list.units, list.runStart) }
  }

  /// A schedule's decisions, not yet placed, its operations held as they are in a decoder.
  /// - Parameter isKept: whether it is to be read as it is; else operations are listed as they begin to run, and whoever does sooner
  ///   is taken
  init(_ schedule: Schedule, _ problem: Problem, _ decoder: FloorDecoder, isKept: Bool = true) {
    order = decoder.list(of: schedule, problem, byHolds: isKept)
    (mode, units) = (schedule.mode, schedule.units)
    holds = decoder.hold.array()
    guard isKept else { return }
    starts = schedule.runStart.isEmpty ? schedule.start : schedule.runStart
    setupStarts = schedule.setupStart.isEmpty ? schedule.start : schedule.setupStart
  }

  /// What stands in a sequence.
  init(_ sequence: borrowing FloorSequence) {
    order = sequence.order.array()
    mode = sequence.mode.array()
    units = sequence.decoder.holding.held.array()
    holds = sequence.decoder.hold.array()
    takeStarts(sequence.decoder)
    cost = sequence.cost
  }

  /// Takes over when a decoder has setups and runs begin.
  mutating func takeStarts(_ decoder: FloorDecoder) {
    starts = (0..<decoder.operationCount).map { decoder.placement[$0].runStart }
    setupStarts = (0..<decoder.operationCount).map { decoder.placement[$0].setupStart }
  }

  /// Takes over what a window came to.
  mutating func apply(_ result: WindowResult) {
    for (i, o) in zip(result.window, result.order) { order[i] = o }
    for (o, k) in zip(result.order, result.mode) { mode[Int(o)] = k }
    for (slot, unit) in result.units { units[Int(slot)] = unit }
    for (o, setup, run) in result.starts { (setupStarts[Int(o)], starts[Int(o)]) = (setup, run) }
  }
}
