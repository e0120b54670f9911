import TaktModel

/// One operation's work as it is followed: what is left after each stretch it was at work, and what was lost or told meanwhile.
struct WorkInHand {
  /// A stretch at work: when it began, when its run did, and when it stopped; nil for what is still to come.
  struct Segment {
    var from: Instant
    var run: Instant?
    var to: Instant?
  }

  var left: WorkLeft
  /// When the work in hand began, without a gap since.
  var begin: Instant
  private(set) var segments: [Segment] = []
  /// When the first stretch of it began.
  private var first: Instant
  /// Whether its end is taken for granted.
  var isAssumed = false
  /// Seconds of the setup due after a stop, and of the whole run before what came to it.
  let ownSetup: Int
  let wholeRun: Int
  /// Moments at which a breakdown cost all that was run.
  let losses: [Instant]
  /// A report of the run that was left.
  let told: (at: Instant, run: Int)?
  /// Seconds of run that came to it.
  let more: (at: Instant, run: Int)?
  /// Seconds of run that came after it was done.
  private(set) var again: Int?

  init(
    _ left: WorkLeft, ownSetup: Int, wholeRun: Int, losses: [Instant],
    told: (at: Instant, run: Int)?, more: (at: Instant, run: Int)?
  ) {
    self.left = left
    begin = left.at
    first = left.at
    (self.ownSetup, self.wholeRun) = (ownSetup, wholeRun)
    (self.losses, self.told, self.more) = (losses, told, more)
  }

  /// When its run first began, or its setup where the run has not; nil where nothing was done.
  var firstStart: Instant? { segments.lazy.compactMap(\.run).first ?? segments.first?.from }

  /// Whether nothing of it is left.
  var isOver: Bool { left.setupLeft + left.runLeft == 0 }

  /// What is left of work that should be over and is not reported finished: a minute, or less where the whole takes less.
  var reserve: Int { max(1, min(60, wholeRun)) }

  /// What is left of the run of work that was stopped.
  var leftAfterStop: Int { left.runLeft > 0 ? left.runLeft : reserve }

  /// Follows it through stretches of work up to a moment.
  mutating func follow(
    _ stretches: [OperationFact.Stretch], to asOf: Instant, _ time: OpenTime
  ) {
    for (i, stretch) in stretches.enumerated() {
      if i == 0 {
        begin = stretch.from
        first = stretch.from
        left.at = max(left.at, stretch.from)
      } else if let stop = stretches[i - 1].to, stop != stretch.from {
        rest(from: stop, to: stretch.from)
        begin = stretch.from
        left.at = stretch.from
        left.setupLeft = ownSetup
        left.runBegan = nil
      }
      left.ended = nil
      let end = min(stretch.to ?? asOf, asOf)
      for mark in marks(in: stretch, to: end) { pass(mark, time) }
      advance(to: end, time)
      segments.append(Segment(from: stretch.from, run: left.runBegan, to: stretch.to))
    }
    if let last = stretches.last {
      if let stop = last.to { rest(from: stop, to: asOf + 1) }
    } else if let told {
      left.runLeft = told.run
    }
  }

  /// Takes in what was said while nothing was done.
  private mutating func rest(from stop: Instant, to end: Instant) {
    let word = told.flatMap { $0.at > stop && $0.at < end ? $0 : nil }
    if let word { left.runLeft = word.run }
    // Word of what is left that came later has it in.
    guard let more, more.at >= stop, more.at < end, !isTold(more.at) else { return }
    grow(more.run)
  }

  /// More is to be run; what is done comes back for it.
  private mutating func grow(_ run: Int) {
    if isAssumed, left.ended != nil {
      again = (again ?? 0) + run
    } else {
      left.runLeft += run
      left.ended = nil
    }
  }

  /// Whether word of what is left came no earlier, once it had begun.
  private func isTold(_ at: Instant) -> Bool {
    told.map { $0.at >= at && $0.at >= first } ?? false
  }

  private enum Mark {
    case loss(Instant)
    case told(Instant, run: Int)
    case more(Instant, run: Int)

    var at: Instant {
      switch self {
      case .loss(let at), .told(let at, _), .more(let at, _): at
      }
    }
  }

  private func marks(in stretch: OperationFact.Stretch, to end: Instant) -> [Mark] {
    let lost = losses.filter { at in
      at > stretch.from && at <= end && (stretch.to.map { at < $0 } ?? true)
    }.map { Mark.loss($0) }
    let told = told.flatMap { told in
      told.at >= stretch.from && told.at <= end ? Mark.told(told.at, run: told.run) : nil
    }
    let more = more.flatMap { more in
      more.at >= stretch.from && more.at <= end && more.at != stretch.to
        ? Mark.more(more.at, run: more.run) : nil
    }
    let all = lost + [told, more].compactMap { $0 }
    return all.enumerated().sorted {
      ($0.element.at, $0.offset) < ($1.element.at, $1.offset)
    }.map(\.element)
  }

  private mutating func pass(_ mark: Mark, _ time: OpenTime) {
    advance(to: mark.at, time)
    if case .more(let at, let run) = mark {
      if !isTold(at) { grow(run) }
      return
    }
    if isAssumed, left.ended != nil { return }
    switch mark {
    case .loss(let at):
      left.runLeft = wholeRun + (more.map { $0.at <= at ? $0.run : 0 } ?? 0)
    case .told(let at, let run):
      left.setupLeft = 0
      left.runLeft = run
      left.runBegan = left.runBegan ?? at
    case .more: break
    }
    left.ended = nil
  }

  private mutating func advance(to moment: Instant, _ time: OpenTime) {
    if left.ended == nil { left.advance(to: moment, time) }
    if !(isAssumed && left.ended != nil) { left.at = max(left.at, moment) }
  }
}
