package import TaktMetrics
package import TaktModel

/// Best known bounds of benchmark instances: a CSV with the columns `instance` and `upper_bound`, and where they are there
/// `lower_bound`, `family`, `kind`, `objective`, `due_date_factor` and published figures (`NAME_ub_600s`).
package enum BoundsFile {
  /// Reads the bounds for an objective; bounds of other objectives are left out, their families are not.
  ///
  /// A file that does not say which objective it is about is about the makespan.
  /// - Parameter objective: nil takes every row whatever it is about
  /// - Throws: ``DataError`` with every mistake found.
  package static func read(
    _ file: String, _ bytes: [UInt8], objective: Objective?, dueDateFactor: Double? = nil
  ) throws -> KnownBounds {
    let sheet = try BoundsSheet(file, bytes)
    var reader = BoundsReader(sheet: sheet, objective: objective, dueDateFactor: dueDateFactor)
    return try reader.read()
  }
}

/// The rows of a bounds file, cell by column.
private struct BoundsSheet {
  let file: String
  let columns: [String]
  let rows: [(line: Int, cells: [String])]
  private let places: [String: Int]

  init(_ file: String, _ bytes: [UInt8]) throws {
    self.file = file
    // A UTF-8 mark, as spreadsheets write it, belongs to no column.
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    do {
      let all = try DelimitedText(text, delimiter: [0x2C]).rows
      columns = all.first?.cells ?? []
      rows = Array(all.dropFirst())
    } catch let mistake as DelimitedText.Mistake {
      throw DataError([
        DataIssue(
          file: file, row: mistake.line,
          problem: Bilingual(zh: "不是有效的 CSV", en: "this is not CSV"),
          remedy: Bilingual(zh: "请检查引号", en: "check the quotes"))
      ])
    }
    places = Dictionary(columns.enumerated().map { ($1, $0) }) { first, _ in first }
    let missing = ["instance", "upper_bound"].filter { !columns.contains($0) }
    guard missing.isEmpty else {
      throw DataError(
        missing.map { name in
          DataIssue(
            file: file, row: 1, column: name,
            problem: Bilingual(zh: "缺少该列", en: "there is no such column"),
            remedy: Bilingual(
              zh: "需要 instance 和 upper_bound 两列",
              en: "the columns instance and upper_bound are needed"))
        })
    }
  }

  func cell(_ cells: [String], _ column: String) -> String {
    guard let index = places[column], index < cells.count else { return "" }
    return cells[index]
  }
}

private struct BoundsReader {
  let sheet: BoundsSheet
  let objective: Objective?
  let dueDateFactor: Double?
  private var issues: [DataIssue] = []
  private var known = KnownBounds()
  private var families: Set<String> = []

  init(sheet: BoundsSheet, objective: Objective?, dueDateFactor: Double?) {
    (self.sheet, self.objective, self.dueDateFactor) = (sheet, objective, dueDateFactor)
  }

  mutating func read() throws -> KnownBounds {
    let published = sheet.columns.filter { $0.contains("_ub_") || $0.contains("_lb_") }
    let shared = sharedFamilies()
    for row in sheet.rows { take(row, published, shared) }
    guard issues.isEmpty else { throw DataError(issues) }
    known.columns = published
    return known
  }

  /// Families of which more than one kind of shop has one.
  private func sharedFamilies() -> Set<String> {
    var kinds: [String: Set<String>] = [:]
    for row in sheet.rows {
      kinds[sheet.cell(row.cells, "family"), default: []].insert(sheet.cell(row.cells, "kind"))
    }
    return Set(kinds.filter { $0.value.count > 1 }.keys)
  }

  private mutating func take(
    _ row: (line: Int, cells: [String]), _ published: [String], _ shared: Set<String>
  ) {
    let name = sheet.cell(row.cells, "instance")
    guard !name.isEmpty else { return complain(row, "instance", "") }
    var family = sheet.cell(row.cells, "family")
    if shared.contains(family) { family = sheet.cell(row.cells, "kind") + "/" + family }
    if family.isEmpty { family = "all" }
    if families.insert(family).inserted { known.families.append(family) }
    let (lower, upper) = (number(row, "lower_bound"), number(row, "upper_bound"))
    guard isWanted(row) else {
      let entry = KnownBounds.Entry(family: family, lower: nil, upper: nil)
      known.entries[name] = known.entries[name] ?? entry
      return
    }
    known.entries[name] = KnownBounds.Entry(
      family: family, lower: lower, upper: upper,
      published: published.reduce(into: [:]) { $0[$1] = number(row, $1) })
  }

  private func isWanted(_ row: (line: Int, cells: [String])) -> Bool {
    guard let objective else { return true }
    let about = sheet.cell(row.cells, "objective")
    guard (about.isEmpty ? Objective.makespan.rawValue : about) == objective.rawValue else {
      return false
    }
    guard objective.needsDueTimes else { return true }
    let factor = sheet.cell(row.cells, "due_date_factor")
    return factor.isEmpty || Double(factor) == dueDateFactor
  }

  private mutating func number(_ row: (line: Int, cells: [String]), _ column: String) -> Int? {
    let text = sheet.cell(row.cells, column)
    if text.isEmpty { return nil }
    guard let number = Int(text), number >= 0 else {
      complain(row, column, text)
      return nil
    }
    return number
  }

  private mutating func complain(
    _ row: (line: Int, cells: [String]), _ column: String, _ value: String
  ) {
    issues.append(
      DataIssue(
        file: sheet.file, row: row.line, column: column, value: value.isEmpty ? nil : value,
        problem: value.isEmpty
          ? Bilingual(zh: "没有填写", en: "nothing is there")
          : Bilingual(zh: "不是整数", en: "this is not a whole number"),
        remedy: value.isEmpty
          ? Bilingual(zh: "请填写实例名", en: "give the instance's name")
          : Bilingual(zh: "请填写 0 以上的整数，或留空", en: "give a whole number from 0, or nothing")))
  }
}
