import TaktModel
import TaktSolvers

/// Gives a generated plant operators with skills and shifts, and gauges that are shared: setters set up, operators stay for the
/// run too where a kind of work wants it, and inspection shares its gauges.
struct CrewGenerator {
  private let recipe: PlantRecipe
  private var random: SplitMix64

  init(_ recipe: PlantRecipe) {
    self.recipe = recipe
    random = SplitMix64(seed: recipe.seed, stream: 11)
  }

  mutating func addCrew(to plant: inout Plant) {
    guard recipe.operatorShare > 0 else { return }
    var people: [[Int]] = []
    for (centre, kind) in WorkKind.all.enumerated() {
      let machines = plant.resources.indices.filter { plant.resources[$0].workCentre == centre }
      let count = max(1, Int((Double(machines.count) * recipe.operatorShare).rounded()))
      let skill = word(kind.zh, kind.en)
      people.append([])
      for i in 0..<count {
        // Each shift of a machine that works three has its people, and the day shift covers the rest.
        let neighbour = WorkKind.all[(centre + 1) % WorkKind.all.count]
        let second = random.below(3) == 0 ? [word(neighbour.zh, neighbour.en)] : []
        people[centre].append(plant.secondaries.count)
        let id = "\(word("员工", "OP"))-\(kind.id)-\(padded(i + 1, 2))"
        plant.secondaries.append(
          SecondaryResource(
            id: id, name: id, skills: [skill] + second,
            calendar: plant.resources[machines[i % machines.count]].calendar))
      }
    }
    let gauge = plant.secondaries.count
    let id = word("量具", "GAUGE")
    plant.secondaries.append(
      SecondaryResource(id: id, name: id, quantity: max(1, plant.resources.count / 12)))
    for r in plant.routings.indices {
      for k in plant.routings[r].operations.indices {
        let machine = plant.routings[r].operations[k].alternatives[0].resource
        let centre = plant.resources[machine].workCentre
        let kind = WorkKind.all[centre]
        let skill = word(kind.zh, kind.en)
        let able = plant.secondaries.indices.filter { plant.secondaries[$0].skills.contains(skill) }
        var needs = [
          RoutingOperation.Need(
            name: skill, candidates: able, span: kind.needsOperator ? .both : .setup)
        ]
        if kind.id == "INSP" {
          needs.append(.init(name: id, candidates: [gauge], span: .run))
        }
        plant.routings[r].operations[k].needs = needs
      }
    }
  }

  private func word(_ zh: String, _ en: String) -> String { recipe.language.pick(zh: zh, en: en) }
}

extension WorkKind {
  /// Whether the operator stays while it runs.
  fileprivate var needsOperator: Bool { id == "DRILL" || id == "INSP" }
}
