import TaktModel

/// A search from one plan to a better one: what ``MemeticSearch`` improves its members by.
protocol SequenceSearch: ~Copyable, SendableMetatype {
  /// The best plan of the last run.
  var best: SequencePlan { get }
  /// Steps of all runs, in which efforts and limits are counted.
  var steps: Int { get }
  var random: SplitMix64 { get set }

  /// Searches from a plan. How long is for the search to say in steps: without improvement, or in all.
  /// - Parameter isFresh: whether the plan is a random one rather than a child of good ones
  /// - Returns: the cost of ``best``, at most the plan's own.
  @discardableResult
  mutating func run(from plan: SequencePlan, effort: Int, isFresh: Bool, stop: () -> Bool) -> Int

  /// A plan near a plan: some operations change places with the next one on their machine.
  mutating func kicked(_ plan: SequencePlan, swaps: Int) -> SequencePlan

  /// The schedule of a plan.
  mutating func schedule(of plan: SequencePlan) -> Schedule
}
