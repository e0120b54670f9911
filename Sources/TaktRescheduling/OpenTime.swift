package import TaktModel

/// Working time of resources together, laid out where it is asked for: how much there is between two moments, and when some is
/// used up.
package struct OpenTime: Sendable {
  private let plant: Plant
  /// How far past a moment working time is laid out at first, in seconds.
  private static let reach = 14 * 86_400
  /// Nothing is worked past this many seconds.
  private static let most = 20 * 366 * 86_400

  package init(_ plant: Plant) { self.plant = plant }

  /// Resources that work together: a machine, and places of secondary resources.
  package struct Crew: Hashable, Sendable {
    package var machine: Int
    package var secondaries: [Int]
    package init(machine: Int, secondaries: [Int]) {
      self.machine = machine
      self.secondaries = secondaries
    }
  }

  /// Who works on a line together: its resource, and of those it holds the ones it holds in its setup or in its run.
  package static func crew(
    _ operation: RoutingOperation, on machine: Int, holding secondaries: [Int?], inRun: Bool
  ) -> Crew {
    let spans = operation.needs.flatMap { Array(repeating: $0.span, count: $0.quantity) }
    let held = zip(secondaries, spans).filter { inRun ? $0.1 != .setup : $0.1 != .run }
      .compactMap(\.0)
    return Crew(machine: machine, secondaries: Array(Set(held)).sorted())
  }

  /// Seconds in which all of a crew work, between two moments.
  package func work(_ crew: Crew, from: Instant, to: Instant) -> Int {
    guard from < to else { return 0 }
    return intervals(crew, from: from, to: to).reduce(0) { $0 + ($1.upperBound - $1.lowerBound) }
  }

  /// When `seconds` of work begun at a moment, or as soon after as there is work, are done; nil where that is never.
  package func end(of seconds: Int, _ crew: Crew, from: Instant) -> Instant? {
    guard seconds > 0 else { return from }
    var reach = Self.reach
    while reach < Self.most {
      var left = seconds
      for interval in intervals(crew, from: from, to: from + reach) {
        let length = interval.upperBound - interval.lowerBound
        if left <= length { return interval.lowerBound + left }
        left -= length
      }
      reach *= 4
    }
    return nil
  }

  /// The first moment at or after one at which a crew works; nil where that is never.
  package func opening(_ crew: Crew, from: Instant) -> Instant? {
    end(of: 1, crew, from: from).map { $0 - 1 }
  }

  private func intervals(_ crew: Crew, from: Instant, to: Instant) -> [Range<Instant>] {
    crew.secondaries.reduce(plant.workingIntervals(ofResource: crew.machine, from: from, to: to)) {
      common, s in
      intersection(common, plant.workingIntervals(ofSecondary: s, from: from, to: to))
    }
  }

  private func intersection(_ a: [Range<Instant>], _ b: [Range<Instant>]) -> [Range<Instant>] {
    var result: [Range<Instant>] = []
    var (i, j) = (0, 0)
    while i < a.count, j < b.count {
      let low = max(a[i].lowerBound, b[j].lowerBound)
      let high = min(a[i].upperBound, b[j].upperBound)
      if low < high { result.append(low..<high) }
      if a[i].upperBound < b[j].upperBound { i += 1 } else { j += 1 }
    }
    return result
  }
}
