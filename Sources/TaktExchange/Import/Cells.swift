import TaktModel

/// The readings of single cells, each complaining where it cannot be done.
extension Row {
  /// An id as text; a mistake where it is missing or destroyed by Excel.
  func id(_ field: Field, _ log: inout ImportLog) -> String? {
    guard let text = self[field] else {
      complainOfEmpty(field, &log)
      return nil
    }
    return isID(text, field, &log) ? text : nil
  }

  /// Whether a text can be an id; a mistake where it cannot.
  func isID(_ text: String, _ field: Field, _ log: inout ImportLog) -> Bool {
    guard text.utf8.count <= 200 else {
      log.add(
        issue(
          field, Bilingual(zh: "编号过长", en: "the id is too long"),
          Bilingual(zh: "编号最多 200 个字节", en: "an id has at most 200 bytes"),
          value: String(text.prefix(40)) + "…"))
      return false
    }
    if CellText.isDamagedID(text) {
      log.add(
        issue(
          field,
          Bilingual(
            zh: "编号被表格软件改成了科学计数，原编号已丢失",
            en: "a spreadsheet has turned the id into a number and lost its digits"),
          Bilingual(zh: "请把该列设为文本格式后重新导出", en: "format the column as text and export again")))
      return false
    }
    return true
  }

  /// Says that a cell must be filled in.
  func complainOfEmpty(_ field: Field, _ log: inout ImportLog) {
    log.add(
      issue(
        field, Bilingual(zh: "不能为空", en: "must not be empty"),
        Bilingual(zh: "请填写\(field.chineseName)", en: "fill in the \(field.englishName)")))
  }

  /// A whole number in a range.
  func wholeNumber(_ field: Field, _ range: ClosedRange<Int>, _ log: inout ImportLog) -> Int? {
    guard let text = self[field] else { return nil }
    let remedy = Bilingual(
      zh: "请填 \(range.lowerBound) 到 \(range.upperBound) 的整数",
      en: "give a whole number from \(range.lowerBound) to \(range.upperBound)")
    guard let value = CellText.number(text), value == value.rounded() else {
      log.add(issue(field, Bilingual(zh: "不是整数", en: "is not a whole number"), remedy))
      return nil
    }
    guard value >= Double(range.lowerBound), value <= Double(range.upperBound) else {
      log.add(issue(field, Bilingual(zh: "超出范围", en: "is out of range"), remedy))
      return nil
    }
    return Int(value)
  }

  /// Yes or no; nil for an empty cell, and for one that says neither.
  func answer(_ field: Field, _ log: inout ImportLog) -> Bool? {
    guard let text = self[field] else { return nil }
    switch CellText.folded(text).lowercased() {
    case "是", "可", "可以", "√", "yes", "y", "true", "1": return true
    case "否", "不可", "不可以", "×", "no", "n", "false", "0": return false
    default:
      log.add(
        issue(
          field, Bilingual(zh: "既不是“是”也不是“否”", en: "is neither yes nor no"),
          Bilingual(zh: "请填 是 或 否", en: "give yes or no")))
      return nil
    }
  }

  /// An amount of money in hundredths.
  func money(_ field: Field, _ log: inout ImportLog) -> Int? {
    guard let text = self[field] else { return nil }
    guard let value = CellText.number(text), (0...1e7).contains(value) else {
      log.add(
        issue(
          field, Bilingual(zh: "不是金额", en: "is not an amount of money"),
          Bilingual(zh: "请填 0 到 10000000 的数字", en: "give a number from 0 to 10000000")))
      return nil
    }
    return Int((value * 100).rounded())
  }

  /// A time span in milliseconds.
  ///
  /// The unit stands in the cell, the header or the settings; it is never guessed.
  func milliseconds(_ field: Field, _ settings: ImportSettings, _ log: inout ImportLog) -> Int? {
    self[field].flatMap { milliseconds($0, of: field, settings, &log) }
  }

