import Synchronization
import Testing

@testable import TaktSolvers

/// Threads that meet: one works, and none goes on before it has.
@Suite struct RendezvousTests {
  @Test func `every meeting's work is done once, alone, before any thread goes on`() {
    let (threads, meetings) = (3, 500)
    let meeting = Rendezvous(count: threads)
    let done = Atomic<Int>(0)
    let early = Atomic<Int>(0)
    SolverThreads.runAll(
      (0..<threads).map { _ in
        {
          for k in 1...meetings {
            meeting.meet { done.add(1, ordering: .sequentiallyConsistent) }
            if done.load(ordering: .sequentiallyConsistent) < k {
              early.add(1, ordering: .relaxed)
            }
          }
        }
      })
    #expect(done.load(ordering: .relaxed) == meetings)
    #expect(early.load(ordering: .relaxed) == 0)
  }
}
