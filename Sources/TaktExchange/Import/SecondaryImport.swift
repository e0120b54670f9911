import TaktModel

/// Reads operators, tools and moulds, and what operations need of them.
struct SecondaryImport {
  private(set) var resources: [SecondaryResource] = []
  private var lineOf: [String: Int] = [:]
  /// Who answers to a name: an id or a skill.
  private var candidates: [String: [Int]] = [:]

  /// More of one thing than any operation holds.
  static let mostUnits = 1000

  // MARK: Who there is

  mutating func read(_ table: Table, _ shop: ResourceImport, _ log: inout ImportLog) {
    for index in table.rows.indices { read(Row(table: table, index: index), shop, &log) }
  }

  private mutating func read(_ row: Row, _ shop: ResourceImport, _ log: inout ImportLog) {
    let before = log.count
    let id = row.id(.secondary, &log)
    let quantity = row.wholeNumber(.quantity, 1...Self.mostUnits, &log) ?? 1
    let calendar = shop.namedCalendar(row, &log)
    let skills = row[.skills].map(CellText.list) ?? []
    for skill in skills where !row.isID(skill, .skills, &log) { return }
    guard let id else { return }
    if let first = lineOf[id] {
      log.add(
        row.issue(
          .secondary,
          Bilingual(zh: "编号重复，第 \(first) 行已有", en: "the id is already in row \(first)"),
          Bilingual(zh: "请删除其中一行或改正编号", en: "remove one of them or correct the id")))
      return
    }
    lineOf[id] = row.line
    // Also with a mistake in its row: those who need it are not to be blamed.
    for name in Set(skills + [id]) { candidates[name, default: []].append(resources.count) }
    resources.append(
      SecondaryResource(
        id: id, name: row[.secondaryName] ?? id, skills: skills, quantity: quantity,
        calendar: log.count == before ? calendar : nil))
  }

  // MARK: What operations need

  /// Adds a table of needs to the routings; `isComplete` says that nothing a lost file would have named is missing.
  mutating func readNeeds(
    _ table: Table, _ routings: inout [Routing], _ index: [String: Int], _ broken: Set<String>,
    _ isComplete: Bool, _ log: inout ImportLog
  ) {
    for i in table.rows.indices {
      let row = Row(table: table, index: i)
      guard let need = need(row, isComplete, &log), let item = row.id(.item, &log),
        let operation = row.id(.operation, &log)
      else { continue }
      if broken.contains(item) { continue }
      guard let routing = index[item] else {
        log.add(
          row.issue(
            .item, Bilingual(zh: "此物料没有工艺路线", en: "the item has no routing"),
            Bilingual(
              zh: "请在工艺路线表中加上它，或改正编码",
              en: "add it to the routings table, or correct the id")))
        continue
      }
      guard let step = routings[routing].step(operation) else {
        log.add(
          row.issue(
            .operation,
            Bilingual(
              zh: "工序“\(operation)”不在此工艺路线中",
              en: "the routing has no operation \"\(operation)\""),
            Bilingual(zh: "请填本路线的工序号", en: "give an operation number of this routing")))
        continue
      }
      add(need, to: &routings[routing].operations[step], row, &log)
    }
  }

  private func add(
    _ need: RoutingOperation.Need, to operation: inout RoutingOperation, _ row: Row,
    _ log: inout ImportLog
  ) {
    if operation.needs.contains(where: { $0.name == need.name && $0.span == need.span }) {
      log.add(
        row.issue(
          .need, Bilingual(zh: "此工序已有同样的需求", en: "the operation has this need already"),
          Bilingual(zh: "请合并两行，把数量相加", en: "make one row of both, with the sum of quantities")))
      return
    }
    operation.needs.append(need)
  }

  private func need(_ row: Row, _ isComplete: Bool, _ log: inout ImportLog)
    -> RoutingOperation.Need?
  {
    let name = row.id(.need, &log)
    let span = span(row, &log)
    let before = log.count
    let quantity = row.wholeNumber(.quantity, 1...Self.mostUnits, &log) ?? 1
    guard let name, let span, log.count == before else { return nil }
    guard let found = candidates[name] else {
      guard isComplete else { return nil }
      log.add(
        row.issue(
          .need,
          Bilingual(
            zh: "没有人员或工装叫“\(name)”，也没有谁有此技能",
            en: "no operator or tool is \"\(name)\" or has it as a skill"),
          Bilingual(
            zh: "请在人员工装表中登记，或改正名称",
            en: "add it to the table of operators and tools, or correct the name")))
      return nil
    }
    let there = found.reduce(0) { $0 + resources[$1].quantity }
    guard quantity <= there else {
      log.add(
        row.issue(
          .quantity, Bilingual(zh: "只有 \(there) 个", en: "there are only \(there) of them"),
          Bilingual(zh: "请改正数量，或登记更多", en: "correct the quantity, or add more of them"),
          value: String(quantity)))
      return nil
    }
    return .init(name: name, candidates: found, quantity: quantity, span: span)
  }

  private func span(_ row: Row, _ log: inout ImportLog) -> RoutingOperation.Need.Span? {
    guard let text = row[.held] else { return .both }
    switch CellText.folded(text).lowercased() {
    case "准备", "换型", "调机", "setup": return .setup
    case "加工", "运行", "run": return .run
    case "全程", "准备和加工", "both", "all": return .both
    default:
      log.add(
        row.issue(
          .held, Bilingual(zh: "不是认识的占用阶段", en: "is not a span it can be held for"),
          Bilingual(zh: "请填 准备、加工 或 全程", en: "give setup, run or both")))
      return nil
    }
  }
}
