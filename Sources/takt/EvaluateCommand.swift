import ArgumentParser
import Foundation
import TaktExchange
import TaktMetrics
import TaktModel

/// `takt evaluate`: judges a plan, whoever made it, and recomputes its figures.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Verifies a plan against its plant and recomputes every figure.")

  @OptionGroup var arguments: PlanArguments
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
    let loaded = try arguments.load(printing)
    let (plant, jobOrders) = (loaded.plant, loaded.jobOrders)
    let violations = PlanVerifier(plant).violations(of: jobOrders)
    let figures = PlanFigures(plant, jobOrders)
    let claims = violations.isEmpty ? loaded.document.falseClaims(figures, plant) : []
    try report(
      violations + claims, figures,
      PlanTables(
        plant: plant, plan: jobOrders, figures: figures, language: printing.chosenLanguage))
  }

  private func report(_ violations: [Violation], _ figures: PlanFigures, _ tables: PlanTables)
    throws
  {
    let language = printing.chosenLanguage
    let isValid = violations.isEmpty
    if printing.format == .json {
      let document = Document(
        plan: arguments.plan, status: isValid ? "valid" : "invalid",
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
