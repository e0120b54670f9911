import TaktModel
import TaktSolvers

/// Gives a generated plant suppliers that plate some items before inspection: a lead time of days, whatever else they do.
struct OutsideGenerator {
  private let recipe: PlantRecipe
  private var random: SplitMix64

  init(_ recipe: PlantRecipe) {
    self.recipe = recipe
    random = SplitMix64(seed: recipe.seed, stream: 12)
  }

  mutating func addSuppliers(to plant: inout Plant) {
    guard recipe.outsideShare > 0 else { return }
    let suppliers = addResources(to: &plant)
    var lead = Array(repeating: 0, count: plant.routings.count)
    for r in plant.routings.indices where random.unit() < recipe.outsideShare {
      let first = random.below(suppliers.count)
      // The dearer supplier is the quicker one; half the items may go to either.
      let days = 1 + random.below(3)
      let offers = random.below(2) == 0 ? [(first, days)] : [(first, days), (1 - first, days + 1)]
      addPlating(
        to: &plant.routings[r],
        offers.map {
          .init(
            resource: suppliers[$0.0], setup: 0, runMillisecondsPerPiece: 0, lead: $0.1 * 86_400)
        })
      lead[r] = days * 86_400
    }
    for o in plant.orders.indices where lead[plant.orders[o].routing] > 0 {
      let longer = lead[plant.orders[o].routing] * 3 / 2
      plant.orders[o].due = plant.orders[o].due + longer
      plant.orders[o].originalDue = plant.orders[o].originalDue + longer
    }
  }

  private func addResources(to plant: inout Plant) -> [Int] {
    let centre = plant.workCentres.count
    plant.workCentres.append(
      WorkCentre(id: word("电镀（委外）", "Plating (outside)"), site: word("供应商", "Suppliers")))
    let calendar = plant.calendars.count
    plant.calendars.append(.always())
    return [word("甲电镀厂", "PLATER-A"), word("乙电镀厂", "PLATER-B")].map { id in
      plant.resources.append(
        Resource(id: id, name: id, workCentre: centre, calendar: calendar, isUnlimited: true))
      return plant.resources.count - 1
    }
  }

  /// Puts the step in front of the last one.
  private func addPlating(
    to routing: inout Routing, _ alternatives: [RoutingOperation.Alternative]
  ) {
    let last = routing.operations.count - 1
    let plating = RoutingOperation(
      id: String(10 * last + 5), name: word("电镀", "Plating"), alternatives: alternatives,
      predecessors: routing.operations[last].predecessors)
    routing.operations[last].predecessors = [last]
    routing.operations.insert(plating, at: last)
  }

  private func word(_ zh: String, _ en: String) -> String { recipe.language.pick(zh: zh, en: en) }
}
