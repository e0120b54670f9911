import Foundation
import Testing

/// Expected texts beside the tests; `TAKT_UPDATE_GOLDEN=1` writes them anew.
enum Golden {
  static func expect(
    _ text: String, equals file: String, _ location: SourceLocation = #_sourceLocation
  ) throws {
    let url = Repository.beside(file)
    if ProcessInfo.processInfo.environment["TAKT_UPDATE_GOLDEN"] == "1" {
      try Data((text + "\n").utf8).write(to: url)
    }
    let expected = String(decoding: try Repository.bytes(url), as: UTF8.self)
    let (old, new) = (lines(expected), lines(text + "\n"))
    let difference = new.difference(from: old).map { change in
      switch change {
      case .insert(let at, let line, _): "+\(at + 1) \(line)"
      case .remove(let at, let line, _): "-\(at + 1) \(line)"
      }
    }
    #expect(
      difference.isEmpty, "\(file):\n\(difference.joined(separator: "\n"))",
      sourceLocation: location)
  }

  private static func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }
}
