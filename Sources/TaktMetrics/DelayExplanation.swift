package import TaktModel

/// Why an order of a plan is late: the way that decides when it is complete, its cause, and what would come of each cause's absence.
package struct DelayExplanation: Sendable {
  /// When the order would be complete without a cause.
  package struct Counterfactual: Sendable, Equatable {
    package var cause: OrderFigures.Cause
    package var completion: Instant

    package init(cause: OrderFigures.Cause, completion: Instant) {
      (self.cause, self.completion) = (cause, completion)
    }
  }

  /// Index of the order.
  package var order: Int
  /// When the plan has it complete.
  package var completion: Instant
  /// The operations on the way, the first one first.
  package var way: [OperationWait]
  /// What it waits for on the way, by cause.
  package var delays: [CriticalChains.Delay]
  /// The cause, shown by planning again without it.
  package var cause: OrderFigures.Cause
  /// What planning again without each possible cause brought, the named one first.
  package var without: [Counterfactual]
  /// When it would be complete if the plant had no other order.
  package var alone: Instant

  package init(
    order: Int, completion: Instant, way: [OperationWait], delays: [CriticalChains.Delay],
    cause: OrderFigures.Cause, without: [Counterfactual], alone: Instant
  ) {
    self.order = order
    self.completion = completion
    self.way = way
    self.delays = delays
    self.cause = cause
    self.without = without
    self.alone = alone
  }
}
