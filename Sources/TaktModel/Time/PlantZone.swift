import Foundation

/// The time zone a plant's clocks show.
///
/// Zones without clock changes (Asia/Shanghai among them) are answered by one addition; the others ask Foundation.
public struct PlantZone: Sendable, Equatable {
  /// The IANA name, as given.
  public let identifier: String
  private let zone: TimeZone
  private let fixedOffset: Int?

  /// China Standard Time, the default of every import.
  public static let shanghai = PlantZone(fixed: "Asia/Shanghai", offset: 8 * 3600)
  /// UTC.
  public static let utc = PlantZone(fixed: "UTC", offset: 0)

  /// The zone with this IANA name, or nil where the system knows none.
  public init?(identifier: String) {
    guard let zone = TimeZone(identifier: identifier) else { return nil }
    self.identifier = identifier
    self.zone = zone
    let start = Date(timeIntervalSince1970: 1_577_836_800)  // 2020-01-01
    fixedOffset =
      zone.nextDaylightSavingTimeTransition(after: start) == nil
      ? zone.secondsFromGMT(for: start) : nil
  }

  private init(fixed identifier: String, offset: Int) {
    self.identifier = identifier
    self.zone = TimeZone(identifier: identifier) ?? .gmt
    fixedOffset = offset
  }

  /// Seconds east of Greenwich at that moment.
  public func offset(at instant: Instant) -> Int {
    fixedOffset
      ?? zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(instant.seconds)))
  }

  /// The moment the plant's clocks show `wall`.
  ///
  /// An hour that a clock change skips is read as the hour after it, one that is shown twice as the first of the two.
  public func instant(_ wall: WallTime) -> Instant {
    let local = wall.date.day * 86_400 + wall.second
    if let fixedOffset { return Instant(seconds: local - fixedOffset) }
    // The offsets of the day before and the day after: one of them holds, but in a skipped hour.
    let before = offset(at: Instant(seconds: local - 86_400))
    let after = offset(at: Instant(seconds: local + 86_400))
    let first = Instant(seconds: local - before)
    if before == after || offset(at: first) == before { return first }
    let second = Instant(seconds: local - after)
    return offset(at: second) == after ? second : first
  }

  /// What the plant's clocks show at that moment.
  public func wall(_ instant: Instant) -> WallTime {
    let local = instant.seconds + offset(at: instant)
    let day = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
    return WallTime(date: CivilDate(day: day), second: local - day * 86_400)
  }

  /// ISO 8601 with the zone's offset: 2026-01-05T08:00:00+08:00.
  public func iso(_ instant: Instant) -> String {
    let wall = wall(instant)
    let offset = offset(at: instant)
    let (s, minutes) = (wall.second, abs(offset) / 60)
    let (year, month, day) = wall.date.components
    // Digit by digit: a plan's document has tens of thousands of times, and gluing strings took a sixth of each answer.
    var text: [UInt8] = []
    text.reserveCapacity(25)
    func put(_ number: Int, _ end: Unicode.Scalar) {
      text.append(UInt8(48 + number / 10 % 10))
      text.append(UInt8(48 + number % 10))
      text.append(UInt8(ascii: end))
    }
    if (0...9999).contains(year) {
      put(year / 100, " ")
      text.removeLast()
      put(year, "-")
      put(month, "-")
      put(day, "T")
    } else {
      text += Array("\(wall.date)T".utf8)
    }
    put(s / 3600, ":")
    put(s / 60 % 60, ":")
    put(s % 60, offset < 0 ? "-" : "+")
    put(minutes / 60, ":")
    put(minutes % 60, " ")
    text.removeLast()
    return String(decoding: text, as: UTF8.self)
  }
}
