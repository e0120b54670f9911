import TaktModel

/// The size of lots an order goes through an operation in.
extension Field {
  static let lotSize = Field(
    "lot size",
    [
      "分批数量", "分批批量", "拆批数量", "拆批批量", "最大批量", "每批数量", "split size", "maximum lot size",
      "size maximum", "sublot size",
    ],
    english: "pieces that go through together at most")
}

extension Row {
  /// Complains about an operation that must begin soon after each of several lots: they are through one after the other.
  func checkLots(
    of operation: RoutingOperation, in operations: [RoutingOperation], _ log: inout ImportLog
  ) {
    guard operation.longestWait != nil else { return }
    let before =
      operation.predecessors + operation.links.filter { $0.kind == .finishStart }.map(\.from)
    for step in before {
      guard let size = operations[step].lotSize, size != operation.lotSize else { continue }
      log.add(
        issue(
          .longestWait,
          Bilingual(
            zh: "前置工序 \(operations[step].id) 分批进行，本工序要等所有批次，不能限制最长等待",
            en:
              "cannot be kept behind operation \(operations[step].id), whose lots are through one after the other"
          ),
          Bilingual(
            zh: "请给本工序填相同的分批数量 \(size)，或删除最长等待",
            en: "give this operation the same lot size \(size), or remove the longest wait")))
      return
    }
  }
}

extension RoutingImport {
  /// Complains about orders of too many lots.
  func complain(ofLotsIn plant: Plant, _ log: inout ImportLog) {
    for o in plant.largestOrders {
      let order = plant.orders[o]
      let routing = plant.routings[order.routing]
      for operation in routing.operations {
        guard let size = operation.lotSize, (order.quantity - 1) / size >= Routing.mostLots,
          let row = row(of: operation, in: routing)
        else { continue }
        let (count, most) = ((order.quantity - 1) / size + 1, Routing.mostLots)
        let least = (order.quantity - 1) / most + 1
        log.add(
          row.issue(
            .lotSize,
            Bilingual(
              zh: "订单 \(order.id) 会分成 \(count) 批，最多 \(most) 批",
              en: "splits order \(order.id) into \(count) lots; \(most) are the most there can be"),
            Bilingual(
              zh: "请填不小于 \(least) 的数量", en: "give a size of \(least) pieces or more")))
      }
    }
  }
}
