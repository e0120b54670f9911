import TaktModel

/// Reads a time-of-use tariff: a row is a stretch of some weekdays in one price band; together they cover the week.
struct TariffImport {
  private var bands: [Tariff.Band] = []
  private var bandLine: [String: Int] = [:]
  private var week = Array(repeating: [Tariff.Period](), count: 7)
  private var first: Row?

  mutating func read(_ table: Table, _ log: inout ImportLog) {
    for i in table.rows.indices { read(Row(table: table, index: i), &log) }
  }

  private mutating func read(_ row: Row, _ log: inout ImportLog) {
    if first == nil { first = row }
    let before = log.count
    let band = band(row, &log)
    let days = days(row, &log)
    let start = second(row, .start, &log)
    let end = second(row, .end, &log)
    guard log.count == before, let band, let days, let start, let end else { return }
    for day in days {
      if start < end {
        add(.init(start: start, end: end, band: band), day, row, &log)
      } else {
        // A valley that passes midnight goes on in the next day.
        add(.init(start: start, end: 86_400, band: band), day, row, &log)
        if end > 0 { add(.init(start: 0, end: end, band: band), (day + 1) % 7, row, &log) }
      }
    }
  }

  private mutating func add(
    _ period: Tariff.Period, _ day: Int, _ row: Row, _ log: inout ImportLog
  ) {
    guard week[day].contains(where: { $0.start < period.end && period.start < $0.end }) else {
      week[day].append(period)
      return
    }
    log.add(
      row.issue(
        .start, Bilingual(zh: "与同一天的另一时段重叠", en: "overlaps another period of the same day"),
        Bilingual(zh: "请修改开始或结束时间", en: "change the start or the end")))
  }

  /// The band a row names; its price must be the same wherever it is named.
  private mutating func band(_ row: Row, _ log: inout ImportLog) -> Int? {
    let name = row.id(.band, &log)
    guard let text = row[.price] else {
      row.complainOfEmpty(.price, &log)
      return nil
    }
    guard let value = CellText.number(text), (0...1000).contains(value) else {
      log.add(
        row.issue(
          .price, Bilingual(zh: "不是电价", en: "is not a price of a kilowatt-hour"),
          Bilingual(zh: "请填 0 到 1000 的数字", en: "give a number from 0 to 1000")))
      return nil
    }
    let price = Int((value * Double(Tariff.unit)).rounded())
    guard let name else { return nil }
    guard let known = bands.firstIndex(where: { $0.name == name }) else {
      bandLine[name] = row.line
      bands.append(.init(name: name, price: price))
      return bands.count - 1
    }
    guard bands[known].price == price else {
      log.add(
        row.issue(
          .price,
          Bilingual(
            zh: "时段“\(name)”在第 \(bandLine[name] ?? 0) 行是另一个价格",
            en: "band \"\(name)\" has another price in row \(bandLine[name] ?? 0)"),
          Bilingual(zh: "请给不同价格的时段不同的名称", en: "name periods of another price differently")))
      return nil
    }
    return known
  }

  private func days(_ row: Row, _ log: inout ImportLog) -> [Int]? {
    guard let text = row[.day] else { return Array(0..<7) }
    if let days = Weekdays.read(text) { return days }
    log.add(
      row.issue(
        .day, Bilingual(zh: "不是有效的星期", en: "is not a weekday"),
        Bilingual(zh: "请写 周一、周一-周五 或 每天", en: "write Mon, Mon-Fri or daily")))
    return nil
  }

  private func second(_ row: Row, _ field: Field, _ log: inout ImportLog) -> Int? {
    if let text = row[field], let second = DateText.timeOfDay(text) { return second }
    log.add(
      row.issue(
        field, Bilingual(zh: "不是有效的时刻", en: "is not a time of day"),
        Bilingual(zh: "请写成 08:00，最晚 24:00", en: "write 08:00, at most 24:00")))
    return nil
  }

  /// The tariff, nil where there is none; a mistake for hours without a price.
  func tariff(_ log: inout ImportLog) -> Tariff? {
    guard let first, !log.hasIssues else { return nil }
    var week = week
    for day in 0..<7 {
      week[day].sort { $0.start < $1.start }
      var at = 0
      for period in week[day] {
        if period.start > at { break }
        at = period.end
      }
      guard at < 86_400 else { continue }
      let clock = "\(padded(at / 3600, 2)):\(padded(at / 60 % 60, 2))"
      let names = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]
      let english = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
      log.add(
        first.issue(
          .band,
          Bilingual(
            zh: "\(names[day]) \(clock) 起没有电价",
            en: "there is no price on \(english[day]) from \(clock) on"),
          Bilingual(zh: "请补上缺少的时段", en: "add the period that is missing"), value: ""))
      return nil
    }
    return Tariff(bands: bands, week: week).numberedByUse
  }
}

extension Tariff {
  /// The same with its bands in the order the week comes to them, so that a plant that is written and read again numbers them alike.
  fileprivate var numberedByUse: Tariff {
    var order: [Int] = []
    for period in week.joined() where !order.contains(period.band) { order.append(period.band) }
    let week = week.map { day in
      day.map {
        Period(start: $0.start, end: $0.end, band: order.firstIndex(of: $0.band) ?? 0)
      }
    }
    return Tariff(bands: order.map { bands[$0] }, week: week)
  }
}

extension Row {
  /// Power in watts, given in kilowatts unless the header says W.
  func power(_ field: Field, _ log: inout ImportLog) -> Int? {
    guard let text = self[field] else { return nil }
    let watts = table.columns[field.name]?.unit == "w" ? 1.0 : 1000.0
    guard let value = CellText.number(text), (0...1e6).contains(value * watts) else {
      log.add(
        issue(
          field, Bilingual(zh: "不是功率", en: "is not a power"),
          Bilingual(zh: "请填 0 到 1000 千瓦的数字", en: "give a number from 0 to 1000 kW")))
      return nil
    }
    return Int((value * watts).rounded())
  }

  /// What a resource draws in each state; nil where the row says nothing.
  ///
  /// A state it does not name draws nothing, setting up what idling does.
  func powers(_ log: inout ImportLog) -> Resource.Power? {
    let (idle, setup, run) = (
      power(.idlePower, &log), power(.setupPower, &log), power(.runPower, &log)
    )
    guard idle != nil || setup != nil || run != nil else { return nil }
    return .init(idle: idle ?? 0, setup: setup ?? idle ?? 0, run: run ?? 0)
  }
}
