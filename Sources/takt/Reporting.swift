import Foundation
import TaktExchange
import TaktModel
import TaktPlanning

/// Turns bad data into one report and exit code 65.
enum BadData {
  static func reported<T>(_ printing: PrintOptions, _ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as DataError {
      throw failure(error.issues, printing)
    }
  }

  static func failure(_ issues: [DataIssue], _ printing: PrintOptions) -> Failure {
    let report = IssueReport(issues, language: printing.chosenLanguage)
    return Failure(
      .badData, report.text, document: printing.format == .json ? try? report.json() : nil)
  }
}

/// Turns a fault of ours into exit code 70.
enum Faults {
  static func reported<T>(_ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let fault as Fault {
      throw Failure(.fault, "takt: a fault of ours: \(fault)")
    }
  }
}
