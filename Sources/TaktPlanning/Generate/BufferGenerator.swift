import TaktModel

/// Limits the room in front of the work centres of a generated plant, but for those where it would not be clear who waits.
struct BufferGenerator {
  private let recipe: PlantRecipe

  init(_ recipe: PlantRecipe) { self.recipe = recipe }

  func addBuffers(to plant: inout Plant) {
    guard let places = recipe.bufferPlaces else { return }
    for c in plant.workCentres.indices {
      let own = plant.resources.filter { $0.workCentre == c }
      guard !own.contains(where: \.isUnlimited) else { continue }
      plant.workCentres[c].bufferCapacity = Int((Double(own.count) * places).rounded(.up))
    }
    // Its orders come together, or come from a furnace: that work centre keeps all its room.
    for (routing, step, _) in plant.bufferMisfits() {
      for alternative in plant.routings[routing].operations[step].alternatives {
        plant.workCentres[plant.resources[alternative.resource].workCentre].bufferCapacity = nil
      }
    }
  }
}
