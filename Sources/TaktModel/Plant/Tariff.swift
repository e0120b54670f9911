/// What electricity costs by the hour: time-of-use periods (尖峰, 高峰, 平段, 低谷, 深谷) that repeat every week.
public struct Tariff: Sendable, Equatable {
  /// A price level.
  public struct Band: Sendable, Equatable {
    /// The planner's name for it.
    public var name: String
    /// Price of a kilowatt-hour, in ten-thousandths of the plant's currency.
    public var price: Int

    /// A level.
    public init(name: String, price: Int) {
      self.name = name
      self.price = price
    }
  }

  /// A stretch of a day in one band, in seconds after its midnight, from 0 to 86,400.
  public struct Period: Sendable, Equatable {
    /// First second.
    public var start: Int
    /// First second no longer in it.
    public var end: Int
    /// Index of its band.
    public var band: Int

    /// A stretch.
    public init(start: Int, end: Int, band: Int) {
      self.start = start
      self.end = end
      self.band = band
    }
  }

  /// The levels there are.
  public var bands: [Band]
  /// Periods of Monday … Sunday, ascending: each day is covered without a gap.
  public var week: [[Period]]

  /// A tariff; `week` holds seven lists, Monday first.
  public init(bands: [Band], week: [[Period]]) {
    precondition(week.count == 7, "a week has seven days, not \(week.count)")
    self.bands = bands
    self.week = week
  }

  /// Ten-thousandths of the currency in one of it.
  public static let unit = 10_000
}

extension Resource {
  /// What a resource draws in each state, in watts; off it draws nothing.
  public struct Power: Sendable, Equatable {
    /// In its working time between two job orders.
    public var idle: Int
    /// While it is set up or changed over.
    public var setup: Int
    /// While it runs, where the operation says nothing else.
    public var run: Int

    /// Watts by state.
    public init(idle: Int, setup: Int, run: Int) {
      self.idle = idle
      self.setup = setup
      self.run = run
    }
  }
}
