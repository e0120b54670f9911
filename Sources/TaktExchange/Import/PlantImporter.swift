package import TaktModel

/// What an import brings: a plant, and what was noticed on the way.
package struct ImportedPlant: Sendable {
  package var plant: Plant
  package var notices: [Bilingual]
}

/// Makes a plant of tables: all of it, or a report of everything that is wrong.
package struct PlantImporter {
  private var log = ImportLog()
  private var settings: ImportSettings
  private let now: Instant

  /// - Parameter now: the plan's start where no setting gives one
  package init(settings: ImportSettings = ImportSettings(), now: Instant) {
    self.settings = settings
    self.now = now
  }

  /// Reads files of tables (CSV in any of the encodings, or the JSON form).
  /// - Parameter overrides: settings that win over those in the files
  /// - Throws: ``DataError`` with every mistake in all files.
  package static func read(
    _ files: [(name: String, bytes: [UInt8])], overrides: [(key: String, value: String)] = [],
    now: Instant
  ) throws -> ImportedPlant {
    var importer = PlantImporter(now: now)
    return try importer.read(files, overrides)
  }

  /// Reads the tables a plan document carries.
  /// - Throws: ``DataError`` with every mistake in them.
  package static func read(_ file: String, _ document: [String: [[String: String]]]) throws -> Plant
  {
    var importer = PlantImporter(now: Instant(seconds: 0))
    let tables = PlantJSON.tables(file, document, &importer.log)
    importer.readSettings(tables, [])
    let plant = importer.assemble(tables, true)
    guard let plant, !importer.log.hasIssues else {
      throw DataError(importer.sorted(importer.log.issues, []))
    }
    return plant
  }

  private mutating func read(
    _ files: [(name: String, bytes: [UInt8])], _ overrides: [(key: String, value: String)]
  ) throws -> ImportedPlant {
    var tables: [Table] = []
    let before = log.count
    for file in files {
      if file.name.lowercased().hasSuffix(".json") {
        tables += PlantJSON.tables(file.name, file.bytes, &log)
      } else if let table = TableReader(file: file.name, bytes: file.bytes).table(&log) {
        tables.append(table)
      }
    }
    // What a file that could not be read would have held is not missing.
    let isComplete = log.count == before
    readSettings(tables, overrides)
    let plant = assemble(tables, isComplete)
    guard let plant, !log.hasIssues else { throw DataError(sorted(log.issues, files)) }
    return ImportedPlant(plant: plant, notices: log.notices)
  }

  private func sorted(_ issues: [DataIssue], _ files: [(name: String, bytes: [UInt8])])
    -> [DataIssue]
  {
    var order = Dictionary(
      files.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { a, _ in a })
    // The tables of a JSON document, and what stands in no file, follow as they come up.
    for issue in issues where order[issue.file] == nil { order[issue.file] = order.count }
    let keyed = issues.enumerated().map { ($0.offset, $0.element) }
    var result = keyed.sorted { a, b in
      let (x, y) = (order[a.1.file] ?? .max, order[b.1.file] ?? .max)
      return (x, a.1.row ?? 0, a.0) < (y, b.1.row ?? 0, b.0)
    }.map(\.1)
    if log.suppressed > 0, let file = result.last?.file {
      result.append(
        DataIssue(
          file: file,
          problem: Bilingual(
            zh: "另有 \(log.suppressed) 处错误未列出", en: "\(log.suppressed) more mistakes are not listed"),
          remedy: Bilingual(zh: "请先改正以上错误", en: "correct those above first")))
    }
    return result
  }

  // MARK: Settings

  private mutating func readSettings(_ tables: [Table], _ overrides: [(key: String, value: String)])
  {
    for table in tables where table.kind == .settings {
      for index in table.rows.indices { readSetting(Row(table: table, index: index)) }
    }
    for (key, value) in overrides {
      guard let known = ImportSettings.Key(key) else {
        log.add(settingIssue(key, value, known: nil))
        continue
      }
      if !settings.set(known, to: value) { log.add(settingIssue(key, value, known: known)) }
    }
  }

  private mutating func readSetting(_ row: Row) {
    guard let name = row.id(.setting, &log), let value = row.id(.value, &log) else { return }
    guard let key = ImportSettings.Key(name) else {
      log.add(
        row.issue(
          .setting, Bilingual(zh: "没有这个设置项", en: "there is no such setting"),
          ImportSettings.Key.known)
      )
      return
    }
    if !settings.set(key, to: value) {
      log.add(
        row.issue(
          .value, Bilingual(zh: "不是“\(name)”的有效值", en: "is not a valid \(key.rawValue)"),
          key.accepted))
    }
  }

  private func settingIssue(_ key: String, _ value: String, known: ImportSettings.Key?) -> DataIssue
  {
    DataIssue(
      file: "--set", column: key, value: value,
      problem: known == nil
        ? Bilingual(zh: "没有这个设置项", en: "there is no such setting")
        : Bilingual(zh: "不是此设置的有效值", en: "is not a valid value of this setting"),
      remedy: known?.accepted
        ?? ImportSettings.Key.known)
  }

  // MARK: The plant

  private mutating func assemble(_ tables: [Table], _ isComplete: Bool) -> Plant? {
    let asOf = settings.asOf ?? now
    let year = settings.zone.wall(asOf).date.components.year
    var calendarImport = CalendarImport(settings, year: year)
    for table in tables where table.kind == .calendars { calendarImport.read(table, &log) }
    let calendars = calendarImport.calendars(&log)
    var resources = ResourceImport(settings, calendars)
    for table in tables where table.kind == .resources { resources.read(table, &log) }
    let sheets = tables.filter { $0.kind == .sheet }
    var secondaries = SecondaryImport()
    for table in tables where table.kind == .secondaries {
      secondaries.read(table, resources, &log)
    }
    for table in sheets + tables.filter({ $0.kind == .routings }) {
      resources.readSuppliers(in: table, &log)
    }
    if !tables.contains(where: { $0.kind == .resources }) {
      for table in sheets + tables.filter({ $0.kind == .routings }) {
        resources.readNames(in: table, &log)
      }
    }
    var routingImport = RoutingImport(settings, resources.shop)
    readRoutings(tables.filter { $0.kind == .routings }, &routingImport)
    let sheetOrders = readSheets(sheets, &routingImport)
    var (routings, index) = routingImport.routings(&log)
    var families = SetupFamilies(routingImport.families, numberedBy: &routings)
    for table in tables where table.kind == .needs {
      secondaries.readNeeds(table, &routings, index, routingImport.broken, isComplete, &log)
    }
    var tariff = TariffImport()
    for table in tables where table.kind == .tariff { tariff.read(table, &log) }
    let materials = readMaterials(tables, &routings, index, routingImport.broken, year)
    resources.readStates(&families, &log)
    var changeovers = ChangeoverImport(settings, resources.shop, families, isComplete: isComplete)
    for table in tables where table.kind == .changeovers { changeovers.read(table, &log) }
    var transports = TransportImport(settings, resources)
    for table in tables where table.kind == .transports { transports.read(table, &log) }
    var orders = OrderImport(settings, asOf: asOf, calendars: resources.calendars)
    readOrders(tables.filter { $0.kind == .orders }, &orders, index, routingImport.broken)
    for (row, id) in sheetOrders {
      if let routing = index[id] { orders.read(row, id: id, routing: routing, &log) }
    }
    if let sheet = sheets.first { orders.finish(file: sheet.file, &log) }
    orders.enterFeeds(&log)
    if isComplete { complain(ifMissing: tables, orders.orders) }
    let prices = tariff.tariff(&log)
    guard !log.hasIssues else { return nil }
    var plant = Plant(
      name: settings.plantName ?? "", zone: settings.zone, asOf: asOf,
      workCentres: resources.workCentres, resources: resources.resources,
      calendars: resources.calendars, routings: routings, orders: orders.orders,
      setupFamilies: families.names, changeovers: changeovers.rows,
      secondaries: secondaries.resources, materials: materials.materials, tariff: prices,
      powerLimit: settings.powerLimit, transports: transports.rows)
    routingImport.complain(ofLotsIn: plant, &log)
    plant.splitIntoLots()
    routingImport.complain(ofPowerIn: plant, &log)
    routingImport.complain(ofBuffersIn: plant, &log)
    routingImport.complain(ofMisfitsIn: plant, &log)
    routingImport.complain(ofOverloadsIn: plant, &log)
    materials.complainOfShortages(in: plant, &log)
    return log.hasIssues ? nil : plant
  }

  private mutating func readMaterials(
    _ tables: [Table], _ routings: inout [Routing], _ index: [String: Int], _ broken: Set<String>,
    _ year: Int
  ) -> MaterialImport {
    var materials = MaterialImport(settings, year: year)
    for table in tables where table.kind == .materials { materials.readStock(table, &log) }
    for table in tables where table.kind == .receipts { materials.readReceipts(table, &log) }
    for table in tables where table.kind == .bom {
      materials.readBill(table, &routings, index, broken, &log)
    }
    return materials
  }

  private mutating func readRoutings(_ tables: [Table], _ routings: inout RoutingImport) {
    for table in tables {
      for index in table.rows.indices {
        let row = Row(table: table, index: index)
        guard let item = row.id(.item, &log) else { continue }
        routings.read(row, key: item, itemName: row[.itemName] ?? item, &log)
      }
    }
  }

  /// Rows of a one-sheet file: each is a step of its order's own routing; the first of an order gives the order's columns.
  private mutating func readSheets(_ sheets: [Table], _ routings: inout RoutingImport) -> [(
    row: Row, id: String
  )] {
    var first: [(row: Row, id: String)] = []
    var firstOf: [String: Row] = [:]
    for table in sheets {
      for index in table.rows.indices {
        let row = Row(table: table, index: index)
        guard let id = OrderImport.id(row, &log) else { continue }
        if let known = firstOf[id] {
          checkRepeated(row, like: known)
        } else {
          firstOf[id] = row
          first.append((row, id))
        }
        routings.read(row, key: id, itemName: row[.itemName] ?? row[.item] ?? id, &log)
      }
    }
    return first
  }

  /// Order columns are repeated on every row of a sheet and must agree.
  private mutating func checkRepeated(_ row: Row, like first: Row) {
    for field in [Field.quantity, .due, .release, .priority, .originalDue] {
      guard let value = row[field], let known = first[field], value != known else { continue }
      log.add(
        row.issue(
          field,
          Bilingual(
            zh: "与同一订单第 \(first.line) 行的“\(known)”不一致",
            en: "differs from \"\(known)\" in row \(first.line) of the same order"),
          Bilingual(zh: "同一订单的各行应填相同的值", en: "give the same value on every row of an order")))
    }
  }

  private mutating func readOrders(
    _ tables: [Table], _ orders: inout OrderImport, _ index: [String: Int], _ broken: Set<String>
  ) {
    for table in tables {
      for rowIndex in table.rows.indices {
        let row = Row(table: table, index: rowIndex)
        guard let id = OrderImport.id(row, &log) else { continue }
        let item = row.id(.item, &log)
        if let item, index[item] == nil, !broken.contains(item) {
          log.add(
            row.issue(
              .item, Bilingual(zh: "此物料没有工艺路线", en: "the item has no routing"),
              Bilingual(
                zh: "请在工艺路线表中加上它，或改正编码", en: "add it to the routings table, or correct the id")))
        }
        // Read the rest of the row even then, so that all its mistakes are found at once.
        orders.read(row, id: id, routing: item.flatMap { index[$0] } ?? 0, &log)
      }
      orders.finish(file: table.file, &log)
    }
  }

  /// Sees that there is something to plan.
  private mutating func complain(ifMissing tables: [Table], _ orders: [Order]) {
    let kinds = Set(tables.map(\.kind))
    let needs: [(TableKind, Bilingual)] =
      kinds.contains(.sheet)
      ? []
      : [
        (.orders, Bilingual(zh: "没有订单表", en: "there is no orders table")),
        (.routings, Bilingual(zh: "没有工艺路线表", en: "there is no routings table")),
        (.resources, Bilingual(zh: "没有设备表", en: "there is no resources table")),
      ]
    for (kind, problem) in needs where !kinds.contains(kind) {
      let columns = kind.fields.prefix(4)
      log.add(
        DataIssue(
          file: kind.rawValue, problem: problem,
          remedy: Bilingual(
            zh: "请提供含有这些列的文件：\(columns.map(\.chineseName).joined(separator: "、"))",
            en: "give a file with the columns \(columns.map(\.name).joined(separator: ", "))")))
    }
    if !log.hasIssues, orders.isEmpty {
      log.add(
        DataIssue(
          file: "orders", problem: Bilingual(zh: "没有要排的订单", en: "there are no orders to plan"),
          remedy: Bilingual(zh: "请至少给出一个未完成的订单", en: "give at least one order that is not complete")
        ))
    }
  }
}
