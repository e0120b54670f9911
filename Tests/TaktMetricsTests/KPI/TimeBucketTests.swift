import TaktModel
import TaktTestKit
import Testing

@testable import TaktMetrics

/// Buckets of a plant's calendar.
@Suite struct TimeBucketTests {
  private typealias P = SmallPlant

  private func labels(_ kind: TimeBucket.Kind, _ plant: Plant, until end: Instant) -> [String] {
    TimeBucket.all(kind, plant, until: end).map(\.label)
  }

  @Test func `days begin at midnight, the first one at the plan's start`() {
    let days = TimeBucket.all(.day, P.plant, until: P.at(7, 6))
    #expect(days.map(\.label) == ["2026-01-05", "2026-01-06", "2026-01-07"])
    #expect(days.map(\.from) == [P.at(5, 8), P.at(6, 0), P.at(7, 0)])
    #expect(days.map(\.to) == [P.at(6, 0), P.at(7, 0), P.at(7, 6)])
  }

  @Test func `weeks are ISO weeks, months are months`() {
    #expect(labels(.week, P.plant, until: P.at(20, 8)) == ["2026-W02", "2026-W03", "2026-W04"])
    #expect(labels(.month, P.plant, until: P.at(40, 8)) == ["2026-01", "2026-02"])
    var plant = P.plant
    // A Thursday: its week is the last of 2020, a year of 53 weeks.
    plant.asOf = plant.zone.instant(
      WallTime(date: CivilDate(year: 2020, month: 12, day: 31) ?? CivilDate(day: 0), second: 0))
    #expect(labels(.week, plant, until: plant.asOf + 6 * 86_400) == ["2020-W53", "2021-W01"])
  }

  @Test func `a lunch break does not end a shift`() {
    // Days from 08:00 with an hour at noon, nights from 20:00.
    #expect(
      labels(.shift, P.plant, until: P.at(6, 9)) == [
        "2026-01-05 08:00", "2026-01-05 20:00", "2026-01-06 08:00",
      ])
  }

  @Test func `three shifts in a row are three, and a plant without shifts has days`() {
    var plant = P.plant
    let windows = [(0, 8), (8, 16), (16, 24)].map {
      ShiftCalendar.Window(start: $0.0 * 3600, end: $0.1 * 3600)
    }
    plant.calendars = [ShiftCalendar(id: "three", week: Array(repeating: windows, count: 7))]
    #expect(
      labels(.shift, plant, until: P.at(6, 7)) == [
        "2026-01-05 08:00", "2026-01-05 16:00", "2026-01-06 00:00",
      ])
    plant.calendars = [.always()]
    #expect(labels(.shift, plant, until: P.at(6, 7)).count == 2)
  }

  @Test(arguments: TimeBucket.Kind.allCases)
  func `buckets follow each other without a gap`(_ kind: TimeBucket.Kind) {
    for seed in 0..<20 {
      let plant = RandomPlants.plant(seed: seed)
      let end = plant.asOf + 40 * 86_400
      let buckets = TimeBucket.all(kind, plant, until: end)
      #expect(buckets.first?.from == plant.asOf && buckets.last?.to == end, "seed \(seed)")
      #expect(zip(buckets, buckets.dropFirst()).allSatisfy { $0.to == $1.from }, "seed \(seed)")
    }
  }
}
