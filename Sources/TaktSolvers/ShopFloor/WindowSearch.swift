import Foundation
import TaktModel

/// What a window came to.
struct WindowResult: Sendable {
  var window: Range<Int>
  /// The stretch of the list and the modes of its operations.
  var order: [Int32]
  var mode: [Int32]
  /// From its begin to the end of its sight: whom operations hold and when their setups and runs begin.
  var units: [(slot: Int32, unit: Int32)]
  var starts: [(operation: Int32, setup: Int32, run: Int32)]
  /// Candidates it took.
  var steps: Int
  /// Whether the plan is the better for it.
  var isKept = false
}

/// One window of a plan, annealed.
extension FloorSearch {
  /// Takes over a plan and prices its delays.
  mutating func take(_ plan: FloorPlan, meanWork: Float) {
    window = 0..<sequence.operationCount
    sequence.edit.bounds = window
    sequence.load(plan)
    best = FloorPlan(sequence)
    sequence.boundary.prices = DelayPrices(sequence, meanWork: meanWork)
  }

  /// Cools a window of the plan that was taken over, which stands again afterwards.
  mutating func improve(
    _ window: Range<Int>, sight: Int, steps count: Int, heat: Double, seed: SplitMix64,
    stop: () -> Bool
  ) -> WindowResult {
    let plan = best
    self.window = window
    sequence.edit.bounds = window
    sequence.see(until: min(sequence.operationCount, window.upperBound + sight))
    random = seed
    choice = AdaptiveChoice(count: Neighbourhood.allCases.count)
    hot.removeAll(keepingCapacity: true)
    for i in window where isHot(sequence.order[i]) { hot.append(sequence.order[i]) }
    scale = nil
    let began = steps
    let scale = warmth(stop: stop)
    while steps - began < count, !stop() {
      let cooling =
        heat * pow(HeatMeasure.losses.coldest / heat, Double(steps - began) / Double(count))
      let (value, minor) = (max(1e-6, cooling * scale.value), max(1e-6, cooling * scale.minor))
      for _ in 0..<64 { step(value, minor) }
      choice.adapt()
    }
    sequence.rewind(window, to: best)
    let result = result(steps: steps - began)
    sequence.rewind(window, to: plan)
    best = plan
    return result
  }

  /// Whether an operation of a window, placed there, would save something by ending earlier.
  private func isHot(_ o: Int32) -> Bool {
    sequence.boundary.prices.isHot(o) && window.contains(Int(sequence.place(of: o)))
  }

  private func result(steps: Int) -> WindowResult {
    let stretch = Array(best.order[window])
    let state = sequence.state(of: window.lowerBound..<sequence.limit)
    return WindowResult(
      window: window, order: stretch, mode: stretch.map { best.mode[Int($0)] }, units: state.units,
      starts: state.starts, steps: steps)
  }
}
