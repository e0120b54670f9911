import TaktModel

/// The columns of a routings table that only some plants have.
struct RoutingColumns {
  private let columns: [(header: String, cell: (RoutingOperation) -> String)]

  init(_ plant: Plant, _ language: Language) {
    let operations = plant.routings.flatMap(\.operations)
    var columns: [(header: String, cell: (RoutingOperation) -> String)] = []
    if operations.contains(where: { $0.longestBreak != nil }) {
      let header = language.pick(zh: "最长中断(秒)", en: "longest break (s)")
      columns.append((header, { $0.longestBreak.map(String.init) ?? "" }))
    }
    if operations.contains(where: { $0.transferBatch != nil }) {
      let header = language.pick(zh: "转移批量", en: "transfer batch")
      columns.append((header, { $0.transferBatch.map(String.init) ?? "" }))
    }
    if operations.contains(where: { $0.longestWait != nil }) {
      let header = language.pick(zh: "最长等待(秒)", en: "longest wait (s)")
      columns.append((header, { $0.longestWait.map(String.init) ?? "" }))
    }
    if operations.contains(where: { $0.loadPerPiece != Material.unit }) {
      let header = language.pick(zh: "单件占炉量", en: "load per piece")
      columns.append((header, { Row.amountText($0.loadPerPiece) }))
    }
    if operations.contains(where: { $0.lotSize != nil }) {
      let header = language.pick(zh: "分批数量", en: "lot size")
      columns.append((header, { $0.lotSize.map(String.init) ?? "" }))
    }
    self.columns = columns
  }

  var headers: [String] { columns.map(\.header) }

  func cells(_ operation: RoutingOperation) -> [String] { columns.map { $0.cell(operation) } }
}
