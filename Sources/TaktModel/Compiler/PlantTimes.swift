/// The working times of a plant: one for each calendar, and one for each resource whose calendar is changed.
struct PlantTimes {
  /// The distinct working times; those of the plant's calendars first.
  private(set) var distinct: [WorkingTime]
  /// Working time of each resource.
  private(set) var ofResource: [Int32] = []
  /// Working time of each secondary resource; -1 for one that is always there.
  private(set) var ofSecondary: [Int32] = []

  /// - Complexity: O(days of the horizon × (calendars + changed resources))
  init(_ plant: Plant, horizon: Int) {
    let (start, end) = (plant.asOf, plant.asOf + horizon)
    let open = plant.calendars.map { $0.intervals(from: start, to: end, zone: plant.zone) }
    let time = { (intervals: [Range<Instant>]) in
      WorkingTime(
        intervals: intervals.map { Int32($0.lowerBound - start)..<Int32($0.upperBound - start) })
    }
    distinct = open.map(time)
    func add(_ calendar: Int?, _ changes: [CalendarChange]) -> Int32 {
      let relevant = changes.filter { $0.to > start && $0.from < end }
      guard !relevant.isEmpty else { return calendar.map { Int32($0) } ?? -1 }
      let base = calendar.map { open[$0] } ?? [start..<end]
      distinct.append(time(relevant.applied(to: base, from: start, to: end)))
      return Int32(distinct.count - 1)
    }
    ofResource = plant.resources.map { add($0.calendar, $0.changes) }
    ofSecondary = plant.secondaries.map { add($0.calendar, $0.changes) }
  }
}
