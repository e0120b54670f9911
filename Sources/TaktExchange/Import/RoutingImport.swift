import TaktModel

/// Reads routings, from their own table or from the rows of a one-sheet file: rows of one routing and operation are its
/// alternatives, each with its own times.
struct RoutingImport {
  /// Where names are looked up.
  struct Shop {
    var resources: [String: Int] = [:]
    var byWorkCentre: [String: [Int]] = [:]
    var workCentres: [String: Int] = [:]
    /// Resources that take any number of operations.
    var unlimited: Set<Int> = []
  }

  private let settings: ImportSettings
  private let shop: Shop
  private var drafts: [RoutingDraft] = []
  private var index: [String: Int] = [:]
  /// Routings that hold a mistake: orders of them are not complained about again.
  private(set) var broken: Set<String> = []
  private(set) var families = SetupFamilies()

  init(_ settings: ImportSettings, _ shop: Shop) {
    self.settings = settings
    self.shop = shop
  }

  /// Adds a row to the routing `key`.
  mutating func read(_ row: Row, key: String, itemName: String, _ log: inout ImportLog) {
    let before = log.count
    add(row, key: key, itemName: itemName, &log)
    if log.count > before { broken.insert(key) }
  }

  private mutating func add(_ row: Row, key: String, itemName: String, _ log: inout ImportLog) {
    let operation = operation(row, &log)
    let resources = resources(row, &log)
    let setup = row.milliseconds(.setup, settings, &log) ?? 0
    let lead = row.milliseconds(.leadTime, settings, &log)
    // A lead time alone is enough.
    let run = lead != nil && row[.run] == nil && row[.rate] == nil ? 0 : runTime(row, &log)
    let wait = row.milliseconds(.wait, settings, &log) ?? 0
    let family = families.named(row, .family, &log)
    let power = row.power(.runPower, &log)
    let longestBreak = row.longestBreak(settings, &log)
    let batch = row.wholeNumber(.transferBatch, 1...10_000_000, &log)
    let longestWait = row.longestWait(settings, &log)
    let load = row.size(.loadPerPiece, &log)
    let lotSize = row.wholeNumber(.lotSize, 1...10_000_000, &log)
    let at = index[key] ?? drafts.count
    if at == drafts.count {
      drafts.append(RoutingDraft(key: key, itemName: itemName))
      index[key] = at
    }
    if let operation { drafts[at].named.insert(operation) }
    if let cell = row[.predecessors] { drafts[at].claims.append((row, cell)) }
    guard let operation, let resources, let run else { return }
    let step = drafts[at].stepIndex[operation] ?? drafts[at].steps.count
    if step == drafts[at].steps.count {
      drafts[at].steps.append(
        .init(
          id: operation, name: row[.operationName] ?? operation,
          predecessors: row[.predecessors], wait: (wait + 999) / 1000,
          family: family, longestBreak: longestBreak, transferBatch: batch,
          longestWait: longestWait, loadPerPiece: load, lotSize: lotSize, row: row))
      drafts[at].stepIndex[operation] = step
    } else {
      checkRepeated(row, like: drafts[at].steps[step].row, &log)
    }
    for resource in resources {
      if drafts[at].steps[step].alternatives.contains(where: { $0.resource == resource }) {
        log.add(
          row.issue(
            .operation,
            Bilingual(zh: "同一工序的同一设备出现了两次", en: "the operation has this resource twice"),
            Bilingual(zh: "请删除重复的行", en: "remove the repeated row")))
        return
      }
      drafts[at].steps[step].alternatives.append(
        .init(
          resource: resource, setup: (setup + 999) / 1000, runMillisecondsPerPiece: run,
          lead: ((lead ?? 0) + 999) / 1000, power: power))
    }
  }

  /// The operation's number, which must not be a word for none.
  private func operation(_ row: Row, _ log: inout ImportLog) -> String? {
    guard let id = row.id(.operation, &log) else { return nil }
    guard RoutingDraft.isNone(id) else { return id }
    log.add(
      row.issue(
        .operation, Bilingual(zh: "不是工序号", en: "is not an operation number"),
        Bilingual(zh: "请填工序号，如 10、20", en: "give an operation number such as 10 or 20")))
    return nil
  }

  /// Rows of one operation are its alternatives and must agree in what is the operation's own.
  private func checkRepeated(_ row: Row, like first: Row, _ log: inout ImportLog) {
    for field in [
      Field.predecessors, .wait, .family, .longestBreak, .interruptible, .link,
      .linkLag, .transferBatch, .longestWait, .loadPerPiece, .lotSize,
    ]
    where row[field] != first[field] {
      guard row[field] != nil else { continue }
      let known = first[field] ?? ""
      log.add(
        row.issue(
          field,
          Bilingual(
            zh: "与同一工序第 \(first.line) 行的“\(known)”不一致",
            en: "differs from \"\(known)\" in row \(first.line) of the same operation"),
          Bilingual(
            zh: "同一工序的各行应填相同的值", en: "give the same value on every row of an operation")))
    }
  }

