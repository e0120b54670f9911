import ArgumentParser
import Foundation
import TaktExchange
import TaktModel
import TaktRescheduling

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
    if plantFiles.isEmpty { return try CarriedPlant.read(name, document) }
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
