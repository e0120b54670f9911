package import TaktModel

/// Writes a plant as the tables an import reads back, in CSV or as one JSON document: the form `takt generate` makes and
/// plans are identified by.
package struct PlantWriter {
  private let plant: Plant
  private let language: Language

  package init(_ plant: Plant, language: Language) {
    self.plant = plant
    self.language = language
  }

  /// Names and contents of the tables as CSV.
  package func tables() -> [(name: String, text: CSVText)] {
    rows.map { name, rows in
      var csv = CSVText()
      for row in rows { csv.row(row) }
      return (name, csv)
    }
  }

  /// All tables as one JSON document.
  package func json() throws -> [UInt8] { try JSONText.encode(document(), pretty: true) }

  /// All tables as lists of objects, empty cells left out.
  package func document() -> [String: [[String: String]]] {
    var document: [String: [[String: String]]] = [:]
    for (name, rows) in rows {
      document[name] = rows.dropFirst().map { row in
        Dictionary(
          zip(rows[0], row).filter { !$0.1.isEmpty }, uniquingKeysWith: { first, _ in first })
      }
    }
    return document
  }

  /// Each table's name and rows, the header first.
  private var rows: [(name: String, rows: [[String]])] {
    [
      (word("设置", "settings"), settings), (word("日历", "calendars"), calendars),
      (word("设备", "resources"), resources), (word("工艺路线", "routings"), routings),
      (word("订单", "orders"), orders),
    ] + (plant.changeovers.isEmpty ? [] : [(word("换型矩阵", "changeovers"), changeovers)])
      + (plant.transports.isEmpty ? [] : [(word("转运时间", "transports"), transports)])
      + (plant.secondaries.isEmpty ? [] : [(word("人员工装", "secondaries"), secondaries)])
      + (needs.count == 1 ? [] : [(word("资源需求", "needs"), needs)])
      + MaterialTables(plant, language: language).rows
      + (plant.tariff.map { [(word("电价", "tariff"), tariff($0))] } ?? [])
  }

  /// A hash of all the plant says, whatever files it came in.
  package var digest: String {
    SHA256.hex(tables().flatMap { Array($0.name.utf8) + $0.text.bytes(mark: false) })
  }

  private func word(_ zh: String, _ en: String) -> String { language.pick(zh: zh, en: en) }
  private func clock(_ instant: Instant) -> String { plant.zone.wall(instant).text }

  private var settings: [[String]] {
    var csv: [[String]] = []
    csv.append([word("设置项", "setting"), word("设置值", "value")])
    if !plant.name.isEmpty { csv.append([word("工厂", "plant"), plant.name]) }
    csv.append([word("时区", "time-zone"), plant.zone.identifier])
    csv.append([word("计划起点", "plan-start"), clock(plant.asOf)])
    let startsEarlier = plant.calendars.contains { calendar in
      (calendar.week + calendar.exceptions.values).joined().contains { $0.start < 0 }
    }
    csv.append([
      word("夜班归属", "night-shift-date"),
      startsEarlier ? word("结束日", "end") : word("开始日", "start"),
    ])
    if let limit = plant.powerLimit {
      csv.append([word("功率上限", "power-limit"), Row.amountText(limit)])
    }
    return csv
  }

  private var calendars: [[String]] {
    var csv: [[String]] = []
    csv.append([
      word("日历", "calendar"), word("日期", "day"), word("开始时间", "start"), word("结束时间", "end"),
    ])
    let names =
      language == .zh
      ? ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]
      : ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    for calendar in plant.calendars {
      for (day, windows) in calendar.week.enumerated() {
        for window in windows { csv.append([calendar.id, names[day]] + times(window)) }
      }
      for (date, windows) in calendar.exceptions.sorted(by: { $0.key < $1.key }) {
        if windows.isEmpty { csv.append([calendar.id, date.description, "", ""]) }
        for window in windows { csv.append([calendar.id, date.description] + times(window)) }
      }
    }
    return csv
  }

  private func times(_ window: ShiftCalendar.Window) -> [String] {
    let clock = { (second: Int) in
      if second == 86_400 { return "24:00" }
      let second = (second + 86_400) % 86_400
      let minutes = "\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2))"
      return second % 60 == 0 ? minutes : minutes + ":\(padded(second % 60, 2))"
    }
    return [clock(window.start), clock(window.end)]
  }

  private var resources: [[String]] {
    var csv: [[String]] = []
    csv.append([
      word("设备编号", "resource"), word("设备名称", "resource name"), word("工作中心", "work centre"),
      word("车间", "site"), word("日历", "calendar"),
    ])
    let hasStates = plant.resources.contains { $0.setupState != nil }
    if hasStates { csv[0].append(word("当前换型族", "setup state")) }
    let hasPower = plant.resources.contains { $0.power != nil }
    if hasPower {
      csv[0] += [
        word("待机功率(kW)", "idle power (kW)"), word("准备功率(kW)", "setup power (kW)"),
        word("运行功率(kW)", "run power (kW)"),
      ]
    }
    let hasUnlimited = plant.resources.contains(where: \.isUnlimited)
    if hasUnlimited { csv[0].append(word("不限产能", "unlimited")) }
    let hasBatches = plant.resources.contains { $0.batchCapacity != nil }
    if hasBatches { csv[0].append(word("装炉量", "batch capacity")) }
    let hasBuffers = plant.workCentres.contains { $0.bufferCapacity != nil }
    if hasBuffers { csv[0].append(word("缓冲容量", "buffer capacity")) }
    for r in plant.resources {
      let centre = plant.workCentres[r.workCentre]
      csv.append([r.id, r.name, centre.id, centre.site, plant.calendars[r.calendar].id])
      if hasStates { csv[csv.count - 1].append(family(r.setupState, none: "")) }
      if hasPower {
        csv[csv.count - 1] +=
          r.power.map { [$0.idle, $0.setup, $0.run].map { Row.amountText($0) } }
          ?? ["", "", ""]
      }
      if hasUnlimited { csv[csv.count - 1].append(answer(r.isUnlimited)) }
      if hasBatches {
        csv[csv.count - 1].append(r.batchCapacity.map { Row.amountText($0) } ?? "")
      }
      if hasBuffers { csv[csv.count - 1].append(centre.bufferCapacity.map { String($0) } ?? "") }
    }
    return csv
  }

  private func tariff(_ tariff: Tariff) -> [[String]] {
    let names =
      language == .zh
      ? ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]
      : ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    var csv = [
      [
        word("时段", "band"), word("日期", "day"), word("开始时间", "start"), word("结束时间", "end"),
        word("电价", "price"),
      ]
    ]
    for (day, periods) in tariff.week.enumerated() {
      for period in periods {
        let band = tariff.bands[period.band]
        csv.append(
          [band.name, names[day]] + times(.init(start: period.start, end: period.end))
            + ["\(band.price / Tariff.unit).\(padded(band.price % Tariff.unit, 4))"])
      }
    }
    return csv
  }

  private func answer(_ yes: Bool) -> String { yes ? word("是", "yes") : word("否", "no") }

  private func family(_ index: Int?, none: String) -> String {
    index.map { plant.setupFamilies[$0] } ?? none
  }

  private var changeovers: [[String]] {
    var csv: [[String]] = []
    csv.append([
      word("工作中心", "work centre"), word("设备编号", "resource"), word("原换型族", "from family"),
      word("新换型族", "to family"), word("换型时间(秒)", "changeover (s)"), word("换型费用", "changeover cost"),
      word("休息时可换型", "in breaks"),
    ])
    for row in plant.changeovers {
      var place = ["", ""]
      switch row.place {
      case .everywhere: break
      case .workCentre(let centre): place[0] = plant.workCentres[centre].id
      case .resource(let resource): place[1] = plant.resources[resource].id
      }
      csv.append(
        place + [
          family(row.from, none: "*"), family(row.to, none: "*"), String(row.time),
          Self.money(row.cost), answer(row.runsInBreaks),
        ])
    }
    return csv
  }

  private var transports: [[String]] {
    let name = { (place: Transport.Place) in
      switch place {
      case .workCentre(let centre): plant.workCentres[centre].id
      case .site(let site): site
      }
    }
    return [
      [word("起点", "from place"), word("终点", "to place"), word("转运时间(秒)", "transport time (s)")]
    ]
      + plant.transports.map { [name($0.from), name($0.to), String($0.time)] }
  }

  private var secondaries: [[String]] {
    var csv: [[String]] = []
    csv.append([
      word("人员编号", "secondary"), word("姓名", "secondary name"), word("技能", "skills"),
      word("数量", "quantity"), word("日历", "calendar"),
    ])
    for s in plant.secondaries {
      csv.append([
        s.id, s.name, s.skills.joined(separator: ";"), String(s.quantity),
        s.calendar.map { plant.calendars[$0].id } ?? "",
      ])
    }
    return csv
  }

  private var needs: [[String]] {
    var csv: [[String]] = []
    csv.append([
      word("物料编码", "item"), word("工序号", "operation"), word("所需资源", "need"), word("数量", "quantity"),
      word("占用阶段", "held"),
    ])
    for routing in plant.routings where !routing.hasLots {
      for operation in routing.operations {
        for need in operation.needs {
          let span =
            switch need.span {
            case .setup: word("准备", "setup")
            case .run: word("加工", "run")
            case .both: word("全程", "both")
            }
          csv.append([routing.item, operation.id, need.name, String(need.quantity), span])
        }
      }
    }
    return csv
  }

  /// Hundredths as an amount.
  private static func money(_ hundredths: Int) -> String {
    let rest = hundredths % 100
    return "\(hundredths / 100)" + (rest == 0 ? "" : "." + padded(rest, 2))
  }

  private var routings: [[String]] {
    var csv: [[String]] = []
    csv.append([
      word("物料编码", "item"), word("物料名称", "item name"), word("工序号", "operation"),
      word("工序名称", "operation name"), word("设备编号", "resource"), word("准备时间(秒)", "setup (s)"),
      word("单件工时(秒)", "run (s)"), word("前置工序", "predecessors"), word("等待时间(秒)", "wait (s)"),
    ])
    let hasFamilies = !plant.setupFamilies.isEmpty
    if hasFamilies { csv[0].append(word("换型族", "family")) }
    let hasPower = plant.hasOperation { $0.hasPower }
    if hasPower { csv[0].append(word("运行功率(kW)", "run power (kW)")) }
    let hasLeads = plant.hasOperation(where: \.hasLead)
    if hasLeads { csv[0].append(word("委外周期(秒)", "lead time (s)")) }
    let extras = RoutingColumns(plant, language)
    csv[0] += extras.headers
    for routing in plant.routings where !routing.hasLots {
      for operation in routing.operations {
        let before =
          operation.predecessors.map { routing.operations[$0].id }
          + operation.links.map {
            "\(routing.operations[$0.from].id)\($0.kind.rawValue)+\($0.lag)s"
          }
        for group in groups(operation) {
          csv.append([
            routing.item, routing.itemName, operation.id, operation.name,
            group.resources.joined(separator: ";"), String(group.setup),
            seconds(milliseconds: group.run),
            before.isEmpty ? word("无", "none") : before.joined(separator: ";"),
            String(operation.wait),
          ])
          if hasFamilies { csv[csv.count - 1].append(family(operation.family, none: "")) }
          if hasPower { csv[csv.count - 1].append(group.power.map { Row.amountText($0) } ?? "") }
          if hasLeads { csv[csv.count - 1].append(String(group.lead)) }
          csv[csv.count - 1] += extras.cells(operation)
        }
      }
    }
    return csv
  }

  /// Alternatives with the same times share a row, but for ids that a list would be split at.
  private func groups(_ operation: RoutingOperation) -> [(
    resources: [String], setup: Int, run: Int, lead: Int, power: Int?
  )] {
    var groups: [(resources: [String], setup: Int, run: Int, lead: Int, power: Int?)] = []
    for a in operation.alternatives {
      let id = plant.resources[a.resource].id
      if let last = groups.last, last.setup == a.setup, last.run == a.runMillisecondsPerPiece,
        last.lead == a.lead, last.power == a.power, isWhole(id), isWhole(last.resources[0])
      {
        groups[groups.count - 1].resources.append(id)
      } else {
        groups.append(([id], a.setup, a.runMillisecondsPerPiece, a.lead, a.power))
      }
    }
    return groups
  }

  private func isWhole(_ id: String) -> Bool { CellText.list(id) == [id] }

  private func seconds(milliseconds: Int) -> String {
    let rest = milliseconds % 1000
    return "\(milliseconds / 1000)" + (rest == 0 ? "" : "." + padded(rest, 3))
  }

  private var orders: [[String]] {
    var csv: [[String]] = []
    csv.append([
      word("订单号", "order"), word("物料编码", "item"), word("数量", "quantity"), word("下达日期", "release"),
      word("原交期", "original due"), word("交期", "due"), word("权重", "weight"), word("客户", "customer"),
    ])
    let hasMaterials = plant.orders.contains { $0.isKitted || !$0.feeds.isEmpty }
    if hasMaterials { csv[0] += [word("齐套", "kitting"), word("供给订单", "feeds")] }
    let hasStatus = plant.orders.contains { $0.status != .released }
    if hasStatus { csv[0].append(word("状态", "status")) }
    for o in plant.orders {
      // An order overdue at the plan's start has no release before its due date to write.
      let release = o.release < o.due ? clock(o.release) : ""
      csv.append([
        o.id, plant.routings[o.routing].item, String(o.quantity), release,
        clock(o.originalDue), clock(o.due), String(o.weight), o.customer,
      ])
      if hasMaterials {
        csv[csv.count - 1] += [
          o.isKitted ? word("是", "yes") : word("否", "no"),
          o.feeds.map { plant.orders[$0].id }.joined(separator: ";"),
        ]
      }
      if hasStatus {
        csv[csv.count - 1].append(word(o.status.words[0], o.status.rawValue))
      }
    }
    return csv
  }
}

extension RoutingOperation {
  /// Whether it says what it draws somewhere.
  fileprivate var hasPower: Bool { alternatives.contains { $0.power != nil } }
  /// Whether it takes a time that does not depend on the quantity.
  fileprivate var hasLead: Bool { alternatives.contains { $0.lead > 0 } }
}
