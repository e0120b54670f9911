import ArgumentParser
import Foundation
import TaktExchange
import TaktMetrics
import TaktModel

/// `takt benefit`: what planning has brought, before against after, on the same orders.
struct BenefitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benefit",
    abstract: "Production cycle, plan deviation, early delivery and energy, before against after.")

  @Option(help: "The plan before: a plan document, say of a dispatching rule.")
  var before: String

  @Option(help: "The plan after: a plan document of the same orders.")
  var after: String

  @Option(
    name: .customLong("plant"),
    help: "The plant's tables or folder (default: the plant each plan carries); may be given again."
  )
  var plantFiles: [String] = []

  @Option(help: "What was reported under the plan before: a table of order, operation, start, end.")
  var beforeActual: String?

  @Option(help: "What was reported under the plan after.")
  var afterActual: String?

  @Option(help: "A folder for benefit.json and benefit.html.")
  var output: String?

  @OptionGroup var plantOptions: PlantOptions
  @OptionGroup var printing: PrintOptions

  /// One of the two plans with what was reported under it.
  private struct Side {
    var plan: PlanArguments.Loaded
    var actuals: [BenefitFigures.Actual]
    var inputs: [BenefitReport.Input]
  }

  func run() throws {
    let (first, second) = (
      try side("before", before, beforeActual), try side("after", after, afterActual)
    )
    try compare(first.plan, second.plan)
    let plant = first.plan.input.hashes.map {
      BenefitReport.Input(role: "plant", file: $0.file, sha256: $0.sha256)
    }
    let report = BenefitReport(
      inputs: first.inputs + second.inputs + plant, orders: first.plan.plant.orders.count,
      jobOrders: first.plan.jobOrders.count, before: figures(first), after: figures(second))
    if let output {
      do {
        try AtomicFiles.write(
          [("benefit.json", try report.json()), ("benefit.html", report.html())], toFolder: output)
      } catch let error as AtomicFiles.WriteError {
        throw Failure(.cannotWrite, "takt: \(error)")
      }
    }
    try Files.write(
      printing.format == .json
        ? report.json() : Array(report.text(printing.chosenLanguage).utf8), to: "-")
  }

  private func figures(_ side: Side) -> BenefitFigures {
    let energy = EnergyFigures(side.plan.plant, side.plan.jobOrders).map {
      Double($0.total) / Double(EnergyFigures.kilowattHour)
    }
    return BenefitFigures(
      side.plan.plant, side.plan.jobOrders, actuals: side.actuals, energy: energy)
  }

  private func side(_ role: String, _ file: String, _ actual: String?) throws -> Side {
    var arguments = PlanArguments()
    (arguments.plan, arguments.plantFiles, arguments.plantOptions) = (
      file, plantFiles, plantOptions
    )
    let loaded = try arguments.loadValid(printing)
    var inputs = [try input(role, file)]
    var actuals: [BenefitFigures.Actual] = []
    if let actual {
      let name = URL(fileURLWithPath: actual).lastPathComponent
      let bytes = try Files.read(actual)
      actuals = try BadData.reported(printing) {
        try ActualsReader.read(name, bytes, plan: loaded.jobOrders, zone: loaded.plant.zone)
      }
      inputs.append(try input(role + "-actual", actual))
    }
    return Side(plan: loaded, actuals: actuals, inputs: inputs)
  }

  private func input(_ role: String, _ file: String) throws -> BenefitReport.Input {
    let name = URL(fileURLWithPath: file).lastPathComponent
    return BenefitReport.Input(role: role, file: name, sha256: SHA256.hex(try Files.read(file)))
  }

  /// The same plant, so the same orders: a plan from another start would be judged by other orders.
  private func compare(_ first: PlanArguments.Loaded, _ second: PlanArguments.Loaded) throws {
    guard first.plant.asOf == second.plant.asOf else {
      throw Failure(
        .badData,
        "takt: "
          + printing.chosenLanguage.pick(
            zh: "两个计划的起点不同：\(first.document.asOf) 与 \(second.document.asOf)",
            en:
              "the plans begin at different times: \(first.document.asOf) and \(second.document.asOf)"
          ))
    }
  }
}
