package import TaktModel

/// A stretch of the calendar that figures are gathered over.
package struct TimeBucket: Sendable, Equatable {
  /// How long buckets are.
  package enum Kind: String, Sendable, CaseIterable {
    case shift
    case day
    case week
    case month
  }
  package var from: Instant
  package var to: Instant
  /// How the planner names it: a day, a day and an hour, a week (2026-W02) or a month (2026-01).
  package var label: String

  /// Buckets one after the other from the plan's start until a moment, the first and the last cut off there.
  /// - Complexity: O(days × calendars)
  package static func all(_ kind: Kind, _ plant: Plant, until end: Instant) -> [TimeBucket] {
    let zone = plant.zone
    let first = zone.wall(plant.asOf).date
    let last = zone.wall(end).date
    var starts: [(at: Instant, label: String)] = []
    for day in first.advanced(by: -31).day...max(first.day, last.day) {
      let date = CivilDate(day: day)
      let midnight = zone.instant(WallTime(date: date, second: 0))
      switch kind {
      case .day: starts.append((midnight, "\(date)"))
      case .week where date.weekday == 0: starts.append((midnight, week(date)))
      case .month where date.components.day == 1:
        starts.append((midnight, String("\(date)".dropLast(3))))
      case .shift: starts += shiftStarts(date, plant).map { ($0, zone.wall($0).text) }
      default: continue
      }
    }
    // A night shift booked on the day it ends begins before midnight, and two calendars may begin one together.
    starts.sort { $0.at < $1.at }
    return starts.indices.compactMap { i in
      let from = max(starts[i].at, plant.asOf)
      let to = i + 1 < starts.count ? min(starts[i + 1].at, end) : end
      return from < to ? TimeBucket(from: from, to: to, label: starts[i].label) : nil
    }
  }

  /// ISO 8601: the week a Monday begins is of the year its Thursday is in.
  private static func week(_ monday: CivilDate) -> String {
    let thursday = monday.advanced(by: 3)
    let year = thursday.components.year
    let newYear = CivilDate(year: year, month: 1, day: 1) ?? thursday
    return "\(year)-W\(padded((thursday.day - newYear.day) / 7 + 1, 2))"
  }

  /// A break within a shift is no longer than this.
  private static let longestBreak = 2 * 3600

  /// When shifts begin on a day, of any calendar that has some; midnight where all run around the clock.
  private static func shiftStarts(_ date: CivilDate, _ plant: Plant) -> [Instant] {
    var seconds: Set<Int> = []
    for calendar in plant.calendars {
      let windows = calendar.windows(on: date).sorted { $0.start < $1.start }
      guard !windows.contains(where: { $0.end - $0.start >= 86_400 }) else { continue }
      for (i, window) in windows.enumerated() {
        let gap = i == 0 ? .max : window.start - windows[i - 1].end
        // What follows without a gap is the next shift; after a break it is the same one.
        if gap <= 0 || gap > longestBreak { seconds.insert(window.start) }
      }
    }
    let hasShifts = plant.calendars.contains { calendar in
      calendar.week.contains { $0.contains { $0.end - $0.start < 86_400 } }
    }
    if !hasShifts { seconds = [0] }
    return seconds.sorted().map { plant.zone.instant(WallTime(date: date, second: $0)) }
  }
}
