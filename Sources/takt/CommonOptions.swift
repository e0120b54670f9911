public import ArgumentParser
import Foundation
import TaktExchange
public import TaktModel
import TaktSolvers

/// How results are printed.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case json
  case table
}

enum ProgressMode: String, ExpressibleByArgument, CaseIterable {
  case auto
  case never
}

extension Language: ExpressibleByArgument {}
extension Objective: ExpressibleByArgument {
  /// The names of the criteria.
  public static var allValueStrings: [String] { Criterion.allCases.map(\.rawValue) }

  /// For the help of `--objective`.
  static let choices =
    "What to minimise: \(allValueStrings.joined(separator: ", ")); several, separated by commas, "
    + "count in that order."
}

/// What every command that solves takes.
struct SolveOptions: ParsableArguments {
  @Option(help: "Wall-clock seconds for the whole command.")
  var timeLimit: Double?

  @Option(
    help: "Iterations of each search instead of a time limit; the result repeats to the byte.")
  var iterations: Int?

  @OptionGroup var threads: ThreadOptions

  @Option(help: "Seed of every random choice.")
  var seed: UInt64 = 1

  @Option(
    help: ArgumentHelp(
      "Engine: \(EngineCatalog.engines.joined(separator: ", ")), or a rule such as atc."))
  var engine = "auto"

  func validate() throws {
    if let timeLimit, !(timeLimit > 0 && timeLimit <= 1e7) {
      throw ValidationError("--time-limit takes seconds above 0, not \(timeLimit).")
    }
    if let iterations, iterations < 1 {
      throw ValidationError("--iterations takes a number from 1, not \(iterations).")
    }
    if EngineCatalog.engine(named: engine) == nil {
      throw ValidationError(
        "there is no engine \(engine). Engines: \(EngineCatalog.names.joined(separator: ", ")).")
    }
  }

  /// The budget of a command that has `operations` to verify and write at its end.
  func budget(defaultSeconds: Double, operations: Int) -> Budget {
    let limit = timeLimit ?? defaultSeconds
    let reserve = Self.reserve(limit: limit, operations: operations)
    return Budget(
      deadline: Takt.started + .seconds(limit - reserve), iterations: iterations,
      threads: threads.count, seed: seed)
  }

  /// What verifying and writing take of a limit: some microseconds an operation, most of the limit at most.
  static func reserve(limit: Double, operations: Int) -> Double {
    min(0.7 * limit, 0.05 + Double(operations) * 8e-6)
  }
}

/// How every command prints.
struct PrintOptions: ParsableArguments {
  @Option(help: "What to print on stdout: json or table.")
  var format = OutputFormat.table

  @Option(help: "A progress line on stderr: auto (on a terminal) or never.")
  var progress = ProgressMode.auto

  @Option(help: "Language of messages and reports: zh or en (default: from LANG).")
  var language: Language?

  var chosenLanguage: Language {
    if let language { return language }
    let environment = ProcessInfo.processInfo.environment
    let locale = environment["LC_ALL"] ?? environment["LC_MESSAGES"] ?? environment["LANG"] ?? ""
    return locale.lowercased().hasPrefix("zh") ? .zh : .en
  }

  var showsProgress: Bool { progress == .auto && isatty(STDERR_FILENO) == 1 }
}
