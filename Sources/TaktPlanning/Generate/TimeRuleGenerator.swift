import TaktModel
import TaktSolvers

/// Gives a generated plant temporal constraints, each drawn from a stream of its own so that one leaves the others alone.
struct TimeRuleGenerator {
  private let recipe: PlantRecipe

  init(_ recipe: PlantRecipe) { self.recipe = recipe }

  mutating func addRules(to plant: inout Plant) {
    if recipe.uninterruptedShare > 0 { limitBreaks(of: &plant) }
    if recipe.overlapShare > 0 { overlap(&plant) }
    if recipe.hotShare > 0 { keepHot(&plant) }
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

  /// Machining passes on ten pieces at a time; inspection may begin half an hour after the step before it, and ends with it.
  private func overlap(_ plant: inout Plant) {
    var random = SplitMix64(seed: recipe.seed, stream: 15)
    for r in plant.routings.indices where random.unit() < recipe.overlapShare {
      let last = plant.routings[r].operations.count - 1
      for k in 0..<last {
        let resource = plant.resources[plant.routings[r].operations[k].alternatives[0].resource]
        // A furnace load comes out all at once, and a supplier delivers all at once.
        let isWhole =
          resource.isUnlimited || plant.workCentres[resource.workCentre].id == word(WorkKind.heat)
        if !isWhole { plant.routings[r].operations[k].transferBatch = 10 }
      }
      let before = plant.routings[r].operations[last].predecessors
      plant.routings[r].operations[last].predecessors = []
      plant.routings[r].operations[last].links = before.flatMap {
        [
          RoutingOperation.Link(from: $0, kind: .finishFinish, lag: 600),
          .init(from: $0, kind: .startStart, lag: 1800),
        ]
      }
    }
  }

  /// What was heat treated goes on while it is warm; the cooling that is asked for anyhow counts.
  private func keepHot(_ plant: inout Plant) {
    var random = SplitMix64(seed: recipe.seed, stream: 16)
    for r in plant.routings.indices where random.unit() < recipe.hotShare {
      for k in plant.routings[r].operations.indices {
        let isBehindHeat = plant.routings[r].operations[k].predecessors.contains { before in
          let machine = plant.routings[r].operations[before].alternatives[0].resource
          return plant.workCentres[plant.resources[machine].workCentre].id == word(WorkKind.heat)
        }
        if isBehindHeat { plant.routings[r].operations[k].longestWait = 10 * 3600 }
      }
    }
  }

  private func word(_ kind: WorkKind) -> String { recipe.language.pick(zh: kind.zh, en: kind.en) }
}

extension WorkKind {
  static let heat = all[4]
}
