import Foundation
package import TaktMetrics
package import TaktModel

/// What would help a late order, as a document and in words.
package enum ReliefDocument {
  package struct Proposal: Encodable {
    struct Step: Encodable {
      var operation: String
      var equipment: String
    }
    struct Stretch: Encodable {
      var from: String
      var to: String
    }
    /// `reroute`, `overtake` or `hours`.
    var measure: String
    /// The machine overtaken on, or who works longer.
    var id: String?
    /// The job order that is overtaken.
    var before: String?
    var hours: [Stretch]?
    var steps: [Step]?
    var sentence: String
    var completion: String
    var onTime: Bool
    var newlyLate: [String]
    var newlyOnTime: [String]
    /// Change of weighted tardiness over all orders; negative is better.
    var weightedTardinessChangeMinutes: Double
    var movedJobOrders: Int

    package init(_ p: ReliefProposal, _ plant: Plant, _ language: Language) {
      let iso = plant.zone.iso
      switch p.measure {
      case .reroute(let steps):
        measure = "reroute"
        self.steps = steps.map { Step(operation: $0.operation, equipment: $0.to) }
      case .overtake(let job, let machine): (measure, id, before) = ("overtake", machine, job)
      case .hours(let target, let stretches):
        (measure, id) = ("hours", target)
        hours = stretches.map { Stretch(from: iso($0.lowerBound), to: iso($0.upperBound)) }
      }
      sentence = ReliefDocument.sentence(p, plant, language)
      completion = plant.zone.iso(p.completion)
      onTime = p.isOnTime
      newlyLate = p.delta.newlyLate.map(\.id)
      newlyOnTime = p.delta.newlyOnTime.map(\.id)
      weightedTardinessChangeMinutes = PlanDocument.minutes(p.cost)
      movedJobOrders = p.delta.moved
    }
  }

  /// The proposal as a planner would make it.
  package static func sentence(_ p: ReliefProposal, _ plant: Plant, _ language: Language) -> String
  {
    let at = plant.zone.wall(p.completion).minuteText
    let outcome = language.pick(
      zh: p.isOnTime ? "准时（\(at) 完成）" : "提前至 \(at) 完成，仍拖期",
      en: p.isOnTime ? "On time (complete at \(at))" : "Complete at \(at), still late,")
    return language.pick(
      zh: "\(measure(p.measure, plant, .zh))：\(outcome)；\(price(p, .zh))。",
      en: "\(outcome) if \(measure(p.measure, plant, .en)); \(price(p, .en)).")
  }

  private static func measure(
    _ measure: ReliefProposal.Measure, _ plant: Plant, _ language: Language
  ) -> String {
    switch measure {
    case .reroute(let steps) where steps.isEmpty:
      return language.pick(zh: "仅重排该订单", en: "the order is planned again by itself")
    case .reroute(let steps):
      let moves = steps.map {
        language.pick(
          zh: "工序 \($0.operation) 改到 \($0.to)", en: "operation \($0.operation) goes to \($0.to)")
      }
      return moves.joined(separator: language.pick(zh: "，", en: " and "))
    case .overtake(let job, let machine):
      return language.pick(
        zh: "在 \(machine) 上排到 \(job) 之前", en: "it goes before \(job) on \(machine)")
    case .hours(let id, let stretches):
      let separator = language.pick(zh: "、", en: ", ")
      let spans = stretches.map { span($0, plant, language) }.joined(separator: separator)
      let length = stretches.reduce(0) { $0 + ($1.upperBound - $1.lowerBound) }
      let hours = PlanTables.number(Double(length) / 3600)
      return language.pick(
        zh: "\(id) 加班 \(hours) 小时（\(spans)）", en: "\(id) works \(hours) h more (\(spans))")
    }
  }

  private static func span(_ stretch: Range<Instant>, _ plant: Plant, _ language: Language)
    -> String
  {
    let (first, last) = (plant.zone.wall(stretch.lowerBound), plant.zone.wall(stretch.upperBound))
    return "\(weekday(first.date, language)) \(first.text)–\(last.text.dropFirst(11))"
  }

  private static func weekday(_ date: CivilDate, _ language: Language) -> String {
    let zh = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]
    let en = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    return language.pick(zh: zh[date.weekday], en: en[date.weekday])
  }

  /// What it costs the other orders.
  private static func price(_ p: ReliefProposal, _ language: Language) -> String {
    let late = p.delta.newlyLate
    let worse = p.delta.worse.filter { $0.lateAfter > $0.lateBefore }
    if worse.isEmpty {
      return language.pick(zh: "其他订单不受影响", en: "no other order becomes later than its due date")
    }
    let list = worse.prefix(3).map {
      "\($0.id) +\(String(format: "%.1f", Double($0.lateAfter - $0.lateBefore) / 3600)) h"
    }.joined(separator: language.pick(zh: "、", en: ", "))
    let rest = worse.count - min(3, worse.count)
    return language.pick(
      zh: "代价：\(list)\(rest > 0 ? " 等 \(worse.count) 个订单更晚" : "")，其中 \(late.count) 个由准时变为拖期",
      en:
        "it costs \(list)\(rest > 0 ? " and \(rest) more" : ""), \(late.count) of them on time until now"
    )
  }
}
