import Synchronization

/// How much a run may spend.
///
/// With an iteration limit the clock is not looked at, and the same inputs give the same result to the byte; without one
/// a run is anytime and ends at its deadline.
public struct Budget: Sendable {
  /// When to stop; nil for no time limit.
  public var deadline: ContinuousClock.Instant?
  /// How many iterations each search makes; nil for no limit.
  public var iterations: Int?
  /// How many threads to use.
  public var threads: Int
  /// Seed of every random choice.
  public var seed: UInt64
  /// Raised from outside to stop early.
  public let cancellation: Cancellation

  /// A budget.
  public init(
    deadline: ContinuousClock.Instant? = nil, iterations: Int? = nil, threads: Int = 1,
    seed: UInt64 = 1, cancellation: Cancellation = Cancellation()
  ) {
    self.deadline = deadline
    self.iterations = iterations
    self.threads = max(1, threads)
    self.seed = seed
    self.cancellation = cancellation
  }

  /// Whether time is up or the run was cancelled.
  public var isOver: Bool {
    if cancellation.isCancelled { return true }
    guard let deadline, iterations == nil else { return false }
    return ContinuousClock.now >= deadline
  }

  /// Seconds until the deadline, none left counting as 0; nil without a time limit.
  public var secondsLeft: Double? {
    guard let deadline, iterations == nil else { return nil }
    return max(0, ContinuousClock.now.duration(to: deadline) / .seconds(1))
  }

  /// The same budget with an earlier deadline, `seconds` from now.
  func limited(toSeconds seconds: Double) -> Budget {
    var copy = self
    let limit = ContinuousClock.now + .seconds(seconds)
    copy.deadline = deadline.map { min($0, limit) } ?? limit
    return copy
  }

  func with(threads: Int) -> Budget {
    var copy = self
    copy.threads = max(1, threads)
    return copy
  }
}

/// A flag that stops a run from outside.
public final class Cancellation: Sendable {
  private let flag = Atomic<Bool>(false)

  /// A flag not yet raised.
  public init() {}

  /// Stops the run; schedules found so far stay on its board.
  public func cancel() { flag.store(true, ordering: .relaxed) }

  /// Whether the run is to stop.
  public var isCancelled: Bool { flag.load(ordering: .relaxed) }
}
