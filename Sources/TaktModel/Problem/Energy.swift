extension ShopFloor {
  /// Power of machines by state, and what energy costs when.
  ///
  /// A machine draws power in its working time: setting up from the begin of the changeover to the run, running to the end, idle between two of
  /// its operations; before its first and after its last it is off. A changeover that goes on in breaks draws power in them too.
  /// Costs are whole multiples of 10⁻⁸ of the currency.
  public struct Energy: Sendable {
    /// Watts of each machine while idle, empty where nothing draws power.
    public package(set) var idle: [Int] = []
    /// Watts of each machine while it is set up.
    public package(set) var setup: [Int] = []
    /// Watts of each mode while it runs.
    public package(set) var run: [Int] = []
    /// What a watt costs, tick by tick: of each working time, and last of all around the clock.
    public package(set) var curves: [PriceCurve] = []
    /// The ticks at which the price changes, ascending.
    public package(set) var changes: [Int32] = []
    /// The highest price, in ten-thousandths a kilowatt-hour.
    public package(set) var highestPrice = 0

    /// Nothing draws power, or it costs nothing.
    public init() {}

    /// Whether nothing draws power, or it costs nothing.
    public var isEmpty: Bool { curves.isEmpty }

    /// Ticks × price × watts in 10⁻⁸ of the currency: 10⁻⁴ a kilowatt-hour is 10⁻⁸ · 10⁴ / 3,600,000 a watt-second.
    static func cost(_ watts: Int, _ priceTicks: Int) -> Int { watts * priceTicks / 360 }
    /// 10⁻⁸ of the currency in a hundredth.
    package static let grain = 1_000_000

    /// The curve of a machine's working time.
    func curve(ofMachine machine: Int, in problem: Problem) -> Int {
      let time = problem.workingTimeOf[machine]
      return time < 0 ? curves.count - 1 : Int(time)
    }

    /// What an operation costs, with the idle time before it, in 10⁻⁸ of the currency.
    /// - Parameter previous: the end of the operation before it on its machine; nil for the first
    /// - Complexity: O(log price changes)
    package func cost(
      mode: Int, previous: Int32?, setupStart: Int32, changeoverInBreaks: Int32, runStart: Int32,
      end: Int32, in problem: Problem
    ) -> Int {
      let machine = Int(problem.machine[mode])
      let curve = curves[curve(ofMachine: machine, in: problem)]
      let done = setupStart + changeoverInBreaks
      let byClock =
        changeoverInBreaks > 0 ? curves[curves.count - 1].sum(from: setupStart, to: done) : 0
      let idleTicks = previous.map { curve.sum(from: $0, to: setupStart) } ?? 0
      return Self.cost(idle[machine], idleTicks)
        + Self.cost(setup[machine], byClock + curve.sum(from: done, to: runStart))
        + Self.cost(run[mode], curve.sum(from: runStart, to: end))
    }
  }

  /// The sum of prices over open ticks.
  public struct PriceCurve: Sendable {
    /// Where the slope changes, ascending from 0.
    public package(set) var ticks: [Int32] = [0]
    /// The sum before each of those ticks.
    public package(set) var sums: [Int] = [0]
    /// The price from each of them on, 0 where it is closed.
    public package(set) var prices: [Int] = [0]

    /// Nothing costs anything.
    public init() {}

    /// The sum between two ticks.
    /// - Complexity: O(log changes)
    public func sum(from: Int32, to: Int32) -> Int {
      from < to ? sum(before: to) - sum(before: from) : 0
    }

    private func sum(before tick: Int32) -> Int {
      var (low, high) = (0, ticks.count)
      while low < high {
        let middle = (low + high) / 2
        if ticks[middle] <= tick { low = middle + 1 } else { high = middle }
      }
      guard low > 0 else { return 0 }
      return sums[low - 1] + prices[low - 1] * Int(tick - ticks[low - 1])
    }

    /// Goes on with another price from a tick on.
    package mutating func turn(to price: Int, at tick: Int32) {
      let last = ticks.count - 1
      guard price != prices[last] else { return }
      guard tick > ticks[last] else {
        prices[last] = price
        return
      }
      sums.append(sums[last] + prices[last] * Int(tick - ticks[last]))
      ticks.append(tick)
      prices.append(price)
    }
  }
}

extension Problem {
  /// What the energy of a schedule costs, in hundredths of the currency.
  /// - Complexity: O(n log n), n = operations
  package func energyCost(of schedule: Schedule) -> Int {
    let energy = floor.energy
    guard !energy.isEmpty else { return 0 }
    let hasSetups = !schedule.setupStart.isEmpty
    let setupStart = hasSetups ? schedule.setupStart : schedule.start
    let runStart = hasSetups ? schedule.runStart : schedule.start
    var last = Array(repeating: Int32?.none, count: machineCount)
    var lastRun = Array(repeating: Int32(-1), count: machineCount)
    var family = floor.changeovers.isEmpty ? [] : floor.changeovers.initialFamily
    var sum = 0
    let works = (0..<operationCount).filter { duration[Int(schedule.mode[$0])] > 0 }
    for o in works.sorted(by: { (setupStart[$0], $0) < (setupStart[$1], $1) }) {
      let mode = Int(schedule.mode[o])
      let machine = Int(machine[mode])
      // What shares a load draws nothing more.
      if floor.batches.isBatch(machine), lastRun[machine] == runStart[o] { continue }
      lastRun[machine] = runStart[o]
      var inBreaks: Int32 = 0
      if !family.isEmpty, floor.changeovers.familyOf[o] >= 0 {
        let new = floor.changeovers.familyOf[o]
        if let at = floor.changeovers.index(machine: machine, from: family[machine], to: new),
          floor.changeovers.runsInBreaks[at]
        {
          inBreaks = floor.changeovers.time[at]
        }
        family[machine] = new
      }
      sum += energy.cost(
        mode: mode, previous: last[machine], setupStart: setupStart[o],
        changeoverInBreaks: inBreaks, runStart: runStart[o], end: schedule.end[o], in: self)
      last[machine] = schedule.end[o]
    }
    return sum / ShopFloor.Energy.grain
  }

  /// More than the energy of any plan costs, in hundredths: all work at the highest price, and idling to the end.
  var mostEnergyCost: Int {
    let energy = floor.energy
    guard !energy.isEmpty else { return 0 }
    let change = Int(floor.changeovers.time.max() ?? 0)
    let work = (0..<operationCount).reduce(0) { sum, o in
      sum
        + modes(of: o).reduce(0) { most, k in
          let machine = Int(machine[k])
          return max(
            most,
            max(energy.run[k], energy.setup[machine]) * Int(duration[k])
              + energy.setup[machine] * change)
        }
    }
    let idle = energy.idle.reduce(0) { $0 + $1 * latestCompletion }
    return ((work + idle) / 3_600_000 + 1) * energy.highestPrice / 100 + 1
  }
}
