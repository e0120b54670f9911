import Foundation
import TaktExchange
import TaktMetrics
import TaktModel
import TaktPlanning
import TaktSolvers

/// The runs of a benchmark, one after the other; each is in the file of results as soon as it ends.
struct BenchRunner {
  private let settings: BenchRun.Settings
  private let objective: Objective
  private let known: KnownBounds
  private let results: ResultsFile?
  private let records: String?
  private let printing: PrintOptions
  /// The finished runs, by what they would be repeated by.
  private var done: [BenchRun.Key: BenchLine] = [:]

  init(
    settings: BenchRun.Settings, objective: Objective, known: KnownBounds, results path: String?,
    records: String?, _ printing: PrintOptions
  ) throws {
    self.settings = settings
    self.objective = objective
    self.known = known
    self.printing = printing
    self.records = records
    results = try path.map { path in
      try Self.reported { try BadData.reported(printing) { try ResultsFile(path) } }
    }
    for line in results?.earlier ?? [] where !line.run.wasInterrupted {
      done[line.run.key] = line
    }
  }

  /// Makes the runs that are not done yet and hands back all, in the order asked for; after a signal those that are finished.
  mutating func run(_ shops: [ShopFile], seeds: [UInt64]) throws -> [BenchLine] {
    let cancellation = Cancellation()
    let signals = Signals(cancelling: cancellation)
    let keys = shops.flatMap { shop in seeds.map { key(shop, $0) } }
    for shop in shops {
      for seed in seeds where done[key(shop, seed)] == nil && !cancellation.isCancelled {
        show(shop, seed, of: keys)
        try solve(shop, seed, cancellation)
      }
    }
    withExtendedLifetime(signals) {}
    if printing.showsProgress { Messages.say("") }
    let finished = keys.compactMap { done[$0] }
    if finished.count < keys.count {
      Messages.say("takt: \(finished.count) of \(keys.count) runs are finished")
    }
    return finished
  }

  private mutating func solve(
    _ shop: ShopFile, _ seed: UInt64, _ cancellation: Cancellation
  ) throws {
    let timed = try TimedRun(
      shop.problem, objective: objective, engine: settings.engine,
      limit: settings.limit ?? 10, iterations: settings.iterations,
      threads: settings.threads, seed: seed, cancellation: cancellation)
    let board = timed.result.board
    let repeats = settings.iterations != nil
    let run = BenchRun(
      key: key(shop, seed), status: timed.result.status.rawValue, ub: board.value,
      lb: board.bound, seconds: repeats ? nil : timed.seconds,
      trace: repeats ? [] : board.trace.map { BenchRun.Improvement($0.seconds, $0.value) },
      wasInterrupted: cancellation.isCancelled && !isSettled(timed.result.status))
    let line = BenchLine(
      run, family: known.family(of: shop.name), knownUB: known.entries[shop.name]?.upper,
      knownLB: known.entries[shop.name]?.lower, taktVersion: TaktVersion.current)
    try keepRecord(shop, line, seed: seed, timed)
    try Self.reported { try results?.append(line) }
    if !run.wasInterrupted { done[run.key] = line }
  }

  /// Writes the schedule of a run that is below the best known bound, in the form of `takt solve`.
  private func keepRecord(
    _ shop: ShopFile, _ line: BenchLine, seed: UInt64, _ timed: TimedRun
  ) throws {
    guard let records, let value = line.run.ub, let known = line.knownUB, value < known else {
      return
    }
    let board = timed.result.board
    let document = SolveDocument(
      instance: shop.name, objective: objective, engine: settings.engine, foundBy: board.engine,
      status: line.run.status, objectiveValue: value, lowerBound: board.bound,
      boundSource: board.bound == nil ? nil : board.boundSource, seconds: line.run.seconds,
      threads: settings.threads ?? 1, seed: seed, notes: [], trace: [],
      problem: shop.problem, schedule: board.schedule)
    let name = "\(shop.name)-\(value).json"
    do {
      try AtomicFiles.write([(name, try JSONText.encode(document))], toFolder: records)
    } catch let error as AtomicFiles.WriteError {
      throw Failure(.cannotWrite, "takt: \(error)")
    }
  }

  /// Whether nothing was left to do when the run ended.
  private func isSettled(_ status: SolveProblem.Status) -> Bool {
    status == .optimal || status == .infeasible
  }

  private func key(_ shop: ShopFile, _ seed: UInt64) -> BenchRun.Key {
    BenchRun.Key(instance: shop.name, seed: seed, settings: settings)
  }

  private func show(_ shop: ShopFile, _ seed: UInt64, of keys: [BenchRun.Key]) {
    guard printing.showsProgress else { return }
    let count = keys.count { done[$0] != nil }
    FileHandle.standardError.write(
      Data("\r\(count)/\(keys.count) \(shop.name) seed \(seed)        ".utf8))
  }

  private static func reported<T>(_ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch ResultsFile.Trouble.locked(let path) {
      throw Failure(.tryAgain, "takt: another process is adding to \(path)")
    } catch ResultsFile.Trouble.unwritable(let complaint) {
      throw Failure(.cannotWrite, "takt: \(complaint)")
    }
  }
}
