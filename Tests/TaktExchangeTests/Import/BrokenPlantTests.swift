import TaktExchange
import TaktModel
import Testing

/// The shipped broken plant: all its mistakes in one report, in both languages.
@Suite struct BrokenPlantTests {
  private let issues: [DataIssue]

  init() throws { issues = Reading.issues(try Repository.instance("broken")) }

  @Test(arguments: Language.allCases)
  func `the report says what it said`(_ language: Language) throws {
    let report = IssueReport(issues, language: language)
    try Golden.expect(report.text, equals: "Import/Golden/broken.\(language.rawValue).txt")
  }

  @Test func `there are 25 kinds of mistakes and more`() {
    // A kind is a sentence without what it quotes.
    let kinds = Set(
      issues.map { issue in
        issue.problem.en.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
          .filter { $0.offset % 2 == 0 }.map { String($0.element.filter { !$0.isNumber }) }.joined()
      })
    #expect(kinds.count >= 25)
  }

  @Test func `every table has its mistakes, each with a row`() throws {
    for file in try Repository.instance("broken") {
      #expect(issues.contains { $0.file == file.name }, "\(file.name)")
    }
    #expect(issues.allSatisfy { $0.row != nil })
  }

  @Test func `problem and remedy stand in both languages`() {
    for issue in issues {
      for text in [issue.problem, issue.remedy] {
        #expect(text.zh.unicodeScalars.contains { $0.properties.isIdeographic }, "\(text)")
        #expect(!text.en.contains("。") && !text.en.contains("请"), "\(text)")
      }
    }
  }

  @Test func `the JSON report carries the fields of the contract`() throws {
    let json = String(decoding: try IssueReport(issues, language: .en).json(), as: UTF8.self)
    #expect(json.hasPrefix(#"{"errors":[{"column":"人员编号","file":"人员工装.csv","problem":"#))
    #expect(json.contains(#""row":4,"value":"质检"}"#))
  }
}
