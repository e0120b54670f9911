/// How long it takes to carry pieces from one place of the plant to another.
public struct Transport: Sendable, Equatable {
  /// Where pieces come from or go to.
  public enum Place: Hashable, Sendable {
    /// A work centre, by its index.
    case workCentre(Int)
    /// All work centres of a site, by its name.
    case site(String)
  }

  /// Where it begins.
  public var from: Place
  /// Where it ends.
  public var to: Place
  /// How long it takes, in seconds by the clock.
  public var time: Int

  /// A row of the table.
  public init(from: Place, to: Place, time: Int) {
    self.from = from
    self.to = to
    self.time = time
  }
}

extension Plant {
  /// Seconds from a resource to another one; nothing between operations on the same one.
  ///
  /// A row of work centres counts before one that names a site, and that before one of two sites; among those a row for this
  /// direction before one for the way back. Where no row fits there is no transport.
  /// - Complexity: O(rows of the table)
  public func transportTime(from origin: Int, to destination: Int) -> Int {
    if origin == destination || transports.isEmpty { return 0 }
    return transportTime(
      fromCentre: resources[origin].workCentre, toCentre: resources[destination].workCentre)
  }

  /// Seconds from a resource of a work centre to another resource of a work centre.
  func transportTime(fromCentre origin: Int, toCentre destination: Int) -> Int {
    let places = { (centre: Int) -> [Transport.Place] in
      [.workCentre(centre), .site(workCentres[centre].site)]
    }
    let (here, there) = (places(origin), places(destination))
    for (i, j) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
      for (from, to) in [(here[i], there[j]), (there[j], here[i])] {
        if let row = transports.first(where: { $0.from == from && $0.to == to }) { return row.time }
      }
    }
    return 0
  }
}
