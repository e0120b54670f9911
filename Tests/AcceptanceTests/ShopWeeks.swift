import Foundation
import TaktModel
import TaktTestKit

/// Two weeks of a shop floor's life as events: some machines report begins and ends as planned give or take, and things go wrong.
///
/// What is told follows the plan in force; some of it comes late, twice, out of order, or broken. The same seed and the same plans
/// make the same events.
struct ShopWeeks {
  /// A line of the plan in force, as its document has it.
  typealias Line = PlanResult.JobOrder

  /// An event, and what it is about.
  struct Told {
    var id: String
    var kind: ShopEvent.Kind
    /// The job order or order it names.
    var about: String?
    var json: String
  }

  private var random: TestRandom
  private var now: Int
  private var count = 0
  private var sent: [Told] = []
  private var late: [(at: Int, event: Told)] = []
  private var begun: [String: Int] = [:]
  private var finished: Set<String> = []
  private var down: [String] = []
  private var held: [String] = []
  /// Machines whose terminals report.
  private let reporting: Set<String>

  init(_ plan: [Line], seed: Int) {
    random = TestRandom(seed: seed)
    now = Self.seconds(plan.map(\.setupStart).min() ?? "")
    let machines = Set(plan.map(\.equipment)).sorted()
    reporting = Set(machines.enumerated().filter { $0.offset % 4 == 0 }.map(\.element))
  }

  /// What is told next.
  mutating func next(_ plan: [Line]) -> Told {
    // Two weeks in five hundred steps.
    now += 60 * Int.random(in: 10...70, using: &random)
    if let first = late.first, first.at <= count {
      return late.removeFirst().event
    }
    if chance(16), let again = sent.randomElement(using: &random) { return again }
    let event = make(plan)
    sent.append(event)
    guard chance(10) else { return event }
    // It is told later; something else happens meanwhile.
    late.append((count + below(6), event))
    let other = make(plan)
    sent.append(other)
    return other
  }

  private mutating func below(_ n: Int) -> Int { Int.random(in: 0..<n, using: &random) }
  private mutating func chance(_ of: Int) -> Bool { below(of) == 0 }

  private static func seconds(_ iso: String) -> Int {
    // 2026-01-05T08:00:00+08:00
    let numbers = iso.split { !$0.isNumber }.compactMap { Int($0) }
    guard numbers.count >= 6,
      let date = CivilDate(year: numbers[0], month: numbers[1], day: numbers[2])
    else { return 0 }
    let second = numbers[3] * 3600 + numbers[4] * 60 + numbers[5]
    return PlantZone.shanghai.instant(WallTime(date: date, second: second)).seconds
  }

  private func iso(_ seconds: Int) -> String {
    PlantZone.shanghai.iso(Instant(seconds: seconds))
  }

  private mutating func later(_ hours: ClosedRange<Int>) -> String {
    "\"\(iso(now + 3600 * Int.random(in: hours, using: &random)))\""
  }

