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

  /// Writes a document to stdout (`-`) or, whole or not at all, to a file; a device or a pipe is written to as it is.
  static func write(_ bytes: [UInt8], to path: String) throws {
    guard path != "-", !isDevice(path) else { return try stream(bytes, to: path) }
    do {
      try AtomicFiles.write(
        [(name: URL(fileURLWithPath: path).lastPathComponent, bytes: bytes)],
        toFolder: URL(fileURLWithPath: path).deletingLastPathComponent().path)
    } catch {
      throw Failure(.cannotWrite, "takt: \(error)")
    }
  }

  private static func stream(_ bytes: [UInt8], to path: String) throws {
    do {
      let handle =
        path == "-"
        ? FileHandle.standardOutput : try FileHandle(forWritingTo: URL(fileURLWithPath: path))
      try handle.write(contentsOf: Data(bytes))
    } catch {
      let name = path == "-" ? "stdout" : path
      throw Failure(
        .cannotWrite, "takt: cannot write to \(name): \(error.localizedDescription)")
    }
  }

  /// Whether the path names a device or a pipe, which a rename would replace by a file.
  private static func isDevice(_ path: String) -> Bool {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return false }
    return ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
  }
}
