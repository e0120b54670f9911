public import TaktModel

/// One mistake in the data: where it is, what is wrong, what to do about it.
public struct DataIssue: Sendable, Equatable {
  /// The file's name.
  public var file: String
  /// The row, counted from 1 as editors do; nil where the whole file is meant.
  public var row: Int?
  /// The column's header as it stands in the file; nil where the whole row is meant.
  public var column: String?
  /// The offending value; nil where nothing is there.
  public var value: String?
  /// What is wrong.
  public var problem: Bilingual
  /// What would be accepted.
  public var remedy: Bilingual

  package init(
    file: String, row: Int? = nil, column: String? = nil, value: String? = nil,
    problem: Bilingual, remedy: Bilingual
  ) {
    self.file = file
    self.row = row
    self.column = column
    self.value = value
    self.problem = problem
    self.remedy = remedy
  }
}

/// Data that cannot be used: every mistake found, at once.
public struct DataError: Error {
  /// The mistakes, by file and row.
  public let issues: [DataIssue]

  /// An error of at least one mistake.
  public init(_ issues: [DataIssue]) { self.issues = issues }
}