  private mutating func event(
    _ kind: ShopEvent.Kind, _ about: String?, _ data: [(String, String)] = [], at time: Int? = nil
  ) -> Told {
    count += 1
    let id = "E\(count)"
    let subject = about.map { #","subject":"\#($0)""# } ?? ""
    let fields = data.map { #""\#($0)":\#($1)"# }.joined(separator: ",")
    return Told(
      id: id, kind: kind, about: about,
      json: #"{"specversion":"1.0","id":"\#(id)","source":"/mes/site01","type":"cn.example.mes."#
        + #"\#(kind.rawValue).v1","time":"\#(iso(min(now, time ?? now)))"\#(subject),"data":{\#(fields)}}"#
    )
  }

  private mutating func make(_ plan: [Line]) -> Told {
    if !chance(3), let report = report(plan) { return report }
    return trouble(plan)
  }

  // MARK: Reports

  private mutating func report(_ plan: [Line]) -> Told? {
    let own = plan.filter { reporting.contains($0.equipment) }
    let ending = own.filter {
      begun[$0.id] != nil && !finished.contains($0.id) && Self.seconds($0.end) <= now + 600
    }
    if let line = ending.first {
      finished.insert(line.id)
      let time = max((begun[line.id] ?? 0) + 60, Self.seconds(line.end) + 60 * (below(21) - 10))
      return event(.operationFinished, line.id, at: time)
    }
    let beginning = own.filter {
      begun[$0.id] == nil && Self.seconds($0.setupStart) <= now && $0.status != "completed"
    }
    if let line = beginning.first {
      let time = min(now, Self.seconds(line.setupStart) + 60 * (below(21) - 5))
      begun[line.id] = time
      let data = chance(3) ? [("machine", "\"\(line.equipment)\"")] : []
      return event(.operationStarted, line.id, data, at: time)
    }
    let going = own.filter { begun[$0.id] != nil && !finished.contains($0.id) }
    guard let line = going.randomElement(using: &random) else { return nil }
    if chance(3) {
      begun[line.id] = nil
      return event(.operationPaused, line.id)
    }
    return event(.operationProgress, line.id, [("remaining_min", "\(10 + below(120))")])
  }

  // MARK: Everything else

  private mutating func trouble(_ plan: [Line]) -> Told {
    let coming = plan.filter { $0.status == "proposed" || $0.status == "released" }
    guard let line = (coming.isEmpty ? plan : coming).prefix(300).randomElement(using: &random)
    else { return event(.machineState, "LATHE-01") }
    let machine = line.equipment
    switch below(26) {
    case 0, 1, 2:
      down.append(machine)
      var data = [("reason", "\"主轴报警\"")]
      if !chance(3) { data.append(("expected_up", later(1...8))) }
      if chance(3) { data.append(("resume", chance(2) ? "\"restart\"" : "\"scrap\"")) }
      return event(.machineDown, machine, data)
    case 3, 4:
      guard !down.isEmpty else { return event(.machineUp, machine) }
      return event(.machineUp, down.removeFirst())
    case 5: return event(.machineSlow, machine, [("factor", "1.25"), ("until", later(2...8))])
    case 6, 7:
      return event(
        .orderRush, "RUSH-\(count)",
        [("routing", "\"P-1001\""), ("qty", "\(1 + below(30))"), ("due", later(24...96))])
    case 8:
      return event(
        .orderNew, "NEW-\(count)",
        [("routing", "\"P-1001\""), ("qty", "\(1 + below(60))"), ("due", later(100...300))])
    case 9: return event(.orderCancelled, line.order)
    case 10:
      held.append(line.order)
      return event(chance(2) ? .orderHeld : .qualityHold, line.order)
    case 11:
      guard !held.isEmpty else { return event(.orderResumed, line.order) }
      return event(chance(2) ? .orderResumed : .qualityReleased, held.removeFirst())
    case 12, 13: return event(.orderDueChanged, line.order, [("new", later(12...240))])
    case 14: return event(.orderPriorityChanged, line.order, [("new", "\(1 + below(5))")])
    case 15: return event(.orderQuantityChanged, line.order, [("new", "\(5 + below(60))")])
    case 16: return event(.qualityScrap, line.order, [("qty", "\(1 + below(3))")])
    case 17:
      let done = plan.filter { $0.status == "completed" }.suffix(50)
      return event(
        .qualityRework, (done.randomElement(using: &random) ?? line).id, [("qty", "1")])
    case 18: return event(chance(3) ? .planUnpin : .planPin, line.id)
    case 19: return event(.planFreeze, nil, [("until", later(1...4))])
    case 20:
      return event(.materialLate, nil, [("order", "\"\(line.order)\""), ("eta", later(4...60))])
    case 21: return event(.materialArrived, nil, [("order", "\"\(line.order)\"")])
    case 22:
      return event(
        .maintenancePlanned, machine, [("from", later(2...20)), ("until", later(21...30))])
    case 23:
      return event(
        .calendarChanged, machine,
        [("from", later(2...20)), ("to", later(21...30)), ("works", chance(2) ? "true" : "false")])
    case 24:
      return event(.operationDurationChanged, line.id, [("duration_min", "\(20 + below(120))")])
    default: return broken(line)
    }
  }

  /// What cannot be: names there are not, fields that are missing, times far off.
  private mutating func broken(_ line: Line) -> Told {
    switch below(5) {
    case 0: return event(.machineDown, "LATHE-99")
    case 1: return event(.operatorAbsent, "nobody")
    case 2: return event(.orderRush, "RUSH-\(count)", [("qty", "5")])
    case 3: return event(.operationStarted, line.id, at: now - 900 * 86_400)
    default: return event(.operationFinished, "\(line.order)/999")
    }
  }
}
