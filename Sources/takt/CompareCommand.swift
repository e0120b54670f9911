import ArgumentParser
import Foundation
import TaktExchange
import TaktMetrics
import TaktModel
import TaktPlanning
import TaktSolvers

/// `takt compare`: plan quality across engines and rules.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compares engines and rules on many instances, or on one plant.")

  @Argument(help: "Benchmark instances (.txt, .fjs) or folders of them.")
  var instances: [String] = []

  @Option(
    name: .customLong("plant"), help: "A plant's tables or folder instead; may be given again.")
  var plantFiles: [String] = []

  @Option(help: "Engines, separated by commas; `rules` stands for all dispatching rules.")
  var engines = "rules"

  @Option(help: "Seeds, separated by commas.")
  var seeds = "1"

  @Option(help: "Seconds a run.")
  var runLimit = 10.0

  @Option(help: "Wall-clock seconds for the whole command, shared evenly by the runs.")
  var timeLimit: Double?

  @Option(help: "Iterations a search instead of seconds; results repeat to the byte.")
  var iterations: Int?

  @Option(help: "Threads a run (default: all cores).")
  var threads: Int?

  @Option(
    help: "makespan or weighted-tardiness (default: makespan for instances, the other for a plant)."
  )
  var objective: Objective?

  @Option(help: "Due dates after Singer and Pinedo for instances: floor(factor × work).")
  var dueDateFactor: Double?

  @Option(help: "A CSV with the columns instance and upper_bound to measure gaps from.")
  var reference: String?

  @Option(help: "A folder for runs.csv, comparison.json and comparison.html.")
  var output: String?

  @OptionGroup var plantOptions: PlantOptions
  @OptionGroup var printing: PrintOptions

  func validate() throws {
    guard instances.isEmpty != plantFiles.isEmpty else {
      throw ValidationError("give benchmark instances, or --plant with a plant.")
    }
    for name in engineNames where EngineCatalog.engine(named: name) == nil {
      throw ValidationError(
        "there is no engine \(name). Engines: \(EngineCatalog.names.joined(separator: ", ")), rules."
      )
    }
    _ = try CommaList.seeds(seeds)
    if let objective, objective.criteria.count > 1 {
      throw ValidationError("a comparison is by one criterion, not \(objective.rawValue).")
    }
    if objective?.needsDueTimes == true, !instances.isEmpty, dueDateFactor == nil {
      throw ValidationError("a benchmark file has no due dates: give --due-date-factor.")
    }
    guard runLimit > 0, iterations ?? 1 > 0, timeLimit ?? 1 > 0 else {
      throw ValidationError("--run-limit, --time-limit and --iterations take numbers above 0.")
    }
  }

  private var engineNames: [String] {
    engines.split(separator: ",").map(String.init).flatMap { name in
      name == "rules"
        ? DispatchRule.allCases.flatMap { [$0.rawValue, $0.rawValue + "-active"] } : [name]
    }
  }

  private struct Case {
    var name: String
    var problem: Problem
    /// Verifies a schedule beyond what ``SolveProblem`` does.
    var plant: CompiledPlant?
  }

  func run() throws {
    let cases = try plantFiles.isEmpty ? instanceCases() : [plantCase()]
    let cancellation = Cancellation()
    let signals = Signals(cancelling: cancellation)
    let seedValues = try CommaList.seeds(seeds)
    let known = try ReferenceFile.read(reference, objective: nil, printing)
    var runs: [EngineComparison.Run] = []
    let count = cases.count * engineNames.count * seedValues.count
    for item in cases {
      for engine in engineNames {
        for seed in seedValues where !cancellation.isCancelled {
          if printing.showsProgress {
            FileHandle.standardError.write(
              Data("\r\(runs.count)/\(count) \(item.name) \(engine)        ".utf8))
          }
          runs.append(try solve(item, engine, seed, left: count - runs.count, cancellation))
        }
      }
    }
    withExtendedLifetime(signals) {}
    if printing.showsProgress { Messages.say("") }
    try publish(
      ComparisonReport(
        EngineComparison(runs: runs, reference: known.entries.compactMapValues(\.upper)),
        referenceName: reference.map { URL(fileURLWithPath: $0).lastPathComponent }
          ?? printing.chosenLanguage.pick(zh: "各次运行中的最好值", en: "the best value of any run"),
        language: printing.chosenLanguage))
    Foundation.exit(0)
  }

  private func publish(_ report: ComparisonReport) throws {
    if let output {
      do {
        try AtomicFiles.write(
          [
            ("runs.csv", report.csv()), ("comparison.json", try report.json()),
            ("comparison.html", report.html()),
          ], toFolder: output)
      } catch let error as AtomicFiles.WriteError {
        throw Failure(.cannotWrite, "takt: \(error)")
      }
    }
    try Files.write(
      printing.format == .json ? report.json() : Array(report.text().utf8), to: "-")
  }

  private func solve(
    _ item: Case, _ engine: String, _ seed: UInt64, left: Int, _ cancellation: Cancellation
  ) throws -> EngineComparison.Run {
    var seconds = runLimit
    if let timeLimit {
      let spent = Takt.started.duration(to: .now) / .seconds(1)
      seconds = min(seconds, max(0.01, (timeLimit - spent) / Double(max(1, left))))
    }
    let run = try TimedRun(
      item.problem, objective: chosenObjective, engine: engine, limit: seconds,
      iterations: iterations, threads: threads, seed: seed, cancellation: cancellation)
    let state = run.result.board
    if let plant = item.plant, let schedule = state.schedule,
      let violation = PlanVerifier(plant.plant).violations(of: plant.jobOrders(schedule)).first
    {
      throw Failure(
        .fault, "takt: a fault of ours: \(engine) made an invalid plan: \(violation.en)")
    }
    return EngineComparison.Run(
      instance: item.name, engine: engine, seed: seed, value: state.value, bound: state.bound,
      status: run.result.status.rawValue, seconds: iterations == nil ? run.seconds : nil)
  }

  private var chosenObjective: Objective {
    objective ?? (plantFiles.isEmpty ? .makespan : .weightedTardiness)
  }

  // MARK: Inputs

  private func instanceCases() throws -> [Case] {
    try InstanceFiles.read(instances, dueDateFactor: dueDateFactor, printing)
      .map { Case(name: $0.name, problem: $0.problem) }
  }

  private func plantCase() throws -> Case {
    let input = try plantOptions.load(plantFiles)
    let plant = try plantOptions.plant(input, printing).plant
    do {
      // Twice the likely horizon, so that a poor rule fits too.
      let first = try CompiledPlant(plant)
      let compiled = try CompiledPlant(
        plant, horizon: min(first.horizon * 2, Problem.largestTime - 1))
      return Case(
        name: plant.name.isEmpty ? "plant" : plant.name, problem: compiled.problem, plant: compiled)
    } catch let error as ProblemError {
      throw Failure(.badData, "takt: these orders cannot be planned: \(error)")
    }
  }
}
