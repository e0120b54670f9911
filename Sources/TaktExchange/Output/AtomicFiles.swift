import Foundation

/// Writes files so that a crash or a full disk leaves the old ones or the new ones, never half of one.
package enum AtomicFiles {
  package struct WriteError: Error, CustomStringConvertible {
    package let description: String
  }

  /// Writes all files beside their targets first, then renames them into place; where anything fails before the
  /// renames, nothing has changed.
  ///
  /// Names may hold one folder (`dispatch/LATHE-01.csv`).
  package static func write(_ files: [(name: String, bytes: [UInt8])], toFolder folder: String)
    throws
  {
    let root = URL(fileURLWithPath: folder)
    let manager = FileManager.default
    let staging = root.appendingPathComponent(".takt-\(UUID().uuidString)")
    do {
      try manager.createDirectory(at: staging, withIntermediateDirectories: true)
    } catch {
      throw WriteError(description: "cannot write to \(folder): \(error.localizedDescription)")
    }
    defer { try? manager.removeItem(at: staging) }
    for (index, file) in files.enumerated() {
      try writeThrough(
        file.bytes, to: staging.appendingPathComponent(String(index)), name: file.name)
    }
    for file in files { try prepare(root.appendingPathComponent(file.name), name: file.name) }
    for (index, file) in files.enumerated() {
      let target = root.appendingPathComponent(file.name)
      guard unsafe rename(staging.appendingPathComponent(String(index)).path, target.path) == 0
      else {
        throw WriteError(
          description: "cannot replace \(target.path): \(unsafe String(cString: strerror(errno)))")
      }
    }
  }

  /// Makes the folder a target goes to, and sees that no folder stands in its place.
  private static func prepare(_ target: URL, name: String) throws {
    let manager = FileManager.default
    do {
      try manager.createDirectory(
        at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    } catch {
      throw WriteError(description: "cannot write \(name): \(error.localizedDescription)")
    }
    var isFolder: ObjCBool = false
    if unsafe manager.fileExists(atPath: target.path, isDirectory: &isFolder), isFolder.boolValue {
      throw WriteError(description: "cannot replace \(target.path): it is a folder")
    }
  }

  /// Writes a whole file and waits until the disk has it.
  private static func writeThrough(_ bytes: [UInt8], to url: URL, name: String) throws {
    let descriptor = unsafe open(url.path, O_WRONLY | O_CREAT | O_EXCL, 0o644)
    let complaint = { unsafe "cannot write \(name): \(String(cString: strerror(errno)))" }
    guard descriptor >= 0 else { throw WriteError(description: complaint()) }
    defer { close(descriptor) }
    var written = 0
    while written < bytes.count {
      // SAFETY: the buffer holds bytes.count - written bytes from `written` on.
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Foundation.write(
          descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
      }
      guard count > 0 else { throw WriteError(description: complaint()) }
      written += count
    }
    guard fsync(descriptor) == 0 else { throw WriteError(description: complaint()) }
  }
}
