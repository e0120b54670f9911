import TaktModel

/// Reads stock, receipts and bills of material.
///
/// A material is known as soon as any of the tables names it; whether there is enough of it is seen when everything is read.
struct MaterialImport {
  private let settings: ImportSettings
  private let year: Int
  private(set) var materials: [Material] = []
  private var index: [String: Int] = [:]
  private var stockLine: [Int: Int] = [:]
  /// Where each material is named first, and where each bill of material names it.
  private var origin: [(row: Row, field: Field)] = []
  private var lineOf: [Line: Row] = [:]

  private struct Line: Hashable {
    var routing: Int
    var material: Int
  }

  init(_ settings: ImportSettings, year: Int) {
    self.settings = settings
    self.year = year
  }

  private mutating func material(_ row: Row, _ field: Field, _ log: inout ImportLog) -> Int? {
    guard let id = row.id(field, &log) else { return nil }
    if let known = index[id] { return known }
    index[id] = materials.count
    materials.append(Material(id: id, name: id))
    origin.append((row, field))
    return materials.count - 1
  }

  // MARK: Stock and receipts

  mutating func readStock(_ table: Table, _ log: inout ImportLog) {
    for i in table.rows.indices {
      let row = Row(table: table, index: i)
      let stock = row.amount(.stock, &log)
      if row[.stock] == nil { row.complainOfEmpty(.stock, &log) }
      guard let at = material(row, .material, &log) else { continue }
      if let first = stockLine[at] {
        log.add(
          row.issue(
            .material,
            Bilingual(zh: "第 \(first) 行已有此物料", en: "the material is already in row \(first)"),
            Bilingual(zh: "请合并两行，把数量相加", en: "make one row of both, with the sum of quantities")))
        continue
      }
      stockLine[at] = row.line
      if let name = row[.materialName] { materials[at].name = name }
      materials[at].stock = stock ?? 0
    }
  }

  mutating func readReceipts(_ table: Table, _ log: inout ImportLog) {
    for i in table.rows.indices {
      let row = Row(table: table, index: i)
      let material = material(row, .material, &log)
      let quantity = row.amount(.arriving, &log)
      if row[.arriving] == nil { row.complainOfEmpty(.arriving, &log) }
      let at = instant(row, &log)
      guard let material, let quantity, let at else { continue }
      materials[material].receipts.append(.init(at: at, quantity: quantity))
    }
    for m in materials.indices {
      let sorted = materials[m].receipts.enumerated().sorted {
        ($0.element.at, $0.offset) < ($1.element.at, $1.offset)
      }
      materials[m].receipts = sorted.map(\.element)
    }
  }

  /// When it comes in: on a date alone, at the begin of that day, as an order's release does.
  private func instant(_ row: Row, _ log: inout ImportLog) -> Instant? {
    let before = log.count
    switch row.date(.arrival, settings, year: year, &log) {
    case .instant(let instant): return instant
    case .wall(let wall): return settings.zone.instant(wall)
    case .day(let date): return settings.zone.instant(WallTime(date: date, second: 0))
    default:
      if log.count == before { row.complainOfEmpty(.arrival, &log) }
      return nil
    }
  }

  // MARK: Bills of material

  /// Adds a bill of material to the routings; a line without an operation counts for the first one.
  mutating func readBill(
    _ table: Table, _ routings: inout [Routing], _ routingIndex: [String: Int],
    _ broken: Set<String>, _ log: inout ImportLog
  ) {
    for i in table.rows.indices {
      let row = Row(table: table, index: i)
      let item = row.id(.parentItem, &log)
      let material = material(row, .component, &log)
      let quantity = row.amount(.usage, &log)
      if row[.usage] == nil { row.complainOfEmpty(.usage, &log) }
      guard let item, !broken.contains(item), let material, let quantity else { continue }
      guard let routing = routingIndex[item] else {
        log.add(
          row.issue(
            .parentItem, Bilingual(zh: "此物料没有工艺路线", en: "the item has no routing"),
            Bilingual(
              zh: "请在工艺路线表中加上它，或改正编码", en: "add it to the routings table, or correct the id")))
        continue
      }
      guard let step = step(row, in: routings[routing], &log) else { continue }
      if routings[routing].operations[step].components.contains(where: { $0.material == material })
      {
        log.add(
          row.issue(
            .component,
            Bilingual(zh: "此工序已有这种物料", en: "the operation takes this material already"),
            Bilingual(zh: "请合并两行，把用量相加", en: "make one row of both, with the sum of quantities")))
        continue
      }
      routings[routing].operations[step].components.append(
        .init(material: material, quantity: quantity))
      lineOf[Line(routing: routing, material: material)] = row
    }
    checkCircles(routings, routingIndex, &log)
  }

