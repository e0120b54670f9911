import TaktMetrics
import TaktModel
import TaktTestKit
import Testing

/// Energy of plans, against looking at every second, and against the compiled problem.
@Suite struct EnergyFiguresTests {
  private typealias P = SmallPlant

  /// Valley, flat and peak by the hour, another on Sunday.
  private static var tariff: Tariff {
    let day = [
      Tariff.Period(start: 0, end: 28_800, band: 0),
      .init(start: 28_800, end: 36_000, band: 1), .init(start: 36_000, end: 86_400, band: 2),
    ]
    return Tariff(
      bands: [
        .init(name: "valley", price: 3000), .init(name: "flat", price: 6500),
        .init(name: "peak", price: 11_000),
      ], week: Array(repeating: day, count: 6) + [[.init(start: 0, end: 86_400, band: 0)]])
  }

  private static var floor: Plant {
    var plant = SmallFloor.plant
    plant.tariff = tariff
    plant.resources[0].power = .init(idle: 1000, setup: 4000, run: 9000)
    plant.resources[1].power = .init(idle: 2000, setup: 60_000, run: 30_000)
    plant.routings[1].operations[0].alternatives[0].power = 20_000
    return plant
  }

  @Test func `a plan made by hand costs what its hours cost`() throws {
    let figures = try #require(EnergyFigures(Self.floor, SmallFloor.plan))
    // Paint: runs of an hour at 9 kW at 8 and 13:05, at 20 kW 9:35 to 10:35; setups 9:00 to 9:35, 10:35 to 12 and 13 to 13:05.
    // Oven: heats 2 h at 60 kW from 8, 10 min of setup to 10:10 and 14:05 to 14:15, runs 30 min each, idles between.
    let paint = 9000 * 3600 * 2 + 20_000 * 3600
    #expect(figures.run == paint + 30_000 * 1800 * 2)
    #expect(figures.setup == 4000 * 60 * (35 + 85 + 5) + 60_000 * (7200 + 600 + 600))
    // The oven idles from 10:40 to 14:05.
    #expect(figures.idle == 2000 * 205 * 60)
    #expect(figures.peak == 60_000 + 20_000)
    #expect(figures.byBand.reduce(0, +) == figures.total)
  }

  @Test func `figures agree with every second looked at`() throws {
    let (plant, plan) = (Self.floor, SmallFloor.plan)
    let figures = try #require(EnergyFigures(plant, plan))
    var sums = [0, 0, 0]
    var fine = 0
    for (r, resource) in plant.resources.enumerated() {
      let own = plan.filter { $0.equipment == resource.id }
      let power = try #require(resource.power)
      let calendar = plant.calendars[resource.calendar]
      let first = try #require(own.map(\.setupStart).min())
      let last = try #require(own.map(\.end).max())
      for second in first.seconds..<last.seconds {
        let now = Instant(seconds: second)
        let wall = plant.zone.wall(now)
        let line = own.first { $0.setupStart <= now && now < $0.end }
        // The oven heats up in breaks too; all its other work is in its working time, which never ends.
        guard
          r == 1
            || calendar.windows(on: wall.date).contains(where: {
              $0.start <= wall.second && wall.second < $0.end
            })
        else { continue }
        let state = line.map { now < $0.start ? 1 : 2 } ?? 0
        let runs = line?.order == "B-1" ? 20_000 : power.run
        let watts = [power.idle, power.setup, runs][state]
        sums[state] += watts
        let period = try #require(
          plant.tariff?.week[wall.date.weekday].first {
            $0.start <= wall.second && wall.second < $0.end
          })
        fine += watts * (plant.tariff?.bands[period.band].price ?? 0)
      }
    }
    #expect([figures.idle, figures.setup, figures.run] == sums)
    #expect(abs(figures.cost - fine / 360 / 1_000_000) <= 1)
    // And with the problem's own reckoning.
    let compiled = try CompiledPlant(plant)
    let energy = compiled.problem.floor.energy
    #expect(!energy.isEmpty && energy.run.contains(20_000))
  }

  @Test func `without power nothing is said`() {
    #expect(EnergyFigures(SmallPlant.plant, SmallPlant.plan) == nil)
  }
}
