import ArgumentParser
import Foundation
import TaktExchange
import TaktMetrics
import TaktModel
import TaktRescheduling

/// `takt evaluate`: judges a plan, whoever made it, and recomputes its figures.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Verifies a plan against its plant and recomputes every figure.")

  @Argument(help: "The plan: a document as takt plan writes it.")
  var plan: String

  @Option(
    name: .customLong("plant"),
    help: "The plant's tables or folder (default: the plant the plan carries); may be given again.")
  var plantFiles: [String] = []

  @OptionGroup var plantOptions: PlantOptions
  @OptionGroup var printing: PrintOptions

  private struct Broken: Encodable {
    var rule: String
    var order: String
    var operation: String
    var resource: String
    var message: String
  }
  private struct Document: Encodable {
    var schemaVersion = "1"
    var plan: String
    var status: String
    var violations: [Broken]
    var metrics: [String: Double]?
  }

  func run() throws {
    let input = try plantOptions.load(plantFiles)
    let bytes = try Files.read(plan)
    let name = URL(fileURLWithPath: plan).lastPathComponent
    let (document, jobOrders) = try BadData.reported(printing) {
      try PlanDocument.read(name, bytes)
    }
    let plant = try plant(document, name, input, jobOrders)
    let violations = PlanVerifier(plant).violations(of: jobOrders)
    let figures = PlanFigures(plant, jobOrders)
    let claims = violations.isEmpty ? document.falseClaims(figures, plant) : []
    try report(
      violations + claims, figures,
      PlanTables(
        plant: plant, plan: jobOrders, figures: figures, language: printing.chosenLanguage))
  }

  /// The plant the plan is judged by: the one given or its own, changed by what the plan knows to have happened.
  private func plant(
    _ document: PlanDocument, _ name: String, _ input: PlantFiles, _ jobOrders: [JobOrder]
  ) throws -> Plant {
    // A plan is judged from its own start, unless told otherwise.
    var options = plantOptions
    if options.asOf == nil { options.settings.append("plan-start=\(document.asOf)") }
    let plant: Plant
    if let tables = document.plant, plantFiles.isEmpty {
      plant = try BadData.reported(printing) { try PlantImporter.read("\(name)#plant", tables) }
    } else if plantFiles.isEmpty {
      throw Failure(
        .inputMissing,
        "takt: \(self.plan) does not carry its plant: give the plant's folder with --plant")
    } else {
      plant = try options.plant(input, printing).plant
    }
    guard case .instant(let asOf)? = DateText.read(document.asOf, year: nil),
      document.events != nil || jobOrders.contains(where: { $0.status != .proposed || $0.isPinned })
    else { return plant }
    return PlantOfPlan(
      plant, events: (document.events ?? []).compactMap(\.event), lines: jobOrders, asOf: asOf
    ).plant
  }

  private func report(_ violations: [Violation], _ figures: PlanFigures, _ tables: PlanTables)
    throws
  {
    let language = printing.chosenLanguage
    let isValid = violations.isEmpty
    if printing.format == .json {
      let document = Document(
        plan: plan, status: isValid ? "valid" : "invalid",
        violations: violations.map {
          Broken(
            rule: $0.rule.rawValue, order: $0.order, operation: $0.operation,
            resource: $0.resource, message: $0.text(language))
        }, metrics: isValid ? PlanDocument.metrics(figures) : nil)
      try Files.write(JSONText.encode(document), to: "-")
    } else if isValid {
      try Files.write(Array(text(figures, language).utf8), to: "-")
    } else {
      let head = language.pick(
        zh: "计划违反了 \(violations.count) 条规则：", en: "the plan breaks \(violations.count) rules:")
      let lines = [head] + violations.map { "  [\($0.rule.rawValue)] \($0.text(language))" }
      try Files.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: "-")
    }
    if !isValid { Foundation.exit(Failure.Code.badData.rawValue) }
  }

  private func text(_ figures: PlanFigures, _ language: Language) -> String {
    let metrics = PlanDocument.metrics(figures).sorted { $0.key < $1.key }
    let head = language.pick(zh: "计划有效，没有违反任何规则。", en: "The plan is valid: no rule is broken.")
    return ([head] + metrics.map { "  \(PlanSummary.padded($0.key, 34))\($0.value)" })
      .joined(separator: "\n") + "\n"
  }
}
