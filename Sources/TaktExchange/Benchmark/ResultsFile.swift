import Foundation

/// The file of JSON lines a benchmark adds its runs to, each the moment it is there.
package final class ResultsFile {
  /// Why the file cannot be used.
  package enum Trouble: Error {
    /// Another process adds to it.
    case locked(String)
    case unwritable(String)
  }

  /// What was in it.
  package let earlier: [BenchLine]
  private let handle: FileHandle
  private let path: String
  private var needsNewline: Bool

  /// Opens the file, or makes it; until the end of the process no other one can.
  /// - Throws: ``DataError`` where it holds something else, ``Trouble``.
  package init(_ path: String) throws {
    self.path = path
    let url = URL(fileURLWithPath: path)
    let folder = url.deletingLastPathComponent()
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw Trouble.unwritable(Self.complaint(path)) }
    handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    // A device or a pipe holds no earlier runs to resume from, and may never end.
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw Trouble.unwritable("cannot write to \(path): it is no file that runs could be kept in")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw Trouble.locked(path) }
    let bytes = [UInt8](try handle.readToEnd() ?? Data())
    let lines = try BenchLines(url.lastPathComponent, bytes)
    earlier = lines.lines
    // What an ended process left of a line goes; a whole line without its end gets one.
    if lines.wholeBytes < bytes.count { try handle.truncate(atOffset: UInt64(lines.wholeBytes)) }
    needsNewline = lines.wholeBytes > 0 && bytes[lines.wholeBytes - 1] != 0x0A
    try handle.seekToEnd()
  }

  /// Adds a line and waits until the disk has it.
  package func append(_ line: BenchLine) throws {
    do {
      try handle.write(contentsOf: Data((needsNewline ? [0x0A] : []) + line.bytes()))
      needsNewline = false
      try handle.synchronize()
    } catch {
      throw Trouble.unwritable("cannot write to \(path): \(error.localizedDescription)")
    }
  }

  private static func complaint(_ path: String) -> String {
    "cannot write to \(path): \(unsafe String(cString: strerror(errno)))"
  }
}
