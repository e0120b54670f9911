/// When a machine works, in ticks: disjoint open intervals, ascending, with the work that lies before each.
///
/// *Work time* counts only open ticks. On it an operation that pauses over breaks is simply an interval, so engines
/// compare starts and completions by adding, and convert to ticks only what they keep.
public struct WorkingTime: Sendable, Equatable {
  /// First tick of each open interval.
  public let opens: [Int32]
  /// First tick after each open interval.
  public let closes: [Int32]
  /// Open ticks before each interval, and after the last one the total: one more entry than intervals.
  public let workBefore: [Int32]

  /// The given intervals, ascending, disjoint and none empty.
  public init(intervals: [Range<Int32>]) {
    opens = intervals.map(\.lowerBound)
    closes = intervals.map(\.upperBound)
    var sum: Int32 = 0
    workBefore =
      [0]
      + intervals.map {
        sum += $0.upperBound - $0.lowerBound; return sum
      }
    for i in intervals.indices {
      precondition(!intervals[i].isEmpty, "empty working interval \(intervals[i])")
      precondition(
        i == 0 || intervals[i - 1].upperBound < intervals[i].lowerBound,
        "working intervals must be ascending and apart")
    }
  }

  /// All open ticks there are.
  public var total: Int32 { workBefore[opens.count] }

  /// Open ticks before `tick`.
  /// - Complexity: O(log intervals)
  public func work(before tick: Int32) -> Int32 {
    let i = interval(atOrBefore: tick)
    guard i >= 0 else { return 0 }
    return workBefore[i] + min(tick, closes[i]) - opens[i]
  }

  /// The tick at which the open tick number `work` begins: when an operation starting there starts.
  ///
  /// Nil past the end of the calendar.
  /// - Complexity: O(log intervals)
  public func start(ofWork work: Int32) -> Int32? {
    guard work < total else { return nil }
    let i = index(ofWork: work)
    return opens[i] + work - workBefore[i]
  }

  /// The tick after the open tick number `work - 1`: when an operation that ends there ends.
  ///
  /// Nil past the end of the calendar.
  /// - Complexity: O(log intervals)
  public func end(ofWork work: Int32) -> Int32? {
    guard work <= total else { return nil }
    guard work > 0 else { return opens.first }
    let i = index(ofWork: work - 1)
    return opens[i] + work - workBefore[i]
  }

  /// The last interval that opens at or before `tick`, or -1.
  private func interval(atOrBefore tick: Int32) -> Int {
    var low = 0
    var high = opens.count
    while low < high {
      let middle = (low + high) / 2
      if opens[middle] <= tick { low = middle + 1 } else { high = middle }
    }
    return low - 1
  }

  /// The interval the open tick number `work` lies in; `work` is below the total.
  private func index(ofWork work: Int32) -> Int {
    var low = 0
    var high = opens.count
    while low < high {
      let middle = (low + high) / 2
      if workBefore[middle] <= work { low = middle + 1 } else { high = middle }
    }
    return low - 1
  }
}
