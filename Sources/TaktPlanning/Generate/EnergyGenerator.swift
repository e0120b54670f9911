import TaktModel

/// Gives a generated plant power and a time-of-use tariff as industry has it in eastern China: a valley at night, two peaks a day, the
/// sharpest in the evening.
struct EnergyGenerator {
  private let recipe: PlantRecipe

  init(_ recipe: PlantRecipe) { self.recipe = recipe }

  func addEnergy(to plant: inout Plant) {
    guard recipe.hasTariff || recipe.powerLimit > 0 else { return }
    if recipe.powerLimit > 0 { plant.powerLimit = recipe.powerLimit * 1000 }
    for r in plant.resources.indices where !plant.resources[r].isUnlimited {
      // Kilowatts idle, setting up and running; a furnace takes most.
      let kilowatts: (Int, Int, Int) =
        switch WorkKind.all.first(where: { plant.resources[r].id.hasPrefix($0.id) })?.id {
        case "HEAT": (8, 60, 90)
        case "LATHE", "MILL": (2, 3, 12)
        case "GRIND": (2, 3, 15)
        case "EDM": (1, 2, 8)
        case "INSP": (0, 0, 1)
        default: (1, 1, 5)
        }
      plant.resources[r].power = .init(
        idle: kilowatts.0 * 1000, setup: kilowatts.1 * 1000, run: kilowatts.2 * 1000)
    }
    if recipe.hasTariff { plant.tariff = tariff }
  }

  private var tariff: Tariff {
    let hours: [(from: Int, to: Int, band: Int)] = [
      (0, 8, 0), (8, 9, 1), (9, 11, 2), (11, 13, 0), (13, 15, 1), (15, 19, 2), (19, 21, 3),
      (21, 22, 2), (22, 24, 1),
    ]
    let day = hours.map { Tariff.Period(start: $0.from * 3600, end: $0.to * 3600, band: $0.band) }
    return Tariff(
      bands: [
        .init(name: word("低谷", "valley"), price: 3300),
        .init(name: word("平段", "flat"), price: 6800),
        .init(name: word("高峰", "peak"), price: 11_200),
        .init(name: word("尖峰", "sharp peak"), price: 13_500),
      ], week: Array(repeating: day, count: 7))
  }

  private func word(_ zh: String, _ en: String) -> String { recipe.language.pick(zh: zh, en: en) }
}
