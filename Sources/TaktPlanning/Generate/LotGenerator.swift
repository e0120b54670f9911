import TaktModel

/// Lets machining split orders: turning, milling and grinding work on so many pieces at most at a time, on several machines side by side.
struct LotGenerator {
  private let recipe: PlantRecipe

  init(_ recipe: PlantRecipe) { self.recipe = recipe }

  func addLots(to plant: inout Plant) {
    guard recipe.lotSize > 0 else { return }
    let kinds = WorkKind.all.filter { ["LATHE", "MILL", "GRIND"].contains($0.id) }
    let centres = Set(kinds.map { recipe.language.pick(zh: $0.zh, en: $0.en) })
    for r in plant.routings.indices {
      for k in plant.routings[r].operations.indices {
        let operation = plant.routings[r].operations[k]
        let resource = plant.resources[operation.alternatives[0].resource]
        guard centres.contains(plant.workCentres[resource.workCentre].id),
          operation.longestWait == nil
        else { continue }
        plant.routings[r].operations[k].lotSize = recipe.lotSize
      }
      keepTogether(&plant.routings[r])
    }
    plant.splitIntoLots()
  }

  /// What must go on soon behind an operation asks that its pieces come out together.
  private func keepTogether(_ routing: inout Routing) {
    for operation in routing.operations where operation.longestWait != nil {
      for before in operation.predecessors { routing.operations[before].lotSize = nil }
    }
  }
}
