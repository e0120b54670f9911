import Foundation
import TaktExchange
import TaktModel
import Testing

/// A file that is only ever added to: what was told of is in it, whatever became of the process.
@Suite struct LedgerTests {
  private let path = FileManager.default.temporaryDirectory
    .appending(path: "takt-ledger-\(UUID().uuidString).jsonl").path

  private func line(_ id: String) -> LedgerLine {
    var line = LedgerLine(.received, at: 1)
    line.event = EventLine(
      ShopEvent(
        source: "s", id: id, kind: .machineUp, time: Instant(seconds: 0), data: .init(),
        digest: id), zone: .shanghai)
    return line
  }

  private func bytes() throws -> Data { try Data(contentsOf: URL(filePath: path)) }

  @Test func `what is added is there again`() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    do {
      let ledger = try Ledger(path: path)
      try ledger.append([line("A"), line("B")])
      try ledger.append([])
      #expect(ledger.received.map(\.id) == ["A", "B"])
      #expect(ledger.lives.lives.count == 2)
    }
    let again = try Ledger(path: path)
    try again.append([line("C")])
    #expect(again.received.map(\.id) == ["A", "B", "C"])
    #expect(Ledger.read([UInt8](try bytes())).count == 3)
  }

  @Test func `a line that was cut off is not counted, wherever it was cut`() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    do {
      let ledger = try Ledger(path: path)
      try ledger.append([line("A"), line("B")])
    }
    let whole = try bytes()
    let first = try #require(whole.firstIndex(of: 0x0A)) + 1
    for length in stride(from: first, to: whole.count, by: 17) {
      try whole.prefix(length).write(to: URL(filePath: path))
      do {
        let ledger = try Ledger(path: path)
        #expect(ledger.received.map(\.id) == ["A"])
        // What follows stands on a line of its own.
        try ledger.append([line("C")])
      }
      #expect(Ledger.read([UInt8](try bytes())).compactMap(\.event?.id) == ["A", "C"])
    }
  }

  @Test func `lines that are none are passed over`() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data("nonsense\n\n{}\n".utf8).write(to: URL(filePath: path))
    let ledger = try Ledger(path: path)
    try ledger.append([line("A")])
    #expect(ledger.received.map(\.id) == ["A"])
  }

  @Test func `two may not write to one ledger`() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let ledger = try Ledger(path: path)
    let error = #expect(throws: Ledger.LedgerError.self) { _ = try Ledger(path: path) }
    #expect(error?.isLocked == true)
    withExtendedLifetime(ledger) {}
  }

  @Test func `a place where nothing can be written is an error`() {
    let error = #expect(throws: Ledger.LedgerError.self) {
      _ = try Ledger(path: "/nowhere/at/all.jsonl")
    }
    #expect(error?.isLocked == false)
  }

  @Test func `refused events are known by their keys`() throws {
    defer { try? FileManager.default.removeItem(atPath: path) }
    let ledger = try Ledger(path: path)
    var refused = LedgerLine(.refused, at: 2)
    refused.keys = [.init(source: "s", id: "A")]
    try ledger.append([line("A"), line("B"), refused])
    #expect(ledger.refusedKeys == [ShopEvent.Key(source: "s", id: "A")])
    #expect(ledger.lives.lives.map(\.event.id) == ["B"])
    #expect(ledger.lives.refused == 1)
  }
}
