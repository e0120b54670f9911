import Foundation
import TaktExchange
import TaktMetrics
import TaktModel
import TaktRescheduling
import TaktSolvers

/// The plan that answers events, as the document and files it is handed out as.
struct NewPlan {
  private let answer: Rescheduler.Answer
  private let plan: PlanInForceOptions.Loaded
  private let solving: SolveOptions
  private let policy: PolicyOptions
  private let language: Language
  private let log: EventLog
  private let plantText: CarriedPlantText

  /// - Parameters:
  ///   - log: the events the plan knows
  ///   - plantText: the plant it carries, where that is encoded already
  init(
    _ answer: Rescheduler.Answer, log: EventLog, plan: PlanInForceOptions.Loaded,
    solving: SolveOptions, policy: PolicyOptions, language: Language,
    plantText: CarriedPlantText? = nil
  ) throws {
    self.plantText = try plantText ?? CarriedPlantText(plan.document.plant, plan.base)
    self.answer = answer
    self.log = log
    self.plan = plan
    self.solving = solving
    self.policy = policy
    self.language = language
  }

  /// Writes the plan to a file, or with dispatch lists and deviations to a folder; `-` writes nothing.
  func write(to output: String) throws {
    guard output != "-" else { return }
    if output.lowercased().hasSuffix(".json") {
      return try Files.write(json(), to: output)
    }
    do {
      try AtomicFiles.write(files(), toFolder: output)
    } catch let error as AtomicFiles.WriteError {
      throw Failure(.cannotWrite, "takt: \(error)")
    }
  }

  func json() throws -> [UInt8] { try plantText.encoded(document()) }

  private func document() -> PlanDocument {
    let zone = answer.plant.zone
    let figures = PlanFigures(answer.plant, answer.plan.jobOrders)
    let old = plan.document
    var provenance =
      old.provenance
      ?? .init(
        inputs: plan.hashes, engine: "", foundBy: "", notes: [], seed: solving.seed,
        taktVersion: TaktVersion.current, settings: [:])
    provenance.taktVersion = TaktVersion.current
    if let method = answer.method {
      provenance.engine = "reschedule"
      provenance.foundBy = method.rawValue
      provenance.seed = solving.seed
      provenance.notes = answer.warnings.map { $0.text(language) }
      provenance.settings["objective"] = policy.objective.rawValue
    }
    // A run that must repeat to the byte cannot say when it was made.
    let created =
      solving.iterations != nil
      ? answer.plan.asOf : Instant(seconds: Int(Date().timeIntervalSince1970))
    var document = PlanDocument(
      plant: answer.plant, plan: answer.plan.jobOrders, figures: figures, planId: old.planId,
      version: answer.plan.version, createdAt: created, status: "feasible", provenance: provenance,
      objective: objective(figures), lowerBound: nil)
    document.basedOn = answer.isChanged ? answer.previous.plan.version : old.basedOn
    document.heldOrders = answer.heldOrders.isEmpty ? nil : answer.heldOrders
    document.events = log.events.isEmpty ? nil : log.events.map { EventLine($0, zone: zone) }
    if log.hearsStates { document.lastHeard = log.heard.mapValues(zone.iso) }
    return document
  }

  /// Weighted tardiness, and whatever else the new plan was made for.
  private func objective(_ figures: PlanFigures) -> [String: Double] {
    let (tardiness, leading) = (Criterion.weightedTardiness, policy.objective.leading)
    var values = [tardiness.documentKey: tardiness.documentValue(figures.weightedTardiness)]
    if let best = answer.steps.last {
      values[leading.documentKey] = leading.documentValue(best.leading)
    }
    return values
  }

  /// Plan, dispatch lists and deviations.
  private func files() throws -> [(name: String, bytes: [UInt8])] {
    let tables = PlanTables(
      plant: answer.plant, plan: answer.plan.jobOrders,
      figures: PlanFigures(answer.plant, answer.plan.jobOrders), language: language)
    return [
      ("plan.json", try json()), ("dispatch.html", DispatchPages(tables).html()),
      ("dispatch.csv", tables.dispatchCSV()), ("deviations.csv", tables.deviationCSV()),
    ] + tables.dispatchFiles()
  }
}
