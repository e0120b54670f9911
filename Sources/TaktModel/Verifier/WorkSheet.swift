/// The working seconds of one calendar over a span, day by day: the verifier's own reckoning of working time.
struct WorkSheet {
  /// Open stretches, ascending and disjoint: start, end, and working seconds before.
  private var stretches: [(start: Int, end: Int, before: Int)] = []

  /// - Complexity: O(days log days)
  init(_ calendar: ShiftCalendar, zone: PlantZone, from: Instant, to: Instant) {
    var edges: [(second: Int, change: Int)] = []
    var date = zone.wall(from).date.advanced(by: -2)
    let last = zone.wall(to).date.advanced(by: 2)
    while date <= last {
      for window in calendar.windows(on: date) {
        edges.append((zone.instant(WallTime(date: date, second: window.start)).seconds, 1))
        edges.append((zone.instant(WallTime(date: date, second: window.end)).seconds, -1))
      }
      date = date.advanced(by: 1)
    }
    // Sweep over the edges: open while at least one window is.
    edges.sort { ($0.second, -$0.change) < ($1.second, -$1.change) }
    var depth = 0
    var opened = 0
    var before = 0
    for edge in edges {
      if depth == 0, edge.change > 0 { opened = edge.second }
      depth += edge.change
      if depth == 0, edge.second > opened {
        stretches.append((opened, edge.second, before))
        before += edge.second - opened
      }
    }
  }

  /// What is working time in both.
  func intersected(with other: WorkSheet) -> WorkSheet {
    var result: [(start: Int, end: Int, before: Int)] = []
    var (i, j, before) = (0, 0, 0)
    while i < stretches.count, j < other.stretches.count {
      let start = max(stretches[i].start, other.stretches[j].start)
      let end = min(stretches[i].end, other.stretches[j].end)
      if start < end {
        result.append((start, end, before))
        before += end - start
      }
      if stretches[i].end < other.stretches[j].end { i += 1 } else { j += 1 }
    }
    return WorkSheet(stretches: result)
  }

  /// With a resource's changes made, one after the other.
  /// - Complexity: O(stretches + changes²)
  func with(_ changes: [CalendarChange]) -> WorkSheet {
    let edges = changes.flatMap { [$0.from.seconds, $0.to.seconds] }.sorted()
    var result = WorkSheet(stretches: [])
    var next = 0
    var from = Int.min
    for to in edges + [Int.max] where from < to {
      let moment = Instant(seconds: from)
      switch changes.last(where: { $0.from <= moment && moment < $0.to })?.works {
      case true?: result.open(from, to)
      case false?: break
      case nil:
        // As it was; a stretch that goes on behind this span is looked at again.
        while next < stretches.count, stretches[next].end <= from { next += 1 }
        while next < stretches.count, stretches[next].start < to {
          result.open(max(from, stretches[next].start), min(to, stretches[next].end))
          if stretches[next].end > to { break }
          next += 1
        }
      }
      from = to
    }
    return result
  }

  /// Adds a stretch at the end, or lengthens the last one that it goes on from.
  private mutating func open(_ start: Int, _ end: Int) {
    let last = stretches.count - 1
    guard last >= 0 else { return stretches.append((start, end, 0)) }
    if stretches[last].end == start { return stretches[last].end = end }
    let before = stretches[last].before + stretches[last].end - stretches[last].start
    stretches.append((start, end, before))
  }

  private init(stretches: [(start: Int, end: Int, before: Int)]) { self.stretches = stretches }

  /// When so many working seconds from a moment on are done.
  func moment(after work: Int, from: Instant) -> Instant {
    var left = work
    var done = from
    for stretch in stretches where left > 0 && stretch.end > from.seconds {
      let start = max(stretch.start, from.seconds)
      let part = min(left, stretch.end - start)
      left -= part
      done = Instant(seconds: start + part)
    }
    return done + left
  }

  /// The working stretches between two moments, in seconds since 1970.
  func worked(from: Instant, to: Instant) -> [Range<Int>] {
    guard from < to else { return [] }
    let span = from.seconds..<to.seconds
    return stretches.map { ($0.start..<$0.end).clamped(to: span) }.filter { !$0.isEmpty }
  }

  func work(from: Instant, to: Instant) -> Int {
    from == to ? 0 : work(before: to) - work(before: from)
  }

  func isOpen(at instant: Instant) -> Bool {
    let next = stretch(from: instant + 1)
    return next > 0 && instant.seconds < stretches[next - 1].end
  }

  private func work(before instant: Instant) -> Int {
    let next = stretch(from: instant)
    guard next > 0 else { return 0 }
    let stretch = stretches[next - 1]
    return stretch.before + min(instant.seconds, stretch.end) - stretch.start
  }

  /// The first stretch that begins at a moment or later.
  private func stretch(from instant: Instant) -> Int {
    var (low, high) = (0, stretches.count)
    while low < high {
      let middle = (low + high) / 2
      if stretches[middle].start < instant.seconds { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
