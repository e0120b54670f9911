import TaktModel

/// Which orders feed which, named by their ids and looked up once all orders are read.
struct FeedImport {
  private var claims: [(row: Row, order: Int, cell: String)] = []

  /// Notes what a row says its order feeds.
  mutating func note(_ row: Row, order: Int) {
    if let cell = row[.feeds] { claims.append((row, order, cell)) }
  }

  /// Enters the feeds; orders that are `known` but not planned need nothing any more.
  func enter(into orders: inout [Order], known: (String) -> Bool, _ log: inout ImportLog) {
    let index = Dictionary(
      zip(orders.map(\.id), orders.indices), uniquingKeysWith: { a, _ in a })
    for (row, order, cell) in claims {
      // An order line is written with a slash, which also separates names.
      for name in known(cell) ? [cell] : CellText.list(cell) {
        guard let parent = index[name] else {
          if !known(name) { complain(row, name, &log) }
          continue
        }
        if !orders[order].feeds.contains(parent) { orders[order].feeds.append(parent) }
      }
      if reaches(order, from: orders[order].feeds, orders) {
        orders[order].feeds = []
        log.add(
          row.issue(
            .feeds, Bilingual(zh: "订单的供给关系成环", en: "the order feeds itself in the end"),
            Bilingual(zh: "请检查供给订单", en: "check which orders feed which")))
      }
    }
  }

  private func complain(_ row: Row, _ name: String, _ log: inout ImportLog) {
    log.add(
      row.issue(
        .feeds, Bilingual(zh: "没有订单“\(name)”", en: "there is no order \"\(name)\""),
        Bilingual(zh: "请填订单表中的订单号", en: "give the number of an order in the orders table")))
  }

  private func reaches(_ order: Int, from feeds: [Int], _ orders: [Order]) -> Bool {
    var (open, seen) = (feeds, Set(feeds))
    while let next = open.popLast() {
      if next == order { return true }
      open += orders[next].feeds.filter { seen.insert($0).inserted }
    }
    return false
  }
}
