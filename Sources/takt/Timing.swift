import TaktRescheduling

/// What took how long, in milliseconds.
enum Timing {
  static func milliseconds(
    loaded: Duration, answer: Rescheduler.Answer, since start: ContinuousClock.Instant
  ) -> [String: Double] {
    let ms = { (seconds: Double) in (seconds * 10_000).rounded() / 10 }
    var result = [
      "load": ms(loaded / .seconds(1)), "total": ms(start.duration(to: .now) / .seconds(1)),
    ]
    if let shifted = answer.steps.first { result["rightShift"] = ms(shifted.seconds) }
    if let best = answer.steps.last { result["solve"] = ms(best.seconds) }
    return result
  }
}
