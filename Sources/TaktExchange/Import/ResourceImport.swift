import TaktModel

/// Reads resources, with their work centres and calendars.
struct ResourceImport {
  private let settings: ImportSettings
  private(set) var calendars: [ShiftCalendar]
  private var calendarIndex: [String: Int]
  private(set) var workCentres: [WorkCentre] = []
  private var workCentreIndex: [String: Int] = [:]
  private(set) var resources: [Resource] = []
  private(set) var shop = RoutingImport.Shop()
  /// Rows that say what a resource is set up for: families are known once the routings are read.
  private var states: [(row: Row, resource: Int)] = []
  private var lineOf: [String: Int] = [:]
  private var defaultCalendar: Int?

  init(_ settings: ImportSettings, _ calendars: [ShiftCalendar]) {
    self.settings = settings
    self.calendars = calendars
    calendarIndex = Dictionary(
      calendars.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { a, _ in a })
  }

  mutating func read(_ table: Table, _ log: inout ImportLog) {
    for index in table.rows.indices { read(Row(table: table, index: index), &log) }
  }

  private mutating func read(_ row: Row, _ log: inout ImportLog) {
    let id = row.id(.resource, &log)
    let centre = row.id(.workCentre, &log)
    let isUnlimited = row.answer(.unlimited, &log) ?? false
    let calendar = calendar(row, isUnlimited, &log)
    let power = row.powers(&log)
    let capacity = row.batchCapacity(isUnlimited: isUnlimited, &log)
    guard let id, let centre else { return }
    if let first = lineOf[id] {
      log.add(
        row.issue(
          .resource,
          Bilingual(zh: "设备编号重复，第 \(first) 行已有", en: "the resource is already in row \(first)"),
          Bilingual(zh: "请删除其中一行或改正编号", en: "remove one of them or correct the id")))
      return
    }
    lineOf[id] = row.line
    let site = row[.site] ?? ""
    let index = workCentreIndex[centre] ?? workCentres.count
    if index == workCentres.count {
      workCentres.append(WorkCentre(id: centre, site: site))
      workCentreIndex[centre] = index
    } else if workCentres[index].site != site, row[.site] != nil {
      log.add(
        row.issue(
          .site,
          Bilingual(
            zh: "工作中心 \(centre) 已属于“\(workCentres[index].site)”",
            en: "work centre \(centre) is already in \"\(workCentres[index].site)\""),
          Bilingual(
            zh: "一个工作中心只能在一个车间，请改正车间或给工作中心改名",
            en: "a work centre is in one place: correct the site, or rename the work centre")))
      return
    }
    if row[.setupState] != nil { states.append((row, resources.count)) }
    add(
      id, name: row[.resourceName] ?? id, workCentre: index, calendar: calendar ?? 0,
      isUnlimited: isUnlimited)
    resources[resources.count - 1].power = power
    resources[resources.count - 1].batchCapacity = capacity
    readBuffer(row, index, isUnlimited: isUnlimited, &log)
  }

  mutating func set(bufferCapacity: Int, of centre: Int) {
    workCentres[centre].bufferCapacity = bufferCapacity
  }

  /// Sets what resources are set up for when the plan begins.
  mutating func readStates(_ families: inout SetupFamilies, _ log: inout ImportLog) {
    for (row, resource) in states {
      resources[resource].setupState = families.named(row, .setupState, &log)
    }
  }

  private mutating func add(
    _ id: String, name: String, workCentre: Int, calendar: Int, isUnlimited: Bool = false
  ) {
    shop.resources[id] = resources.count
    shop.byWorkCentre[workCentres[workCentre].id, default: []].append(resources.count)
    shop.workCentres[workCentres[workCentre].id] = workCentre
    resources.append(
      Resource(
        id: id, name: name, workCentre: workCentre, calendar: calendar, isUnlimited: isUnlimited))
    if isUnlimited { shop.unlimited.insert(resources.count - 1) }
  }

  private mutating func calendar(_ row: Row, _ isUnlimited: Bool, _ log: inout ImportLog) -> Int? {
    if row[.calendar] != nil { return namedCalendar(row, &log) }
    return isUnlimited ? roundTheClock() : standardCalendar(&log)
  }

  /// The calendar of what has none and is not the plant's: a lead time passes day and night.
  private mutating func roundTheClock() -> Int {
    let always = ShiftCalendar.always()
    if let known = calendars.firstIndex(where: { $0 == always }) { return known }
    calendars.append(always)
    return calendars.count - 1
  }

  /// The calendar a row names; nil where it names none, and for one that is not known.
  func namedCalendar(_ row: Row, _ log: inout ImportLog) -> Int? {
    guard let name = row[.calendar] else { return nil }
    if let index = calendarIndex[name] { return index }
    log.add(
      row.issue(
        .calendar, Bilingual(zh: "没有日历“\(name)”", en: "there is no calendar \"\(name)\""),
        Bilingual(
          zh: "请在日历表中定义它，或改正名称", en: "define it in the calendars table, or correct the name")))
    return nil
  }

  /// The working time of resources without a calendar: the setting, or around the clock, which is said aloud.
  private mutating func standardCalendar(_ log: inout ImportLog) -> Int {
    if let defaultCalendar { return defaultCalendar }
    let calendar = settings.workingTime ?? .always()
    if settings.workingTime == nil {
      log.notices.append(
        Bilingual(
          zh: "有设备没有日历，按每天 24 小时计算（可设置“工作时间” working-time）",
          en: "some resources have no calendar and work around the clock (see setting working-time)"
        ))
    }
    calendars.append(calendar)
    defaultCalendar = calendars.count - 1
    return calendars.count - 1
  }

  /// Suppliers that only the routings name: whatever an operation done outside is given to takes any number of them.
  mutating func readSuppliers(in table: Table, _ log: inout ImportLog) {
    guard table.has(.outside) else { return }
    for index in table.rows.indices {
      let row = Row(table: table, index: index)
      // What the row says wrongly is said when its operation is read.
      var unsaid = ImportLog()
      guard row.isOutside(&unsaid) == true else { continue }
      for name in row.suppliers
      where shop.resources[name] == nil && shop.byWorkCentre[name] == nil {
        guard row.isID(name, row[.resource] == nil ? .workCentre : .resource, &log) else {
          continue
        }
        let at = workCentreIndex[name] ?? workCentres.count
        if at == workCentres.count {
          workCentres.append(WorkCentre(id: name))
          workCentreIndex[name] = at
        }
        add(name, name: name, workCentre: at, calendar: roundTheClock(), isUnlimited: true)
      }
    }
  }

  /// Without a resources table the names in a sheet are the resources, each a work centre of its own unless one is named.
  mutating func readNames(in table: Table, _ log: inout ImportLog) {
    for index in table.rows.indices {
      let row = Row(table: table, index: index)
      let centre = row[.workCentre]
      if let centre, !row.isID(centre, .workCentre, &log) { continue }
      let names = row[.resource].map(CellText.list) ?? centre.map { [$0] } ?? []
      for name in names where shop.resources[name] == nil {
        guard row.isID(name, .resource, &log) else { continue }
        let calendar = standardCalendar(&log)
        let home = centre ?? name
        let at = workCentreIndex[home] ?? workCentres.count
        if at == workCentres.count {
          workCentres.append(WorkCentre(id: home))
          workCentreIndex[home] = at
        }
        add(name, name: name, workCentre: at, calendar: calendar)
      }
    }
  }
}
