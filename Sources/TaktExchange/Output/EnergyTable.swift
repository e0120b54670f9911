import TaktMetrics
import TaktModel

/// Energy of a plan in words: one line, and a table by price band.
struct EnergyTable {
  private let tables: PlanTables

  init(_ tables: PlanTables) { self.tables = tables }

  private func word(_ zh: String, _ en: String) -> String { tables.language.pick(zh: zh, en: en) }

  private static func hours(_ wattSeconds: Int) -> String {
    PlanTables.number(Double(wattSeconds) / Double(EnergyFigures.kilowattHour))
  }

  /// Energy, its parts, cost and the highest power.
  func line(_ energy: EnergyFigures) -> String {
    let parts = word(
      "（加工 \(Self.hours(energy.run))，准备 \(Self.hours(energy.setup))，待机 \(Self.hours(energy.idle))）",
      " (run \(Self.hours(energy.run)), setup \(Self.hours(energy.setup)), idle \(Self.hours(energy.idle)))"
    )
    let cost = PlanTables.number(Double(energy.cost) / 100)
    return Self.hours(energy.total) + " kWh" + parts
      + (tables.plant.tariff == nil ? "" : word("，电费 \(cost)", ", cost \(cost)"))
      + word("，最大功率 ", ", peak ") + PlanTables.number(Double(energy.peak) / 1000) + " kW"
  }

  var header: [String] {
    tables.language == .zh
      ? ["时段", "电价 (/kWh)", "电量 (kWh)", "占比", "电费"]
      : ["band", "price (/kWh)", "energy (kWh)", "share", "cost"]
  }

  func rows(_ energy: EnergyFigures) -> [[String]] {
    guard let tariff = tables.plant.tariff else { return [] }
    return zip(tariff.bands, energy.byBand).map { band, wattSeconds in
      let price = Double(band.price) / Double(Tariff.unit)
      let share = Double(wattSeconds) / Double(max(1, energy.total))
      return [
        band.name, String(price), Self.hours(wattSeconds),
        PlanTables.number(share * 100) + "%",
        PlanTables.number(Double(wattSeconds) / Double(EnergyFigures.kilowattHour) * price),
      ]
    }
  }
}