  /// A time span in milliseconds that stands somewhere in a field's cell.
  func milliseconds(
    _ text: String, of field: Field, _ settings: ImportSettings, _ log: inout ImportLog
  ) -> Int? {
    let folded = CellText.folded(text).lowercased()
    if folded.contains(":"), let seconds = Self.clockSpan(folded) {
      guard Double(seconds) * 1000 <= Self.longestTime else {
        complainOfLongTime(field, &log)
        return nil
      }
      return seconds * 1000
    }
    let digits = folded.prefix { "0123456789.,-".contains($0) }
    let suffix = CellText.trimmed(Array(folded.dropFirst(digits.count).utf8)[...])
    guard let value = CellText.number(String(digits)) else {
      log.add(
        issue(
          field, Bilingual(zh: "不是时间长度", en: "is not a length of time"),
          Bilingual(zh: "请填数字，如 12.5，或 时:分:秒", en: "give a number such as 12.5, or h:mm:ss")))
      return nil
    }
    guard let unit = unit(suffix, field, settings, &log) else { return nil }
    guard value >= 0 else {
      log.add(
        issue(
          field, Bilingual(zh: "时间不能为负", en: "a time cannot be negative"),
          Bilingual(
            zh: "请填 0 或正数，并检查列是否错位", en: "give 0 or more, and check that no column has slipped")))
      return nil
    }
    let result = value * Double(unit) * 1000
    guard result <= Self.longestTime else {
      complainOfLongTime(field, &log)
      return nil
    }
    return Int(result.rounded())
  }

  /// Milliseconds; times the largest quantity it still fits a machine word.
  static let longestTime = 1e11

  func complainOfLongTime(_ field: Field, _ log: inout ImportLog) {
    log.add(
      issue(
        field, Bilingual(zh: "时间超过三年", en: "is longer than three years"),
        Bilingual(zh: "请检查时间单位", en: "check the unit")))
  }

  private func unit(
    _ suffix: String, _ field: Field, _ settings: ImportSettings, _ log: inout ImportLog
  ) -> Int? {
    if !suffix.isEmpty {
      if let unit = TimeUnit.seconds(suffix) { return unit }
      log.add(
        issue(
          field,
          Bilingual(zh: "不认识的时间单位“\(suffix)”", en: "\"\(suffix)\" is not a known unit of time"),
          Bilingual(zh: "可用：秒、分钟、小时、天", en: "use s, min, h or d")))
      return nil
    }
    if let unit = table.columns[field.name]?.unit {
      // 分钟/件 says the same as 分钟.
      let word = String(unit.prefix { $0 != "/" })
      if let seconds = TimeUnit.seconds(word) { return seconds }
      log.add(
        issue(
          field,
          Bilingual(
            zh: "不认识表头中的时间单位“\(unit)”", en: "the unit \"\(unit)\" in the header is not known"),
          Bilingual(zh: "表头可写 (秒)、(分钟)、(小时)、(天)", en: "write (s), (min), (h) or (d) in the header"))
      )
      return nil
    }
    if let unit = settings.timeUnit { return unit }
    let header = table.header(of: field)
    log.addOnce(
      issue(
        field,
        Bilingual(
          zh: "没有说明时间单位", en: "nothing says whether this is in seconds, minutes or hours"),
        Bilingual(
          zh: "请在表头写明单位，如 \(header)(分钟)，或设置“工时单位”（time-unit）",
          en: "write the unit into the header, as in \(header) (min), or set time-unit")))
    return nil
  }

  /// h:mm or h:mm:ss.
  private static func clockSpan(_ text: String) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2 || parts.count == 3 else { return nil }
    var seconds = 0
    for part in parts {
      guard let part, part >= 0, part < 100_000 else { return nil }
      seconds = seconds * 60 + part
    }
    return parts.count == 2 ? seconds * 60 : seconds
  }

  /// A date cell; nil for an empty one, and for one that cannot be read.
  func date(_ field: Field, _ settings: ImportSettings, year: Int, _ log: inout ImportLog)
    -> DateText?
  {
    guard let text = self[field] else { return nil }
    guard let date = DateText.read(text, year: year) else {
      log.add(
        issue(
          field, Bilingual(zh: "不是有效的日期", en: "is not a valid date"),
          Bilingual(
            zh: "请写成 2026-01-05 或 2026-01-05 08:00", en: "write 2026-01-05 or 2026-01-05 08:00")))
      return nil
    }
    let day: CivilDate? =
      switch date {
      case .none: nil
      case .day(let date): date
      case .wall(let wall): wall.date
      case .instant(let instant): settings.zone.wall(instant).date
      }
    guard let day else { return nil }
    guard abs(day.components.year - year) <= 10 else {
      log.add(
        issue(
          field,
          Bilingual(zh: "离计划起点超过十年", en: "is more than ten years from the plan's start"),
          Bilingual(zh: "请检查年份", en: "check the year")))
      return nil
    }
    return date
  }
}
