import TaktTestKit

@testable import TaktSolvers

/// A handful of operations with random windows on one machine, and the slow obvious definitions that the rules are held
/// against.
struct MachineSample {
  var head: [Int32]
  var end: [Int32]
  var work: [Int32]

  init(seed: Int) {
    var random = TestRandom(seed: seed)
    let count = Int.random(in: 2...5, using: &random)
    work = (0..<count).map { _ in Int32.random(in: 1...7, using: &random) }
    // Backward windows have heads below zero.
    let origin = Int32.random(in: -30...10, using: &random)
    head = (0..<count).map { _ in origin + Int32.random(in: 0...15, using: &random) }
    end = zip(head, work).map { $0 + $1 + Int32.random(in: 0...10, using: &random) }
  }

  var slots: Range<Int> { head.indices }

  /// The rules' own view of it.
  func machine() -> OneMachine {
    var machine = OneMachine(capacity: head.count)
    machine.count = head.count
    for i in slots {
      machine.head[i] = head[i]
      machine.end[i] = end[i]
      machine.work[i] = work[i]
      machine.earliestEnd[i] = head[i] + work[i]
      machine.latestStart[i] = end[i] - work[i]
    }
    func fill(_ list: borrowing Column<Int32>, by key: (Int) -> Int32) {
      for (place, i) in slots.sorted(by: { (key($0), $0) < (key($1), $1) }).enumerated() {
        list[place] = Int32(i)
      }
    }
    fill(machine.byHead) { head[$0] }
    fill(machine.byEnd) { end[$0] }
    fill(machine.byEarliestEnd) { head[$0] + work[$0] }
    fill(machine.byLatestStart) { end[$0] - work[$0] }
    return machine
  }

  /// Every set of slots, the empty one left out.
  var sets: [[Int]] {
    (1..<(1 << head.count)).map { bits in slots.filter { bits >> $0 & 1 == 1 } }
  }

  /// Earliest completion: the largest least head plus work of any subset.
  func completion(_ set: [Int]) -> Int32 {
    sets.filter { Set($0).isSubset(of: set) }.map { subset in
      subset.map { head[$0] }.reduce(.max, min) + subset.reduce(0) { $0 + work[$1] }
    }.max() ?? .min
  }

  func lastEnd(_ set: [Int]) -> Int32 { set.map { end[$0] }.reduce(.min, max) }

  var isOverloaded: Bool { sets.contains { completion($0) > lastEnd($0) } }

  /// What edge finding says of the head of `i`.
  func edge(_ i: Int) -> Int32 {
    sets.filter { !$0.contains(i) && completion($0 + [i]) > lastEnd($0) }
      .map { completion($0) }.reduce(head[i], max)
  }

  /// What detectable precedences say of the head of `i`.
  func behindDetectable(_ i: Int) -> Int32 {
    let before = slots.filter { $0 != i && head[i] + work[i] > end[$0] - work[$0] }
    return before.isEmpty ? head[i] : max(head[i], completion(before))
  }

  /// What not-last says of the end of `i`.
  func notLast(_ i: Int) -> Int32 {
    sets.filter { !$0.contains(i) && completion($0) > end[i] - work[i] }
      .map { set in set.map { end[$0] - work[$0] }.reduce(.min, max) }.reduce(end[i], min)
  }
}
