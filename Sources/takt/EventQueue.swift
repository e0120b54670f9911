import Foundation
import Synchronization
import TaktSolvers

/// Lines and files of events as they come, and a bell for whoever is planning meanwhile.
final class EventQueue: Sendable {
  /// What came: its bytes, and what to do once it is kept.
  struct Item: Sendable {
    var bytes: [UInt8]
    /// The file it came in; nil for a line.
    var file: String?
  }

  private struct State {
    var items: [Item] = []
    var isClosed = false
    /// The run to stop when something comes.
    var planning: Cancellation?
  }
  private let state = Mutex(State())
  private let bell = DispatchSemaphore(value: 0)
  /// More lines than this wait in the pipe, not in memory.
  private static let mostWaiting = 10_000

  /// Waits until something is there, and takes all of it; empty once the queue is closed and empty.
  func take() -> [Item] {
    while true {
      let (items, isClosed) = state.withLock { state in
        defer { state.items = [] }
        return (state.items, state.isClosed)
      }
      if !items.isEmpty || isClosed { return items }
      bell.wait()
    }
  }

  /// Says which run to stop when something comes.
  func ring(_ cancellation: Cancellation?) {
    state.withLock {
      $0.planning = cancellation
      if !$0.items.isEmpty { cancellation?.cancel() }
    }
  }

  /// Nothing more comes; a second call stops what is being planned.
  func close() {
    state.withLock {
      $0.isClosed = true
      $0.planning?.cancel()
    }
    bell.signal()
  }

  private func put(_ items: [Item]) {
    guard !items.isEmpty else { return }
    while state.withLock({ $0.items.count }) > Self.mostWaiting { usleep(1000) }
    state.withLock {
      $0.items += items
      $0.planning?.cancel()
    }
    bell.signal()
  }

  /// Reads lines on a thread of their own until there are no more.
  func readLines(of handle: FileHandle) {
    let thread = Thread { [self] in
      var rest: [UInt8] = []
      while true {
        let data = handle.availableData
        if data.isEmpty { break }
        rest += data
        guard let last = rest.lastIndex(of: 0x0A) else { continue }
        let lines = rest[..<last].split(separator: 0x0A)
        rest = Array(rest[(last + 1)...])
        put(lines.map { Item(bytes: Array($0)) })
      }
      if !rest.isEmpty { put([Item(bytes: rest)]) }
      state.withLock { $0.isClosed = true }
      bell.signal()
    }
    thread.start()
  }

  /// Looks for event files in a folder, ten times a second, until the queue is closed.
  func readFiles(in folder: String) throws {
    do {
      try FileManager.default.createDirectory(
        atPath: folder + "/done", withIntermediateDirectories: true)
    } catch {
      throw Failure(.cannotWrite, "takt: cannot make \(folder): \(error.localizedDescription)")
    }
    let thread = Thread { [self] in
      var taken: Set<String> = []
      while !state.withLock({ $0.isClosed }) {
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
        let isEvent = { (name: String) in
          !name.hasPrefix(".") && (name.hasSuffix(".json") || name.hasSuffix(".jsonl"))
        }
        for name in names where isEvent(name) && !taken.contains(name) {
          let path = folder + "/" + name
          guard let data = FileManager.default.contents(atPath: path) else { continue }
          taken.insert(name)
          put([Item(bytes: Array(data), file: path)])
        }
        taken.formIntersection(names)
        usleep(100_000)
      }
    }
    thread.start()
  }
}

extension Signals {
  /// The first SIGINT or SIGTERM closes the queue: what has come is still answered.
  convenience init(closing queue: EventQueue) {
    self.init { queue.close() }
  }
}
