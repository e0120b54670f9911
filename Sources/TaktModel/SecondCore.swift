import Dispatch
import Foundation
import Synchronization

/// A thread that stays awake between tasks that follow close on one another, and takes one at a time.
///
/// A core that sleeps takes a while to be at work again, and by then whoever called it has often done its half as well. What this thread
/// has not begun when the caller is through with his own part, he does himself, so nothing waits for a core that is busy elsewhere.
final class SecondCore: Sendable {
  /// The one all share; nil on a machine with a single core.
  static let shared = ProcessInfo.processInfo.activeProcessorCount > 1 ? SecondCore() : nil

  /// How often it looks for a task, yielding in between, before it sleeps: long enough for what lies between two halves of an answer.
  private static let patience = 5000

  private let isInUse = Atomic(false)
  private let isOffered = Atomic(false)
  private let isDone = Atomic(false)
  private let isAsleep = Atomic(false)
  private let task = Mutex<(@Sendable () -> Void)?>(nil)
  private let wake = DispatchSemaphore(value: 0)
  private let ended = DispatchSemaphore(value: 0)

  init() { Thread.detachNewThread { self.serve() } }

  /// Runs both parts, the other one on the second core if that is free, and returns when both are done.
  func run<Own>(_ own: () -> Own, beside other: @Sendable () -> Void) -> Own {
    guard isInUse.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged
    else {
      let result = own()
      other()
      return result
    }
    defer { isInUse.store(false, ordering: .releasing) }
    return withoutActuallyEscaping(other) { other in
      task.withLock { $0 = other }
      isDone.store(false, ordering: .relaxed)
      isOffered.store(true, ordering: .sequentiallyConsistent)
      if isAsleep.exchange(false, ordering: .sequentiallyConsistent) { wake.signal() }
      let result = own()
      if isOffered.exchange(false, ordering: .acquiring) {
        perform()
      } else {
        waitForEnd()
      }
      return result
    }
  }

  /// Waits for the end of what the thread has begun: mostly it is near.
  private func waitForEnd() {
    var looks = 0
    while looks < Self.patience, !isDone.load(ordering: .acquiring) {
      looks += 1
      sched_yield()
    }
    ended.wait()
  }

  private func serve() {
    var looks = 0
    while true {
      if isOffered.exchange(false, ordering: .acquiring) {
        perform()
        isDone.store(true, ordering: .releasing)
        ended.signal()
        looks = 0
      } else if looks < Self.patience {
        looks += 1
        sched_yield()
      } else {
        sleep()
        looks = 0
      }
    }
  }

  /// Sleeps until it is called, which only who finds it asleep does.
  private func sleep() {
    isAsleep.store(true, ordering: .sequentiallyConsistent)
    // What has been offered meanwhile, by somebody who did not call: there is no need to sleep.
    if isOffered.load(ordering: .sequentiallyConsistent),
      isAsleep.exchange(false, ordering: .sequentiallyConsistent)
    {
      return
    }
    wake.wait()
  }

  /// Runs the task and lets go of it: its caller may not outlive it otherwise.
  @inline(never) private func perform() {
    let work = task.withLock { task in
      defer { task = nil }
      return task
    }
    work?()
  }
}
