import TaktModel
import TaktTestKit

/// A floor that tells what happens on it: mostly begins and ends as planned, with noise, and now and then anything else; some of it
/// late, twice, or wrong.
struct RandomStream {
  private var random: TestRandom
  private let plant: Plant
  private var count = 0
  private var sent: [ShopEvent] = []
  private var later: [ShopEvent] = []
  private var news = 0

  init(_ plant: Plant, seed: Int) {
    self.plant = plant
    random = TestRandom(seed: seed &* 17 + 3)
  }

  /// What is told at a moment, and when that is.
  mutating func next(
    after now: Instant, _ plan: [JobOrder], _ orders: [(id: String, quantity: Int)]
  ) -> (
    Instant, [ShopEvent]
  ) {
    let moment = now + 60 * below(chance(3) ? 240 : 60)
    var events: [ShopEvent] = []
    for _ in 0...below(chance(3) ? 4 : 1) {
      if let event = event(moment, plan, orders) { events.append(event) }
    }
    if !later.isEmpty, chance(2) { events.append(later.removeFirst()) }
    if chance(8), let again = sent.randomElement(using: &random) { events.append(again) }
    sent += events
    return (moment, events)
  }

  private mutating func below(_ n: Int) -> Int { Int.random(in: 0..<max(1, n), using: &random) }
  private mutating func chance(_ of: Int) -> Bool { below(of) == 0 }
  private mutating func hours(_ range: ClosedRange<Int>) -> Int {
    3600 * Int.random(in: range, using: &random)
  }

  private mutating func event(
    _ now: Instant, _ plan: [JobOrder], _ orders: [(id: String, quantity: Int)]
  )
    -> ShopEvent?
  {
    count += 1
    let line = near(now, plan)
    let isReport = !chance(3)
    let reports: [ShopEvent.Kind] = [
      .operationStarted, .operationStarted, .operationFinished, .operationFinished,
      .operationProgress, .operationPaused,
    ]
    let kind = (isReport ? reports : ShopEvent.Kind.allCases).randomElement(using: &random)
    guard let kind else { return nil }
    var time = chance(4) ? now - 60 * below(120) : now
    if isReport, let line, !chance(3) {
      // As planned, give or take a little, where that is not to come.
      let planned = kind == .operationStarted ? line.setupStart : line.end
      time = min(now, planned + 60 * (below(21) - 10))
    }
    time = max(time, plant.asOf - 3600)
    let event = ShopEvent(
      source: "/mes", id: "E\(count)", kind: kind, time: time,
      data: details(kind, now, time, line, orders), digest: "E\(count)")
    guard !chance(12) else {
      later.append(event)
      return nil
    }
    return event
  }

  /// A job order that is at work now, or was or will be soon; now and then any.
  private mutating func near(_ now: Instant, _ plan: [JobOrder]) -> JobOrder? {
    let close = plan.filter { $0.setupStart < now + 3600 && $0.end > now - 3600 }
    return (chance(6) || close.isEmpty ? plan : close).randomElement(using: &random)
  }

  private mutating func details(
    _ kind: ShopEvent.Kind, _ now: Instant, _ time: Instant, _ line: JobOrder?,
    _ orders: [(id: String, quantity: Int)]
  ) -> ShopEvent.Details {
    var d = ShopEvent.Details()
    let isUnknown = chance(20)
    let machine = isUnknown ? "nothing" : plant.resources.randomElement(using: &random)?.id
    let helper = plant.secondaries.randomElement(using: &random)?.id ?? "nobody"
    let order = chance(2) ? line?.order : orders.randomElement(using: &random)?.id
    switch kind {
    case .machineDown:
      d.resource = machine
      if chance(2) { d.until = now + hours(1...12) }
      d.resume = chance(2) ? ShopEvent.Resume.allCases.randomElement(using: &random) : nil
    case .machineUp, .machineState: d.resource = machine
    case .machineSlow:
      d.resource = machine
      d.factor = [1.25, 1.5, 2, 3].randomElement(using: &random)
      d.until = time + hours(1...12)
    case .operatorAbsent, .toolBroken:
      d.resource = helper
      if chance(2) { d.until = now + hours(1...12) }
      if helper == "CREW", chance(2) { d.count = 1 }
    case .operatorPresent, .toolAvailable: d.resource = helper
    case .maintenancePlanned, .maintenancePredicted, .calendarChanged:
      d.resource = chance(4) ? helper : machine
      d.from = now + hours(0...20)
      d.until = (d.from ?? now) + hours(1...6)
      if kind == .calendarChanged { d.works = chance(2) } else if chance(2) { d.seconds = 1800 }
    case .materialLate, .materialShort, .materialArrived:
      d.order = order
      d.until = kind == .materialArrived ? nil : now + 60 * (below(600) - 60)
    case .orderNew, .orderRush:
      news += 1
      d.order = chance(10) ? order : "NEW-\(news)"
      d.item = plant.routings.randomElement(using: &random)?.item
      d.quantity = 1 + below(10)
      d.due = now + hours(4...60)
    case .orderDueChanged:
      d.order = order
      d.due = now + hours(1...60)
    case .orderPriorityChanged:
      d.order = order
      d.weight = 1 + below(5)
    case .orderQuantityChanged, .qualityScrap:
      d.order = order
      d.quantity = 1 + below(kind == .qualityScrap ? 4 : 25)
    case .orderCancelled, .orderHeld, .orderResumed, .qualityHold, .qualityReleased:
      d.order = isUnknown ? "nobody" : order
    case .operationStarted, .operationProgress, .operationPaused, .operationFinished,
      .operationDurationChanged, .qualityRework, .planPin, .planUnpin:
      d.order = line?.order
      d.operation = isUnknown ? "99" : line?.operation
      work(kind, now, orders.first { $0.id == d.order }?.quantity ?? 1, &d)
    case .planFreeze: d.until = now + hours(0...4)
    }
    return d
  }

  private mutating func work(
    _ kind: ShopEvent.Kind, _ now: Instant, _ quantity: Int, _ d: inout ShopEvent.Details
  ) {
    if chance(6) { d.resource = plant.resources.randomElement(using: &random)?.id }
    switch kind {
    case .operationProgress:
      if chance(3) { d.seconds = 60 * below(60) } else { d.quantity = below(12) }
    // Whole minutes a piece.
    case .operationDurationChanged: d.seconds = 60 * quantity * (1 + below(6))
    case .qualityRework: d.quantity = 1 + below(4)
    case .planPin: d.from = chance(3) ? now + hours(1...8) : nil
    default: break
    }
  }
}
