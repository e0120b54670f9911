package import TaktModel

/// Working time of a plant's calendars, alone and together, in seconds after the plan's start.
package struct PlanClock {
  private let plant: Plant
  /// How far the calendars are laid out.
  package let horizon: Int32
  private var single: [WorkingTime]
  private var joint: [[Int]: WorkingTime] = [:]

  /// The clock of a plant; nothing is open after `end`.
  /// - Complexity: O(days × calendars)
  package init(_ plant: Plant, until end: Instant) {
    self.plant = plant
    let last = min(max(end - plant.asOf, 1), Problem.largestTime - 1)
    horizon = Int32(last)
    single = plant.calendars.map { calendar in
      WorkingTime(
        intervals: calendar.intervals(from: plant.asOf, to: plant.asOf + last, zone: plant.zone)
          .map { Int32($0.lowerBound - plant.asOf)..<Int32($0.upperBound - plant.asOf) })
    }
  }

  /// When a resource works together with those it holds.
  package mutating func time(ofResource resource: Int, with secondaries: [Int] = []) -> WorkingTime
  {
    let own = plant.resources[resource].calendar
    let others = secondaries.compactMap { plant.secondaries[$0].calendar }.filter { $0 != own }
    return others.isEmpty ? single[own] : time(ofCalendars: others + [own])
  }

  /// When secondary resources work together on a resource that never rests.
  package mutating func time(of secondaries: [Int]) -> WorkingTime {
    let calendars = secondaries.compactMap { plant.secondaries[$0].calendar }
    return calendars.isEmpty
      ? WorkingTime(intervals: [0..<horizon]) : time(ofCalendars: calendars)
  }

  private mutating func time(ofCalendars calendars: [Int]) -> WorkingTime {
    let key = Set(calendars).sorted()
    if let known = joint[key] { return known }
    let time = key.dropFirst().reduce(single[key[0]]) { $0.intersected(with: single[$1]) }
    joint[key] = time
    return time
  }

  /// Working seconds of a secondary resource; all of them of one that is always there.
  package func work(ofSecondary s: Int, from: Instant, to: Instant) -> Int {
    guard let calendar = plant.secondaries[s].calendar else { return to - from }
    let time = single[calendar]
    return Int(time.work(before: tick(to)) - time.work(before: tick(from)))
  }

  /// Seconds after the plan's start.
  package func tick(_ instant: Instant) -> Int32 {
    Int32(clamping: max(-Problem.largestTime, min(Problem.largestTime, instant - plant.asOf)))
  }

  /// The moment of a tick.
  package func instant(_ tick: Int32) -> Instant { plant.asOf + Int(tick) }
}
