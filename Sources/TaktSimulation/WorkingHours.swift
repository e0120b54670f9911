import TaktModel

/// Working time of a resource by its calendar, as the floor lives it.
extension Plant {
  /// Seconds laid out at a time, and the longest anything may take.
  private static let reach = 14 * 86_400
  private static let most = 20 * 366 * 86_400

  /// Working seconds between two moments.
  func work(onResource r: Int, from: Instant, to: Instant) -> Int {
    guard from < to else { return 0 }
    return workingIntervals(ofResource: r, from: from, to: to).reduce(0) {
      $0 + ($1.upperBound - $1.lowerBound)
    }
  }

  /// When work begun at a moment, or as soon after as there is any, is done.
  func end(ofWork seconds: Int, onResource r: Int, from: Instant) -> Instant {
    var reach = Self.reach
    while reach < Self.most {
      var left = seconds
      for interval in workingIntervals(ofResource: r, from: from, to: from + reach) {
        let length = interval.upperBound - interval.lowerBound
        if left <= length { return interval.lowerBound + left }
        left -= length
      }
      reach *= 4
    }
    return from + Self.most
  }

  /// The first working moment at or after one.
  func opening(ofResource r: Int, from: Instant) -> Instant {
    end(ofWork: 1, onResource: r, from: from) - 1
  }
}
