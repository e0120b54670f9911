import TaktModel

/// Reads orders, from their own table or from the repeated columns of a one-sheet file.
struct OrderImport {
  private let settings: ImportSettings
  private let asOf: Instant
  private let year: Int
  private let calendars: [ShiftCalendar]
  private(set) var orders: [Order] = []
  private var lineOf: [String: Int] = [:]
  private var leftOut: [Order.Status: Int] = [:]
  private var feeds = FeedImport()

  init(_ settings: ImportSettings, asOf: Instant, calendars: [ShiftCalendar]) {
    self.settings = settings
    self.asOf = asOf
    self.calendars = calendars
    year = settings.zone.wall(asOf).date.components.year
  }

  /// The id of an order or an order line.
  static func id(_ row: Row, _ log: inout ImportLog) -> String? {
    guard let order = row.id(.order, &log) else { return nil }
    guard let line = row[.line] else { return order }
    let id = "\(order)/\(line)"
    return row.isID(id, .line, &log) ? id : nil
  }

  /// Adds an order for the routing at `routing`.
  mutating func read(_ row: Row, id: String, routing: Int, _ log: inout ImportLog) {
    if let first = lineOf[id] {
      log.add(
        row.issue(
          .order, Bilingual(zh: "订单号重复，第 \(first) 行已有", en: "the order is already in row \(first)"),
          Bilingual(zh: "请删除重复的行，或加上行号列", en: "remove one of them, or add an order line column"),
          value: id
        ))
      return
    }
    lineOf[id] = row.line
    let quantity = quantity(row, &log)
    let due = due(row, &log)
    let originalDue = instant(row, .originalDue, &log)
    let release = instant(row, .release, &log)
    let weight = weight(row, &log)
    let status = status(row, &log)
    let isKitted = row.answer(.kitting, &log) ?? false
    guard let quantity, let due, let weight else { return }
    let state = quantity == 0 && status.isPlanned ? .completed : status
    guard state.isPlanned else {
      leftOut[state, default: 0] += 1
      return
    }
    if let release, release >= due {
      log.add(
        row.issue(
          .release,
          Bilingual(
            zh: "下达日期不早于交期“\(row[.due] ?? "")”",
            en: "the release date is not before the due date \"\(row[.due] ?? "")\""),
          Bilingual(zh: "请检查两个日期", en: "check both dates")))
      return
    }
    feeds.note(row, order: orders.count)
    orders.append(
      Order(
        id: id, routing: routing, quantity: quantity, release: release ?? asOf,
        originalDue: originalDue ?? due, due: due, weight: weight, customer: row[.customer] ?? "",
        status: status, isKitted: isKitted))
  }

  /// Looks up which orders feed which, once all are read.
  mutating func enterFeeds(_ log: inout ImportLog) {
    feeds.enter(into: &orders, known: { lineOf[$0] != nil }, &log)
  }

  /// Says what was left out.
  mutating func finish(file: String, _ log: inout ImportLog) {
    for status in Order.Status.allCases {
      guard let count = leftOut[status] else { continue }
      let words = status.leftOut
      log.notices.append(
        Bilingual(
          zh: "\(file)：\(count) 个订单\(words.zh)，未排入计划",
          en:
            "\(file): \(count) \(count == 1 ? "order is" : "orders are") \(words.en) and not planned"
        ))
    }
    leftOut = [:]
  }

  /// The status; an order without one has been released.
  private func status(_ row: Row, _ log: inout ImportLog) -> Order.Status {
    guard let text = row[.status] else { return .released }
    if let status = Order.Status(word: text) { return status }
    log.add(
      row.issue(
        .status, Bilingual(zh: "不是认识的订单状态", en: "is not a known status of an order"),
        Order.Status.accepted))
    return .released
  }

  private func quantity(_ row: Row, _ log: inout ImportLog) -> Int? {
    guard row[.quantity] != nil else {
      row.complainOfEmpty(.quantity, &log)
      return nil
    }
    guard let quantity = row.wholeNumber(.quantity, 1...10_000_000, &log) else { return nil }
    guard row[.done] != nil else { return quantity }
    guard let done = row.wholeNumber(.done, 0...10_000_000, &log) else { return nil }
    return max(0, quantity - done)
  }

  /// The due date, which may not be left open, not even by 00000000.
  private func due(_ row: Row, _ log: inout ImportLog) -> Instant? {
    let before = log.count
    let due = instant(row, .due, &log)
    if due == nil, log.count == before { row.complainOfEmpty(.due, &log) }
    return due
  }

  private func instant(_ row: Row, _ field: Field, _ log: inout ImportLog) -> Instant? {
    switch row.date(field, settings, year: year, &log) {
    case .instant(let instant): return instant
    case .wall(let wall): return settings.zone.instant(wall)
    case .day(let date):
      // An order is released at the begin of its day; when on its day it is due somebody must say.
      if field.name == Field.release.name {
        return settings.zone.instant(WallTime(date: date, second: 0))
      }
      return dueInstant(date, row, field, &log)
    default: return nil
    }
  }

  private func dueInstant(_ date: CivilDate, _ row: Row, _ field: Field, _ log: inout ImportLog)
    -> Instant?
  {
    switch settings.dueTime {
    case .clock(let second): return settings.zone.instant(WallTime(date: date, second: second))
    case .endOfLastShift:
      // The last shift of that day; on a day off, the one before it.
      for back in 0..<60 {
        let day = date.advanced(by: -back)
        let end = calendars.compactMap { $0.windows(on: day).map(\.end).max() }.max()
        if let end { return settings.zone.instant(WallTime(date: day, second: end)) }
      }
      return settings.zone.instant(WallTime(date: date, second: 86_400))
    case nil:
      log.addOnce(
        row.issue(
          field,
          Bilingual(
            zh: "交期只有日期，没有说明当天几点算到期",
            en: "the date has no time, and nothing says when on the day it is due"),
          Bilingual(
            zh: "请设置“交期时刻”（due-time），如 17:30 或“末班结束”",
            en: "set due-time, for example to 17:30 or end-of-last-shift")))
      return nil
    }
  }

  /// 特急, 急 and 一般 are 8, 4 and 2; priorities 1 to 9 become weights 9 to 1 or 1 to 9, as the direction says; a weight column counts as it is.
  private func weight(_ row: Row, _ log: inout ImportLog) -> Int? {
    if row[.weight] != nil { return row.wholeNumber(.weight, 1...1000, &log) }
    guard let text = row[.priority] else { return 1 }
    switch CellText.folded(text).lowercased() {
    case "特急", "加急", "urgent", "critical": return 8
    case "急", "紧急", "high": return 4
    case "一般", "普通", "正常", "normal", "medium": return 2
    case "低", "不急", "low": return 1
    default: break
    }
    guard let priority = CellText.number(text), priority == priority.rounded(),
      (1...9).contains(priority)
    else {
      log.add(
        row.issue(
          .priority, Bilingual(zh: "不是认识的优先级", en: "is not a known priority"),
          Bilingual(zh: "请填 1 到 9，或 特急、急、一般", en: "give 1 to 9, or urgent, high, normal, low")))
      return nil
    }
    guard let direction = settings.priorityDirection else {
      log.addOnce(
        row.issue(
          .priority,
          Bilingual(zh: "没有说明数字 1 和 9 哪个更急", en: "nothing says whether 1 or 9 is most urgent"),
          Bilingual(
            zh: "请把设置“优先级方向”（priority-direction）设为“小优先”或“大优先”",
            en: "set priority-direction to low-first or high-first")))
      return nil
    }
    return direction == .lowFirst ? 10 - Int(priority) : Int(priority)
  }
}
