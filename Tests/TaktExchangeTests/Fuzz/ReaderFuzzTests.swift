import Foundation
import TaktTestKit
import Testing

/// Readers against damaged files: whatever comes, a result or a report, and soon.
///
/// A normal run tries the same few thousand inputs every time; `TAKT_FUZZ_SECONDS=N` tries new ones for N seconds (see
/// Tools/fuzz), and `TAKT_FUZZ_SEED=S` one alone. Inputs that break a reader are saved in the folder takt-fuzz of the temporary
/// folder; the seed being tried stands in its file `current`, should it end the process.
@Suite struct ReaderFuzzTests {
  private let corpus: Corpus
  private let seconds: Double?
  /// Where the seed being tried stands.
  private let current: FileHandle?

  init() throws {
    corpus = try Corpus()
    seconds = ProcessInfo.processInfo.environment["TAKT_FUZZ_SECONDS"].flatMap { Double($0) }
    guard seconds != nil else {
      current = nil
      return
    }
    let file = try Self.folder("").appending(path: "current")
    try Data().write(to: file)
    current = try FileHandle(forWritingTo: file)
  }

  @Test func `every file of the corpus is read or refused`() throws {
    for entry in corpus.entries {
      let outcome = try Reader.read(entry)
      // Regressions may be refused; the small files of every form may not.
      #expect(outcome == .accepted || entry.name.hasPrefix("regression"), "\(entry.name)")
    }
  }

  @Test func `no damage breaks a reader`() throws {
    let single = ProcessInfo.processInfo.environment["TAKT_FUZZ_SEED"]
    if let seed = single.flatMap({ Int($0) }) {
      try save(damaged(seed), seed)
      _ = try attempt(seed)
      return
    }
    let first = seconds == nil ? 1 : Int(Date().timeIntervalSince1970) * 1_000_000
    let clock = ContinuousClock()
    let end = clock.now + .seconds(seconds ?? 3600)
    var (seed, accepted) = (first, 0)
    while seconds == nil ? seed <= 3000 : clock.now < end {
      if try attempt(seed) == .accepted { accepted += 1 }
      seed += 1
    }
    print("fuzz: \(seed - first) inputs, \(accepted) accepted, seeds \(first) to \(seed - 1)")
    // Damage that is always refused would test only the first lines of the readers.
    #expect(accepted > (seed - first) / 50)
    #expect(try peakMemory() < 1 << 20, "more than 1 GiB")
  }

  private func attempt(_ seed: Int) throws -> Reader.Outcome {
    let entry = damaged(seed)
    try current?.write(contentsOf: Data("\(seed)\n".utf8))
    try current?.seek(toOffset: 0)
    let clock = ContinuousClock()
    let start = clock.now
    var outcome = Reader.Outcome.refused
    do {
      outcome = try Reader.read(entry)
    } catch {
      try save(entry, seed)
      Issue.record("seed \(seed), \(entry.name): \(error)")
    }
    let spent = clock.now - start
    if spent > .seconds(2) { try save(entry, seed) }
    #expect(spent < .seconds(2), "seed \(seed), \(entry.name)")
    return outcome
  }

  /// An entry with one of its files damaged, now and then two.
  private func damaged(_ seed: Int) -> Corpus.Entry {
    var mutation = Mutation(seed: seed, others: corpus.pieces)
    var entry = corpus.entries[mutation.below(corpus.entries.count)]
    for _ in 0...(mutation.below(4) / 3) {
      let at = mutation.below(entry.files.count)
      entry.files[at].bytes = mutation.mutated(entry.files[at].bytes)
    }
    return entry
  }

  private func save(_ entry: Corpus.Entry, _ seed: Int) throws {
    let folder = try Self.folder("\(entry.form)-\(seed)")
    for file in entry.files {
      try Data(file.bytes).write(to: folder.appending(path: file.name))
    }
  }

  private static func folder(_ name: String) throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "takt-fuzz/\(name)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  /// Kilobytes the process held at most.
  private func peakMemory() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
    return try #require(Int(line.filter(\.isNumber)))
  }
}
