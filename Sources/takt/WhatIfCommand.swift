import ArgumentParser
import Foundation
import TaktExchange
import TaktMetrics
import TaktModel
import TaktPlanning
import TaktSolvers

/// `takt what-if`: a changed copy of the plant, planned, beside the plant as it is.
struct WhatIfCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "what-if",
    abstract: "Changes a copy of the plant, plans it, and sets the two plans side by side.")

  @OptionGroup var arguments: PlanArguments

  @Option(name: .customLong("change"), help: ArgumentHelp(ChangeArgument.help))
  var changes: [ChangeArgument]

  @Option(help: ArgumentHelp(Objective.choices))
  var objective = Objective.weightedTardiness

  @Option(help: "Orders listed that gain most, and that lose most.")
  var most = 5

  @Option(help: "A folder for the changed plant's tables and its plan, plan.json.")
  var output: String?

  @OptionGroup var solving: SolveOptions
  @OptionGroup var printing: PrintOptions

  func run() throws {
    let loaded = try arguments.loadValid(printing)
    // Each change is looked up in the plant as the ones before it left it.
    var plant = loaded.plant
    var list: [PlantChange] = []
    for change in changes {
      list.append(try change.change(in: plant))
      plant = plant.changed(by: list[list.count - 1])
    }
    let cancellation = Cancellation()
    let signals = Signals(cancelling: cancellation)
    let shares = SearchShares(
      solving, defaultSeconds: 10, operations: plant.operationCount,
      cancellation: cancellation)
    let result = try Faults.reported {
      do {
        return try WhatIf(loaded.plant, loaded.jobOrders).run(
          list, objective: objective, budget: shares.next)
      } catch let error as ProblemError {
        throw Failure(.badData, "takt: these orders cannot be planned: \(error)")
      }
    }
    if let output { try write(result.after, loaded, to: output) }
    withExtendedLifetime(signals) {}
    let report = WhatIfReport(
      plan: arguments.plan, changes: changes.map(\.text), before: result.before.figures,
      after: result.after.figures, delta: result.delta, zone: plant.zone,
      language: printing.chosenLanguage)
    try Files.write(
      printing.format == .json ? report.json() : Array(report.text(most: most).utf8), to: "-")
  }

  private func write(_ side: WhatIf.Side, _ loaded: PlanArguments.Loaded, to folder: String) throws
  {
    let repeats = solving.iterations != nil
    let created =
      repeats ? side.plant.asOf : Instant(seconds: Int(Date().timeIntervalSince1970))
    let settings = ["changes": changes.map(\.text).joined(separator: " ")]
    var document = PlanDocument(
      plant: side.plant, plan: side.plan, figures: side.figures,
      planId: loaded.document.planId + "-what-if", createdAt: created, status: "feasible",
      provenance: .init(
        inputs: loaded.input.hashes, engine: "large-neighbourhood", foundBy: "what-if", notes: [],
        seed: solving.seed, taktVersion: TaktVersion.current, settings: settings),
      objective: ["weightedTardinessMinutes": PlanDocument.minutes(side.figures.weightedTardiness)],
      lowerBound: nil)
    document.plant = PlantWriter(side.plant, language: .en).document()
    let tables = PlantWriter(side.plant, language: printing.chosenLanguage).tables()
    do {
      try AtomicFiles.write(
        [("plan.json", try JSONText.encode(document))]
          + tables.map { ("plant/\($0.name).csv", $0.text.bytes(mark: true)) }, toFolder: folder)
    } catch let error as AtomicFiles.WriteError {
      throw Failure(.cannotWrite, "takt: \(error)")
    }
  }
}
