import Foundation
package import TaktModel

/// A file that events are only ever added to: what is in it has happened, whatever becomes of the process.
///
/// One line a record. A line cut off by a crash is the last one, and is not counted: nobody was told that it was kept.
package final class Ledger {
  package struct LedgerError: Error, CustomStringConvertible {
    package let description: String
    /// Another process has it.
    package let isLocked: Bool
  }

  private let file: FileHandle
  private let path: String
  /// What is in it.
  package private(set) var lines: [LedgerLine]
  /// The lives of its events.
  package private(set) var lives: EventLives

  /// Opens a ledger, or begins one; no other process may have it open to write.
  /// - Throws: ``LedgerError``
  package init(path: String) throws {
    self.path = path
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_APPEND, 0o644)
    guard descriptor >= 0 else {
      throw LedgerError(
        description: "cannot open \(path): \(unsafe String(cString: strerror(errno)))",
        isLocked: false)
    }
    file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw LedgerError(description: "\(path) is in use by another takt", isLocked: true)
    }
    let bytes = [UInt8](try file.readToEnd() ?? Data())
    lines = Self.read(bytes)
    lives = EventLives(lines)
    // A line without an end is one nobody was told of.
    if let last = bytes.last, last != 0x0A {
      let whole = bytes.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
      guard ftruncate(descriptor, off_t(whole)) == 0 else {
        throw LedgerError(description: "cannot mend the end of \(path)", isLocked: false)
      }
    }
  }

  /// The lines of a ledger's bytes; those that are none are passed over.
  package static func read(_ bytes: [UInt8]) -> [LedgerLine] {
    let decoder = JSONDecoder()
    let whole = bytes.lastIndex(of: 0x0A).map { bytes[..<$0] } ?? []
    return whole.split(separator: 0x0A).compactMap {
      try? decoder.decode(LedgerLine.self, from: Data($0))
    }
  }

  /// Adds lines and sees that they are on the disk.
  /// - Throws: ``LedgerError`` where they are not
  package func append(_ new: [LedgerLine]) throws {
    guard !new.isEmpty else { return }
    do {
      var data = Data()
      for line in new { data.append(contentsOf: try JSONText.encode(line)) }
      try file.write(contentsOf: data)
      try file.synchronize()
    } catch {
      throw LedgerError(
        description: "cannot write to \(path): \(error.localizedDescription)", isLocked: false)
    }
    lines += new
    for line in new { lives.take(line) }
  }

  /// Events that were received, in the order they came.
  package var received: [ShopEvent] { lines.compactMap { $0.event?.event } }

  /// Keys of events that were refused after all.
  package var refusedKeys: Set<ShopEvent.Key> {
    Set(
      lines.filter { $0.record == .refused }.flatMap { $0.keys ?? [] }
        .map { ShopEvent.Key(source: $0.source, id: $0.id) })
  }

  /// Milliseconds since 1970.
  package static var now: Int { Int(Date().timeIntervalSince1970 * 1000) }
}
