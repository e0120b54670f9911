import TaktMetrics
import TaktModel
import TaktTestKit
import Testing

@testable import TaktExchange

/// Plans that carry a plant encoded before.
@Suite struct CarriedPlantTextTests {
  @Test func `a document is written to the byte as if it had been encoded with its plant`() throws {
    var plant = SmallPlant.plant
    // A name that looks like the place where the plant goes.
    plant.name = "\"plant\":{}"
    let figures = PlanFigures(plant, SmallPlant.plan)
    var document = PlanDocument(
      plant: plant, plan: SmallPlant.plan, figures: figures, planId: "\"plant\":{}", version: 3,
      createdAt: plant.asOf, status: "feasible",
      provenance: .init(
        inputs: [], engine: "", foundBy: "", notes: [], seed: 1, taktVersion: "", settings: [:]),
      objective: [:], lowerBound: nil)
    let tables = PlantWriter(plant, language: .en).document()
    let given = try CarriedPlantText(tables, SmallPlant.plant).encoded(document)
    let made = try CarriedPlantText(nil, plant).encoded(document)
    document.plant = tables
    let whole = try JSONText.encode(document)
    #expect(given == whole)
    #expect(made == whole)
  }
}
