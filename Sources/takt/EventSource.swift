import Foundation

/// Where events come from.
enum EventSource {
  static func name(_ path: String) -> String {
    path == "-" ? "stdin" : URL(fileURLWithPath: path).lastPathComponent
  }

  static func read(_ path: String) throws -> [UInt8] {
    path == "-" ? [UInt8](FileHandle.standardInput.readDataToEndOfFile()) : try Files.read(path)
  }
}
