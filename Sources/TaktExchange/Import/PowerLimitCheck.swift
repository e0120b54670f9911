import TaktModel

extension RoutingImport {
  /// Complains about operations that the power limit never leaves enough for.
  func complain(ofPowerIn plant: Plant, _ log: inout ImportLog) {
    guard let left = plant.powerForWork else { return }
    for (routing, step, needed) in plant.operationsWithoutPower() {
      let operation = plant.routings[routing].operations[step]
      // Lots are their operation over again.
      guard operation.lot == nil, let row = row(of: operation, in: plant.routings[routing]) else {
        continue
      }
      let (need, rest) = (Row.amountText(needed), Row.amountText(max(0, left)))
      log.add(
        row.issue(
          row[.runPower] == nil ? .operation : .runPower,
          Bilingual(
            zh: "比设备待机多用 \(need) kW，而功率上限扣除全部待机功率后只剩 \(rest) kW",
            en: "draws \(need) kW more than its idle machine, and the power limit leaves \(rest) "
              + "kW beside all idle ones"),
          Bilingual(
            zh: "请提高功率上限，或改正功率", en: "raise the power limit, or correct the power")))
    }
  }
}
