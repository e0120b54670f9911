package import TaktModel

/// Working time of a plant's resources, alone and together, in seconds after the plan's start.
///
/// An object: what has been worked out once is known to all copies of whoever asks.
package final class PlanClock {
  private let plant: Plant
  /// How far the calendars are laid out.
  package let horizon: Int32
  /// Working times by number: the plant's calendars, and behind them one of its own for each resource and then each secondary
  /// resource whose calendar is changed.
  private var single: [Int: WorkingTime] = [:]
  private var joint: [[Int]: WorkingTime] = [:]

  /// The clock of a plant; nothing is open after `end`.
  /// - Complexity: O(days × calendars)
  package init(_ plant: Plant, until end: Instant) {
    self.plant = plant
    let last = min(max(end - plant.asOf, 1), Problem.largestTime - 1)
    horizon = Int32(last)
    let (from, to) = (plant.asOf, plant.asOf + last)
    let time = { (intervals: [Range<Instant>]) in
      WorkingTime(
        intervals: intervals.map { Int32($0.lowerBound - from)..<Int32($0.upperBound - from) })
    }
    for (c, calendar) in plant.calendars.enumerated() {
      single[c] = time(calendar.intervals(from: from, to: to, zone: plant.zone))
    }
    for (r, resource) in plant.resources.enumerated() where !resource.changes.isEmpty {
      single[number(ofResource: r)] = time(
        plant.workingIntervals(ofResource: r, from: from, to: to))
    }
    for (s, secondary) in plant.secondaries.enumerated() where !secondary.changes.isEmpty {
      single[plant.calendars.count + plant.resources.count + s] =
        time(plant.workingIntervals(ofSecondary: s, from: from, to: to))
    }
  }

  private func number(ofResource r: Int) -> Int {
    plant.resources[r].changes.isEmpty ? plant.resources[r].calendar : plant.calendars.count + r
  }

  private func number(ofSecondary s: Int) -> Int? {
    plant.secondaries[s].changes.isEmpty
      ? plant.secondaries[s].calendar : plant.calendars.count + plant.resources.count + s
  }

  /// When a resource works together with those it holds.
  package func time(ofResource resource: Int, with secondaries: [Int] = []) -> WorkingTime {
    time(ofNumbers: [number(ofResource: resource)] + secondaries.compactMap(number(ofSecondary:)))
  }

  /// When secondary resources work together on a resource that never rests.
  package func time(of secondaries: [Int]) -> WorkingTime {
    let numbers = secondaries.compactMap(number(ofSecondary:))
    return numbers.isEmpty ? WorkingTime(intervals: [0..<horizon]) : time(ofNumbers: numbers)
  }

  private func time(ofNumbers numbers: [Int]) -> WorkingTime {
    let own = numbers[0]
    if numbers.allSatisfy({ $0 == own }) { return single[own] ?? WorkingTime(intervals: []) }
    // Two or three, mostly: a set would take longer.
    let sorted = numbers.sorted()
    let key = sorted.indices.filter { $0 == 0 || sorted[$0] != sorted[$0 - 1] }.map { sorted[$0] }
    if let known = joint[key] { return known }
    let times = key.compactMap { single[$0] }
    let time = times.dropFirst().reduce(times[0]) { $0.intersected(with: $1) }
    joint[key] = time
    return time
  }

  /// Working seconds of a secondary resource; all of them of one that is always there.
  package func work(ofSecondary s: Int, from: Instant, to: Instant) -> Int {
    guard let number = number(ofSecondary: s), let time = single[number] else { return to - from }
    return Int(time.work(before: tick(to)) - time.work(before: tick(from)))
  }

  /// Seconds after the plan's start.
  package func tick(_ instant: Instant) -> Int32 {
    Int32(clamping: max(-Problem.largestTime, min(Problem.largestTime, instant - plant.asOf)))
  }

  /// The moment of a tick.
  package func instant(_ tick: Int32) -> Instant { plant.asOf + Int(tick) }
}
