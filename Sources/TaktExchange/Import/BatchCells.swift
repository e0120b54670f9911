import TaktModel

/// Columns of batch machines.
extension Field {
  static let batchCapacity = Field(
    "batch capacity",
    [
      "装炉量", "批容量", "每炉容量", "炉容量", "装载量", "每批容量", "furnace capacity", "load capacity", "batch size",
    ],
    english: "what it holds at once")
  static let loadPerPiece = Field(
    "load per piece",
    ["单件占炉量", "单件装炉量", "单件装载量", "单件占用容量", "load", "size per piece", "capacity per piece"],
    english: "what a piece takes up")
}

extension Row {
  /// A quantity more than nothing, in thousandths; nil where none is given.
  func size(_ field: Field, _ log: inout ImportLog) -> Int? {
    guard let amount = amount(field, &log) else { return nil }
    if amount > 0 { return amount }
    log.add(
      issue(
        field, Bilingual(zh: "不能为 0", en: "is nothing"),
        Bilingual(zh: "请填大于 0 的数字，或留空", en: "give a number above 0, or leave it empty")))
    return nil
  }

  /// What a resource holds at once, in thousandths; nil where it does one operation at a time.
  func batchCapacity(isUnlimited: Bool, _ log: inout ImportLog) -> Int? {
    guard let capacity = size(.batchCapacity, &log) else { return nil }
    guard isUnlimited else { return capacity }
    log.add(
      issue(
        .batchCapacity,
        Bilingual(zh: "与“不限产能”矛盾", en: "goes against its being unlimited"),
        Bilingual(zh: "请删除其中一个", en: "remove one of them")))
    return nil
  }
}

extension RoutingImport {
  /// Complains about operations that fit into no batch machine they may go to.
  func complain(ofOverloadsIn plant: Plant, _ log: inout ImportLog) {
    for overload in plant.overloads() {
      let order = plant.orders[overload.order]
      let routing = plant.routings[order.routing]
      let step = routing.operations[overload.step]
      guard let row = row(of: step, in: routing) else { continue }
      let (load, capacity) = (Row.amountText(overload.load), Row.amountText(overload.capacity))
      let pieces = overload.capacity / max(1, step.loadPerPiece)
      log.add(
        row.issue(
          row[.loadPerPiece] == nil ? .operation : .loadPerPiece,
          Bilingual(
            zh: "订单 \(order.id) 的此工序要装 \(load)，而可选设备每炉最多装 \(capacity)",
            en: "loads \(load) for order \(order.id), and its resources hold \(capacity) at once"),
          Bilingual(
            zh: "请填分批数量，每批最多 \(pieces) 件，或改正装炉量",
            en: "give a lot size of \(pieces) pieces at most, or correct the capacity")))
    }
  }
}
