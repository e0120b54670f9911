/// Placing work among breaks, forwards and backwards; nil past the end of the calendar.
extension WorkingTime {
  /// The first open tick at or after a tick.
  /// - Complexity: O(log intervals)
  package func opening(_ tick: Int32) -> Int32? {
    let before = work(before: tick)
    guard before < total, let start = start(ofWork: before) else { return nil }
    return max(tick, start)
  }

  /// When `work` open ticks begun at a tick, or as soon after as it is open, are done; the tick itself for no work.
  /// - Complexity: O(log intervals)
  package func end(ofWork work: Int32, from tick: Int32) -> Int32? {
    guard work > 0 else { return tick }
    let (sum, overflows) = self.work(before: tick).addingReportingOverflow(work)
    return overflows ? nil : end(ofWork: sum)
  }

  /// The latest tick at which `work` open ticks must begin to be done at a tick; the tick itself for no work.
  /// - Complexity: O(log intervals)
  package func start(ofWork work: Int32, until tick: Int32) -> Int32? {
    guard work > 0 else { return tick }
    let before = self.work(before: tick)
    return before < work ? nil : start(ofWork: before - work)
  }

  /// What is open in both.
  /// - Complexity: O(intervals of both)
  package func intersected(with other: WorkingTime) -> WorkingTime {
    var result: [Range<Int32>] = []
    var (i, j) = (0, 0)
    while i < opens.count, j < other.opens.count {
      let (open, close) = (max(opens[i], other.opens[j]), min(closes[i], other.closes[j]))
      if open < close { result.append(open..<close) }
      if closes[i] < other.closes[j] { i += 1 } else { j += 1 }
    }
    return WorkingTime(intervals: result)
  }

  /// The stretches of work between two ticks.
  /// - Complexity: O(log intervals + stretches)
  package func pieces(from: Int32, to: Int32) -> [Range<Int32>] {
    guard from < to, let first = opening(from) else { return [] }
    var (low, high) = (0, opens.count)
    while low < high {
      let middle = (low + high) / 2
      if closes[middle] <= first { low = middle + 1 } else { high = middle }
    }
    var result: [Range<Int32>] = []
    while low < opens.count, opens[low] < to {
      let (open, close) = (max(opens[low], from), min(closes[low], to))
      if open < close { result.append(open..<close) }
      low += 1
    }
    return result
  }
}
