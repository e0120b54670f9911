import TaktModel

/// What the lines of a plan draw together, above what idle machines do, under a power limit: who waits for whom to draw less.
struct PlanPower {
  private struct Draw {
    var from: Instant
    var to: Instant
    var watts: Int
    var line: Int
  }

  private let limit: Int
  private let index: PlanIndex
  /// By when they begin.
  private let draws: [Draw]
  /// The longest of them, in seconds.
  private let longest: Int

  /// For a valid plan; nil where there is no limit.
  /// - Complexity: O(n log n), n = lines and the breaks in them
  init?(_ index: PlanIndex, until end: Instant) {
    guard let limit = index.plant.powerForWork else { return nil }
    (self.limit, self.index) = (limit, index)
    var draws: [Draw] = []
    let first = index.plan.reduce(index.plant.asOf) { min($0, $1.setupStart) }
    for (r, lines) in index.byResource.enumerated() where !index.plant.resources[r].isUnlimited {
      let open = index.plant.workingIntervals(ofResource: r, from: first, to: end)
      for i in lines where !index.joins[i] {
        guard let own = Self.watts(i, index) else { continue }
        let job = index.plan[i]
        for (watts, span) in [
          (own.setup, job.setupStart..<max(job.setupStart, job.start)),
          (own.run, job.start..<max(job.start, job.end)),
        ] where watts > 0 && !span.isEmpty {
          for stretch in open.stretches(in: span) {
            draws.append(
              Draw(from: stretch.lowerBound, to: stretch.upperBound, watts: watts, line: i))
          }
        }
      }
    }
    self.draws = draws.sorted { ($0.from, $0.line) < ($1.from, $1.line) }
    longest = draws.reduce(0) { max($0, $1.to - $1.from) }
  }

  private static func watts(_ i: Int, _ index: PlanIndex) -> (setup: Int, run: Int)? {
    let resource = index.resourceOf[i]
    guard index.orderOf[i] >= 0, resource >= 0,
      let alternative = index.operation(i).alternatives.first(where: { $0.resource == resource })
    else { return nil }
    return index.plant.powerAboveIdle(alternative)
  }

  /// When there was power enough for a line to run, or to be set up, and the line whose end brought it; nil where it did not wait for that.
  /// - Complexity: O(log n + lines under way)
  func freed(for i: Int) -> (at: Instant, by: Int)? {
    guard let own = Self.watts(i, index) else { return nil }
    let job = index.plan[i]
    return freed(own.run, job.start, but: i) ?? freed(own.setup, job.setupStart, but: i)
  }

  private func freed(_ watts: Int, _ moment: Instant, but i: Int) -> (at: Instant, by: Int)? {
    guard watts > 0 else { return nil }
    var (low, high) = (0, draws.count)
    while low < high {
      let middle = (low + high) / 2
      if draws[middle].from + longest < moment { low = middle + 1 } else { high = middle }
    }
    var (sum, last) = (watts, -1)
    while low < draws.count, draws[low].from < moment {
      let draw = draws[low]
      if draw.to >= moment, draw.line != i {
        sum += draw.watts
        if draw.to == moment { last = draw.line }
      }
      low += 1
    }
    return sum > limit && last >= 0 ? (moment, last) : nil
  }
}
