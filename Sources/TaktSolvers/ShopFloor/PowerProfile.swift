/// What is drawn at each moment, as steps: from each tick on so many watts.
struct PowerProfile {
  private struct Step {
    var tick: Int32
    var watts: Int32
  }

  private var steps = [Step(tick: .min, watts: 0)]

  /// Draws so many watts more between two ticks.
  /// - Complexity: O(log steps + steps between and behind the two)
  mutating func add(_ watts: Int32, from: Int32, to: Int32) {
    guard watts > 0, from < to else { return }
    var i = step(at: from)
    if steps[i].tick < from {
      i += 1
      steps.insert(Step(tick: from, watts: steps[i - 1].watts), at: i)
    }
    while i < steps.count, steps[i].tick < to {
      steps[i].watts += watts
      i += 1
    }
    if i == steps.count || steps[i].tick > to {
      steps.insert(Step(tick: to, watts: steps[i - 1].watts - watts), at: i)
    }
  }

  /// Until when more than so many watts are drawn for the last time between two ticks; -1 where they never are.
  /// - Complexity: O(log steps + steps between)
  func end(ofMoreThan watts: Int32, from: Int32, to: Int32) -> Int32 {
    guard from < to else { return -1 }
    var i = step(at: from)
    var result: Int32 = -1
    while i < steps.count, steps[i].tick < to {
      if steps[i].watts > watts { result = i + 1 < steps.count ? steps[i + 1].tick : .max }
      i += 1
    }
    return result
  }

  /// The last step that begins at a tick or before.
  private func step(at tick: Int32) -> Int {
    var (low, high) = (0, steps.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if steps[middle].tick <= tick { low = middle } else { high = middle }
    }
    return low
  }
}
