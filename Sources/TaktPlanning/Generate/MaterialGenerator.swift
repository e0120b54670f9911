import TaktModel
import TaktSolvers

/// Gives a generated plant raw materials that come in week by week, and items that go into others.
///
/// A third of what is needed is in stock; the rest comes in on the second day of the week its orders are released in, every fifth receipt
/// three days later. Every third order wants its kit whole.
struct MaterialGenerator {
  private let recipe: PlantRecipe
  private var random: SplitMix64

  init(_ recipe: PlantRecipe) {
    self.recipe = recipe
    random = SplitMix64(seed: recipe.seed, stream: 13)
  }

  mutating func addMaterials(to plant: inout Plant) {
    guard recipe.materials > 0 || recipe.assemblyShare > 0 else { return }
    plant.materials = (0..<recipe.materials).map { i in
      Material(id: "RM-\(padded(i + 1, 3))", name: word("原料", "Raw material") + " \(i + 1)")
    }
    if recipe.materials > 0 {
      for r in plant.routings.indices { takeRaw(&plant.routings[r]) }
      for o in plant.orders.indices { plant.orders[o].isKitted = random.below(3) == 0 }
    }
    assemble(&plant)
    supply(&plant)
  }

  /// The first step takes one or two raw materials.
  private mutating func takeRaw(_ routing: inout Routing) {
    let first = random.below(recipe.materials)
    routing.operations[0].components = [
      .init(material: first, quantity: 250 * (1 + random.below(12)))
    ]
    guard recipe.materials > 1, random.below(2) == 0 else { return }
    let second = (first + 1 + random.below(recipe.materials - 1)) % recipe.materials
    routing.operations[0].components.append(
      .init(material: second, quantity: 100 * (1 + random.below(20))))
  }

  /// Items of the second half take one of the first half, in the step before the last.
  private mutating func assemble(_ plant: inout Plant) {
    let half = plant.routings.count / 2
    for r in half..<plant.routings.count where random.unit() < recipe.assemblyShare && half > 0 {
      let part = plant.routings[random.below(half)]
      let material = plant.materials.firstIndex { $0.id == part.item } ?? plant.materials.count
      if material == plant.materials.count {
        plant.materials.append(Material(id: part.item, name: part.itemName))
      }
      let step = max(0, plant.routings[r].operations.count - 2)
      plant.routings[r].operations[step].components.append(
        .init(material: material, quantity: 1000))
    }
  }

  private mutating func supply(_ plant: inout Plant) {
    var made: [String: Int] = [:]
    for order in plant.orders {
      made[plant.routings[order.routing].item, default: 0] += order.quantity * Material.unit
    }
    var needs = plant.materials.map { _ in [(week: Int, quantity: Int)]() }
    for order in plant.orders {
      let week = (order.release - plant.asOf) / (7 * 86_400)
      for operation in plant.routings[order.routing].operations {
        for c in operation.components {
          needs[c.material].append((week, c.quantity * order.quantity))
        }
      }
    }
    for m in plant.materials.indices {
      let needed = needs[m].reduce(0) { $0 + $1.quantity }
      if let made = made[plant.materials[m].id] {
        // What orders do not make is there, and a little more.
        plant.materials[m].stock = max(0, needed - made) + needed / 10
        continue
      }
      plant.materials[m].stock = needed / 3
      var left = needed / 3
      let byWeek = Dictionary(grouping: needs[m], by: \.week)
      for week in byWeek.keys.sorted() {
        let quantity = (byWeek[week] ?? []).reduce(0) { $0 + $1.quantity }
        let covered = min(left, quantity)
        left -= covered
        guard quantity > covered else { continue }
        let days = 7 * week + (random.below(5) == 0 ? 4 : 1)
        plant.materials[m].receipts.append(
          .init(at: plant.asOf + days * 86_400, quantity: quantity - covered))
      }
    }
  }

  private func word(_ zh: String, _ en: String) -> String { recipe.language.pick(zh: zh, en: en) }
}
