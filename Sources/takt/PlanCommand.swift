import ArgumentParser
import Foundation
import TaktExchange
import TaktModel
import TaktPlanning
import TaktSolvers

/// `takt plan`: order files and plant data in, a verified plan out.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Plans a plant's orders: tables in, a verified plan out.")

  @Argument(help: "Tables (CSV in UTF-8, GB18030 or UTF-16; or JSON) or folders of them.")
  var inputs: [String]

  @OptionGroup var plantOptions: PlantOptions
  @OptionGroup var solving: SolveOptions
  @OptionGroup var printing: PrintOptions

  @Option(help: ArgumentHelp(Objective.choices))
  var objective = Objective.weightedTardiness

  @Option(
    help:
      "A folder for plan, dispatch lists, deviations and report; a .json file for the plan alone; or - for stdout."
  )
  var output = "-"

  func run() throws {
    let input = try plantOptions.load(inputs)
    let imported = try plantOptions.plant(input, printing)
    let language = printing.chosenLanguage
    for notice in imported.notices { Messages.say(notice.text(language)) }
    let operations = imported.plant.operationCount
    let budget = solving.budget(defaultSeconds: 30, operations: operations * (toFolder ? 8 : 5))
    let signals = Signals(cancelling: budget.cancellation)
    let progress = ProgressLine(printing, limit: solving.timeLimit ?? 30)
    let result = try Faults.reported {
      do {
        return try PlanOrders.run(
          imported.plant, objective: objective,
          engine: EngineCatalog.engine(named: solving.engine) ?? AutoEngine(), budget: budget,
          board: { Board(started: Takt.started, onChange: progress.onChange) })
      } catch let error as ProblemError {
        throw Failure(.badData, "takt: these orders cannot be planned: \(error)")
      }
    }
    progress.finish()
    withExtendedLifetime(signals) {}
    try write(PlanOutput(result, input: input, solving: solving, language: language))
    // A GLPK run that was left behind ends with the process.
    Foundation.exit(0)
  }

  private var toFolder: Bool { output != "-" && !output.lowercased().hasSuffix(".json") }

  private func write(_ documents: PlanOutput) throws {
    if toFolder {
      do {
        try AtomicFiles.write(documents.files(), toFolder: output)
      } catch let error as AtomicFiles.WriteError {
        throw Failure(.cannotWrite, "takt: \(error)")
      }
    } else if output != "-" {
      try Files.write(documents.planJSON(), to: output)
    }
    let text =
      printing.format == .json ? try documents.planJSON() : Array(documents.summary.text.utf8)
    try Files.write(text, to: "-")
  }
}

/// Messages to people, on stderr.
enum Messages {
  static func say(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
}
