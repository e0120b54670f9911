package import TaktModel

/// The four figures a benefit is shown by, of one plan of a set of orders: production cycle, plan-execution deviation, early delivery
/// and energy.
package struct BenefitFigures: Sendable, Equatable {
  /// A mean or a share, and of how many.
  package struct Sample: Sendable, Equatable {
    package var value: Double
    package var count: Int

    package init(value: Double, count: Int) { (self.value, self.count) = (value, count) }
  }

  /// When a job order really began and ended.
  package struct Actual: Sendable, Equatable {
    package var order: String
    package var operation: String
    package var start: Instant
    package var end: Instant

    package init(order: String, operation: String, start: Instant, end: Instant) {
      (self.order, self.operation, self.start, self.end) = (order, operation, start, end)
    }
  }

  /// Whether starts and completions are what happened, for every order, or what was planned.
  package var isRealised: Bool
  /// 生产周期: mean of completion − first start, in seconds.
  package var productionCycle: Sample
  /// 计划执行偏差: mean of |actual − planned| start, and of |actual − planned| end, in seconds; nil where nothing was reported.
  package var startDeviation: Sample?
  package var endDeviation: Sample?
  /// 生产交付提前率: orders complete before they are due, of all; and the mean of (due − completion) / (due − release).
  package var earlyRate: Sample
  package var earlyDegree: Sample
  /// Energy in kWh; nil where the plant has no power data.
  package var energy: Double?

  /// - Parameters:
  ///   - plan: a valid plan of the plant, every order in it
  ///   - actuals: what was reported of its job orders; where every job order is, orders begin and end by them
  /// - Complexity: O(job orders)
  package init(_ plant: Plant, _ plan: [JobOrder], actuals: [Actual], energy: Double? = nil) {
    struct Key: Hashable {
      var order: String
      var operation: String
    }
    let reported = Dictionary(
      actuals.map { (Key(order: $0.order, operation: $0.operation), $0) },
      uniquingKeysWith: { _, last in last })
    let pairs = plan.compactMap { job in
      reported[Key(order: job.order, operation: job.operation)].map { (job, $0) }
    }
    isRealised = !plan.isEmpty && pairs.count == plan.count
    var spans: [String: (start: Instant, end: Instant)] = [:]
    for job in plan {
      let actual = isRealised ? reported[Key(order: job.order, operation: job.operation)] : nil
      let (start, end) = (actual?.start ?? job.setupStart, actual?.end ?? job.end)
      let known = spans[job.order] ?? (start, end)
      spans[job.order] = (min(known.start, start), max(known.end, end))
    }
    let orders = plant.orders.compactMap { order in spans[order.id].map { (order, $0) } }
    productionCycle = Self.mean(orders.map { Double($1.end - $1.start) })
    earlyRate = Self.mean(orders.map { $1.end < $0.due ? 1 : 0 })
    earlyDegree = Self.mean(
      orders.map { order, span in
        Double(order.due - span.end) / Double(max(1, order.due - order.release))
      })
    if !pairs.isEmpty {
      startDeviation = Self.mean(pairs.map { Double(abs($1.start - $0.start)) })
      endDeviation = Self.mean(pairs.map { Double(abs($1.end - $0.end)) })
    }
    self.energy = energy
  }

  private static func mean(_ values: [Double]) -> Sample {
    Sample(value: values.reduce(0, +) / Double(max(1, values.count)), count: values.count)
  }
}
