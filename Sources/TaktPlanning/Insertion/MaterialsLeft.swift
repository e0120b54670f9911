import TaktMetrics
import TaktModel

/// What of each material a plan leaves for more orders: from a moment on so much can be taken without anybody going short later.
struct MaterialsLeft {
  private let plant: Plant
  /// For each material the moments from which on more is left, ascending, each with how much.
  private var steps: [[(at: Instant, left: Int)]]

  /// - Complexity: O(n log n), n = job orders and receipts
  init(_ plant: Plant, _ plan: [JobOrder]) {
    self.plant = plant
    var balances = plant.materials.map { _ in [(at: Instant, left: Int)]() }
    for entry in MaterialLedger(plant, plan).entries {
      balances[entry.material].append((entry.at, entry.balance))
    }
    steps = balances.map { list in
      // From the end: what is left at a moment is the least there will ever be from then on.
      var result: [(at: Instant, left: Int)] = []
      var least = Int.max
      for entry in list.reversed() {
        least = min(least, entry.left)
        result.append((entry.at, least))
      }
      return result.reversed()
    }
  }

  /// From when on each step of an order finds its materials.
  /// - Throws: ``ProblemError`` naming a material of which there is never enough.
  func supplied(_ order: Order) throws -> [Int: Instant] {
    let operations = plant.routings[order.routing].operations
    var wanted: [Int: Int] = [:]
    for operation in operations {
      let pieces = operation.pieces(ofOrder: order.quantity)
      for component in operation.components {
        wanted[component.material, default: 0] += component.quantity * pieces
      }
    }
    var supplied: [Int: Instant] = [:]
    for (step, operation) in operations.enumerated() {
      for component in operation.components where component.quantity > 0 {
        let need = wanted[component.material] ?? 0
        guard let found = steps[component.material].first(where: { $0.left >= need }) else {
          let left = max(0, steps[component.material].last?.left ?? 0)
          throw ProblemError(
            "material \(plant.materials[component.material].id): "
              + "\(Double(need) / Double(Material.unit)) are needed and "
              + "\(Double(left) / Double(Material.unit)) are left")
        }
        supplied[step] = max(supplied[step] ?? found.at, found.at)
      }
    }
    return supplied
  }
}
