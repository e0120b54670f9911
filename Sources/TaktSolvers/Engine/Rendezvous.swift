import Dispatch
import Synchronization

/// Where threads wait for each other, one of them doing something alone before all go on.
final class Rendezvous: Sendable {
  private let count: Int
  private let state = Mutex<(here: Int, turn: Int)>((0, 0))
  // Two, taken in turn: a thread that is back for the next meeting must not take the signal of one that has not left this one.
  private let gates = [DispatchSemaphore(value: 0), DispatchSemaphore(value: 0)]

  init(count: Int) { self.count = count }

  /// Waits for all; the last to come does the work.
  func meet(_ work: () -> Void) {
    let turn: Int? = state.withLock { state in
      state.here += 1
      guard state.here == count else { return state.turn }
      state.here = 0
      return nil
    }
    if let turn { return gates[turn].wait() }
    work()
    let gate = state.withLock { state in
      defer { state.turn = 1 - state.turn }
      return gates[state.turn]
    }
    for _ in 1..<count { gate.signal() }
  }
}
