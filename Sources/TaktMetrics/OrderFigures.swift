public import TaktModel

/// What a plan means for one order.
public struct OrderFigures: Sendable, Equatable {
  /// Why an order is late.
  public struct Cause: Sendable, Equatable {
    /// What kind of thing holds it up.
    public enum Kind: String, Sendable, CaseIterable {
      /// A resource that is at other orders.
      case machine
      /// An operator, a tool or a mould that others hold.
      case secondary
      /// Changing a resource over.
      case changeover
      /// A resource or operator that is not at work.
      case calendar
      /// A material that is not there yet.
      case material
      /// The order is released late.
      case release
      /// It would be late even if it waited for nothing.
      case dueDate = "due-date"
      /// The power that others draw.
      case power
      /// Room in front of a work centre.
      case room
      /// The plan leaves a resource idle though the order could go on: planning again helps.
      case idle
    }

    /// The id of the power limit as a cause.
    public static let powerLimit = "power-limit"

    /// What kind of thing.
    public var kind: Kind
    /// The resource, operator or tool, the material, or the order itself.
    public var id: String

    /// A cause.
    public init(kind: Kind, id: String) {
      self.kind = kind
      self.id = id
    }
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

  /// The figures of every order of a plan that names every operation once.
  /// - Complexity: O(n log n + late orders × operations), n = job orders
  public static func all(_ plant: Plant, _ plan: [JobOrder]) -> [OrderFigures] {
    all(PlanIndex(plant, plan))
  }

  /// The same from lines already looked up.
  package static func all(_ index: PlanIndex) -> [OrderFigures] {
    let plant = index.plant
    var chains: CriticalChains?
    return plant.orders.enumerated().map { number, order in
      let lines = index.lines(ofOrder: number).map { index.plan[$0] }
      let completion = lines.map(\.end).max() ?? plant.asOf
      var figures = OrderFigures(
        order: number, start: lines.map(\.setupStart).min() ?? plant.asOf, completion: completion,
        deviation: completion - order.due, originalDeviation: completion - order.originalDue)
      if figures.tardiness > 0 {
        if chains == nil { chains = CriticalChains(index) }
        figures.cause = chains?.cause(ofOrder: number, tardiness: figures.tardiness)
      }
      return figures
    }
  }
}
