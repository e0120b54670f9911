import Foundation
import TaktExchange

/// Reading inputs and writing results, with the exit codes of the contract.
enum Files {
  static func read(_ path: String) throws -> [UInt8] {
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw Failure(.inputMissing, "takt: there is no file \(path)")
    }
    guard !isFolder.boolValue else {
      throw Failure(.inputMissing, "takt: \(path) is a folder, a file is needed")
    }
    do {
      return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw Failure(.inputMissing, "takt: cannot read \(path): \(error.localizedDescription)")
    }
  }

  /// Writes a document to stdout (`-`) or, whole or not at all, to a file.
  static func write(_ bytes: [UInt8], to path: String) throws {
    guard path != "-" else {
      do {
        try FileHandle.standardOutput.write(contentsOf: Data(bytes))
      } catch {
        throw Failure(.cannotWrite, "takt: cannot write to stdout: \(error.localizedDescription)")
      }
      return
    }
    do {
      try AtomicFiles.write(
        [(name: URL(fileURLWithPath: path).lastPathComponent, bytes: bytes)],
        toFolder: URL(fileURLWithPath: path).deletingLastPathComponent().path)
    } catch {
      throw Failure(.cannotWrite, "takt: \(error)")
    }
  }
}
