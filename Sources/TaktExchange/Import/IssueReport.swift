import Foundation
package import TaktModel

/// Every mistake of an import in one report, for people and for machines.
package struct IssueReport {
  private struct Entry: Encodable {
    var file: String
    var row: Int?
    var column: String?
    var value: String?
    var problem: String
    var remedy: String
  }
  private struct Document: Encodable { var errors: [Entry] }

  private let issues: [DataIssue]
  private let language: Language

  package init(_ issues: [DataIssue], language: Language) {
    self.issues = issues
    self.language = language
  }

  /// `{"errors": […]}`.
  package func json() throws -> [UInt8] {
    try JSONText.encode(
      Document(
        errors: issues.map {
          Entry(
            file: $0.file, row: $0.row, column: $0.column, value: $0.value,
            problem: $0.problem.text(language), remedy: $0.remedy.text(language))
        }))
  }

  /// Line by line, grouped by file.
  package var text: String {
    var lines: [String] = []
    var file: String?
    for issue in issues {
      if issue.file != file {
        file = issue.file
        lines.append("\(issue.file):")
      }
      lines.append("  " + line(issue))
    }
    let count = language.pick(
      zh: "共 \(issues.count) 处错误，未导入任何数据，未改动任何文件。",
      en:
        "\(issues.count) mistake\(issues.count == 1 ? "" : "s"); nothing was imported, no file was touched."
    )
    return (lines + [count]).joined(separator: "\n")
  }

  private func capitalized(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }

  private func line(_ issue: DataIssue) -> String {
    var place: [String] = []
    if let row = issue.row { place.append(language.pick(zh: "第 \(row) 行", en: "row \(row)")) }
    if let column = issue.column {
      place.append(language.pick(zh: "“\(column)”列", en: "column \(column)"))
    }
    let value = issue.value.map { language.pick(zh: "“\($0)”：", en: "\"\($0)\": ") } ?? ""
    let separator = language.pick(zh: "，", en: ", ")
    let colon = place.isEmpty ? "" : language.pick(zh: "：", en: ": ")
    let stop = language.pick(zh: "。", en: ". ")
    return place.joined(separator: separator) + colon + value + issue.problem.text(language) + stop
      + capitalized(issue.remedy.text(language)) + stop.trimmingCharacters(in: .whitespaces)
  }
}
