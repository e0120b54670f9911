import TaktModel

/// Work in hand: how much setup and run are left at a moment, and who must be at work for each.
struct WorkLeft: Sendable {
  let setup: OpenTime.Crew
  let run: OpenTime.Crew
  /// The moment it is told of.
  var at: Instant
  var setupLeft = 0
  var runLeft = 0
  /// When the run began.
  var runBegan: Instant?
  /// The run does not begin earlier, though all is set up.
  var runFrom: Instant?
  /// When all was done.
  var ended: Instant?

  init(setup: OpenTime.Crew, run: OpenTime.Crew, at: Instant) {
    self.setup = setup
    self.run = run
    self.at = at
  }

  /// Works on until a moment.
  mutating func advance(to end: Instant, _ time: OpenTime) {
    if setupLeft > 0 {
      guard let done = time.end(of: setupLeft, setup, from: at), done <= end else {
        setupLeft -= time.work(setup, from: at, to: end)
        at = max(at, end)
        return
      }
      setupLeft = 0
      at = done
    }
    if let runFrom, runBegan == nil, at < runFrom {
      at = min(runFrom, end)
      if at < runFrom { return }
    }
    if runBegan == nil {
      let opening = runLeft > 0 ? time.opening(run, from: at) : at
      runBegan = opening.flatMap { $0 < end || runLeft == 0 ? $0 : nil }
    }
    guard let done = time.end(of: runLeft, run, from: at), done <= end else {
      runLeft -= time.work(run, from: at, to: end)
      at = max(at, end)
      return
    }
    runLeft = 0
    ended = done
  }
}
