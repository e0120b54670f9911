@testable import TaktExchange
import TaktMetrics
import TaktModel
import TaktPlanning
import TaktSolvers
import Testing

/// A small plant with a plan, to be handed out in every form.
struct PlannedPlant {
  let plant: Plant
  let plan: [JobOrder]
  let figures: PlanFigures

  /// Plans a plant by the dispatching rules alone.
  init(_ plant: Plant) throws {
    let engine = try #require(EngineCatalog.engine(named: "dispatch"))
    let result = try PlanOrders.run(
      plant, engine: engine, budget: Budget(iterations: 1, threads: 1), board: { Board() })
    (self.plant, plan, figures) = (plant, result.jobOrders, result.figures)
  }

  func tables(_ language: Language = .en) -> PlanTables {
    PlanTables(plant: plant, plan: plan, figures: figures, language: language)
  }

  func summary(_ language: Language = .en) -> PlanSummary {
    PlanSummary(
      tables: tables(language), status: "feasible",
      values: [(.weightedTardiness, figures.weightedTardiness)], bound: 0, bestRule: nil,
      foundBy: "atc", notes: [])
  }

  func document() -> PlanDocument {
    PlanDocument(
      plant: plant, plan: plan, figures: figures, planId: "P-1", createdAt: plant.asOf,
      status: "feasible",
      provenance: .init(
        inputs: [.init(file: "订单.csv", sha256: "00")], engine: "auto", foundBy: "atc", notes: [],
        seed: 7, taktVersion: "test", settings: [:]),
      objective: ["weightedTardinessMinutes": 0], lowerBound: nil)
  }

  /// The cells of a CSV file of ours, read by our own reader.
  static func cells(_ bytes: [UInt8]) throws -> [[String]] {
    let text = try #require(try TextDecoding.readings(bytes).first)
    return try DelimitedText(text, delimiter: [0x2C]).rows.map(\.cells)
  }
}
