import TaktModel
import TaktTestKit
import Testing

/// The setup matrix: which row counts.
@Suite struct ChangeoverTests {
  private func plant(_ rows: [Changeover]) -> Plant {
    var plant = SmallFloor.plant
    plant.changeovers = rows
    return plant
  }

  private func time(_ plant: Plant, _ from: Int?, _ to: Int, on resource: Int = 0) -> Int? {
    plant.changeover(on: resource, from: from, to: to)?.time
  }

  @Test func `a row for both families counts before one for the new, the old, and any`() {
    let rows = [
      Changeover(from: nil, to: nil, time: 1), Changeover(from: 0, to: nil, time: 2),
      Changeover(from: nil, to: 1, time: 3), Changeover(from: 0, to: 1, time: 4),
    ]
    for count in 1...4 { #expect(time(plant(Array(rows.prefix(count))), 0, 1) == count) }
  }

  @Test func `a narrower place counts, however wide its row`() {
    let everywhere = Changeover(from: 0, to: 1, time: 1)
    let centre = Changeover(place: .workCentre(0), from: nil, to: nil, time: 2)
    let resource = Changeover(place: .resource(0), from: nil, to: nil, time: 3)
    #expect(time(plant([everywhere, centre]), 0, 1) == 2)
    #expect(time(plant([everywhere, centre, resource]), 0, 1) == 3)
    #expect(time(plant([everywhere, centre, resource]), 0, 1, on: 1) == 1)
  }

  @Test func `where the family stays only a row that names it twice counts`() {
    let any = Changeover(from: nil, to: nil, time: 5)
    #expect(time(plant([any]), 1, 1) == nil)
    #expect(time(plant([any, Changeover(from: 1, to: 1, time: 2)]), 1, 1) == 2)
  }

  @Test func `an unknown setup is any family's, and no row needs nothing`() {
    #expect(time(plant([Changeover(from: 0, to: 1, time: 5)]), nil, 1) == nil)
    #expect(time(plant([Changeover(from: nil, to: 1, time: 5)]), nil, 1) == 5)
  }

  @Test func `the compiled matrices say what the plant says`() throws {
    for seed in 0..<40 {
      var random = TestRandom(seed: seed)
      let places: [Changeover.Place] = [
        .everywhere, .workCentre(0), .workCentre(1), .resource(0), .resource(1),
      ]
      var rows: [Changeover] = []
      for place in places where Bool.random(using: &random) {
        for from in [nil, 0, 1, 2] {
          for to in [nil, 0, 1, 2] where Int.random(in: 0..<3, using: &random) == 0 {
            rows.append(
              Changeover(
                place: place, from: from, to: to, time: Int.random(in: 0...90, using: &random),
                cost: Int.random(in: 0...9, using: &random),
                runsInBreaks: Bool.random(using: &random)))
          }
        }
      }
      let plant = plant(rows.shuffled(using: &random))
      let table = try CompiledPlant(plant, horizon: 86_400).problem.floor.changeovers
      for resource in plant.resources.indices where !table.isEmpty {
        for from in [nil, 0, 1, 2] {
          for to in 0...2 {
            let row = plant.changeover(on: resource, from: from, to: to)
            let at = table.index(
              machine: resource, from: from.map { Int32($0) } ?? -1, to: Int32(to))
            #expect(at.map { Int(table.time[$0]) } ?? 0 == row?.time ?? 0, "seed \(seed)")
            #expect(at.map { Int(table.cost[$0]) } ?? 0 == row?.cost ?? 0, "seed \(seed)")
            let inBreaks = at.map { table.runsInBreaks[$0] } ?? false
            #expect(inBreaks == row?.runsInBreaks ?? false, "seed \(seed)")
          }
        }
      }
    }
  }
}
