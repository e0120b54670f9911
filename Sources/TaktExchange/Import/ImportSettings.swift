package import TaktModel

/// What a plant's files leave open and somebody must say.
///
/// Four of them have no silent default: the direction of priorities, the unit of times, the day a night shift
/// belongs to, and the time of day of a bare due date.
package struct ImportSettings: Sendable {
  package enum PriorityDirection: Sendable { case lowFirst, highFirst }
  package enum NightShift: Sendable { case startDay, endDay }
  package enum DueTime: Sendable, Equatable { case clock(Int), endOfLastShift }

  package var plantName: String?
  package var zone = PlantZone.shanghai
  /// The start of the plan as written, read once the zone is known.
  package var planStart: WallTime?
  package var planStartInstant: Instant?
  package var priorityDirection: PriorityDirection?
  /// Seconds.
  package var timeUnit: Int?
  package var nightShift: NightShift?
  package var dueTime: DueTime?
  /// For resources without a calendar.
  package var workingTime: ShiftCalendar?
  /// Watts.
  package var powerLimit: Int?

  package init() {}

  /// The settings there are: name, what it decides, what it takes.
  enum Key: String, CaseIterable {
    case plant = "plant"
    case timeZone = "time-zone"
    case planStart = "plan-start"
    case priorityDirection = "priority-direction"
    case timeUnit = "time-unit"
    case nightShift = "night-shift-date"
    case dueTime = "due-time"
    case workingTime = "working-time"
    case powerLimit = "power-limit"

    var aliases: [String] {
      switch self {
      case .plant: ["工厂", "工厂名称", "plantname"]
      case .timeZone: ["时区", "timezone"]
      case .planStart: ["计划起点", "计划开始时间", "排产起点", "planstart", "asof"]
      case .priorityDirection: ["优先级方向", "prioritydirection"]
      case .timeUnit: ["工时单位", "时间单位", "timeunit"]
      case .nightShift: ["夜班归属", "夜班日期", "nightshiftdate"]
      case .dueTime: ["交期时刻", "duetime"]
      case .workingTime: ["工作时间", "workingtime", "workinghours"]
      case .powerLimit: ["功率上限", "最大需量", "需量上限", "powerlimit", "maximumdemand"]
      }
    }

    var accepted: Bilingual {
      switch self {
      case .plant: Bilingual(zh: "请填工厂名称", en: "give the plant's name")
      case .timeZone:
        Bilingual(zh: "请填时区名，例如 Asia/Shanghai", en: "give a zone such as Asia/Shanghai")
      case .planStart:
        Bilingual(
          zh: "请填日期时间，例如 2026-01-05 08:00", en: "give a date and time such as 2026-01-05 08:00")
      case .priorityDirection:
        Bilingual(
          zh: "请填“小优先”（1 最急）或“大优先”（9 最急）",
          en: "give low-first (1 is most urgent) or high-first (9 is most urgent)")
      case .timeUnit: Bilingual(zh: "请填秒、分钟或小时", en: "give seconds, minutes or hours")
      case .nightShift:
        Bilingual(
          zh: "请填“开始日”（夜班算在开始的那天）或“结束日”",
          en: "give start (a night shift belongs to the day it starts) or end")
      case .dueTime:
        Bilingual(
          zh: "请填时刻如 17:30，或“末班结束”", en: "give a time such as 17:30, or end-of-last-shift")
      case .workingTime:
        Bilingual(
          zh: "请填例如 周一-周六 08:00-12:00 13:00-17:00",
          en: "give for example Mon-Sat 08:00-12:00 13:00-17:00")
      case .powerLimit: Bilingual(zh: "请填千瓦数，例如 250", en: "give kilowatts, such as 250")
      }
    }

    /// The settings there are, for whoever asked for another.
    static var known: Bilingual {
      Bilingual(
        zh: "可用：\(allCases.map { $0.aliases[0] }.joined(separator: "、"))",
        en: "the settings are \(allCases.map(\.rawValue).joined(separator: ", "))")
    }

    init?(_ text: String) {
      let key = HeaderText.squeezed(CellText.folded(text))
      let match = Self.allCases.first {
        HeaderText.squeezed($0.rawValue) == key || $0.aliases.contains(key)
      }
      guard let match else { return nil }
      self = match
    }
  }

  /// Takes one setting.
  ///
  /// The zone must be set before the plan's start is used.
  /// - Returns: false where the value is none that the setting takes.
  mutating func set(_ key: Key, to text: String) -> Bool {
    let value = CellText.folded(text).lowercased()
    switch key {
    case .plant: plantName = text
    case .timeZone:
      guard let zone = PlantZone(identifier: text) else { return false }
      self.zone = zone
    case .planStart:
      switch DateText.read(text, year: nil) {
      case .day(let date): planStart = WallTime(date: date, second: 0)
      case .wall(let wall): planStart = wall
      case .instant(let instant): planStartInstant = instant
      default: return false
      }
    case .priorityDirection:
      guard let direction = Self.direction(value) else { return false }
      priorityDirection = direction
    case .timeUnit:
      guard let unit = TimeUnit.seconds(value) else { return false }
      timeUnit = unit
    case .nightShift:
      switch value {
      case "start", "start-day", "开始日", "开始": nightShift = .startDay
      case "end", "end-day", "结束日", "结束": nightShift = .endDay
      default: return false
      }
    case .dueTime:
      if ["end-of-last-shift", "末班结束", "最后一班结束"].contains(value) {
        dueTime = .endOfLastShift
      } else if let second = DateText.timeOfDay(value) {
        dueTime = .clock(second)
      } else {
        return false
      }
    case .workingTime:
      guard let calendar = Weekdays.workingTime(text) else { return false }
      workingTime = calendar
    case .powerLimit:
      guard let limit = Self.watts(value) else { return false }
      powerLimit = limit
    }
    return true
  }

  /// Watts of a number of kilowatts, which may be followed by its unit.
  private static func watts(_ text: String) -> Int? {
    let unit = ["kw", "千瓦"].first { text.hasSuffix($0) } ?? ""
    let number = String(text.dropLast(unit.count))
    guard let kilowatts = CellText.number(CellText.trimmed(Array(number.utf8)[...])), kilowatts > 0,
      kilowatts <= 1_000_000
    else { return nil }
    return Int((kilowatts * 1000).rounded())
  }

  private static func direction(_ value: String) -> PriorityDirection? {
    switch value {
    case "low-first", "low", "小优先", "小者优先", "1最急": .lowFirst
    case "high-first", "high", "大优先", "大者优先", "9最急": .highFirst
    default: nil
    }
  }

  /// The plan's first moment, or nil where none was set.
  var asOf: Instant? { planStartInstant ?? planStart.map { zone.instant($0) } }
}

/// Units of time as headers and settings write them.
enum TimeUnit {
  static func seconds(_ text: String) -> Int? {
    switch text {
    case "s", "sec", "secs", "second", "seconds", "秒": 1
    case "min", "mins", "minute", "minutes", "m", "分", "分钟": 60
    case "h", "hr", "hrs", "hour", "hours", "小时", "时", "工时": 3600
    case "d", "day", "days", "天", "日": 86_400
    default: nil
    }
  }
}
