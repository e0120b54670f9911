import Foundation
import TaktModel

/// The fields of one CloudEvent: which it must have, under which names, and what is wrong with those it has.
struct EventFields {
  /// What is wrong with an event.
  struct Fault {
    var field: String
    var value: String?
    var zh: String
    var en: String
  }

  private let object: [String: Any]
  private let data: [String: Any]
  private let subject: String?
  private let zone: PlantZone
  private(set) var fault: Fault?

  init(_ object: [String: Any], zone: PlantZone) {
    self.object = object
    data = (object["data"] as? [String: Any]) ?? [:]
    subject = object["subject"] as? String
    self.zone = zone
  }

  /// The event; nil where ``fault`` says why not.
  mutating func event() -> ShopEvent? {
    if let version = object["specversion"], version as? String != "1.0" {
      return fail("specversion", version, zh: "应为 1.0", en: "must be 1.0")
    }
    if let raw = object["data"], !(raw is [String: Any]) {
      return fail("data", raw, zh: "应为 JSON 对象", en: "must be a JSON object")
    }
    guard let source = required("source"), let id = required("id"), let type = required("type")
    else { return nil }
    guard let kind = Self.kind(type) else {
      return fail("type", type, zh: "不是已知的事件类型", en: "is no event type we know")
    }
    guard let at = object["time"] ?? data["at"] else {
      return fail("time", nil, zh: "缺少事件时间", en: "is missing")
    }
    guard let time = instant(at) else {
      return fail("time", at, zh: "不是有效的时间", en: "is no time")
    }
    guard let details = details(kind) else { return nil }
    return ShopEvent(source: source, id: id, kind: kind, time: time, data: details)
  }

  /// The kind a type's name ends in, whatever stands before it, and a version behind it.
  static func kind(_ type: String) -> ShopEvent.Kind? {
    var parts = type.lowercased().split(separator: ".")
    if let last = parts.last, last.first == "v", last.dropFirst().allSatisfy(\.isNumber),
      last.count > 1
    {
      parts.removeLast()
    }
    guard parts.count >= 2 else { return nil }
    return ShopEvent.Kind(rawValue: parts.suffix(2).joined(separator: "."))
  }

  // MARK: Data

  private mutating func details(_ kind: ShopEvent.Kind) -> ShopEvent.Details? {
    var d = ShopEvent.Details()
    d.reason = text("reason")
    d.resource = text(
      "machine", "resource", "equipment", "person", "operator", "skill", "tool", "mould")
    d.order = text("order")
    d.operation = text("op", "operation")
    d.item = text("item", "routing", "material")
    takeSubject(kind, &d)
    d.quantity = number("qty", "quantity", "new_qty", "good")
    d.scrap = number("scrap")
    d.weight = number("weight", "new_weight")
    d.count = number("count")
    d.seconds = seconds()
    d.from = moment("from", "start", "at")
    d.until = moment("expected_up", "expectedUp", "until", "to", "end", "eta")
    d.due = moment("due", "new_due", "newDue")
    d.release = moment("release", "earliest")
    if let window = data["window"] as? [Any], window.count == 2 {
      d.from = instant(window[0])
      d.until = instant(window[1])
    }
    takeNew(kind, &d)
    if let raw = data["factor"] {
      guard let factor = (raw as? NSNumber)?.doubleValue, factor > 0, factor <= 1000 else {
        return fail("data.factor", raw, zh: "应为 0 到 1000 之间的数", en: "must be a number up to 1000")
      }
      d.factor = factor
    }
    if let raw = data["resume"] {
      guard let resume = (raw as? String).flatMap(ShopEvent.Resume.init) else {
        return fail(
          "data.resume", raw, zh: "应为 continue、restart 或 scrap",
          en: "must be continue, restart or scrap")
      }
      d.resume = resume
    }
    if let works = data["works"] ?? data["available"] { d.works = (works as? NSNumber)?.boolValue }
    guard fault == nil else { return nil }
    return complete(kind, d)
  }

