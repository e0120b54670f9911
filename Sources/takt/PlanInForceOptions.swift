public import ArgumentParser
import Foundation
import TaktExchange
import TaktModel
import TaktRescheduling
public import TaktSolvers

/// The plan in force, as a command is given it.
struct PlanInForceOptions: ParsableArguments {
  @Option(help: "The plan in force: a document as takt plan or takt reschedule writes it.")
  var plan: String

  @Option(
    name: .customLong("plant"),
    help:
      "The plant's tables or folder, where the plan does not carry its plant; may be given again.")
  var plantFiles: [String] = []

  @OptionGroup var plantOptions: PlantSettings

  /// A plan as it was read.
  struct Loaded {
    var document: PlanDocument
    var base: Plant
    var asOf: Instant
    var jobOrders: [JobOrder]
    var events: [ShopEvent]
    var hashes: [PlanDocument.Input]

    func rescheduler(_ policy: PolicyOptions) -> Rescheduler {
      Rescheduler(
        base, plan: .init(version: document.version, asOf: asOf, jobOrders: jobOrders),
        events: events, heard: document.heard, settings: policy.settings)
    }
  }

  /// Reads the plan and its plant.
  func load(_ printing: PrintOptions) throws -> Loaded {
    let bytes = try Files.read(plan)
    let name = URL(fileURLWithPath: plan).lastPathComponent
    return try BadData.reported(printing) {
      let (document, jobOrders) = try PlanDocument.read(name, bytes)
      return Loaded(
        document: document, base: try base(name, document), asOf: try asOf(name, document),
        jobOrders: jobOrders, events: (document.events ?? []).compactMap(\.event),
        hashes: document.provenance?.inputs ?? [])
    }
  }

  private func base(_ name: String, _ document: PlanDocument) throws -> Plant {
    if plantFiles.isEmpty, let tables = document.plant {
      return try PlantImporter.read("\(name)#plant", tables)
    }
    guard !plantFiles.isEmpty else {
      throw Failure(
        .inputMissing,
        "takt: \(plan) does not carry its plant: give the plant's folder with --plant")
    }
    let input = try PlantFiles.load(plantFiles)
    return try PlantImporter.read(
      input.files,
      overrides: plantOptions.overrides + [("plan-start", String(document.asOf))],
      now: Instant(seconds: 0)
    ).plant
  }

  private func asOf(_ name: String, _ document: PlanDocument) throws -> Instant {
    guard case .instant(let instant)? = DateText.read(document.asOf, year: nil) else {
      throw DataError([
        DataIssue(
          file: name, column: "asOf", value: document.asOf,
          problem: Bilingual(zh: "不是带时区的时间", en: "is no time with a zone"),
          remedy: Bilingual(
            zh: "请写成 2026-01-05T08:00:00+08:00", en: "write 2026-01-05T08:00:00+08:00"))
      ])
    }
    return instant
  }
}

/// What governs answers to events.
struct PolicyOptions: ParsableArguments {
  @Option(help: ArgumentHelp(Objective.choices))
  var objective = Objective.weightedTardiness

  @Option(help: "Minutes from now in which nothing moves that can stay.")
  var freeze = 0

  @Option(
    help:
      "One method of the ladder instead of all: right-shift, affected-operations, match-up or regeneration."
  )
  var strategy: PlanRepair.Method?

  @Option(help: "Price of leaving the plan in force, times the usual; 0 for none.")
  var stability = 1.0

  @Option(help: "Price of moving a job order at all, in seconds of tardiness at weight 1.")
  var movePrice: Int?

  @Option(help: "Price of an hour's shift of what is to begin at once, in the same unit.")
  var shiftPrice: Int?

  @Option(help: "Price of another machine, in the same unit.")
  var machinePrice: Int?

  @Option(help: "Price of an overtaking on a machine, in the same unit.")
  var inversionPrice: Int?

  func validate() throws {
    guard stability >= 0, stability <= 1e6 else {
      throw ValidationError("--stability takes a number from 0, not \(stability).")
    }
    guard (0...525_600).contains(freeze) else {
      throw ValidationError("--freeze takes minutes from 0 to 525600, not \(freeze).")
    }
    for price in [movePrice, shiftPrice, machinePrice, inversionPrice].compactMap({ $0 })
    where !(0...1_000_000_000).contains(price) {
      throw ValidationError("prices take seconds from 0, not \(price).")
    }
  }

  var settings: Rescheduler.Settings {
    var settings = Rescheduler.Settings()
    settings.objective = objective
    settings.freeze = freeze * 60
    if let strategy { settings.methods = [strategy] }
    let usual = DisruptionPrices()
    settings.prices = DisruptionPrices(
      move: movePrice ?? usual.move, shiftPerHour: shiftPrice ?? usual.shiftPerHour,
      machine: machinePrice ?? usual.machine, inversion: inversionPrice ?? usual.inversion
    ).scaled(by: stability)
    return settings
  }
}

extension PlanRepair.Method: ExpressibleByArgument {}