  private func step(_ row: Row, in routing: Routing, _ log: inout ImportLog) -> Int? {
    guard let operation = row[.operation] else { return routing.firstOperations.first }
    if let step = routing.operations.firstIndex(where: { $0.id == operation }) { return step }
    log.add(
      row.issue(
        .operation,
        Bilingual(
          zh: "工序“\(operation)”不在此工艺路线中", en: "the routing has no operation \"\(operation)\""),
        Bilingual(
          zh: "请填本路线的工序号，首道工序可留空",
          en: "give an operation number of this routing, or none for the first")))
    return nil
  }

  /// Complains about an item that goes into itself.
  private func checkCircles(
    _ routings: [Routing], _ routingIndex: [String: Int], _ log: inout ImportLog
  ) {
    let parts = routings.map { routing in
      routing.operations.flatMap { $0.components.map(\.material) }
    }
    let makers = materials.map { routingIndex[$0.id] }
    var state = Array(repeating: 0, count: routings.count)  // 1 on the way, 2 done
    for root in routings.indices where state[root] == 0 {
      var stack = [(routing: root, next: 0)]
      state[root] = 1
      while let (routing, next) = stack.last {
        guard next < parts[routing].count else {
          state[routing] = 2
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].next += 1
        let material = parts[routing][next]
        guard let maker = makers[material] else { continue }
        if state[maker] == 0 {
          state[maker] = 1
          stack.append((maker, 0))
        } else if state[maker] == 1, let row = lineOf[Line(routing: routing, material: material)] {
          log.add(
            row.issue(
              .component,
              Bilingual(zh: "物料清单成环，物料最终用到了自己", en: "the item goes into itself in the end"),
              Bilingual(zh: "请检查物料清单", en: "check the bills of material")))
        }
      }
    }
  }

  // MARK: Whether there is enough

  /// Says of which materials there is never enough, how much is missing, and for which orders.
  func complainOfShortages(in plant: Plant, _ log: inout ImportLog) {
    for shortage in plant.shortages {
      let (row, field) = origin[shortage.material]
      let ids = shortage.orders.prefix(5).map { plant.orders[$0].id }
      let more = shortage.orders.count - ids.count
      let missing = Row.amountText(shortage.missing)
      let needed = Row.amountText(shortage.needed)
      log.add(
        row.issue(
          field,
          Bilingual(
            zh: "缺 \(missing)：全部订单需要 \(needed)，库存、到料和生产订单都不够，订单 "
              + ids.joined(separator: "、") + (more > 0 ? " 等另 \(more) 个" : "") + " 无料可用",
            en:
              "\(missing) are missing: of the \(needed) that all orders need, stock, receipts and "
              + "orders leave nothing for \(ids.joined(separator: ", "))"
              + (more > 0 ? " and \(more) more" : "")),
          Bilingual(
            zh: "请登记到料或生产订单，或减少订单",
            en: "add a receipt or an order that makes it, or plan fewer orders"),
          value: plant.materials[shortage.material].id))
    }
  }
}

extension Row {
  /// A quantity in thousandths of its unit.
  func amount(_ field: Field, _ log: inout ImportLog) -> Int? {
    guard let text = self[field] else { return nil }
    let thousandths = CellText.number(text).map { $0 * Double(Material.unit) }
    guard let thousandths, (0...1e12).contains(thousandths),
      abs(thousandths - thousandths.rounded()) < 1e-3
    else {
      log.add(
        issue(
          field, Bilingual(zh: "不是数量", en: "is not a quantity"),
          Bilingual(
            zh: "请填 0 到 1000000000 的数字，最多三位小数",
            en: "give a number from 0 to 1000000000 with three decimals at most")))
      return nil
    }
    return Int(thousandths.rounded())
  }

  /// Thousandths as a number.
  static func amountText(_ thousandths: Int) -> String {
    let rest = thousandths % Material.unit
    guard rest != 0 else { return String(thousandths / Material.unit) }
    var decimals = padded(rest, 3)
    while decimals.hasSuffix("0") { decimals.removeLast() }
    return "\(thousandths / Material.unit).\(decimals)"
  }
}