  /// Where the data do not name what the event is about, its subject does.
  private func takeSubject(_ kind: ShopEvent.Kind, _ d: inout ShopEvent.Details) {
    guard let subject, !subject.isEmpty else { return }
    switch kind {
    case .machineDown, .machineUp, .machineSlow, .machineState, .operatorAbsent, .operatorPresent,
      .toolBroken,
      .toolAvailable, .maintenancePlanned, .maintenancePredicted, .calendarChanged:
      d.resource = d.resource ?? subject
    case .materialLate, .materialShort, .materialArrived:
      if d.order == nil { d.item = d.item ?? subject }
    case .operationStarted, .operationProgress, .operationPaused, .operationFinished,
      .operationDurationChanged, .planPin, .planUnpin, .qualityRework, .qualityScrap, .qualityHold,
      .qualityReleased:
      takeJobOrder(subject, &d)
    case .planFreeze: break
    default: d.order = d.order ?? subject
    }
    // An operation may be named as a job order, order and number in one.
    if let operation = d.operation, d.order == nil { takeJobOrder(operation, &d) }
  }

  private func takeJobOrder(_ id: String, _ d: inout ShopEvent.Details) {
    let slash = id.lastIndex(of: "/")
    if d.order == nil { d.order = slash.map { String(id[..<$0]) } ?? id }
    if let slash, d.operation == nil || d.operation == id {
      d.operation = String(id[id.index(after: slash)...])
    }
  }

  /// `new` means what the kind is about.
  private mutating func takeNew(_ kind: ShopEvent.Kind, _ d: inout ShopEvent.Details) {
    guard let new = data["new"] else { return }
    switch kind {
    case .orderDueChanged:
      d.due = instant(new)
      if d.due == nil { d.due = fail("data.new", new, zh: "不是有效的时间", en: "is no time") }
    case .orderPriorityChanged: d.weight = number("new")
    case .orderQuantityChanged: d.quantity = number("new")
    case .operationDurationChanged: d.seconds = number("new").map { $0 * 60 }
    default: break
    }
  }

  /// Sees that a kind has what it cannot do without.
  private mutating func complete(_ kind: ShopEvent.Kind, _ d: ShopEvent.Details)
    -> ShopEvent.Details?
  {
    func needs(_ isThere: Bool, _ field: String) -> Bool {
      if !isThere, fault == nil {
        fault = Fault(field: "data.\(field)", value: nil, zh: "缺少", en: "is missing")
      }
      return isThere
    }
    let hasOperation = { d.order != nil && d.operation != nil }
    let isWhole: Bool
    switch kind {
    case .machineDown, .machineUp, .machineState: isWhole = needs(d.resource != nil, "machine")
    case .machineSlow:
      isWhole = needs(d.resource != nil, "machine") && needs(d.factor != nil, "factor")
    case .operatorAbsent, .operatorPresent: isWhole = needs(d.resource != nil, "person")
    case .toolBroken, .toolAvailable: isWhole = needs(d.resource != nil, "tool")
    case .materialLate, .materialShort:
      isWhole = needs(d.order != nil || d.item != nil, "order") && needs(d.until != nil, "eta")
    case .materialArrived: isWhole = needs(d.order != nil || d.item != nil, "order")
    case .maintenancePlanned, .maintenancePredicted:
      isWhole =
        needs(d.resource != nil, "machine") && needs(d.from != nil, "window")
        && needs(d.until != nil || d.seconds != nil, "duration")
    case .calendarChanged:
      isWhole =
        needs(d.resource != nil, "resource") && needs(d.from != nil, "from")
        && needs(d.until != nil, "to")
    case .orderRush, .orderNew:
      isWhole =
        needs(d.order != nil, "order") && needs(d.item != nil, "routing")
        && needs(d.due != nil, "due")
    case .orderCancelled, .orderHeld, .orderResumed: isWhole = needs(d.order != nil, "order")
    case .orderDueChanged: isWhole = needs(d.order != nil, "order") && needs(d.due != nil, "new")
    case .orderPriorityChanged:
      isWhole = needs(d.order != nil, "order") && needs(d.weight != nil, "new")
    case .orderQuantityChanged:
      isWhole = needs(d.order != nil, "order") && needs(d.quantity != nil, "new")
    case .operationStarted, .operationProgress, .operationPaused, .operationFinished, .planPin,
      .planUnpin:
      isWhole = needs(d.order != nil, "order") && needs(d.operation != nil, "op")
    case .operationDurationChanged:
      isWhole = needs(hasOperation(), "op") && needs(d.seconds != nil, "duration")
    case .qualityScrap:
      isWhole = needs(d.order != nil, "order") && needs(d.quantity ?? d.scrap != nil, "qty")
    case .qualityRework: isWhole = needs(hasOperation(), "op")
    case .qualityHold, .qualityReleased: isWhole = needs(d.order != nil, "order")
    case .planFreeze: isWhole = needs(d.until != nil || d.seconds != nil, "until")
    }
    return isWhole ? d : nil
  }

