import Foundation
import Synchronization

/// Runs closures on threads of their own, never on the cooperative pool: a solver holds its thread for minutes.
package enum SolverThreads {
  /// Runs every closure on its own thread (the last one on the calling thread) and waits for all.
  package static func runAll(_ work: [@Sendable () -> Void]) {
    guard let last = work.last else { return }
    let group = DispatchGroup()
    for closure in work.dropLast() { start(group, closure) }
    last()
    group.wait()
  }

  /// Starts a closure on a thread with room for GLPK's recursion, entered in the group until it ends.
  static func start(_ group: DispatchGroup, _ closure: @escaping @Sendable () -> Void) {
    group.enter()
    let thread = Thread {
      closure()
      group.leave()
    }
    thread.stackSize = 16 << 20
    thread.start()
  }
}
