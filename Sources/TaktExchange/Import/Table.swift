import TaktModel

/// A table as it was read: known columns, rows with their line numbers, nothing interpreted yet.
struct Table: Sendable {
  let kind: TableKind
  let file: String
  /// For each field that is there: its column, the header as written, the unit in the header.
  let columns: [String: (index: Int, header: String, unit: String?)]
  let rows: [(line: Int, cells: [String])]

  /// The column's header as written, or as it would be.
  func header(of field: Field) -> String {
    columns[field.name]?.header ?? field.header(beside: columns.values.lazy.map(\.header))
  }

  /// Whether the column is there.
  func has(_ field: Field) -> Bool { columns[field.name] != nil }
}

/// A row of a table, and the way to complain about it.
struct Row {
  let table: Table
  let index: Int

  var line: Int { table.rows[index].line }

  /// The cell's text; nil where the column is missing or the cell empty.
  subscript(_ field: Field) -> String? {
    guard let column = table.columns[field.name] else { return nil }
    let text = table.rows[index].cells[column.index]
    return text.isEmpty ? nil : text
  }

  func issue(_ field: Field?, _ problem: Bilingual, _ remedy: Bilingual, value: String? = nil)
    -> DataIssue
  {
    DataIssue(
      file: table.file, row: line,
      column: field.map { table.header(of: $0) },
      value: value ?? field.flatMap { self[$0] }, problem: problem, remedy: remedy)
  }
}

/// What an import gathers on its way: mistakes, and what was noticed without being one.
struct ImportLog {
  private(set) var issues: [DataIssue] = []
  /// Mistakes so far, also those that were not said again, to see whether a step has made any.
  private(set) var count = 0
  private(set) var suppressed = 0
  var notices: [Bilingual] = []

  /// More than anyone reads; a hostile file must not fill the memory with them.
  private static let most = 2000

  /// A value is quoted up to this many characters.
  private static let longestValue = 120

  mutating func add(_ issue: DataIssue) {
    count += 1
    guard issues.count < Self.most else {
      suppressed += 1
      return
    }
    var issue = issue
    if let value = issue.value, value.utf8.count > Self.longestValue {
      let start = value.prefix(Self.longestValue)
      issue.value = start.endIndex == value.endIndex ? value : start + "…"
    }
    issues.append(issue)
  }

  /// Adds a mistake that one missing setting makes on every row, on the first of them only.
  mutating func addOnce(_ issue: DataIssue) {
    if saidOnce.insert("\(issue.file)\n\(issue.column ?? "")\n\(issue.problem.en)").inserted {
      add(issue)
    } else {
      count += 1
    }
  }

  private var saidOnce: Set<String> = []

  var hasIssues: Bool { !issues.isEmpty }
}
