package import TaktModel

/// Work in hand: how much setup and run are left at a moment, and who must be at work for each.
package struct WorkLeft: Sendable {
  package let setup: OpenTime.Crew
  package let run: OpenTime.Crew
  /// The moment it is told of.
  package var at: Instant
  package var setupLeft = 0
  package var runLeft = 0
  /// The whole run, of which ``runLeft`` was left at first.
  package var runTotal = 0
  /// When the run began.
  package var runBegan: Instant?
  /// When all was done.
  package var ended: Instant?

  package init(setup: OpenTime.Crew, run: OpenTime.Crew, at: Instant) {
    self.setup = setup
    self.run = run
    self.at = at
  }

  /// Works on until a moment, but for pauses.
  package mutating func advance(
    to end: Instant, pauses: [Range<Instant>] = [], _ time: OpenTime
  ) {
    for pause in pauses where pause.upperBound > at && pause.lowerBound < end {
      work(until: pause.lowerBound, time)
      if ended != nil { return }
      at = max(at, pause.upperBound)
    }
    work(until: end, time)
  }

  private mutating func work(until end: Instant, _ time: OpenTime) {
    if setupLeft > 0 {
      guard let done = time.end(of: setupLeft, setup, from: at), done <= end else {
        setupLeft -= time.work(setup, from: at, to: end)
        at = max(at, end)
        return
      }
      setupLeft = 0
      at = done
    }
    runBegan = runBegan ?? at
    guard let done = time.end(of: runLeft, run, from: at), done <= end else {
      runLeft -= time.work(run, from: at, to: end)
      at = max(at, end)
      return
    }
    runLeft = 0
    ended = done
  }

  /// When all will be done if nothing comes in between; nil where that is never.
  package func end(_ time: OpenTime) -> Instant? {
    let from = setupLeft > 0 ? time.end(of: setupLeft, setup, from: at) : at
    return from.flatMap { time.end(of: runLeft, run, from: $0) }
  }
}
