import Synchronization
public import TaktModel

/// Where the engines of a run meet: the best schedule, the best bound, and what was said along the way.
public final class Board: Sendable {
  /// What is on the board.
  public struct State: Sendable {
    /// The best schedule.
    public var schedule: Schedule?
    /// Its value.
    public var value: Int?
    /// What decides between schedules of this value, the first difference counting; empty where its engine knows nothing.
    public var tieBreak: [Int] = []
    /// The engine that found it.
    public var engine = ""
    /// A proven lower bound, where there is one.
    public var bound: Int?
    /// What proved it.
    public var boundSource = ""
    /// Seconds and value of every improvement.
    public var trace: [(seconds: Double, value: Int)] = []
    /// What each dispatching rule reached, in the order they ran.
    public var rules: [(name: String, value: Int)] = []
    /// Why engines stood aside or stopped, and what the exact ones did, in order.
    public var notes: [Note] = []
    /// The problem was proven to have no schedule at all.
    public var isInfeasible = false

    fileprivate func isBeaten(by other: [Int]) -> Bool {
      !other.isEmpty && (tieBreak.isEmpty || other.lexicographicallyPrecedes(tieBreak))
    }
  }

  /// What an engine says of its own run.
  public struct Note: Sendable, Equatable {
    /// The engine.
    public var engine: String
    /// What it says, in one sentence.
    public var text: String
    /// Figures of a MILP run, where it is one.
    public var milp: MILPReport?
  }

  private let state: Mutex<State>
  private let best = Atomic<Int>(Int.max)
  private let bound = Atomic<Int>(Int.min)
  private let started: ContinuousClock.Instant
  private let onChange: (@Sendable (State) -> Void)?

  /// An empty board; `onChange` hears of every improvement of schedule or bound, on the thread that made it.
  public init(
    started: ContinuousClock.Instant = .now, onChange: (@Sendable (State) -> Void)? = nil
  ) {
    state = Mutex(State())
    self.started = started
    self.onChange = onChange
  }

  /// What is on it now.
  public var current: State { state.withLock { $0 } }

  /// The best value so far; `Int.max` while there is none.
  ///
  /// Free of locks, for hot loops.
  public var bestValue: Int { best.load(ordering: .relaxed) }

  /// The best bound so far; `Int.min` while there is none.
  public var bestBound: Int { bound.load(ordering: .relaxed) }

  /// Whether the best value is proven optimal.
  public var isSettled: Bool { bestBound >= bestValue }

  /// Offers a schedule; it is kept if it is better than what is there, or as good and better in the tie-break.
  /// - Returns: whether it was kept.
  @discardableResult
  public func offer(
    _ schedule: @autoclosure () -> Schedule, value: Int, tieBreak: [Int] = [], by engine: String
  ) -> Bool {
    guard value < bestValue || value == bestValue && !tieBreak.isEmpty else { return false }
    let seconds = started.duration(to: .now) / .seconds(1)
    let changed: State? = state.withLock { state in
      let isBetter = value < state.value ?? Int.max
      guard isBetter || value == state.value && state.isBeaten(by: tieBreak) else { return nil }
      state.schedule = schedule()
      state.value = value
      state.tieBreak = tieBreak
      state.engine = engine
      if isBetter { state.trace.append((seconds, value)) }
      best.store(value, ordering: .relaxed)
      return state
    }
    if let changed { onChange?(changed) }
    return changed != nil
  }

  /// Raises the lower bound.
  public func raise(bound value: Int, by source: String) {
    guard value > bestBound else { return }
    let changed: State? = state.withLock { state in
      guard value > state.bound ?? Int.min else { return nil }
      state.bound = value
      state.boundSource = source
      bound.store(value, ordering: .relaxed)
      return state
    }
    if let changed { onChange?(changed) }
  }

  /// Records what a dispatching rule reached, whether or not it was the best.
  func record(rule: String, value: Int) {
    state.withLock { $0.rules.append((rule, value)) }
  }

  /// Leaves a note.
  public func note(_ text: String, by engine: String, milp: MILPReport? = nil) {
    state.withLock { $0.notes.append(Note(engine: engine, text: text, milp: milp)) }
  }
}

/// What a MILP run did.
public struct MILPReport: Sendable, Equatable {
  /// Binaries in the model.
  public var binaries = 0
  /// Rows in the model.
  public var rows = 0
  /// Nodes explored.
  public var nodes = 0
  /// Bound after the search, where it has one.
  public var bound: Int?
  /// Seconds in all.
  public var seconds = 0.0
}
