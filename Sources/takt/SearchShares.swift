import TaktSolvers

/// The budget of a command that searches several times: each search gets an even share of what is left of its time.
struct SearchShares {
  private let solving: SolveOptions
  private let limit: Double
  private let operations: Int
  private let cancellation: Cancellation

  init(
    _ solving: SolveOptions, defaultSeconds: Double, operations: Int, cancellation: Cancellation
  ) {
    self.solving = solving
    self.operations = operations
    self.cancellation = cancellation
    limit = solving.timeLimit ?? defaultSeconds
  }

  /// The budget of the next search, so many being left with it.
  func next(_ left: Int) -> Budget {
    let spent = Takt.started.duration(to: .now) / .seconds(1)
    let share = max(0.01, (limit - spent) / Double(max(1, left)))
    let reserve = SolveOptions.reserve(limit: share, operations: operations * 4)
    return Budget(
      deadline: .now + .seconds(share - reserve), iterations: solving.iterations,
      threads: solving.threads.count, seed: solving.seed, cancellation: cancellation)
  }
}
