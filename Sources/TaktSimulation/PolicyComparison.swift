import Foundation
import Synchronization
public import TaktModel
public import TaktRescheduling
public import TaktSolvers

/// Policies on the same floors with the same luck, over many seeds, with confidence intervals.
public struct PolicyComparison: Sendable {
  /// A figure over the seeds: its mean, and the half width of its 95% interval (Student's t).
  public struct Figure: Sendable, Codable, Equatable {
    /// The mean.
    public var mean: Double
    /// Half the width of the 95% confidence interval; 0 for one seed.
    public var halfWidth: Double

    init(_ values: [Double]) {
      let n = Double(values.count)
      let mean = values.reduce(0, +) / max(1, n)
      self.mean = mean
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / max(1, n - 1)
      halfWidth = n < 2 ? 0 : Self.student(Int(n) - 1) * (variance / n).squareRoot()
    }

    /// The 97.5% quantile of Student's t; the normal one's expansion is exact to three digits past ten degrees.
    private static func student(_ degrees: Int) -> Double {
      let few = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228]
      if degrees <= few.count { return few[degrees - 1] }
      let (z, v) = (1.959964, Double(degrees))
      return z + (pow(z, 3) + z) / (4 * v)
        + (5 * pow(z, 5) + 16 * pow(z, 3) + 3 * z) / (96 * v * v)
    }
  }

  /// What a policy came to.
  public struct Row: Sendable {
    /// The policy.
    public var policy: ReschedulingPolicy
    /// Each seed's outcome.
    public var outcomes: [FloorSimulation.Outcome]
    /// Share of the orders on time.
    public var onTime: Figure
    /// Mean seconds an order is late.
    public var meanTardiness: Figure
    /// Sum of weight × seconds late.
    public var weightedTardiness: Figure
    /// Job orders moved, over all plans.
    public var moved: Figure
    /// Plans made.
    public var plans: Figure
    /// Mean seconds between planned and actual begin.
    public var startDeviation: Figure
    /// Mean seconds an order is late less than without rescheduling, floor by floor; nil for the first policy.
    public var gain: Figure?
  }

  /// By policy, as asked for.
  public let rows: [Row]

  /// Carries the plan out under every policy for every seed.
  ///
  /// - Parameters:
  ///   - budget: of each search for a new plan
  ///   - floors: how many floors are gone through at once; each is one thread's, so the figures are the same whatever it is
  /// - Throws: what a rescheduler throws.
  public init(
    _ plant: Plant, plan: [JobOrder], policies: [ReschedulingPolicy], seeds: [UInt64],
    disturbances: Disturbances, settings: Rescheduler.Settings, budget: Budget, period: Int,
    floors: Int = 1
  ) throws {
    var rows: [Row] = []
    for policy in policies {
      let outcomes = try Self.outcomes(of: seeds, floors: floors) { seed in
        var own = budget
        own.seed = seed
        var simulation = FloorSimulation(
          plant, plan: plan, policy: policy, disturbances: disturbances, seed: seed,
          settings: settings, budget: own, period: period)
        return try simulation.run()
      }
      let figure = { (value: (FloorSimulation.Outcome) -> Double) in Figure(outcomes.map(value)) }
      var row = Row(
        policy: policy, outcomes: outcomes, onTime: figure(\.onTimeRate),
        meanTardiness: figure(\.meanTardiness),
        weightedTardiness: figure { Double($0.weightedTardiness) },
        moved: figure { Double($0.moved) }, plans: figure { Double($0.plans) },
        startDeviation: figure(\.startDeviation))
      if let first = rows.first {
        row.gain = Figure(
          zip(first.outcomes, outcomes).map { $0.meanTardiness - $1.meanTardiness })
      }
      rows.append(row)
    }
    self.rows = rows
  }

  /// The outcome of each seed; whichever thread is free takes the next.
  private static func outcomes(
    of seeds: [UInt64], floors: Int,
    _ simulate: @escaping @Sendable (UInt64) throws -> FloorSimulation.Outcome
  ) throws -> [FloorSimulation.Outcome] {
    let next = Atomic(0)
    let results = Mutex<[Int: Result<FloorSimulation.Outcome, any Error>]>([:])
    SolverThreads.runAll(
      (0..<min(floors, seeds.count)).map { _ in
        {
          while true {
            let i = next.add(1, ordering: .relaxed).oldValue
            guard i < seeds.count else { return }
            let result = Result { try simulate(seeds[i]) }
            results.withLock { $0[i] = result }
          }
        }
      })
    return try results.withLock { $0 }.sorted { $0.key < $1.key }.map { try $0.value.get() }
  }
}
