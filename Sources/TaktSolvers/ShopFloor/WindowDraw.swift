/// Draws the windows of a round: where late work waits for other work, and where the last windows helped.
struct WindowDraw: Sendable {
  let count: Int
  let width: Int
  private static let bucket = 128
  /// For each stretch of the list, the share of its weight that windows without success have left it.
  private var worth: [Double]

  init(operations: Int, width: Int) {
    (count, self.width) = (operations, width)
    worth = Array(repeating: 1, count: operations / Self.bucket + 1)
  }

  /// Stretches that helped are drawn more often, the others less.
  mutating func learn(_ results: [WindowResult]) {
    for result in results {
      let (first, last) = (result.window.lowerBound, result.window.upperBound - 1)
      for b in first / Self.bucket...last / Self.bucket {
        worth[b] = min(1, max(0.02, worth[b] * (result.isKept ? 1.3 : 0.6)))
      }
    }
  }

  /// As many windows as asked for, or as fit beside each other, in the order of the list.
  func draw(
    _ most: Int, _ sequence: borrowing FloorSequence, _ random: inout SplitMix64
  ) -> [Range<Int>] {
    let mass = zip(weights(sequence), worth).map { $0 * $1 }
    let sum = mass.reduce(0, +)
    var windows: [Range<Int>] = []
    for _ in 0..<4 * most where windows.count < most {
      var (bucket, at) = (0, random.unit() * sum)
      while bucket + 1 < mass.count, at >= mass[bucket] {
        at -= mass[bucket]
        bucket += 1
      }
      // Nothing is late: setups and lead time are everywhere.
      if sum <= 0 { bucket = random.below(mass.count) }
      let place = bucket * Self.bucket + random.below(Self.bucket)
      let low = max(0, min(count - width, place - random.below(width)))
      let window = low..<min(count, low + width)
      if !windows.contains(where: { $0.overlaps(window) }) { windows.append(window) }
    }
    return windows.sorted { $0.lowerBound < $1.lowerBound }
  }

  /// What late jobs cost, spread over the places at which what makes them late waits for something else.
  private func weights(_ sequence: borrowing FloorSequence) -> [Double] {
    var weights = Array(repeating: 0.0, count: worth.count)
    var places: [Int] = []
    for job in 0..<sequence.jobs.count {
      let penalty = Double(sequence.penalty(ofJob: job))
      guard penalty > 0 else { continue }
      places.removeAll(keepingCapacity: true)
      var o = sequence.lastOperation(ofJob: job)
      while o >= 0 {
        if sequence.decoder.placement[o].isHeldByMachine {
          places.append(Int(sequence.position[o]) / Self.bucket)
        }
        o = sequence.decoder.placement[o].cause
      }
      for place in places { weights[place] += penalty / Double(places.count) }
    }
    return weights
  }
}
