/// A moment, in whole seconds since 1970-01-01T00:00:00Z.
public struct Instant: Hashable, Comparable, Sendable {
  /// Seconds since the epoch.
  public let seconds: Int

  /// The moment this many seconds after the epoch.
  public init(seconds: Int) { self.seconds = seconds }

  /// Whether `a` comes before `b`.
  public static func < (a: Instant, b: Instant) -> Bool { a.seconds < b.seconds }

  /// The moment `seconds` later.
  public static func + (instant: Instant, seconds: Int) -> Instant {
    Instant(seconds: instant.seconds + seconds)
  }

  /// The moment `seconds` earlier.
  public static func - (instant: Instant, seconds: Int) -> Instant {
    Instant(seconds: instant.seconds - seconds)
  }

  /// Seconds from `earlier` to `later`.
  public static func - (later: Instant, earlier: Instant) -> Int {
    later.seconds - earlier.seconds
  }
}

/// What a wall clock in the plant shows: a day and the seconds since its midnight (0 ..< 86,400).
public struct WallTime: Hashable, Sendable {
  /// The day.
  public let date: CivilDate
  /// Seconds since midnight.
  public let second: Int

  /// A wall-clock reading; `second` may exceed a day and is carried over.
  public init(date: CivilDate, second: Int) {
    let carry = second >= 0 ? second / 86_400 : (second - 86_399) / 86_400
    self.date = date.advanced(by: carry)
    self.second = second - carry * 86_400
  }

  /// `2026-01-05 08:00`, with seconds only where they are not zero.
  public var text: String {
    let clock = "\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2))"
    return "\(date) \(clock)" + (second % 60 == 0 ? "" : ":\(padded(second % 60, 2))")
  }
}
