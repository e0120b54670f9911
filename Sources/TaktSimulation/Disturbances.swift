/// What goes wrong on a simulated floor, and how often.
public struct Disturbances: Sendable, Equatable {
  /// Mean hours between a machine's breakdowns (MTBF); 0 for none.
  public var hoursBetweenBreakdowns = 200.0
  /// Mean hours a repair takes (MTTR).
  public var hoursOfRepair = 3.0
  /// Spread of run times: the standard deviation of their logarithm; their mean is as planned.
  public var runTimeSpread = 0.1
  /// Rush orders a day.
  public var rushOrdersPerDay = 1.0
  /// Share of the orders not yet begun whose material is late.
  public var lateMaterialShare = 0.05
  /// Mean hours it is late.
  public var hoursOfLateMaterial = 12.0
  /// Share of the operations in which pieces are scrapped.
  public var scrapShare = 0.01
  /// Share of an order's pieces scrapped then.
  public var scrappedPieces = 0.1

  /// What is usual.
  public init() {}

  /// Nothing goes wrong.
  public static let none: Disturbances = {
    var none = Disturbances()
    (none.hoursBetweenBreakdowns, none.runTimeSpread, none.rushOrdersPerDay) = (0, 0, 0)
    (none.lateMaterialShare, none.scrapShare) = (0, 0)
    return none
  }()
}

/// When a plan is made anew on a simulated floor.
public enum ReschedulingPolicy: String, Sendable, CaseIterable {
  /// Never: the floor keeps the plan's machines and sequences; new orders come last.
  case none
  /// At every disturbance, machines and sequences kept.
  case rightShift = "right-shift"
  /// At every disturbance, by the ladder (event-driven, in the words of Vieira, Herrmann and Lin 2003).
  case ladder
  /// By the ladder at fixed intervals; in between the floor keeps the sequences.
  case periodic
  /// By the ladder at fixed intervals, and at once for breakdowns and rush orders.
  case hybrid
}
