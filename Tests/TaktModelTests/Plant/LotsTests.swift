import TaktTestKit
import Testing

@testable import TaktModel

@Suite struct LotsTests {
  private static func step(_ id: String, lots: Int?, after: [Int] = []) -> RoutingOperation {
    RoutingOperation(
      id: id, name: "step \(id)",
      alternatives: [.init(resource: 0, setup: 60, runMillisecondsPerPiece: 1000)],
      predecessors: after, lotSize: lots)
  }

  /// Whole, two steps in lots of ten, one in lots of fifteen, whole again.
  private static let routing = Routing(
    item: "A", itemName: "A",
    operations: [
      step("10", lots: nil), step("20", lots: 10, after: [0]), step("30", lots: 10, after: [1]),
      step("40", lots: 15, after: [2]), step("50", lots: nil, after: [3]),
    ])

  @Test func `lots of one size stay apart, and others wait for all`() {
    let split = Self.routing.split(ofOrder: 25)
    #expect(
      split.operations.map(\.id) == [
        "10", "20-1", "20-2", "20-3", "30-1", "30-2", "30-3", "40-1", "40-2", "50",
      ])
    #expect(
      split.operations.map(\.predecessors) == [
        [], [0], [0], [0], [1], [2], [3], [4, 5, 6], [4, 5, 6], [7, 8],
      ])
    #expect(
      split.operations.map { $0.pieces(ofOrder: 25) } == [25, 10, 10, 5, 10, 10, 5, 15, 10, 25])
    #expect(split.operations[2].name == "step 20 2/3")
  }

  @Test func `what was split can be put together again`() {
    for quantity in [1, 10, 11, 25, 400] {
      let split = Self.routing.split(ofOrder: quantity)
      #expect(split.whole == Self.routing)
      #expect(split.hasLots == (quantity > 10))
    }
    // A number that a lot would have is another operation's already.
    var taken = Self.routing
    taken.operations[4].id = "20-1"
    #expect(taken.split(ofOrder: 25).operations[1].id == "20-1+")
    #expect(taken.split(ofOrder: 25).whole == taken)
  }

  @Test func `links go from lot to lot`() {
    var routing = Self.routing
    routing.operations[2].predecessors = []
    routing.operations[2].links = [.init(from: 1, kind: .startStart, lag: 60)]
    routing.operations[4].links = [.init(from: 3, kind: .finishFinish, lag: 30)]
    let split = routing.split(ofOrder: 20)
    #expect(split.operations[3].links == [.init(from: 1, kind: .startStart, lag: 60)])
    #expect(split.operations[4].links == [.init(from: 2, kind: .startStart, lag: 60)])
    #expect(split.operations.last?.links.map(\.from) == [5, 6])
    #expect(split.whole == routing)
  }

  @Test func `an order that changes keeps its lots`() {
    let lots = Self.routing.split(ofOrder: 25).operations[1...3]
    #expect(lots.map { $0.pieces(ofOrder: 40) } == [10, 10, 20])
    #expect(lots.map { $0.pieces(ofOrder: 12) } == [10, 2, 0])
    #expect(lots.map { $0.work($0.alternatives[0], ofOrder: 12).setup } == [60, 60, 0])
  }

  @Test func `there are never too many lots`() {
    var routing = Self.routing
    routing.operations[1].lotSize = 1
    let lots = routing.split(ofOrder: 1_000_003).operations.filter { $0.lot?.operation == "20" }
    #expect(lots.count <= Routing.mostLots && lots.count > Routing.mostLots - 5)
    #expect(lots.reduce(0) { $0 + $1.pieces(ofOrder: 1_000_003) } == 1_000_003)
  }

  /// Reckoned anew from pieces: the first and the last of each lot, and whom they wait for.
  @Test(arguments: 0..<60)
  func `a split plant asks for each lot's own work`(_ seed: Int) throws {
    let whole = RandomPlants.plant(seed: seed)
    let plant = RandomLots.plant(whole, seed: seed)
    var byOne = RandomLots.plant(whole, seed: seed)
    for o in byOne.orders.indices {
      byOne.orders[o].routing = byOne.routing(
        byOne.orders[o].routing, splitFor: byOne.orders[o].quantity)
    }
    #expect(byOne.routings == plant.routings && byOne.orders == plant.orders)
    let problem = try CompiledPlant(plant).problem
    var o = 0
    for (number, order) in plant.orders.enumerated() {
      let base = plant.routings[whole.orders[number].routing].operations
      let lots = base.map { step -> [Range<Int>] in
        let size = step.lotSize ?? order.quantity
        return stride(from: 0, to: order.quantity, by: size).map {
          $0..<min($0 + size, order.quantity)
        }
      }
      let first = base.indices.map { o + lots[..<$0].reduce(0) { $0 + $1.count } }
      for (k, step) in base.enumerated() {
        for lot in lots[k] {
          let work = step.alternatives.map { $0.setup + $0.run(quantity: lot.count) }
          #expect(problem.modes(of: o).map { Int(problem.duration[$0]) } == work)
          var before: Set<Int> = []
          for p in step.predecessors {
            for (i, other) in lots[p].enumerated() {
              let isSame = base[p].lotSize == step.lotSize
              guard !isSame || other == lot else { continue }
              // What is passed on in batches is linked otherwise.
              let pieces = isSame && other == lot || lots[p].count + lots[k].count == 2
              if pieces, let batch = base[p].transferBatch, batch < lot.count { continue }
              before.insert(first[p] + i)
            }
          }
          let arcs = problem.arcs(into: o).map { Int(problem.predecessors[$0]) }
          #expect(Set(arcs) == before, "seed \(seed), operation \(o)")
          o += 1
        }
      }
    }
    #expect(o == problem.operationCount)
  }
}
