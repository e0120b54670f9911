import TaktModel

/// Shaving (Martin and Shmoys 1996; Carlier and Pinson 1994): assume one thing, propagate, and where that is a contradiction keep
/// its opposite.
extension RefutationSearch {
  /// Tries both orders of every open pair and both ends of every window, round after round while that brings something.
  ///
  /// The ratings of all pairs are the better for it.
  /// - Returns: false for a contradiction: no schedule meets the target.
  mutating func shave(stop: () -> Bool) -> Bool {
    var hasChanged = true
    while hasChanged, !stop() {
      hasChanged = false
      for p in 0..<pairs.count {
        if stop() { return true }
        let literal = pairs[p]
        for tried in [literal, network.literals.opposite[literal]] {
          guard network.isOpen(tried) else { continue }
          if holds(tried) { continue }
          hasChanged = true
          network.assume(network.literals.opposite[tried])
          guard propagate() else { return false }
        }
      }
      for o in 0..<Int32(network.operationCount) {
        switch shaveModes(o) {
        case .none: return false
        case .some(let isFewer): hasChanged = hasChanged || isFewer
        }
        for direction in 0...1 {
          if stop() { return true }
          switch shaveWindow(o, direction) {
          case .none: return false
          case .some(let isShorter): hasChanged = hasChanged || isShorter
          }
        }
      }
    }
    return true
  }

  /// Whether an order survives propagation.
  private mutating func holds(_ literal: Int32) -> Bool {
    network.push()
    defer { network.backtrack() }
    return attempt(literal)
  }

  /// Drops the modes that are refuted.
  /// - Returns: whether some were; nil for a contradiction.
  private mutating func shaveModes(_ o: Int32) -> Bool? {
    guard network.mode(o) < 0 else { return false }
    var isFewer = false
    for k in network.problem.modes(of: Int(o)) where network.allows(mode: k) && network.mode(o) < 0
    {
      network.push()
      network.choose(mode: Int32(k), of: o)
      let holds = propagate()
      network.backtrack()
      if holds { continue }
      isFewer = true
      network.drop(mode: k, of: o)
      guard propagate() else { return nil }
    }
    return isFewer
  }

  /// Cuts off as much of the beginning of a window as is refuted.
  /// - Returns: whether something was; nil for a contradiction.
  private mutating func shaveWindow(_ o: Int32, _ direction: Int) -> Bool? {
    // With machines to choose from, an end says nothing of a start: the longer modes begin earlier.
    guard network.mode(o) >= 0, network.work(o) > 0 else { return false }
    var isShorter = false
    var width = (network.end(o) - network.head(o) - network.work(o)) / 4
    while width > 0 {
      let begin = network.bound(direction, o)
      if begin + network.work(o) + width >= -network.bound(1 - direction, o) { break }
      network.push()
      network.raise(1 - direction, o, to: -(begin + network.work(o) + width))
      let holds = propagate()
      network.backtrack()
      if holds {
        width /= 4
      } else {
        isShorter = true
        network.raise(direction, o, to: begin + width + 1)
        guard propagate() else { return nil }
      }
    }
    return isShorter
  }
}
