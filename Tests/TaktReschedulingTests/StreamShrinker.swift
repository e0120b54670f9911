import TaktModel

/// Makes a case that fails smaller, as long as it fails.
struct StreamShrinker {
  /// Whether a case fails.
  let fails: (StreamCase) -> Bool
  /// Cases tried at most.
  var limit = 2000

  /// A case from which nothing more can be left out.
  func shrunk(_ test: StreamCase) -> StreamCase {
    var best = test
    var tried = 0
    func improves(_ candidate: StreamCase) -> Bool {
      tried += 1
      guard tried <= limit, candidate != best, fails(candidate) else { return false }
      best = candidate
      return true
    }
    var isSmaller = true
    while isSmaller, tried < limit {
      isSmaller = false
      // Whole stretches of deliveries first, half of all, then less.
      var length = max(1, best.deliveries.count / 2)
      while length >= 1 {
        var at = 0
        while at < best.deliveries.count {
          var less = best
          less.deliveries.removeSubrange(at..<min(at + length, best.deliveries.count))
          if improves(less) { isSmaller = true } else { at += length }
        }
        length /= 2
      }
      for d in best.deliveries.indices.reversed() {
        for e in best.deliveries[d].events.indices.reversed() {
          var less = best
          less.deliveries[d].events.remove(at: e)
          if improves(less) { isSmaller = true }
        }
      }
      for order in best.plant.orders.indices.reversed() where best.plant.orders.count > 1 {
        var less = best
        // Indices are those of the whole plant.
        let kept = (0..<(best.plant.orders.count + best.without.count)).filter {
          !best.without.contains($0)
        }
        less.without.insert(kept[order])
        if improves(less) { isSmaller = true }
      }
      if best.freeze > 0 {
        var less = best
        less.freeze = 0
        if improves(less) { isSmaller = true }
      }
    }
    return best
  }
}
