import Foundation
import TaktTestKit

/// `takt watch -` as a MES keeps it running: an event in, its answer out.
final class WatchSession {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var rest: [UInt8] = []

  init(_ arguments: [String]) throws {
    process.executableURL = URL(filePath: try TaktBinary.path())
    process.arguments = ["watch", "-"] + arguments
    process.currentDirectoryURL = Checkout.root
    process.environment = ProcessInfo.processInfo.environment.merging(["LC_ALL": "C.UTF-8"]) { $1 }
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.standardError
    try process.run()
  }

  /// Sends a line and waits for the line that answers it; nil where the process has ended.
  func answer(_ line: String) throws -> Data? {
    try input.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8))
    while true {
      if let end = rest.firstIndex(of: 0x0A) {
        defer { rest.removeSubrange(...end) }
        return Data(rest[..<end])
      }
      let data = output.fileHandleForReading.availableData
      if data.isEmpty { return nil }
      rest += data
    }
  }

  /// Closes the input and waits for the end.
  func end() throws -> Int32 {
    try input.fileHandleForWriting.close()
    process.waitUntilExit()
    return process.terminationStatus
  }
}
