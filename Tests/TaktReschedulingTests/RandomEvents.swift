import TaktModel
import TaktTestKit

/// Random events for a plant: most of them make sense, some come late, twice, or name what is not there.
struct RandomEvents {
  let plant: Plant
  private var random: TestRandom
  private var count = 0
  private var sent: [ShopEvent] = []

  init(_ plant: Plant, seed: Int) {
    self.plant = plant
    random = TestRandom(seed: seed &* 17 + 3)
  }

  /// An event that is told at a moment.
  mutating func next(at now: Instant) -> ShopEvent {
    if let last = sent.randomElement(using: &random), Int.random(in: 0..<10, using: &random) == 0 {
      return last
    }
    count += 1
    let kind = ShopEvent.Kind.allCases.randomElement(using: &random) ?? .machineDown
    let delay =
      Int.random(in: 0..<5, using: &random) == 0 ? 3600 * Int.random(in: 1...8, using: &random) : 0
    let event = ShopEvent(
      source: "/mes", id: "E\(count)", kind: kind, time: now - delay, data: details(kind, now),
      digest: "\(count)")
    sent.append(event)
    return event
  }

  private mutating func hours(_ range: ClosedRange<Int>) -> Int {
    3600 * Int.random(in: range, using: &random)
  }

  private mutating func details(_ kind: ShopEvent.Kind, _ now: Instant) -> ShopEvent.Details {
    var d = ShopEvent.Details()
    let order = plant.orders.randomElement(using: &random)
    let isUnknown = Int.random(in: 0..<15, using: &random) == 0
    d.order = isUnknown ? "nobody" : order?.id
    d.operation =
      order.flatMap { plant.routings[$0.routing].operations.randomElement(using: &random)?.id }
      ?? "10"
    switch kind {
    case .machineDown, .machineUp, .machineSlow, .maintenancePlanned, .maintenancePredicted,
      .calendarChanged:
      d.order = nil
      d.operation = nil
      d.resource = isUnknown ? "nothing" : plant.resources.randomElement(using: &random)?.id
    case .operatorAbsent, .operatorPresent, .toolBroken, .toolAvailable:
      d.order = nil
      d.operation = nil
      d.resource = plant.secondaries.randomElement(using: &random)?.id ?? "nobody"
    case .orderNew, .orderRush:
      d.order = "NEW-\(count)"
      d.item = plant.routings.randomElement(using: &random)?.item
      d.due = now + hours(4...96)
    default: break
    }
    d.factor = 1 + Double(Int.random(in: 1...4, using: &random)) / 4
    d.quantity = Int.random(in: 1...20, using: &random)
    d.weight = Int.random(in: 1...5, using: &random)
    if kind == .orderDueChanged { d.due = now + hours(1...96) }
    if kind == .operationDurationChanged || kind == .planFreeze { d.seconds = hours(1...5) }
    if Bool.random(using: &random)
      || [.materialLate, .materialShort, .calendarChanged].contains(kind)
    {
      d.until = now + hours(1...30)
    }
    if [.maintenancePlanned, .maintenancePredicted, .calendarChanged].contains(kind) {
      d.from = now + hours(0...20)
      d.until = (d.from ?? now) + hours(1...6)
      d.works = Bool.random(using: &random)
    }
    if kind == .machineDown { d.resume = ShopEvent.Resume.allCases.randomElement(using: &random) }
    return d
  }
}
