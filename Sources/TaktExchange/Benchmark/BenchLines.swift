import Foundation
import TaktModel

/// A file of runs, one JSON object a line.
package struct BenchLines: Sendable {
  package private(set) var lines: [BenchLine] = []
  /// Bytes up to the end of the last whole line.
  package private(set) var wholeBytes = 0

  /// Reads the lines; blank ones are skipped.
  ///
  /// A last line that has no end and cannot be read is what a process left that was ended while it wrote: it is left out.
  /// - Throws: ``DataError`` with every line that cannot be read.
  package init(_ file: String, _ bytes: [UInt8]) throws {
    var issues: [DataIssue] = []
    let decoder = JSONDecoder()
    var start = 0
    var row = 1
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A)
      let line = bytes[start..<(end ?? bytes.count)]
      start = end.map { $0 + 1 } ?? bytes.count
      do {
        if !line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) {
          lines.append(try decoder.decode(BenchLine.self, from: Data(line)))
        }
        wholeBytes = start
      } catch {
        if end == nil { break }
        issues.append(Self.issue(file, row, error))
      }
      row += 1
    }
    guard issues.isEmpty else { throw DataError(issues) }
  }

  private static func issue(_ file: String, _ row: Int, _ error: any Error) -> DataIssue {
    DataIssue(
      file: file, row: row, column: column(error),
      problem: Bilingual(zh: "这一行不是一次运行的记录", en: "this line is not the record of a run"),
      remedy: Bilingual(
        zh: "每行需要一个 JSON 对象，含 instance、status、ub、lb、seconds、trace",
        en: "each line is one JSON object with instance, status, ub, lb, seconds, trace"))
  }

  /// The field that is missing or wrong, where it is one field.
  private static func column(_ error: any Error) -> String? {
    switch error as? DecodingError {
    case .keyNotFound(let key, _): key.stringValue
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .dataCorrupted(let context):
      context.codingPath.first?.stringValue
    default: nil
    }
  }
}
