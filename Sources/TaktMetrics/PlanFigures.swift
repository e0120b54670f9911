public import TaktModel

/// The figures of a whole plan.
///
/// Times in seconds, shares from 0 to 1; names after ISO 22400-2 and SCOR.
public struct PlanFigures: Sendable {
  /// Figures of one resource over the plan's span.
  public struct ResourceFigures: Sendable {
    /// Index of the resource.
    public var resource: Int
    /// Planned busy time PBT: its working time from the plan's start to its end, and changeovers planned into its breaks.
    public var planned: Int
    /// Production time APT.
    public var run: Int
    /// Setup time AUST, changeovers included.
    public var setup: Int
    /// Operations on it.
    public var count: Int
    /// Changes of its setup family.
    public var changeovers = 0
    /// What they cost, in hundredths.
    public var changeoverCost = 0

    /// Allocation efficiency AUBT / PBT.
    public var allocationEfficiency: Double { share(run + setup, planned) }
    /// Utilization efficiency APT / AUBT.
    public var utilizationEfficiency: Double { share(run, run + setup) }
    /// Setup ratio AUST / AUPT.
    public var setupRatio: Double { share(setup, run + setup) }
  }

  /// Each order's figures.
  public package(set) var orders: [OrderFigures]
  /// Figures of each resource but those that take any number of operations.
  public let resources: [ResourceFigures]
  /// The plan's last end.
  public let end: Instant
  /// From the plan's start to its last end.
  public let makespan: Int
  /// Sum of weight × seconds late.
  public let weightedTardiness: Int
  /// Orders complete by their current due date, of all (准时交付率).
  public let onTimeRate: Double
  /// Orders complete by the due date first agreed, of all.
  public let originalOnTimeRate: Double
  /// Orders complete before their due date, of all (生产交付提前率, the share).
  public let earlyRate: Double
  /// Mean of (due − completion) / (due − release) (生产交付提前率, the degree).
  public let meanEarliness: Double
  /// Late orders.
  public let lateCount: Int
  /// Mean seconds late over all orders.
  public let meanTardiness: Double
  /// Most seconds an order is late.
  public let maximumTardiness: Int
  /// Mean of completion − first start (生产周期).
  public let meanLeadTime: Double
  /// Orders begun and not complete, on average over the plan's span.
  public let workInProcess: Double
  /// Energy and what it costs; nil where nothing is known to draw power.
  public let energy: EnergyFigures?
  /// Setup time of all resources.
  public var setup: Int { resources.reduce(0) { $0 + $1.setup } }
  /// Changes of setup family on all resources.
  public var changeovers: Int { resources.reduce(0) { $0 + $1.changeovers } }
  /// What they cost, in hundredths.
  public var changeoverCost: Int { resources.reduce(0) { $0 + $1.changeoverCost } }
  /// Production time of all resources.
  public var run: Int { resources.reduce(0) { $0 + $1.run } }
  /// Planned busy time of all resources.
  public var planned: Int { resources.reduce(0) { $0 + $1.planned } }

  /// The figures of a plan that the verifier has found valid.
  /// - Complexity: O(job orders + resources + days × calendars)
  public init(_ plant: Plant, _ plan: [JobOrder]) { self.init(PlanIndex(plant, plan)) }

  /// The same from lines already looked up.
  package init(_ index: PlanIndex) {
    let (plant, plan) = (index.plant, index.plan)
    let orders = OrderFigures.all(index)
    self.orders = orders
    let end = plan.map(\.end).max() ?? plant.asOf
    self.end = end
    makespan = end - plant.asOf
    let count = Double(max(1, orders.count))
    let tardiness = orders.map(\.tardiness)
    weightedTardiness = orders.reduce(0) { $0 + $1.tardiness * plant.orders[$1.order].weight }
    lateCount = tardiness.count { $0 > 0 }
    onTimeRate = 1 - Double(lateCount) / count
    originalOnTimeRate = Double(orders.count { $0.originalDeviation <= 0 }) / count
    earlyRate = Double(orders.count { $0.deviation < 0 }) / count
    meanEarliness =
      orders.reduce(0.0) { sum, figures in
        let order = plant.orders[figures.order]
        return sum + share(-figures.deviation, max(1, order.due - order.release))
      } / count
    meanTardiness = Double(tardiness.reduce(0, +)) / count
    maximumTardiness = tardiness.max() ?? 0
    let cycle = orders.reduce(0) { $0 + ($1.completion - $1.start) }
    meanLeadTime = Double(cycle) / count
    workInProcess = share(cycle, max(1, makespan))
    resources = Self.resources(index, end: end)
    energy = EnergyFigures(plant, plan)
  }

  private static func resources(_ index: PlanIndex, end: Instant) -> [ResourceFigures] {
    let plant = index.plant
    let planned = plant.calendars.map {
      $0.workingSeconds(from: plant.asOf, to: end, zone: plant.zone)
    }
    var figures = plant.resources.enumerated().map { i, resource in
      let own =
        resource.changes.isEmpty
        ? planned[resource.calendar]
        : plant.workingIntervals(ofResource: i, from: plant.asOf, to: end).reduce(0) {
          $0 + ($1.upperBound - $1.lowerBound)
        }
      return ResourceFigures(resource: i, planned: own, run: 0, setup: 0, count: 0)
    }
    for i in index.plan.indices where index.orderOf[i] >= 0 {
      guard let left = index.workLeft(i) else { continue }
      let r = index.resourceOf[i]
      figures[r].count += 1
      // A load is set up and run once.
      if index.joins[i] { continue }
      figures[r].run += left.run
      figures[r].setup += left.setup
      guard let changeover = index.changeover[i] else { continue }
      figures[r].setup += changeover.time
      figures[r].changeoverCost += changeover.cost
      figures[r].changeovers += 1
      if changeover.runsInBreaks {
        let calendar = plant.calendars[plant.resources[r].calendar]
        let begin = index.plan[i].setupStart
        figures[r].planned +=
          changeover.time
          - calendar.workingSeconds(from: begin, to: begin + changeover.time, zone: plant.zone)
      }
    }
    // What is done outside, or lies in a yard, is no work unit of the plant.
    return figures.filter { !plant.resources[$0.resource].isUnlimited }
  }
}

/// a / b, and 0 where b is.
private func share(_ a: Int, _ b: Int) -> Double { b == 0 ? 0 : Double(a) / Double(b) }
