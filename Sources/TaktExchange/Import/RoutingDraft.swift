import TaktModel

/// A routing on its way: rows come one by one, and what depends on all of them is seen to at the end.
struct RoutingDraft {
  struct Step {
    var id: String
    var name: String
    var alternatives: [RoutingOperation.Alternative] = []
    var predecessors: String?
    var wait: Int
    var family: Int?
    var longestBreak: Int?
    var transferBatch: Int?
    var longestWait: Int?
    var loadPerPiece: Int?
    var lotSize: Int?
    var row: Row
  }

  var key: String
  var itemName: String
  var steps: [Step] = []
  var stepIndex: [String: Int] = [:]
  /// Every operation number that was seen, and who named which predecessors, also on rows with a mistake.
  var named: Set<String> = []
  var claims: [(row: Row, predecessors: String)] = []

  /// Whether a cell says that there is no predecessor.
  static func isNone(_ cell: String) -> Bool { ["无", "-", "none"].contains(cell.lowercased()) }

  /// The operations a cell names: one, if it is one's whole number, else a list.
  private func names(_ cell: String) -> [PredecessorText] {
    if Self.isNone(cell) { return [] }
    let parts = named.contains(cell) ? [cell] : CellText.list(cell)
    return parts.map { PredecessorText($0, known: named) }
  }

  /// The routing; mistakes that only the whole shows are added to the log.
  func routing(_ settings: ImportSettings, _ log: inout ImportLog) -> Routing {
    checkClaims(&log)
    // Operation numbers sort as numbers where they all are, else they stand as they came.
    let numbers = steps.map { CellText.number($0.id) }
    let order =
      numbers.contains(nil)
      ? Array(steps.indices)
      : steps.indices.sorted { (numbers[$0] ?? 0, $0) < (numbers[$1] ?? 0, $1) }
    var place = [Int](repeating: 0, count: order.count)
    for (position, step) in order.enumerated() { place[step] = position }
    let operations = order.enumerated().map { position, at in
      let step = steps[at]
      // Without a word on it an operation comes behind the one before it.
      let before =
        position == 0 ? [] : [PredecessorText(steps[order[position - 1]].id, known: named)]
      let cells = LinkCells(
        step.row, step.predecessors.map(names) ?? before,
        { name in stepIndex[name].map { place[$0] } }, settings, &log)
      return RoutingOperation(
        id: step.id, name: step.name, alternatives: step.alternatives,
        predecessors: cells.predecessors.sorted(), wait: step.wait, family: step.family,
        longestBreak: step.longestBreak, links: cells.links, transferBatch: step.transferBatch,
        longestWait: step.longestWait, loadPerPiece: step.loadPerPiece ?? Material.unit,
        lotSize: step.lotSize)
    }
    for (position, operation) in operations.enumerated() {
      steps[order[position]].row.checkLots(of: operation, in: operations, &log)
    }
    if let at = Self.cycle(operations) {
      log.add(
        steps[order[at]].row.issue(
          .predecessors,
          Bilingual(zh: "工序的前后关系成环", en: "the operations wait for each other in a circle"),
          Bilingual(zh: "请检查前置工序", en: "check the predecessors")))
    }
    return Routing(item: key, itemName: itemName, operations: operations)
  }

  /// Complains about predecessors that the routing has not, on rows with other mistakes too.
  private func checkClaims(_ log: inout ImportLog) {
    for (row, cell) in claims {
      for name in names(cell).map(\.name) where !named.contains(name) {
        log.add(
          row.issue(
            .predecessors,
            Bilingual(
              zh: "前置工序“\(name)”不在此工艺路线中", en: "the routing has no operation \"\(name)\""),
            Bilingual(
              zh: "请填本路线的工序号，没有前置则填“无”",
              en: "give operation numbers of this routing, or none")))
      }
    }
  }

  /// An operation on a circle of predecessors, if there is one.
  private static func cycle(_ operations: [RoutingOperation]) -> Int? {
    let before = operations.map { $0.predecessors + $0.links.map(\.from) }
    var state = [Int](repeating: 0, count: operations.count)  // 1 on the way, 2 done
    for root in operations.indices where state[root] == 0 {
      var stack = [(node: root, next: 0)]
      state[root] = 1
      while let (node, next) = stack.last {
        guard next < before[node].count else {
          state[node] = 2
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].next += 1
        let other = before[node][next]
        if state[other] == 1 { return other }
        if state[other] == 0 {
          state[other] = 1
          stack.append((other, 0))
        }
      }
    }
    return nil
  }
}
