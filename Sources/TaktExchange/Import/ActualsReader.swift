import Foundation
package import TaktMetrics
package import TaktModel

/// Reads what was reported of job orders: a plan document whose times are the real ones, or a table with a row a job order.
package enum ActualsReader {
  private enum Column: CaseIterable {
    case order
    case operation
    case start
    case end

    /// Headers known for it, as ``HeaderText`` squeezes them.
    var names: Set<String> {
      switch self {
      case .order: ["order", "orderno", "mo", "订单号", "工单编码", "生产订单号", "工单号"]
      case .operation: ["operation", "operationno", "opno", "工序号", "工序"]
      case .start: ["start", "actualstart", "实际开工时间", "实际开工", "开始", "开始时间", "开始生产时间"]
      case .end: ["end", "actualend", "actualfinish", "实际完工时间", "实际完工", "结束", "结束时间", "完成生产时间"]
      }
    }
    var title: Bilingual {
      switch self {
      case .order: Bilingual(zh: "订单号", en: "order")
      case .operation: Bilingual(zh: "工序号", en: "operation")
      case .start: Bilingual(zh: "实际开工时间", en: "actual start")
      case .end: Bilingual(zh: "实际完工时间", en: "actual end")
      }
    }
  }

  /// Reads a file.
  /// - Throws: ``DataError`` naming every row that cannot be read or that the plan does not have.
  package static func read(
    _ file: String, _ bytes: [UInt8], plan: [JobOrder], zone: PlantZone
  ) throws -> [BenefitFigures.Actual] {
    if file.lowercased().hasSuffix(".json") {
      return try PlanDocument.read(file, bytes).jobOrders.map {
        .init(order: $0.order, operation: $0.operation, start: $0.start, end: $0.end)
      }
    }
    let rows = try table(file, bytes)
    let columns = try columns(rows[0].cells, file)
    let known = Set(plan.map(\.id))
    var issues: [DataIssue] = []
    let actuals = rows.dropFirst().compactMap { line, cells -> BenefitFigures.Actual? in
      func cell(_ column: Column) -> String {
        columns[column].flatMap { $0 < cells.count ? cells[$0].trimmed : nil } ?? ""
      }
      func time(_ column: Column) -> Instant? {
        let text = cell(column)
        switch DateText.read(text, year: nil) {
        case .wall(let wall)?: return zone.instant(wall)
        case .instant(let instant)?: return instant
        default:
          issues.append(
            DataIssue(
              file: file, row: line, column: rows[0].cells[columns[column] ?? 0], value: text,
              problem: Bilingual(zh: "不是带时分的时间", en: "is no date with a time"),
              remedy: Bilingual(zh: "请写成 2026-01-05 08:30", en: "write 2026-01-05 08:30")))
          return nil
        }
      }
      let (order, operation) = (cell(.order), cell(.operation))
      if !known.contains("\(order)/\(operation)") {
        issues.append(
          DataIssue(
            file: file, row: line, column: rows[0].cells[columns[.order] ?? 0],
            value: "\(order)/\(operation)",
            problem: Bilingual(zh: "计划中没有这道工序", en: "is no job order of the plan"),
            remedy: Bilingual(zh: "请核对订单号和工序号", en: "check order and operation")))
      }
      guard let start = time(.start), let end = time(.end) else { return nil }
      if end < start {
        issues.append(
          DataIssue(
            file: file, row: line, column: rows[0].cells[columns[.end] ?? 0], value: cell(.end),
            problem: Bilingual(zh: "早于开工时间", en: "is before the start"),
            remedy: Bilingual(zh: "请检查两个时间", en: "check both times")))
      }
      return .init(order: order, operation: operation, start: start, end: end)
    }
    guard issues.isEmpty else { throw DataError(issues) }
    return actuals
  }

  private static func table(_ file: String, _ bytes: [UInt8]) throws -> [(
    line: Int, cells: [String]
  )] {
    for text in (try? TextDecoding.readings(bytes)) ?? [] {
      for delimiter in [[0x2C], [0x09], [0x3B]] as [[UInt8]] {
        guard let rows = try? DelimitedText(text, delimiter: delimiter).rows, let head = rows.first,
          (try? columns(head.cells, file)) != nil
        else { continue }
        return rows
      }
    }
    throw DataError([
      DataIssue(
        file: file,
        problem: Bilingual(zh: "缺少列", en: "lacks columns"),
        remedy: Bilingual(
          zh: "需要的列：\(Column.allCases.map(\.title.zh).joined(separator: "、"))",
          en: "it takes \(Column.allCases.map(\.title.en).joined(separator: ", "))"))
    ])
  }

  private static func columns(_ header: [String], _ file: String) throws -> [Column: Int] {
    var found: [Column: Int] = [:]
    for (i, text) in header.enumerated() {
      let name = HeaderText.squeezed(CellText.folded(text))
      if let column = Column.allCases.first(where: { $0.names.contains(name) }),
        found[column] == nil
      {
        found[column] = i
      }
    }
    guard found.count == Column.allCases.count else { throw DataError([]) }
    return found
  }
}
