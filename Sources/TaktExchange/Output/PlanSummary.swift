import Foundation
import TaktMetrics
package import TaktModel

/// The plan in a screenful, for the terminal.
package struct PlanSummary {
  package var tables: PlanTables
  package var status: String
  /// What was minimised, in order of importance, in seconds, weighted seconds or orders.
  package var values: [(criterion: Criterion, value: Int)]
  /// A lower bound for the first of them.
  package var bound: Int?
  package var bestRule: (name: String, value: Int)?
  package var foundBy: String
  package var notes: [String]

  package init(
    tables: PlanTables, status: String, values: [(criterion: Criterion, value: Int)], bound: Int?,
    bestRule: (name: String, value: Int)?, foundBy: String, notes: [String]
  ) {
    self.tables = tables
    self.status = status
    self.values = values
    self.bound = bound
    self.bestRule = bestRule
    self.foundBy = foundBy
    self.notes = notes
  }

  package var text: String {
    let (f, zh) = (tables.figures, tables.language == .zh)
    let plant = tables.plant
    var lines = [
      zh
        ? "计划已校验：\(plant.orders.count) 个订单，\(tables.plan.count) 道工序，\(plant.resources.count) 台设备；"
          + "\(tables.clock(plant.asOf)) 至 \(tables.clock(f.end))"
        : "Verified plan: \(plant.orders.count) orders, \(tables.plan.count) operations, "
          + "\(plant.resources.count) resources; \(tables.clock(plant.asOf)) to \(tables.clock(f.end))"
    ]
    lines += rows.map { "  " + Self.padded($0.0, 28) + $0.1 }
    lines += lateLines
    lines += notes.map { "  " + $0 }
    return lines.joined(separator: "\n") + "\n"
  }

  private var rows: [(String, String)] {
    let f = tables.figures
    let pick = { (zh: String, en: String) in tables.language.pick(zh: zh, en: en) }
    var rows = values.enumerated().map { place, entry in
      (
        entry.criterion.name(tables.language),
        entry.criterion.text(entry.value, tables.language) + (place == 0 ? "  " + gain : "")
      )
    }
    rows += [
      (pick("下界", "Lower bound"), boundText),
      (
        pick("准时交付率", "On-time delivery"),
        "\(percent(f.onTimeRate))  \(pick("（按原交期", "(to original due")) \(percent(f.originalOnTimeRate))"
          + pick("）", ")")
      ),
      (
        pick("拖期订单", "Late orders"),
        "\(f.lateCount)  \(pick("平均", "mean")) \(hours(Int(f.meanTardiness))) h  "
          + "\(pick("最大", "max")) \(hours(f.maximumTardiness)) h"
      ),
      (
        pick("生产交付提前率", "Early delivery"),
        "\(percent(f.earlyRate))  \(pick("平均提前度", "mean degree")) \(percent(f.meanEarliness))"
      ),
      (pick("生产周期", "Lead time"), "\(hours(Int(f.meanLeadTime))) h"),
      (pick("在制订单", "Work in process"), String(format: "%.1f", f.workInProcess)),
      (
        pick("分配效率 AUBT/PBT", "Allocation eff. AUBT/PBT"),
        percent(Double(f.run + f.setup) / Double(max(1, f.planned)))
      ),
      (
        pick("利用效率 APT/AUBT", "Utilization eff. APT/AUBT"),
        percent(Double(f.run) / Double(max(1, f.run + f.setup)))
      ),
      (
        pick("准备率 AUST/AUPT", "Setup ratio AUST/AUPT"),
        percent(Double(f.setup) / Double(max(1, f.run + f.setup)))
      ),
    ]
    if let energy = f.energy {
      rows.append((pick("能耗与电费", "Energy and its cost"), EnergyTable(tables).line(energy)))
    }
    if f.changeovers > 0 {
      rows.append(
        (
          pick("换型", "Changeovers"),
          "\(f.changeovers)  \(pick("准备共", "all setups")) \(hours(f.setup)) h"
            + (f.changeoverCost == 0
              ? "" : "  \(pick("费用", "cost")) \(PlanTables.number(Double(f.changeoverCost) / 100))")
        ))
    }
    rows.append((pick("求解", "Found by"), foundBy + " (\(statusText))"))
    return rows
  }

  /// How the run ended, in words.
  var statusText: String {
    switch status {
    case "optimal": tables.language.pick(zh: "已证明最优", en: "proven optimal")
    case "feasible": tables.language.pick(zh: "可行，未证明最优", en: "feasible, not proven optimal")
    default: status
    }
  }

  /// The most important criterion and its value.
  var leading: (criterion: Criterion, value: Int) { values[0] }

  private var gain: String {
    guard let bestRule else { return "" }
    let pick = { (zh: String, en: String) in tables.language.pick(zh: zh, en: en) }
    guard bestRule.value > 0 else {
      return pick("（最好规则 \(bestRule.name) 已为 0）", "(best rule \(bestRule.name): already 0)")
    }
    let share = 1 - Double(leading.value) / Double(bestRule.value)
    let theirs = leading.criterion.text(bestRule.value, tables.language, unit: false)
    return pick(
      "（比最好的单一规则 \(bestRule.name) 低 \(percent(share))，其为 \(theirs)）",
      "(\(percent(share)) below the best single rule, \(bestRule.name): \(theirs))")
  }

  private var boundText: String {
    guard let bound else { return tables.language.pick(zh: "无", en: "none") }
    let gap = leading.value == 0 ? 0 : Double(leading.value - bound) / Double(leading.value)
    return
      "\(leading.criterion.text(bound, tables.language)), \(tables.language.pick(zh: "差距", en: "gap")) \(percent(gap))"
  }

  /// The latest orders, most late first.
  private var lateLines: [String] {
    let late = tables.figures.orders.filter { $0.tardiness > 0 }
      .sorted { ($0.tardiness, $1.order) > ($1.tardiness, $0.order) }
    guard !late.isEmpty else { return [] }
    let shown = late.prefix(5).map { f in
      "    \(Self.padded(tables.plant.orders[f.order].id, 16)) +\(hours(f.tardiness)) h  "
        + (f.cause.map(tables.cause) ?? "")
    }
    return ["  " + tables.language.pick(zh: "拖期最多的订单：", en: "Latest orders:")] + shown
  }

  private func hours(_ seconds: Int) -> String { String(format: "%.1f", Double(seconds) / 3600) }
  private func percent(_ share: Double) -> String { String(format: "%.1f%%", share * 100) }

  /// Padded to a width on a terminal, where a Chinese character takes two columns.
  package static func padded(_ text: String, _ width: Int) -> String {
    let used = text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 2 : 1) }
    return text + String(repeating: " ", count: max(1, width - used))
  }
}