  /// The resources a cell names: one, if it is one's whole id (CNC/1), else a list.
  private func names(_ cell: String) -> [String] {
    shop.resources[cell] == nil ? CellText.list(cell) : [cell]
  }

  /// Where an operation can be done; what is done outside, only where any number is taken.
  private func resources(_ row: Row, _ log: inout ImportLog) -> [Int]? {
    guard row.isOutside(&log) == true else { return ownResources(row, &log) }
    let suppliers = row.suppliers.flatMap { name in
      shop.resources[name].map { [$0] } ?? shop.byWorkCentre[name] ?? []
    }
    let own = suppliers.filter { !shop.unlimited.contains($0) }
    guard !own.isEmpty else { return suppliers.isEmpty ? nil : suppliers }
    log.add(
      row.issue(
        row[.resource] == nil ? .workCentre : .resource,
        Bilingual(
          zh: "委外工序给了产能有限的设备", en: "is done outside, on a resource with a limit"),
        Bilingual(
          zh: "请填供应商，或在设备表中把它的“不限产能”填为 是",
          en: "name the supplier, or set unlimited to yes for it in the resources table")))
    return nil
  }

  private func ownResources(_ row: Row, _ log: inout ImportLog) -> [Int]? {
    if let names = row[.resource].map({ names($0) }), !names.isEmpty {
      var found: [Int] = []
      for name in names {
        guard let resource = shop.resources[name] else {
          log.add(
            row.issue(
              .resource, Bilingual(zh: "没有设备“\(name)”", en: "there is no resource \"\(name)\""),
              Bilingual(
                zh: "请先在设备表中登记，或改正编号", en: "add it to the resources table, or correct the id")))
          continue
        }
        if !found.contains(resource) { found.append(resource) }
      }
      return found.isEmpty ? nil : found
    }
    if let name = row[.workCentre] {
      if let resources = shop.byWorkCentre[name] { return resources }
      log.add(
        row.issue(
          .workCentre, Bilingual(zh: "没有工作中心“\(name)”", en: "there is no work centre \"\(name)\""),
          Bilingual(
            zh: "请改正名称，或在设备表中给出属于它的设备",
            en: "correct the name, or give it a machine in the resources table")))
      return nil
    }
    log.add(
      row.issue(
        row.table.has(.workCentre) ? .workCentre : .resource,
        Bilingual(zh: "没有说明在哪里加工", en: "nothing says where this operation is done"),
        Bilingual(zh: "请填工作中心或设备", en: "give a work centre or one or more resources")))
    return nil
  }

  /// Milliseconds a piece, from a run time or a rate.
  private func runTime(_ row: Row, _ log: inout ImportLog) -> Int? {
    if row[.run] != nil { return row.milliseconds(.run, settings, &log) }
    guard let text = row[.rate] else {
      log.add(
        row.issue(
          row.table.has(.rate) && !row.table.has(.run) ? .rate : .run,
          Bilingual(zh: "没有单件工时", en: "there is no run time"),
          Bilingual(zh: "请填单件工时或标准产能", en: "give the run time per piece, or a rate")))
      return nil
    }
    let unit = row.table.columns[Field.rate.name]?.unit ?? ""
    let span: Int? =
      switch String(unit.drop { $0 != "/" }.dropFirst()) {
      case "小时", "h", "hour": 3600
      case "分钟", "min", "minute": 60
      case "": settings.timeUnit
      default: nil
      }
    guard let span else {
      log.add(
        row.issue(
          .rate, Bilingual(zh: "没有说明产能的时间单位", en: "nothing says what time the rate is for"),
          Bilingual(zh: "表头请写成 标准产能(件/小时)", en: "write rate (pieces/hour) as the header")))
      return nil
    }
    guard let rate = CellText.number(text), rate > 0, rate <= 1e7 else {
      log.add(
        row.issue(
          .rate, Bilingual(zh: "产能应为正数", en: "a rate must be above 0"),
          Bilingual(zh: "请填每单位时间的件数", en: "give pieces per unit of time")))
      return nil
    }
    let piece = (Double(span) * 1000 / rate).rounded(.up)
    guard piece <= Row.longestTime else {
      row.complainOfLongTime(.rate, &log)
      return nil
    }
    return max(1, Int(piece))
  }

  /// The row an operation, or the one it is a lot of, was first named in.
  func row(of operation: RoutingOperation, in routing: Routing) -> Row? {
    guard let draft = index[routing.item].map({ drafts[$0] }) else { return nil }
    return draft.stepIndex[operation.lot?.operation ?? operation.id].map { draft.steps[$0].row }
  }

  /// All routings and where each key's is.
  func routings(_ log: inout ImportLog) -> (routings: [Routing], index: [String: Int]) {
    var routings: [Routing] = []
    for draft in drafts { routings.append(draft.routing(settings, &log)) }
    return (routings, index)
  }
}
