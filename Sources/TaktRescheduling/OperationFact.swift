import TaktModel

/// What events have told of one operation of one order.
struct OperationFact: Equatable {
  /// A stretch of reported work; without an end while it goes on.
  struct Stretch: Equatable {
    var from: Instant
    var to: Instant?
  }

  /// What was left of the run at a moment, in seconds, or how many pieces were good.
  struct Left: Equatable {
    var at: Instant
    var seconds: Int?
    var pieces = 0
    /// Pieces to be worked once more that were known by then.
    var rework = 0
  }

  /// Where the planner has pinned it: resource and begin of the run, nil for where the plan has it.
  struct Pin: Equatable {
    var resource: Int?
    var start: Instant?
  }

  /// The resource it was reported on, where that was said.
  var resource: Int?
  /// Its work, from each reported begin to its stop or end.
  var work: [Stretch] = []
  /// The first word of progress: it had begun by then.
  var sign: Instant?
  /// When it ended.
  var finished: Instant?
  /// When it was stopped, and has not gone on since.
  var paused: Instant?
  /// The latest word of what was left.
  var left: Left?
  /// Pieces to be worked once more, and since when the last of them.
  var rework = 0
  var reworkAt: Instant?
  /// The end it had been reported to have before pieces were to be worked again.
  var endBefore: Instant?
  /// Where the planner has pinned it.
  var pin: Pin?

  /// Whether a report says that it was at work.
  var hasBegun: Bool { !work.isEmpty || sign != nil }

  /// It goes on, or begins; again, where it was at work until now.
  mutating func begin(at time: Instant) {
    stop(at: time)
    work.append(Stretch(from: time, to: nil))
    paused = nil
  }

  /// What is being done of it ends.
  mutating func stop(at time: Instant) {
    guard let last = work.indices.last, work[last].to == nil else { return }
    work[last].to = time
  }
}

/// An operation of an order, by their indices.
struct StepKey: Hashable, Comparable {
  var order: Int
  var step: Int

  static func < (a: StepKey, b: StepKey) -> Bool { (a.order, a.step) < (b.order, b.step) }
}
