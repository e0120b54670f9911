import TaktModel

/// Work in hand: how much setup and run are left at a moment, and who must be at work for each.
struct WorkLeft {
  let setup: OpenTime.Crew
  let run: OpenTime.Crew
  /// The moment it is told of.
  var at: Instant
  var setupLeft = 0
  var runLeft = 0
  /// The whole run, of which ``runLeft`` was left at first.
  var runTotal = 0
  /// When the run began.
  var runBegan: Instant?
  /// When all was done.
  var ended: Instant?

  init(setup: OpenTime.Crew, run: OpenTime.Crew, at: Instant) {
    self.setup = setup
    self.run = run
    self.at = at
  }

  /// Works on until a moment, but for pauses.
  mutating func advance(to end: Instant, pauses: [Range<Instant>], _ time: OpenTime) {
    for pause in pauses where pause.upperBound > at && pause.lowerBound < end {
      advance(to: pause.lowerBound, time)
      if ended != nil { return }
      at = max(at, pause.upperBound)
    }
    advance(to: end, time)
  }

  private mutating func advance(to end: Instant, _ time: OpenTime) {
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
}
