import TaktModel
import TaktSolvers

/// Gives a generated plant setup families and a matrix of changeovers in the work centres where changing over takes long.
///
/// Families lie on a circle, as sizes or colours do: a changeover takes longer the further apart they are, and more one way round
/// than the other.
struct SetupGenerator {
  private let recipe: PlantRecipe
  private var random: SplitMix64

  init(_ recipe: PlantRecipe) {
    self.recipe = recipe
    random = SplitMix64(seed: recipe.seed, stream: 7)
  }

  mutating func addFamilies(to plant: inout Plant) {
    guard recipe.setupFamilies > 0 else { return }
    var first: [Int: Int] = [:]
    for (centre, kind) in WorkKind.all.enumerated() where kind.changeover != nil {
      first[centre] = plant.setupFamilies.count
      plant.setupFamilies += (0..<recipe.setupFamilies).map { "\(kind.id)-\(Self.letter($0))" }
    }
    for r in plant.routings.indices {
      for k in plant.routings[r].operations.indices {
        let machine = plant.routings[r].operations[k].alternatives[0].resource
        guard let base = first[plant.resources[machine].workCentre] else { continue }
        plant.routings[r].operations[k].family = base + random.below(recipe.setupFamilies)
      }
    }
    for r in plant.resources.indices {
      guard let base = first[plant.resources[r].workCentre] else { continue }
      plant.resources[r].setupState = base + random.below(recipe.setupFamilies)
    }
    for (centre, kind) in WorkKind.all.enumerated() {
      guard let base = first[centre], let range = kind.changeover else { continue }
      plant.changeovers += matrix(centre, base, range, kind.changesInBreaks)
    }
    plant.numberFamilies()
  }

  private mutating func matrix(
    _ centre: Int, _ base: Int, _ range: ClosedRange<Int>, _ inBreaks: Bool
  ) -> [Changeover] {
    let count = recipe.setupFamilies
    // What is not in the matrix takes the longest.
    var rows = [
      Changeover(
        place: .workCentre(centre), from: nil, to: nil, time: range.upperBound * 60,
        cost: range.upperBound * 100, runsInBreaks: inBreaks)
    ]
    for from in 0..<count {
      for to in 0..<count where from != to {
        let ahead = (to - from + count) % count
        let apart = min(ahead, 2 * (count - ahead))
        let span = (range.upperBound - range.lowerBound) * apart / max(1, count)
        let minutes = min(range.upperBound, range.lowerBound + span + random.below(6))
        rows.append(
          Changeover(
            place: .workCentre(centre), from: base + from, to: base + to, time: minutes * 60,
            cost: minutes * 100, runsInBreaks: inBreaks))
      }
    }
    return rows
  }

  /// Letters, and numbered ones after the 26th: A, B, Z, A1, B1.
  private static func letter(_ index: Int) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return String(letters[index % 26]) + (index < 26 ? "" : String(index / 26))
  }
}

extension Plant {
  /// Numbers the families as an import would, in the order operations and then resources name them, and drops what nothing
  /// names.
  fileprivate mutating func numberFamilies() {
    var place: [Int: Int] = [:]
    var names: [String] = []
    func number(_ old: Int?) -> Int? {
      guard let old else { return nil }
      if let known = place[old] { return known }
      place[old] = names.count
      names.append(setupFamilies[old])
      return names.count - 1
    }
    for r in routings.indices {
      for k in routings[r].operations.indices {
        routings[r].operations[k].family = number(routings[r].operations[k].family)
      }
    }
    for r in resources.indices { resources[r].setupState = number(resources[r].setupState) }
    changeovers = changeovers.compactMap { row in
      var row = row
      if let from = row.from {
        guard let new = place[from] else { return nil }
        row.from = new
      }
      if let to = row.to {
        guard let new = place[to] else { return nil }
        row.to = new
      }
      return row
    }
    setupFamilies = names
  }
}
