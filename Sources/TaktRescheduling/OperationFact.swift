import TaktModel

/// What events have told of one operation of one order.
struct OperationFact: Equatable {
  /// When it began, and on which resource, where that was said.
  var started: Instant?
  var resource: Int?
  /// When it ended.
  var finished: Instant?
  /// When it was stopped, and has not gone on since.
  var paused: Instant?
  /// Times between a stop and going on again.
  var pauses: [Range<Instant>] = []
  /// Seconds of run left at a moment.
  var left: (at: Instant, seconds: Int)?
  /// Pieces good of it.
  var good: Int?
  /// Seconds of run it takes altogether, where that has changed.
  var run: Int?
  /// Pieces to be worked again.
  var rework = 0
  /// Where the planner has pinned it: resource and begin of the run, nil for where the plan has it.
  var pin: Pin?

  struct Pin: Equatable {
    var resource: Int?
    var start: Instant?
  }

  static func == (a: OperationFact, b: OperationFact) -> Bool {
    a.started == b.started && a.resource == b.resource && a.finished == b.finished
      && a.paused == b.paused && a.pauses == b.pauses && a.left?.at == b.left?.at
      && a.left?.seconds == b.left?.seconds
      && a.good == b.good && a.run == b.run && a.rework == b.rework && a.pin == b.pin
  }
}

/// An operation of an order, by their indices.
struct StepKey: Hashable {
  var order: Int
  var step: Int
}
