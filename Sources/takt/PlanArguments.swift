import ArgumentParser
import Foundation
import TaktExchange
import TaktModel
import TaktRescheduling

/// A plan and its plant, as every command that reads a plan takes them.
struct PlanArguments: ParsableArguments {
  @Argument(help: "The plan: a document as takt plan writes it.")
  var plan: String

  @Option(
    name: .customLong("plant"),
    help: "The plant's tables or folder (default: the plant the plan carries); may be given again.")
  var plantFiles: [String] = []

  @OptionGroup var plantOptions: PlantOptions

  /// A plan with what it is a plan of.
  struct Loaded {
    var plant: Plant
    var jobOrders: [JobOrder]
    var document: PlanDocument
    var input: PlantOptions.Input
  }

  /// Reads both.
  func load(_ printing: PrintOptions) throws -> Loaded {
    let input = try plantOptions.load(plantFiles)
    let bytes = try Files.read(plan)
    let name = URL(fileURLWithPath: plan).lastPathComponent
    let (document, jobOrders) = try BadData.reported(printing) {
      try PlanDocument.read(name, bytes)
    }
    let plant = try plant(document, name, input, jobOrders, printing)
    return Loaded(plant: plant, jobOrders: jobOrders, document: document, input: input)
  }

  /// The plant the plan is judged by: the one given or its own, changed by what the plan knows to have happened.
  private func plant(
    _ document: PlanDocument, _ name: String, _ input: PlantFiles, _ jobOrders: [JobOrder],
    _ printing: PrintOptions
  ) throws -> Plant {
    // A plan is judged from its own start, unless told otherwise.
    var options = plantOptions
    if options.asOf == nil { options.settings.append("plan-start=\(document.asOf)") }
    let plant: Plant
    if plantFiles.isEmpty {
      plant = try BadData.reported(printing) { try CarriedPlant.read(name, document) }
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
