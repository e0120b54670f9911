import TaktModel

extension [Range<Instant>] {
  /// What of a span lies in these, which are ascending and apart.
  /// - Complexity: O(log n + stretches in it)
  func stretches(in span: Range<Instant>) -> [Range<Instant>] {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].upperBound <= span.lowerBound { low = middle + 1 } else { high = middle }
    }
    return self[low...].prefix { $0.lowerBound < span.upperBound }.map { $0.clamped(to: span) }
      .filter { !$0.isEmpty }
  }
}
