import TaktModel
import TaktSolvers

/// Gives a generated plant temporal constraints, each drawn from a stream of its own so that one leaves the others alone.
struct TimeRuleGenerator {
  private let recipe: PlantRecipe

  init(_ recipe: PlantRecipe) { self.recipe = recipe }

  mutating func addRules(to plant: inout Plant) {
    if recipe.uninterruptedShare > 0 { limitBreaks(of: &plant) }
  }

  private func limitBreaks(of plant: inout Plant) {
    var random = SplitMix64(seed: recipe.seed, stream: 13)
    for r in plant.routings.indices where random.unit() < recipe.uninterruptedShare {
      for k in plant.routings[r].operations.indices {
        let resource = plant.resources[plant.routings[r].operations[k].alternatives[0].resource]
        if resource.isUnlimited { continue }
        let isHeat = plant.workCentres[resource.workCentre].id == word(WorkKind.heat)
        plant.routings[r].operations[k].longestBreak = isHeat ? 0 : 3600
      }
    }
    // The longest orders would never fit a day shift.
    for misfit in plant.misfits() {
      plant.routings[plant.orders[misfit.order].routing].operations[misfit.step].longestBreak = nil
    }
  }

  private func word(_ kind: WorkKind) -> String { recipe.language.pick(zh: kind.zh, en: kind.en) }
}

extension WorkKind {
  fileprivate static let heat = all[4]
}
