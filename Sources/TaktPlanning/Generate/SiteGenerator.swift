import TaktModel
import TaktSolvers

/// Spreads the machines of a generated plant over several sites, with transport times between them and between work centres.
struct SiteGenerator {
  private let recipe: PlantRecipe
  private var random: SplitMix64

  init(_ recipe: PlantRecipe) {
    self.recipe = recipe
    random = SplitMix64(seed: recipe.seed, stream: 14)
  }

  mutating func addSites(to plant: inout Plant) {
    guard recipe.sites > 1 else { return }
    for centre in plant.workCentres.indices {
      let machines = plant.resources.indices.filter {
        plant.resources[$0].workCentre == centre && !plant.resources[$0].isUnlimited
      }
      // One machine alone stands somewhere; more of them stand in a part for each site.
      var parts = [Int: Int]()
      for (i, machine) in machines.enumerated() {
        let site = machines.count == 1 ? centre % recipe.sites : i * recipe.sites / machines.count
        let part = parts[site] ?? self.part(of: centre, at: site, isFirst: parts.isEmpty, &plant)
        parts[site] = part
        plant.resources[machine].workCentre = part
      }
    }
    numberWorkCentres(of: &plant)
    let names = (0..<recipe.sites).map(name)
    for (i, from) in names.enumerated() {
      plant.transports.append(.init(from: .site(from), to: .site(from), time: 300))
      for to in names[(i + 1)...] {
        let minutes = 30 + 10 * random.below(7)
        plant.transports.append(.init(from: .site(from), to: .site(to), time: minutes * 60))
      }
    }
  }

  /// The part of a work centre at a site, with the centre's own changeovers.
  private func part(of centre: Int, at site: Int, isFirst: Bool, _ plant: inout Plant) -> Int {
    if isFirst {
      plant.workCentres[centre].site = name(site)
      return centre
    }
    let part = plant.workCentres.count
    plant.workCentres.append(
      WorkCentre(
        id: plant.workCentres[centre].id + recipe.language.pick(zh: "·", en: " ") + name(site),
        site: name(site)))
    plant.changeovers += plant.changeovers.filter { $0.place == .workCentre(centre) }.map {
      var row = $0
      row.place = .workCentre(part)
      return row
    }
    return part
  }

  /// Numbers work centres in the order the resources name them, as an import does.
  private func numberWorkCentres(of plant: inout Plant) {
    var order: [Int] = []
    for resource in plant.resources where !order.contains(resource.workCentre) {
      order.append(resource.workCentre)
    }
    let number = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
    plant.workCentres = order.map { plant.workCentres[$0] }
    for r in plant.resources.indices {
      plant.resources[r].workCentre = number[plant.resources[r].workCentre] ?? 0
    }
    for i in plant.changeovers.indices {
      guard case .workCentre(let centre) = plant.changeovers[i].place else { continue }
      plant.changeovers[i].place = .workCentre(number[centre] ?? 0)
    }
  }

  private func name(_ site: Int) -> String {
    recipe.language.pick(zh: "\(site + 1)厂", en: "Site \(site + 1)")
  }
}
