import TaktModel

/// Operations that breaks may not interrupt for long: the earliest place whose setup and run have no longer break inside.
extension FloorDecoder {
  /// A placement delayed, as little as it takes, until no break within its own setup and run is longer than the task allows.
  ///
  /// Each delay is forced: work before a break that is too long cannot be continued behind it, so all of it comes behind. The
  /// changeover does not need the piece and may be interrupted.
  /// - Complexity: O(breaks until it fits)
  func avoidingBreaks(
    _ placement: FloorPlacement, _ task: borrowing FloorTask, _ hold: borrowing FloorHold
  ) -> FloorPlacement {
    var p = placement
    let longest = task.longestBreak
    while p.end <= clock.horizon {
      let behind = clock.lastBreak(
        over: longest, from: p.runStart, to: p.end, hold.runCalendar)
      if behind >= 0 {
        put(&p, at: behind, task, hold)
        continue
      }
      guard task.setup > 0 else { return p }
      let setUp = clock.end(of: task.setup, from: p.start, hold.setupCalendar)
      var begin = clock.lastBreak(over: longest, from: p.start, to: setUp, hold.setupCalendar)
      if task.run > 0, p.runStart &- setUp > longest {
        // The setup must reach behind the break that parts it from the run.
        let reach = clock.opening(setUp, hold.setupCalendar) &+ 1
        begin = clock.start(of: task.setup, until: reach, hold.setupCalendar)
      }
      if begin < 0 { return p }
      let done = max(p.runStart, clock.end(of: task.setup, from: begin, hold.setupCalendar))
      put(&p, at: task.run > 0 ? clock.opening(done, hold.runCalendar) : done, task, hold)
    }
    return p
  }
}

extension WorkClock {
  /// Where work goes on behind the last break over a length between two ticks of work; -1 where there is none.
  func lastBreak(over longest: Int32, from start: Int32, to end: Int32, _ calendar: Int32) -> Int32
  {
    if calendar < 0 || start >= end { return -1 }
    var i = interval(after: start, calendar)
    var result: Int32 = -1
    while closes[i] < end {
      if opens[i + 1] < end, opens[i + 1] &- closes[i] > longest { result = opens[i + 1] }
      i += 1
    }
    return result
  }
}
