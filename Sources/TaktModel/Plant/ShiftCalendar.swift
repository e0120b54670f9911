/// When a resource works: a weekly pattern, and days that differ from it.
public struct ShiftCalendar: Sendable, Equatable {
  /// A stretch of work, in seconds after the midnight its day begins with.
  ///
  /// An end past 86,400 runs into the next day; a negative start began the day before (a night shift booked on the
  /// day it ends).
  public struct Window: Hashable, Sendable {
    /// First working second.
    public var start: Int
    /// First second no longer working.
    public var end: Int

    /// The stretch from `start` to `end`.
    public init(start: Int, end: Int) {
      self.start = start
      self.end = end
    }
  }

  /// The planner's name for it.
  public var id: String
  /// Windows of an ordinary Monday … Sunday: seven lists, Monday first.
  public var week: [[Window]]
  /// Days that differ: their own windows, none for a holiday.
  ///
  /// They replace the weekly pattern of that day.
  public var exceptions: [CivilDate: [Window]]

  /// A calendar; `week` holds seven lists, Monday first.
  public init(id: String, week: [[Window]], exceptions: [CivilDate: [Window]] = [:]) {
    precondition(week.count == 7, "a week has seven days, not \(week.count)")
    self.id = id
    self.week = week
    self.exceptions = exceptions
  }

  /// The windows that belong to a day (they may reach into its neighbours).
  public func windows(on date: CivilDate) -> [Window] {
    exceptions[date] ?? week[date.weekday]
  }

  /// Whether an ordinary week has any working time.
  ///
  /// Without it a long plan cannot end.
  public var worksWeekly: Bool { week.contains { !$0.isEmpty } }

  /// Around the clock, every day.
  public static func always(id: String = "24x7") -> ShiftCalendar {
    ShiftCalendar(id: id, week: Array(repeating: [Window(start: 0, end: 86_400)], count: 7))
  }
}
