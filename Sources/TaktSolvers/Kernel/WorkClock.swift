import TaktModel

/// Working times in flat columns: where work ends, where it may begin, and where it must begin to end by a tick.
///
/// Calendar -1 never rests. Past the last calendar's end lies nothing: what would end there ends at ``horizon`` + 1, the
/// mark of a plan that does not fit.
struct WorkClock: ~Copyable {
  let opens: Column<Int32>
  let closes: Column<Int32>
  /// For each stretch of 2¹² ticks of each calendar, the first interval that closes after the stretch begins.
  private let jump: Column<Int32>
  private let jumpFirst: Column<Int32>
  /// Past it nothing can be planned.
  let horizon: Int32

  private static let shift: Int32 = 12

  init(_ times: [WorkingTime]) {
    var (opens, closes, jump) = ([Int32](), [Int32](), [Int32]())
    var jumpOf = [Int32]()
    let end = times.reduce(Int32(0)) { max($0, $1.closes.last ?? 0) }
    for time in times {
      // Before the first interval lies one that takes anything, so no search backwards runs off the table …
      opens.append(-(1 << 30))
      closes.append(-1)
      let base = opens.count
      jumpOf.append(Int32(jump.count))
      opens += time.opens
      closes += time.closes
      // … and another past the horizon, with room for all the work there can be.
      opens.append(end + 1)
      closes.append(.max)
      var i = base
      for bucket in 0...(end >> Self.shift) + 1 {
        while closes[i] <= bucket << Self.shift { i += 1 }
        jump.append(Int32(i))
      }
    }
    jumpFirst = Column(jumpOf)
    self.opens = Column(opens)
    self.closes = Column(closes)
    self.jump = Column(jump)
    horizon = times.isEmpty ? .max - 1 : end
  }

  /// The first interval that closes after a tick within the horizon.
  @inline(__always)
  func interval(after tick: Int32, _ calendar: Int32) -> Int {
    var i = Int(jump[jumpFirst[calendar] &+ (tick >> Self.shift)])
    while closes[i] <= tick { i += 1 }
    return i
  }

  /// The first working tick at or after a tick.
  @inline(__always)
  func opening(_ tick: Int32, _ calendar: Int32) -> Int32 {
    if calendar < 0 { return tick }
    guard tick <= horizon else { return horizon &+ 1 }
    return min(horizon &+ 1, max(tick, opens[interval(after: max(0, tick), calendar)]))
  }

  /// When `work` ticks begun at a tick, or as soon after as there is work, are done.
  @inline(__always)
  func end(of work: Int32, from tick: Int32, _ calendar: Int32) -> Int32 {
    place(work, from: tick, calendar).end
  }

  /// When `work` ticks begin and when they are done, begun at a tick or as soon after as there is work.
  @inline(__always)
  func place(_ work: Int32, from tick: Int32, _ calendar: Int32) -> (start: Int32, end: Int32) {
    if calendar < 0 || work == 0 { return (tick, tick &+ work) }
    return placeAmongBreaks(work, from: tick, calendar)
  }

  private func placeAmongBreaks(_ work: Int32, from tick: Int32, _ calendar: Int32) -> (
    start: Int32, end: Int32
  ) {
    guard tick <= horizon else { return (horizon &+ 1, horizon &+ 1) }
    var i = interval(after: tick, calendar)
    let start = max(tick, opens[i])
    var at = start
    var left = work
    while left > closes[i] &- at {
      left &-= closes[i] &- at
      i += 1
      at = opens[i]
    }
    return (start, at <= horizon ? at &+ left : horizon &+ 1)
  }

  /// The latest tick at which `work` ticks must begin to be done at a tick.
  @inline(__always)
  func start(of work: Int32, until tick: Int32, _ calendar: Int32) -> Int32 {
    if calendar < 0 || work == 0 { return tick &- work }
    guard tick <= horizon else { return tick }
    var i = interval(after: max(0, tick), calendar)
    if opens[i] >= tick { i -= 1 }
    var at = min(tick, closes[i])
    var left = work
    while left > at &- opens[i] {
      left &-= at &- opens[i]
      i -= 1
      at = closes[i]
    }
    return at &- left
  }
}
