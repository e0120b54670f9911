import TaktModel
import TaktSolvers

/// Makes the furnaces of a generated plant batch machines: what is heated by the same programme goes in together, and takes as long
/// whatever the quantity.
struct FurnaceGenerator {
  private let recipe: PlantRecipe

  init(_ recipe: PlantRecipe) { self.recipe = recipe }

  func addLoads(to plant: inout Plant) {
    guard recipe.furnaceOrders > 0, !plant.orders.isEmpty else { return }
    let furnaces = plant.resources.indices.filter {
      plant.workCentres[plant.resources[$0].workCentre].id
        == recipe.language.pick(zh: WorkKind.heat.zh, en: WorkKind.heat.en)
    }
    let pieces = plant.orders.map(\.quantity)
    let usual = Double(pieces.reduce(0, +)) / Double(pieces.count)
    let capacity = max(pieces.max() ?? 1, Int(usual * recipe.furnaceOrders))
    for r in furnaces { plant.resources[r].batchCapacity = capacity * Material.unit }
    let isHeated = { (operation: RoutingOperation) in
      operation.alternatives.contains { furnaces.contains($0.resource) }
    }
    let heated = plant.routings.flatMap(\.operations).filter(isHeated)
    // Without setup families there are three programmes, and nothing to change over.
    let first = plant.setupFamilies.count
    let hasFamilies = heated.contains { $0.family != nil }
    if !hasFamilies { plant.setupFamilies += ["HEAT-1", "HEAT-2", "HEAT-3"] }
    var random = SplitMix64(seed: recipe.seed, stream: 18)
    for r in plant.routings.indices {
      for k in plant.routings[r].operations.indices where isHeated(plant.routings[r].operations[k])
      {
        let program = hasFamilies ? plant.routings[r].operations[k].family : first + random.below(3)
        plant.routings[r].operations[k].family = program
        for a in plant.routings[r].operations[k].alternatives.indices {
          plant.routings[r].operations[k].alternatives[a].setup = 1800
          plant.routings[r].operations[k].alternatives[a].runMillisecondsPerPiece = 0
          // Two to four and a half hours, by the programme's number.
          plant.routings[r].operations[k].alternatives[a].lead = 7200 + 1800 * ((program ?? 0) % 6)
        }
      }
    }
  }
}
