import Foundation
import TaktExchange
import TaktMetrics
import TaktModel
import TaktPlanning
import TaktSolvers

/// Every document a planned plant is handed out as.
struct PlanOutput {
  private let result: PlanOrders.Result
  private let input: PlantOptions.Input
  private let solving: SolveOptions
  private let language: Language
  let tables: PlanTables

  init(
    _ result: PlanOrders.Result, input: PlantOptions.Input, solving: SolveOptions,
    language: Language
  ) {
    self.result = result
    self.input = input
    self.solving = solving
    self.language = language
    tables = PlanTables(
      plant: result.plant, plan: result.jobOrders, figures: result.figures, language: language)
  }

  var summary: PlanSummary {
    PlanSummary(
      tables: tables, status: result.status.rawValue, values: result.values,
      bound: result.bound, bestRule: result.bestRule,
      foundBy: result.board.engine, notes: result.board.notes.map { "\($0.engine): \($0.text)" })
  }

  func planJSON() throws -> [UInt8] {
    let repeats = solving.iterations != nil
    // A run that must repeat to the byte cannot say when it was made.
    let created =
      repeats
      ? result.plant.asOf : Instant(seconds: Int(Date().timeIntervalSince1970))
    let digest = PlantWriter(result.plant, language: .en).digest
    var settings = [
      "objective": result.objective.rawValue, "threads": String(solving.threads.count),
    ]
    if let iterations = solving.iterations { settings["iterations"] = String(iterations) }
    if let limit = solving.timeLimit { settings["timeLimit"] = String(limit) }
    let board = result.board
    var document = PlanDocument(
      plant: result.plant, plan: result.jobOrders, figures: result.figures,
      planId: "P-\(digest.prefix(12))-\(solving.seed)", createdAt: created,
      status: result.status.rawValue,
      provenance: .init(
        inputs: input.hashes, engine: solving.engine, foundBy: board.engine,
        notes: board.notes.map { "\($0.engine): \($0.text)" }, seed: solving.seed,
        taktVersion: TaktVersion.current, settings: settings),
      objective: Dictionary(
        result.values.map { ($0.criterion.documentKey, $0.criterion.documentValue($0.value)) }
      ) { first, _ in first },
      lowerBound: result.bound.map(result.objective.leading.documentValue))
    document.plant = PlantWriter(result.plant, language: .en).document()
    return try JSONText.encode(document)
  }

  /// The files of an output folder.
  func files() throws -> [(name: String, bytes: [UInt8])] {
    [
      ("plan.json", try planJSON()),
      ("report.html", try PlanReport(summary: summary, rules: result.rules).html()),
      ("dispatch.html", DispatchPages(tables).html()),
      ("dispatch.csv", tables.dispatchCSV()),
      ("deviations.csv", tables.deviationCSV()),
    ] + (result.plant.materials.isEmpty ? [] : [("materials.csv", StockTables(tables).csv())])
      + tables.dispatchFiles()
  }
}
