import ArgumentParser
import Foundation
import TaktExchange
import TaktMetrics
import TaktModel
import TaktSolvers

/// `takt bench`: an engine on a set of instances, measured against what is known of them and against others.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Runs an engine on a set of instances and measures it by family.")

  @Argument(help: "Benchmark instances (.txt, .fjs) or folders of them.")
  var instances: [String]

  @Option(help: "A CSV of the best known bounds: instance, upper_bound, lower_bound, family.")
  var bounds: String?

  @Option(help: "Only every Nth instance of each family, the first one included.")
  var every = 1

  @Option(help: "The engine, as takt solve takes it.")
  var engine = "auto"

  @Option(help: "Seeds, separated by commas.")
  var seeds = "1"

  @Option(help: "Seconds a run.")
  var timeLimit = 10.0

  @Option(help: "Iterations of each search instead of seconds; results repeat to the byte.")
  var iterations: Int?

  @OptionGroup var threads: ThreadOptions

  @Option(help: ArgumentHelp(Objective.choices))
  var objective = Objective.makespan

  @Option(help: "Due dates after Singer and Pinedo: floor(factor × work), weights 4, 2, 1.")
  var dueDateFactor: Double?

  @Option(name: .customLong("at"), help: "Seconds at which to look too, separated by commas.")
  var checkpoints: String?

  @Option(help: "A file of JSON lines: runs in it are not repeated, new ones are added.")
  var results: String?

  @Option(help: "A folder for the schedules that are below the best known bound.")
  var records: String?

  @Option(help: "JSON lines of other runs, ours or a peer's, to set beside; may be given again.")
  var against: [String] = []

  @Flag(help: "Also print the published figures in the file of bounds.")
  var published = false

  @OptionGroup var printing: PrintOptions

  func validate() throws {
    if EngineCatalog.engine(named: engine) == nil {
      throw ValidationError(
        "there is no engine \(engine). Engines: \(EngineCatalog.names.joined(separator: ", ")).")
    }
    _ = try (CommaList.seeds(seeds), checkpointSeconds)
    guard timeLimit > 0, timeLimit <= 1e7, iterations ?? 1 > 0 else {
      throw ValidationError("--time-limit and --iterations take numbers above 0.")
    }
    guard objective.criteria.count == 1 else {
      throw ValidationError("a benchmark measures one criterion, not \(objective.rawValue).")
    }
    if objective.needsDueTimes, dueDateFactor == nil {
      throw ValidationError("a benchmark file has no due dates: give --due-date-factor.")
    }
    if let dueDateFactor, !(dueDateFactor >= 0 && dueDateFactor <= 1000) {
      throw ValidationError("--due-date-factor takes a number from 0 to 1000.")
    }
    guard every > 0 else { throw ValidationError("--every takes a number from 1, not \(every).") }
    if records != nil, bounds == nil {
      throw ValidationError("--records keeps what is below the bounds of the file --bounds names.")
    }
    if published, bounds == nil {
      throw ValidationError("--published prints figures of the file that --bounds names.")
    }
  }

  private var checkpointSeconds: [Double] {
    get throws { try checkpoints.map { try CommaList.seconds($0, option: "--at") } ?? [] }
  }

  /// What all runs of this call share.
  private var settings: BenchRun.Settings {
    BenchRun.Settings(
      engine: engine, objective: objective.rawValue,
      dueDateFactor: objective.needsDueTimes ? dueDateFactor : nil,
      limit: iterations == nil ? timeLimit : nil, iterations: iterations,
      threads: threads.count)
  }

  func run() throws {
    let shops = try InstanceFiles.read(instances, dueDateFactor: dueDateFactor, printing)
    let known = try ReferenceFile.read(
      bounds, objective: objective, dueDateFactor: dueDateFactor, printing)
    let others = try BenchPeers.read(against, like: settings, printing)
    var runner = try BenchRunner(
      settings: settings, objective: objective, known: known, results: results, records: records,
      printing)
    let lines = try runner.run(sample(shops, known), seeds: CommaList.seeds(seeds))
    let report = try report(lines, others, known)
    try Files.write(
      printing.format == .json ? report.json() : Array(report.text().utf8), to: "-")
    Foundation.exit(0)
  }

  private func sample(_ shops: [ShopFile], _ known: KnownBounds) -> [ShopFile] {
    var seen: [String: Int] = [:]
    return shops.filter { shop in
      let place = seen[known.family(of: shop.name), default: 0]
      seen[known.family(of: shop.name)] = place + 1
      return place % every == 0
    }
  }

  private func report(
    _ lines: [BenchLine], _ others: [BenchPeers.Peer], _ known: KnownBounds
  ) throws -> BenchReport {
    let ours = lines.map(\.run)
    let reference = BenchReference(known, runs: ours + others.flatMap(\.runs))
    let checkpoints = try checkpointSeconds
    return BenchReport(
      name: BenchPeers.name(settings, printing.chosenLanguage), lines: lines, reference: reference,
      checkpoints: checkpoints,
      against: others.map { other in
        BenchReport.Against(
          name: other.name,
          duel: BenchDuel(
            ours: ours, theirs: other.runs, reference: reference, checkpoints: checkpoints))
      },
      published: published
        ? PublishedFigures(instances: Set(ours.map(\.instance)), reference: reference) : nil,
      language: printing.chosenLanguage)
  }
}
