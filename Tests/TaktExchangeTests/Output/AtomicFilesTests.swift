import Foundation
import Testing

@testable import TaktExchange

/// Files that change all at once or not at all.
@Suite final class AtomicFilesTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "takt-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private func write(_ files: (String, String)...) throws {
    try AtomicFiles.write(files.map { ($0.0, Array($0.1.utf8)) }, toFolder: folder.path)
  }

  private func text(_ name: String) -> String? {
    try? String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  /// Everything below the folder, hidden files too.
  private func names() throws -> Set<String> {
    Set(try FileManager.default.subpathsOfDirectory(atPath: folder.path))
  }

  @Test func `files are written and replaced, folders made, nothing left over`() throws {
    try write(("a.txt", "one"), ("lists/b.txt", "two"))
    try write(("a.txt", "three"), ("empty", ""))
    #expect(try names() == ["a.txt", "lists", "lists/b.txt", "empty"])
    #expect(["a.txt", "lists/b.txt", "empty"].map(text) == ["three", "two", ""])
  }

  @Test func `a folder that does not exist is made`() throws {
    let target = folder.appending(path: "new/deep")
    try AtomicFiles.write([("a", [65])], toFolder: target.path)
    #expect(text("new/deep/a") == "A")
  }

  @Test func `a target that is a folder stops everything before anything changes`() throws {
    try write(("a.txt", "old"), ("taken/file", "old"))
    #expect(throws: AtomicFiles.WriteError.self) {
      try write(("a.txt", "new"), ("taken", "new"), ("z.txt", "new"))
    }
    #expect(try names() == ["a.txt", "taken", "taken/file"])
    #expect(text("a.txt") == "old")
  }

  @Test func `a file in the place of a folder stops everything too`() throws {
    try write(("a.txt", "old"), ("lists", "old"))
    #expect(throws: AtomicFiles.WriteError.self) {
      try write(("a.txt", "new"), ("lists/b.txt", "new"))
    }
    #expect(try names() == ["a.txt", "lists"])
    #expect(text("a.txt") == "old")
  }

  @Test func `a folder that cannot be made is an error that names it`() throws {
    try write(("file", "old"))
    let target = folder.appending(path: "file/below").path
    do {
      try AtomicFiles.write([("a", [65])], toFolder: target)
      Issue.record("\(target) was written")
    } catch {
      #expect("\(error)".contains(target))
    }
    #expect(text("file") == "old")
  }

  @Test func `many large files are whole`() throws {
    let large = [UInt8](repeating: 0x5A, count: 3 << 20)
    try AtomicFiles.write((0..<4).map { ("\($0)", large) }, toFolder: folder.path)
    for i in 0..<4 { #expect(text("\(i)")?.utf8.count == large.count) }
  }
}
