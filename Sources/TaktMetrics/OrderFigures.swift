public import TaktModel

/// What a plan means for one order.
public struct OrderFigures: Sendable, Equatable {
  /// Why an order is late.
  public struct Cause: Sendable, Equatable {
    /// `machine`: it waits longest for this resource; `due-date`: it would be late even with every machine free;
    /// `release`: it is released too late for that.
    public var kind: String
    /// The resource, or the order itself.
    public var id: String
  }

  /// Index of the order in the plant.
  public var order: Int
  /// First start (of a setup) of the order.
  public var start: Instant
  /// When it is complete.
  public var completion: Instant
  /// Completion less due date, in seconds; negative for early.
  public var deviation: Int
  /// Completion less the due date first agreed.
  public var originalDeviation: Int
  /// Why it is late; nil for an order on time.
  public var cause: Cause?

  /// Seconds late, 0 for on time.
  public var tardiness: Int { max(0, deviation) }
}

extension OrderFigures {
  /// The figures of every order of a plan that names every operation once.
  /// - Complexity: O(job orders × log working intervals of their waiting)
  public static func all(_ plant: Plant, _ plan: [JobOrder]) -> [OrderFigures] {
    let resources = Dictionary(
      zip(plant.resources.map(\.id), plant.resources.indices), uniquingKeysWith: { a, _ in a })
    var byOrder: [String: [JobOrder]] = [:]
    for job in plan { byOrder[job.order, default: []].append(job) }
    return plant.orders.enumerated().map { index, order in
      let jobs = byOrder[order.id] ?? []
      let start = jobs.map(\.setupStart).min() ?? plant.asOf
      let completion = jobs.map(\.end).max() ?? plant.asOf
      var figures = OrderFigures(
        order: index, start: start, completion: completion, deviation: completion - order.due,
        originalDeviation: completion - order.originalDue)
      if figures.tardiness > 0 {
        figures.cause = cause(order, jobs, figures, plant, resources)
      }
      return figures
    }
  }

  /// The resource the order waited longest for; where all waiting together does not explain the delay, its due date.
  private static func cause(
    _ order: Order, _ jobs: [JobOrder], _ figures: OrderFigures, _ plant: Plant,
    _ resources: [String: Int]
  ) -> Cause {
    let operations = plant.routings[order.routing].operations
    let byOperation = Dictionary(jobs.map { ($0.operation, $0) }, uniquingKeysWith: { a, _ in a })
    var waits: [(id: String, seconds: Int)] = []
    for operation in operations {
      guard let job = byOperation[operation.id] else { continue }
      var ready = max(order.release, plant.asOf)
      for before in operation.predecessors {
        if let previous = byOperation[operations[before].id] {
          ready = max(ready, previous.end + operation.wait)
        }
      }
      guard job.setupStart > ready, let resource = resources[job.equipment] else { continue }
      // Breaks are nobody's queue: only working time spent waiting counts.
      let calendar = plant.calendars[plant.resources[resource].calendar]
      let waited = calendar.workingSeconds(from: ready, to: job.setupStart, zone: plant.zone)
      if waited > 0 { waits.append((job.equipment, waited)) }
    }
    let worst = waits.max { ($0.seconds, $1.id) < ($1.seconds, $0.id) }
    if let worst { return Cause(kind: "machine", id: worst.id) }
    return Cause(
      kind: order.release > plant.asOf ? "release" : "due-date", id: order.id)
  }
}
