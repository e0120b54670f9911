import TaktModel
import TaktTestKit
import Testing

/// What is settled is found by order and step; all else is free.
@Suite struct CommitmentTableTests {
  @Test func `each step has its commitment, the last of several, and the others none`() {
    for seed in 0..<20 {
      var plant = RandomPlants.plant(seed: seed)
      let steps = plant.orders.indices.flatMap { order in
        plant.routings[plant.orders[order].routing].operations.indices.map { (order, $0) }
      }
      let kinds = Commitment.Kind.allCases
      plant.commitments = steps.enumerated().filter { ($0.offset + seed) % 3 == 0 }.flatMap {
        i, at in
        [kinds[i % kinds.count], kinds[(i + 1) % kinds.count]].map {
          Commitment(
            order: at.0, step: at.1, kind: $0, setupStart: plant.asOf, start: plant.asOf,
            end: plant.asOf)
        }
      }
      let table = CommitmentTable(plant)
      for (order, step) in steps {
        let last = plant.commitments.last { $0.order == order && $0.step == step }
        #expect(table[order, step] == last, "seed \(seed), order \(order), step \(step)")
        #expect(table.kind(order, step) == last?.kind)
      }
      for order in plant.orders.indices {
        let own = steps.filter { $0.0 == order }.map(\.1)
        #expect(Array(table.steps(order)) == own)
        #expect(table.isFree(order) == own.allSatisfy { table[order, $0] == nil })
      }
    }
  }
}
