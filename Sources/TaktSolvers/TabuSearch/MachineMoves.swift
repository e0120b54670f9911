/// Moves to other machines, in flexible shops (Mastrolilli and Gambardella 2000).
extension TabuSearch where Rating: ~Copyable {
  /// At most so many other modes of an operation are looked at in a step.
  private static var sampledModes: Int { 6 }

  /// Rates an operation of a critical path on the other machines it may use, or on a sample of them.
  mutating func considerModes(of o: Int32) {
    let (first, end) = (modeStart[o], modeStart[o &+ 1])
    let count = Int(end &- first)
    guard count > 1 else { return }
    let current = graph.mode(of: o)
    if count &- 1 <= Self.sampledModes {
      var k = first
      while k < end {
        if k != current { considerInsertion(of: o, mode: k) }
        k &+= 1
      }
    } else {
      for _ in 0..<Self.sampledModes {
        let k = first &+ Int32(random.below(count))
        if k != current { considerInsertion(of: o, mode: k) }
      }
    }
  }

  /// Rates an operation between every two neighbours of another machine between which it closes no cycle.
  ///
  /// Heads and tails are those of the graph with the operation where it is: exact ones without it cost three to five times the
  /// speed and end worse (measured).
  private mutating func considerInsertion(of o: Int32, mode k: Int32) {
    let own = graph.node(o)
    let work = graph.work(ofMode: k)
    let (jobEnd, jobTail) = (graph.node(own.jobBefore).end, graph.node(own.jobAfter).tail)
    var a = graph.source
    var b = graph.first(on: graph.machine(ofMode: k))
    var least = Move()
    while true {
      let (before, after) = (graph.node(a), graph.node(b))
      // Nothing o needs may follow b, nothing that needs o may come before a.
      let fitsAhead = b == graph.sink || after.end >= jobEnd || after.tail <= own.tail
      let fitsBehind = a == graph.source || before.tail >= jobTail || before.end <= own.end
      if fitsAhead, fitsBehind {
        let estimate = rating.insertion(of: o, work: work, between: a, and: b, graph)
        if estimate < least.estimate {
          least = Move(estimate: estimate, operation: o, mode: k, behind: a)
        }
      }
      if b == graph.sink { break }
      // Further back it only starts later.
      if before.end > jobEnd, before.tail < jobTail, least.operation >= 0 { break }
      a = b
      b = after.after
    }
    guard least.operation >= 0, least.estimate <= limit else { return }
    if least.estimate < aspiration || !locks.forbids(mode: k) { take(least) } else { leave(least) }
  }
}
