extension ShiftCalendar {
  /// The calendar's working intervals between two moments, ascending and merged where they touch.
  /// - Complexity: O(days between)
  package func intervals(from start: Instant, to end: Instant, zone: PlantZone) -> [Range<Instant>]
  {
    var result: [Range<Instant>] = []
    let first = zone.wall(start).date.advanced(by: -1)
    let last = zone.wall(end).date.advanced(by: 1)
    var windows: [Range<Instant>] = []
    for day in first.day...last.day {
      let date = CivilDate(day: day)
      for window in self.windows(on: date) {
        let opens = max(start, zone.instant(WallTime(date: date, second: window.start)))
        let closes = min(end, zone.instant(WallTime(date: date, second: window.end)))
        if opens < closes { windows.append(opens..<closes) }
      }
    }
    windows.sort { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
    for window in windows {
      if let previous = result.last, window.lowerBound <= previous.upperBound {
        result[result.count - 1] =
          previous.lowerBound..<max(previous.upperBound, window.upperBound)
      } else {
        result.append(window)
      }
    }
    return result
  }

  /// Working seconds between two moments.
  /// - Complexity: O(days between)
  package func workingSeconds(from start: Instant, to end: Instant, zone: PlantZone) -> Int {
    intervals(from: start, to: end, zone: zone).reduce(0) { $0 + ($1.upperBound - $1.lowerBound) }
  }

  /// The share of an ordinary week that is working time.
  var weeklyShare: Double {
    let seconds = week.joined().reduce(0) { $0 + $1.end - $1.start }
    return Double(seconds) / Double(7 * 86_400)
  }
}

extension ShiftCalendar {
  /// The stretches without work between two moments, ascending.
  package func closed(from start: Instant, to end: Instant, zone: PlantZone) -> [Range<Instant>] {
    var result: [Range<Instant>] = []
    var at = start
    for open in intervals(from: start, to: end, zone: zone) {
      if at < open.lowerBound { result.append(at..<open.lowerBound) }
      at = open.upperBound
    }
    if at < end { result.append(at..<end) }
    return result
  }
}

extension Plant {
  /// A resource's working intervals between two moments, its changes made.
  /// - Complexity: O(days between + changes × intervals)
  package func workingIntervals(ofResource r: Int, from start: Instant, to end: Instant)
    -> [Range<Instant>]
  {
    resources[r].changes.applied(
      to: calendars[resources[r].calendar].intervals(from: start, to: end, zone: zone),
      from: start, to: end)
  }

  /// The same of a secondary resource; all the time for one without a calendar.
  package func workingIntervals(ofSecondary s: Int, from start: Instant, to end: Instant)
    -> [Range<Instant>]
  {
    let base =
      secondaries[s].calendar.map { calendars[$0].intervals(from: start, to: end, zone: zone) }
      ?? (start < end ? [start..<end] : [])
    return secondaries[s].changes.applied(to: base, from: start, to: end)
  }
}
