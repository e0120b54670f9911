package import TaktModel

/// Something that would bring a late order forward, planned again and verified, and what it would cost the others.
package struct ReliefProposal: Sendable {
  /// What is done.
  package enum Measure: Sendable, Equatable {
    /// The order alone goes elsewhere: its operations that change machines, with their new ones.
    case reroute([Step])
    /// The order goes before another's job order on a machine; that one and those behind it wait.
    case overtake(jobOrder: String, on: String)
    /// A machine or operator works longer.
    case hours(id: String, [Range<Instant>])
  }

  /// An operation and the machine it goes to.
  package struct Step: Sendable, Equatable {
    package var operation: String
    package var to: String

    package init(operation: String, to: String) { (self.operation, self.to) = (operation, to) }
  }

  package var measure: Measure
  /// When the order is complete then.
  package var completion: Instant
  /// Whether that is on time.
  package var isOnTime: Bool
  /// What it means for all orders.
  package var delta: PlanDelta

  package init(measure: Measure, completion: Instant, isOnTime: Bool, delta: PlanDelta) {
    self.measure = measure
    self.completion = completion
    self.isOnTime = isOnTime
    self.delta = delta
  }

  /// Weighted seconds that all orders together are later.
  package var cost: Int { delta.tardinessAfter - delta.tardinessBefore }
}
