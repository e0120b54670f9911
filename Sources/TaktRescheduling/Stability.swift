/// How much a new plan differs from the one before, over the job orders that both still have to do.
///
/// Raw figures and the field's measures side by side, as none of them is neutral (Geiger 2010).
public struct Stability: Sendable, Equatable {
  /// Job orders in both plans.
  public var compared = 0
  /// Those whose machine or begin differs.
  public var moved = 0
  /// Mean of |new start − old start| over those compared, in seconds (Wu, Storer and Chang 1993).
  public var meanStartDeviation = 0.0
  /// Sum over those compared of |s′ − s| + PF(s + s′ − 2t), PF(x) = 10/√x, in minutes (Rangsaritratsamee, Ferrell and Kurz 2004).
  public var penalizedDeviation = 0.0
  /// Those on another machine.
  public var machineChanges = 0
  /// Pairs on one machine in both plans whose order is turned round.
  public var inversions = 0
  /// Such pairs altogether.
  public var pairs = 0
  /// Job orders that moved although they were finished, running or frozen: none, ever.
  public var frozenMoved = 0

  /// Nothing moved.
  public init() {}

  /// Inverted pairs of all.
  public var inversionShare: Double { pairs == 0 ? 0 : Double(inversions) / Double(pairs) }
  /// Share of the job orders that changed machine.
  public var reassignmentShare: Double {
    compared == 0 ? 0 : Double(machineChanges) / Double(compared)
  }
}
