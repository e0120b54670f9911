/// A dated change of one resource's working time: a breakdown, maintenance, somebody absent, or overtime.
///
/// Of changes that overlap, the later one in a resource's list counts.
public struct CalendarChange: Sendable, Equatable {
  /// The first moment it holds.
  public var from: Instant
  /// The first moment it no longer does.
  public var to: Instant
  /// Whether the resource works then, whatever its calendar says, or rests.
  public var works: Bool
  /// Why, in the planner's words; empty where nobody said.
  public var reason: String

  /// A change.
  public init(from: Instant, to: Instant, works: Bool, reason: String = "") {
    self.from = from
    self.to = to
    self.works = works
    self.reason = reason
  }
}

extension [CalendarChange] {
  /// Working intervals with these changes made, within the moments the intervals were laid out for.
  /// - Complexity: O(changes × intervals)
  func applied(to intervals: [Range<Instant>], from start: Instant, to end: Instant)
    -> [Range<Instant>]
  {
    reduce(intervals) { intervals, change in
      let span =
        Swift.max(start, change.from)..<Swift.max(start, change.from, Swift.min(end, change.to))
      guard !span.isEmpty else { return intervals }
      var kept: [Range<Instant>] = []
      for interval in intervals {
        if interval.lowerBound < span.lowerBound {
          kept.append(interval.lowerBound..<Swift.min(interval.upperBound, span.lowerBound))
        }
        if interval.upperBound > span.upperBound {
          kept.append(Swift.max(interval.lowerBound, span.upperBound)..<interval.upperBound)
        }
      }
      return change.works ? merged(kept + [span]) : kept
    }
  }

  /// Intervals in order, those that touch made one.
  private func merged(_ intervals: [Range<Instant>]) -> [Range<Instant>] {
    var result: [Range<Instant>] = []
    for next in intervals.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = result.last, next.lowerBound <= last.upperBound {
        result[result.count - 1] = last.lowerBound..<Swift.max(last.upperBound, next.upperBound)
      } else {
        result.append(next)
      }
    }
    return result
  }
}