  // MARK: Values

  private mutating func fail<T>(_ field: String, _ value: Any?, zh: String, en: String) -> T? {
    if fault == nil { fault = Fault(field: field, value: value.map { "\($0)" }, zh: zh, en: en) }
    return nil
  }

  private mutating func required(_ field: String) -> String? {
    guard let value = object[field] else { return fail(field, nil, zh: "缺少", en: "is missing") }
    guard let text = value as? String, !text.isEmpty, text.utf8.count <= 1000 else {
      return fail(field, value, zh: "应为文本", en: "must be text")
    }
    return text
  }

  private mutating func text(_ names: String...) -> String? {
    for name in names {
      guard let value = data[name], !(value is NSNull) else { continue }
      if let text = value as? String { return text.isEmpty ? nil : text }
      if let number = value as? NSNumber { return number.stringValue }
      return fail("data.\(name)", value, zh: "应为文本", en: "must be text")
    }
    return nil
  }

  private mutating func number(_ names: String...) -> Int? {
    for name in names {
      guard let value = data[name], !(value is NSNull) else { continue }
      let number = (value as? NSNumber)?.doubleValue ?? (value as? String).flatMap(Double.init)
      guard let number, number >= 0, number <= 1e9, number == number.rounded() else {
        return fail(
          "data.\(name)", value, zh: "应为不小于 0 的整数", en: "must be a whole number, 0 or more")
      }
      return Int(number)
    }
    return nil
  }

  /// Durations: in seconds, minutes or hours by the name's ending; minutes where it has none.
  private mutating func seconds() -> Int? {
    let units = [
      ("_s", 1.0), ("_seconds", 1), ("_min", 60), ("_minutes", 60), ("_h", 3600), ("", 60),
    ]
    for name in ["remaining", "duration"] {
      for (suffix, unit) in units {
        guard let value = data[name + suffix], !(value is NSNull) else { continue }
        guard let number = (value as? NSNumber)?.doubleValue, number >= 0, number * unit <= 1e8
        else {
          return fail("data.\(name + suffix)", value, zh: "应为时长", en: "must be a duration")
        }
        return Int((number * unit).rounded())
      }
    }
    return nil
  }

  private mutating func moment(_ names: String...) -> Instant? {
    for name in names {
      guard let value = data[name], !(value is NSNull) else { continue }
      guard let instant = instant(value) else {
        return fail("data.\(name)", value, zh: "不是有效的时间", en: "is no time")
      }
      return instant
    }
    return nil
  }

  /// A time with a zone, or on the plant's clocks.
  private func instant(_ value: Any) -> Instant? {
    guard let text = value as? String, text.utf8.count <= 40, text.contains(where: { $0 == "-" })
    else { return nil }
    switch DateText.read(text, year: nil) {
    case .instant(let instant): return instant
    case .wall(let wall): return zone.instant(wall)
    case .day(let date): return zone.instant(WallTime(date: date, second: 0))
    case .some(.none), nil: return nil
    }
  }
}
