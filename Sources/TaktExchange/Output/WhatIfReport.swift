import Foundation
package import TaktMetrics
package import TaktModel

/// Two plans side by side: figures, and the orders that gain and lose.
package struct WhatIfReport {
  private struct Change: Encodable {
    var id: String
    var before: String
    var after: String
    var lateBeforeMinutes: Double
    var lateAfterMinutes: Double
  }
  private struct Document: Encodable {
    var schemaVersion = "1"
    var plan: String
    var changes: [String]
    var before: [String: Double]
    var after: [String: Double]
    var better: [Change]
    var worse: [Change]
    var newlyLate: [String]
    var newlyOnTime: [String]
    var added: [String]
    var removed: [String]
    var movedJobOrders: Int
  }

  private let plan: String
  private let changes: [String]
  private let before: PlanFigures
  private let after: PlanFigures
  private let delta: PlanDelta
  private let zone: PlantZone
  private let language: Language

  package init(
    plan: String, changes: [String], before: PlanFigures, after: PlanFigures, delta: PlanDelta,
    zone: PlantZone, language: Language
  ) {
    (self.plan, self.changes, self.before, self.after) = (plan, changes, before, after)
    (self.delta, self.zone, self.language) = (delta, zone, language)
  }

  package func json() throws -> [UInt8] {
    let change = { (c: PlanDelta.Change) in
      Change(
        id: c.id, before: zone.iso(c.before), after: zone.iso(c.after),
        lateBeforeMinutes: PlanDocument.minutes(c.lateBefore),
        lateAfterMinutes: PlanDocument.minutes(c.lateAfter))
    }
    return try JSONText.encode(
      Document(
        plan: plan, changes: changes, before: PlanDocument.metrics(before),
        after: PlanDocument.metrics(after), better: delta.better.map(change),
        worse: delta.worse.map(change), newlyLate: delta.newlyLate.map(\.id),
        newlyOnTime: delta.newlyOnTime.map(\.id), added: delta.added, removed: delta.removed,
        movedJobOrders: delta.moved))
  }

  package func text(most: Int) -> String {
    var lines = [word("假设：", "What if: ") + changes.joined(separator: word("；", "; ")), ""]
    var table = MarkdownTable([
      word("指标", "figure"), word("现状", "as it is"), word("假设", "changed"), word("变化", "change"),
    ])
    let (old, new) = (TrialFigures(before), TrialFigures(after))
    for row in TrialFigures.rows(language) {
      let (a, b) = (row.value(old), row.value(new))
      table.row([row.name, a, b, difference(a, b)])
    }
    table.row([
      word("准时交付率", "on-time delivery"), percent(before.onTimeRate), percent(after.onTimeRate),
      signed((after.onTimeRate - before.onTimeRate) * 100) + "%",
    ])
    lines += table.lines + [""]
    lines.append(
      word(
        "\(delta.better.count) 个订单提前，\(delta.worse.count) 个推后；\(delta.newlyOnTime.count) 个由拖期变为准时，"
          + "\(delta.newlyLate.count) 个由准时变为拖期；移动 \(delta.moved) 道工序。",
        "\(delta.better.count) orders are complete earlier, \(delta.worse.count) later; "
          + "\(delta.newlyOnTime.count) late ones are on time, \(delta.newlyLate.count) become late; "
          + "\(delta.moved) job orders move."))
    lines += list(word("提前最多", "Gain most"), delta.better, most)
    lines += list(word("推后最多", "Lose most"), delta.worse, most)
    return lines.joined(separator: "\n") + "\n"
  }

  private func list(_ title: String, _ changes: [PlanDelta.Change], _ most: Int) -> [String] {
    guard !changes.isEmpty else { return [] }
    var table = MarkdownTable([
      title, word("原完成", "before"), word("新完成", "after"), word("原拖期 (h)", "late before (h)"),
      word("新拖期 (h)", "late after (h)"),
    ])
    for c in changes.prefix(most) {
      table.row([
        c.id, zone.wall(c.before).minuteText, zone.wall(c.after).minuteText, hours(c.lateBefore),
        hours(c.lateAfter),
      ])
    }
    return [""] + table.lines
  }

  private func difference(_ a: String, _ b: String) -> String {
    guard let x = Double(a), let y = Double(b) else { return "" }
    return signed(y - x)
  }

  private func signed(_ value: Double) -> String {
    let text = PlanTables.number(value)
    return value > 0 ? "+" + text : text
  }

  private func word(_ zh: String, _ en: String) -> String { language.pick(zh: zh, en: en) }
  private func percent(_ share: Double) -> String { String(format: "%.1f%%", share * 100) }
  private func hours(_ seconds: Int) -> String { String(format: "%.1f", Double(seconds) / 3600) }
}
