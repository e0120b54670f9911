public import TaktModel

/// Energy of a plan and what it costs: by state, by price band, and the highest power.
public struct EnergyFigures: Sendable, Equatable {
  /// Watt-seconds idle.
  public private(set) var idle = 0
  /// Watt-seconds of setups and changeovers.
  public private(set) var setup = 0
  /// Watt-seconds of runs.
  public private(set) var run = 0
  /// Watt-seconds in each band of the tariff.
  public private(set) var byBand: [Int] = []
  /// What it costs, in hundredths of the currency.
  public private(set) var cost = 0
  /// The most watts drawn at once.
  public private(set) var peak = 0

  /// All of it, in watt-seconds.
  public var total: Int { idle + setup + run }
  /// Watt-seconds in a kilowatt-hour.
  public static let kilowattHour = 3_600_000

  private var load: [(at: Int, watts: Int)] = []
  private var fine = 0

  /// Figures are compared by what they say.
  public static func == (a: EnergyFigures, b: EnergyFigures) -> Bool {
    (a.idle, a.setup, a.run, a.byBand, a.cost, a.peak)
      == (b.idle, b.setup, b.run, b.byBand, b.cost, b.peak)
  }

  /// The figures of a plan that the verifier has found valid; nil for a plant of which nothing is known to draw power.
  ///
  /// A resource draws power in its working time: from the begin of a changeover to the run, while it runs, and idle between two job orders;
  /// a changeover that goes on in breaks draws it there too. Before its first and after its last job order it is off.
  /// - Complexity: O(n log n + n × days of a line × periods of a day), n = job orders
  public init?(_ plant: Plant, _ plan: [JobOrder]) {
    guard plant.resources.contains(where: { $0.power != nil }) else { return nil }
    byBand = Array(repeating: 0, count: plant.tariff?.bands.count ?? 0)
    let orders = Dictionary(
      zip(plant.orders.map(\.id), plant.orders.indices), uniquingKeysWith: { a, _ in a })
    let byResource = Dictionary(grouping: plan, by: \.equipment)
    for (r, resource) in plant.resources.enumerated() {
      // What suppliers draw they pay for themselves.
      guard !resource.isUnlimited, let lines = byResource[resource.id] else { continue }
      let end = lines.map(\.end).max() ?? plant.asOf
      let open = plant.workingIntervals(
        ofResource: r, from: plant.asOf, to: max(plant.asOf, end))
      var family = resource.setupState
      var last: Instant?
      var lastRun: Instant?
      for line in lines.sorted(by: { ($0.setupStart, $0.end) < ($1.setupStart, $1.end) })
      where line.setupStart < line.end {
        guard let o = orders[line.order],
          let operation = plant.routings[plant.orders[o].routing].operations
            .first(where: { $0.id == line.operation })
        else { continue }
        // What shares a load draws nothing more.
        if resource.batchCapacity != nil, lastRun == line.start { continue }
        lastRun = line.start
        let watts = resource.power ?? .init(idle: 0, setup: 0, run: 0)
        var done = line.setupStart
        if let new = operation.family {
          if let change = plant.changeover(on: r, from: family, to: new), change.runsInBreaks {
            done = min(line.start, done + change.time)
          }
          family = new
        }
        let own = operation.alternatives.first { $0.resource == r }?.power
        if let last { idle += draw(watts.idle, from: last, to: line.setupStart, open, plant) }
        if line.setupStart < done { setup += draw(watts.setup, line.setupStart..<done, plant) }
        setup += draw(watts.setup, from: done, to: line.start, open, plant)
        run += draw(own ?? watts.run, from: line.start, to: line.end, open, plant)
        last = line.end
      }
    }
    // 10⁻⁴ a kilowatt-hour, in hundredths.
    cost = fine / 1_000_000
    settlePeak()
  }

  /// Power drawn in the open stretches between two moments, in watt-seconds.
  private mutating func draw(
    _ watts: Int, from: Instant, to: Instant, _ open: [Range<Instant>], _ plant: Plant
  ) -> Int {
    guard watts > 0, from < to else { return 0 }
    return open.stretches(in: from..<to).reduce(0) { $0 + draw(watts, $1, plant) }
  }

  /// Power drawn from one moment to another, counted into the bands.
  private mutating func draw(_ watts: Int, _ span: Range<Instant>, _ plant: Plant) -> Int {
    guard watts > 0, !span.isEmpty else { return 0 }
    load.append((span.lowerBound.seconds, watts))
    load.append((span.upperBound.seconds, -watts))
    if let tariff = plant.tariff {
      var priced = 0
      let (first, last) = (
        plant.zone.wall(span.lowerBound).date, plant.zone.wall(span.upperBound).date
      )
      for day in first.day...last.day {
        let date = CivilDate(day: day)
        for period in tariff.week[date.weekday] {
          let from = plant.zone.instant(WallTime(date: date, second: period.start))
          let to = plant.zone.instant(WallTime(date: date, second: period.end))
          guard from < to else { continue }
          let seconds = (from..<to).clamped(to: span)
          let length = seconds.upperBound - seconds.lowerBound
          byBand[period.band] += watts * length
          priced += length * tariff.bands[period.band].price
        }
      }
      fine += watts * priced / 360
    }
    return watts * (span.upperBound - span.lowerBound)
  }

  private mutating func settlePeak() {
    var now = 0
    for edge in load.sorted(by: { ($0.at, $0.watts) < ($1.at, $1.watts) }) {
      now += edge.watts
      peak = max(peak, now)
    }
    load = []
  }
}
