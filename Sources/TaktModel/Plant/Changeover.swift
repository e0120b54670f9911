/// What it takes to make a resource ready for another setup family: time, money, and whether it needs people at work.
public struct Changeover: Sendable, Equatable {
  /// Which resources a row of the matrix speaks of; the narrowest one that fits counts.
  public enum Place: Hashable, Sendable {
    /// All of them.
    case everywhere
    /// Those of a work centre, by its index.
    case workCentre(Int)
    /// One, by its index.
    case resource(Int)
  }

  /// Where it holds.
  public var place: Place
  /// Index of the family the resource was set up for; nil for any, and for one that is not known.
  public var from: Int?
  /// Index of the family it is set up for; nil for any.
  public var to: Int?
  /// How long it takes, in seconds.
  public var time: Int
  /// What it costs, in hundredths of the plant's currency.
  public var cost: Int
  /// Whether it goes on while the resource rests: then its time is by the clock.
  public var runsInBreaks: Bool

  /// A row of the matrix.
  public init(
    place: Place = .everywhere, from: Int?, to: Int?, time: Int, cost: Int = 0,
    runsInBreaks: Bool = false
  ) {
    self.place = place
    self.from = from
    self.to = to
    self.time = time
    self.cost = cost
    self.runsInBreaks = runsInBreaks
  }
}

extension Plant {
  /// The changeover before an operation of a family, where one is needed.
  ///
  /// A row for the resource counts before one for its work centre, and that before one for all; among those a row for both
  /// families, then one for the new family, then one for the old, then one for any. Where the family stays only a row
  /// that names it twice counts, and where no row fits nothing is needed; nor is it on an unlimited resource.
  /// - Complexity: O(rows of the matrix)
  public func changeover(on resource: Int, from: Int?, to: Int) -> Changeover? {
    if resources[resource].isUnlimited { return nil }
    let places: [Changeover.Place] = [
      .resource(resource), .workCentre(resources[resource].workCentre), .everywhere,
    ]
    var pairs: [(Int?, Int?)] = [(nil, to), (from, nil), (nil, nil)]
    if from == to { pairs = [] }
    if from != nil { pairs.insert((from, to), at: 0) }
    for place in places {
      let rows = changeovers.filter { $0.place == place }
      for (old, new) in pairs {
        if let row = rows.first(where: { $0.from == old && $0.to == new }) { return row }
      }
    }
    return nil
  }
}
