import TaktTestKit
import Testing

@testable import TaktSolvers

/// The rules of one machine against their definitions over all subsets.
@Suite struct OneMachineTests {
  @Test func `edge finding is its definition`() {
    var (overloads, finds) = (0, 0)
    for seed in 0..<400 {
      let sample = MachineSample(seed: seed)
      var machine = sample.machine()
      let holds = machine.edgeFinding()
      #expect(holds == !sample.isOverloaded, "seed \(seed)")
      guard holds else {
        overloads += 1
        continue
      }
      for i in sample.slots {
        let raised = machine.raised[i]
        #expect(raised == sample.edge(i), "seed \(seed), slot \(i)")
        if raised > sample.head[i] { finds += 1 }
      }
    }
    #expect(overloads > 40 && finds > 40, "\(overloads) overloads, \(finds) finds")
  }

  @Test func `detectable precedences are their definition`() {
    var finds = 0
    for seed in 0..<400 {
      let sample = MachineSample(seed: seed)
      var machine = sample.machine()
      machine.detectablePrecedences()
      for i in sample.slots {
        let raised = machine.raised[i]
        #expect(raised == sample.behindDetectable(i), "seed \(seed), slot \(i)")
        if raised > sample.head[i] { finds += 1 }
      }
    }
    #expect(finds > 150)
  }

  /// One pass finds something wherever the definition does, though not always all of it.
  @Test func `not-last cuts exactly the ends its definition cuts`() {
    var finds = 0
    for seed in 0..<400 {
      let sample = MachineSample(seed: seed)
      var machine = sample.machine()
      machine.notLast()
      for i in sample.slots {
        let (lowered, least) = (machine.raised[i], sample.notLast(i))
        #expect((lowered < sample.end[i]) == (least < sample.end[i]), "seed \(seed), slot \(i)")
        #expect(lowered >= least, "seed \(seed), slot \(i)")
        if lowered < sample.end[i] { finds += 1 }
      }
    }
    #expect(finds > 150)
  }

  @Test func `a tree of random sets has their earliest completion`() {
    for seed in 0..<300 {
      let sample = MachineSample(seed: seed)
      var random = TestRandom(seed: seed)
      let byHead = sample.slots.sorted { (sample.head[$0], $0) < (sample.head[$1], $1) }
      var tree = ThetaTree(capacity: sample.head.count)
      tree.clear(count: sample.head.count)
      var (inside, optional) = (Set<Int>(), Set<Int>())
      for _ in 0..<12 {
        let leaf = Int.random(in: byHead.indices, using: &random)
        let i = byHead[leaf]
        inside.remove(i)
        optional.remove(i)
        switch Int.random(in: 0..<3, using: &random) {
        case 0:
          tree.insert(leaf, head: sample.head[i], work: sample.work[i])
          inside.insert(i)
        case 1:
          tree.insertOptional(leaf, head: sample.head[i], work: sample.work[i])
          optional.insert(i)
        default: tree.remove(leaf)
        }
        let alone = inside.isEmpty ? ThetaTree.never : sample.completion(Array(inside))
        let plus = optional.map { sample.completion(Array(inside) + [$0]) }.reduce(alone, max)
        let (end, endPlus, responsible) = (tree.end, tree.endPlus, tree.responsible)
        #expect(end == alone, "seed \(seed)")
        #expect(endPlus == plus, "seed \(seed)")
        if plus > alone {
          let by = byHead[Int(responsible)]
          #expect(sample.completion(Array(inside) + [by]) == plus, "seed \(seed)")
        }
      }
    }
  }
}
