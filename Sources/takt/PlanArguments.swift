import ArgumentParser
import Foundation
import TaktExchange
import TaktModel

/// A plan and its plant, as every command that reads a plan takes them.
struct PlanArguments: ParsableArguments {
  @Argument(help: "The plan: a document as takt plan writes it.")
  var plan: String

  @Option(name: .customLong("plant"), help: "The plant's tables or folder; may be given again.")
  var plantFiles: [String]

  @OptionGroup var plantOptions: PlantOptions

  /// A plan with what it is a plan of.
  struct Loaded {
    var plant: Plant
    var jobOrders: [JobOrder]
    var document: PlanDocument
    var input: PlantOptions.Input
  }

  /// Reads both; a plan is judged from its own start, unless told otherwise.
  func load(_ printing: PrintOptions) throws -> Loaded {
    let input = try plantOptions.load(plantFiles)
    let bytes = try Files.read(plan)
    let name = URL(fileURLWithPath: plan).lastPathComponent
    let (document, jobOrders) = try BadData.reported(printing) {
      try PlanDocument.read(name, bytes)
    }
    var options = plantOptions
    if options.asOf == nil { options.settings.append("plan-start=\(document.asOf)") }
    let plant = try options.plant(input, printing).plant
    return Loaded(plant: plant, jobOrders: jobOrders, document: document, input: input)
  }

  /// Reads both, and sees that the plan keeps every rule: what is said of a broken one would be worth nothing.
  func loadValid(_ printing: PrintOptions) throws -> Loaded {
    let loaded = try load(printing)
    let violations = PlanVerifier(loaded.plant).violations(of: loaded.jobOrders)
    guard let first = violations.first else { return loaded }
    let language = printing.chosenLanguage
    throw Failure(
      .badData,
      "takt: "
        + language.pick(
          zh: "计划 \(plan) 违反了 \(violations.count) 条规则，例如：\(first.zh)。请先用 takt evaluate 检查",
          en: "the plan \(plan) breaks \(violations.count) rules, for example: \(first.en). "
            + "See takt evaluate"))
  }
}
