import Foundation
import TaktMetrics
import TaktModel

/// The plan as one HTML file: figures with their formulas, Gantt chart, late orders, resources, dispatching rules.
package struct PlanReport {
  private let summary: PlanSummary
  private let rules: [(name: String, value: Int)]
  private var tables: PlanTables { summary.tables }
  private var figures: PlanFigures { tables.figures }

  package init(summary: PlanSummary, rules: [(name: String, value: Int)]) {
    self.summary = summary
    self.rules = rules
  }

  package func html() throws -> [UInt8] {
    let plant = tables.plant
    let title = word("生产计划", "Production plan") + (plant.name.isEmpty ? "" : " · " + plant.name)
    let body = """
      <h1>\(HTMLText.escaped(title))</h1>
      <p class="sub">\(HTMLText.escaped(subtitle))</p>
      <div class="tiles">\(tiles)</div>
      <h2>\(word("甘特图", "Gantt chart"))</h2>
      \(try GanttChart(tables: tables).html())
      <h2>\(word("交付偏差", "Delivery deviation"))</h2>
      <div class="scroll">\(HTMLText.table(tables.deviationHeader, deviations, numeric: [2, 7]))</div>
      <h2>\(word("设备", "Resources"))</h2>
      <div class="scroll">\(resources)</div>
      \(materialSection)
      \(energySection)
      \(ruleSection)
      <h2>\(word("公式", "Formulas"))</h2>
      \(formulas)
      """
    return HTMLText.page(
      title: title, language: tables.language, body: body, script: GanttChart.script)
  }

  private func word(_ zh: String, _ en: String) -> String { tables.language.pick(zh: zh, en: en) }

  private var subtitle: String {
    let plant = tables.plant
    return word(
      "\(plant.orders.count) 个订单，\(tables.plan.count) 道工序，\(plant.resources.count) 台设备；自 \(tables.clock(plant.asOf)) 至 \(tables.clock(figures.end))；\(summary.foundBy)，\(summary.statusText)，已通过独立校验",
      "\(plant.orders.count) orders, \(tables.plan.count) operations, \(plant.resources.count) resources; \(tables.clock(plant.asOf)) to \(tables.clock(figures.end)); \(summary.foundBy), \(summary.statusText), verified independently"
    )
  }

  private var tiles: String {
    let f = figures
    let hours = { (seconds: Double) in String(format: "%.1f h", seconds / 3600) }
    let percent = { (share: Double) in String(format: "%.1f%%", share * 100) }
    let busy = f.run + f.setup
    let (criterion, value) = summary.leading
    let gap = summary.bound.map {
      value == 0 ? 0 : Double(value - $0) / Double(value)
    }
    let items: [(String, String)] =
      [
        (percent(f.onTimeRate), word("准时交付率", "on-time delivery")),
        (percent(f.originalOnTimeRate), word("按原交期准时", "on time to original due")),
        ("\(f.lateCount)", word("拖期订单", "late orders")),
        (criterion.text(value, tables.language), criterion.name(tables.language)),
        (gap.map(percent) ?? "–", word("与下界的差距", "gap to the bound")),
        (hours(f.meanTardiness), word("平均拖期", "mean tardiness")),
        (hours(Double(f.maximumTardiness)), word("最大拖期", "maximum tardiness")),
        (percent(f.earlyRate), word("生产交付提前率", "early delivery rate")),
        (hours(f.meanLeadTime), word("平均生产周期", "mean lead time")),
        (String(format: "%.1f", f.workInProcess), word("平均在制订单", "work in process (orders)")),
        (percent(Double(busy) / Double(max(1, f.planned))), word("分配效率", "allocation efficiency")),
        (percent(Double(f.setup) / Double(max(1, busy))), word("准备率", "setup ratio")),
      ] + (f.changeovers == 0 ? [] : [("\(f.changeovers)", word("换型次数", "changeovers"))])
    return items.map { value, label in
      "<div class=\"tile\"><b>\(value)</b><span>\(HTMLText.escaped(label))</span></div>"
    }.joined(separator: "\n")
  }

  /// Late orders first, the latest on top.
  private var deviations: [[String]] {
    figures.orders.sorted { ($0.deviation, $1.order) > ($1.deviation, $0.order) }
      .map(tables.deviationRow)
  }

  private var resources: String {
    let header =
      tables.language == .zh
      ? ["设备", "工作中心", "工序数", "加工 (h)", "准备 (h)", "计划可用 (h)", "分配效率", "利用效率", "准备率"]
      : [
        "resource", "work centre", "operations", "run (h)", "setup (h)", "planned busy (h)",
        "allocation eff.", "utilization eff.", "setup ratio",
      ]
    let hours = { (seconds: Int) in String(format: "%.1f", Double(seconds) / 3600) }
    let percent = { (share: Double) in String(format: "%.1f%%", share * 100) }
    let sorted = figures.resources.sorted {
      ($0.allocationEfficiency, $1.resource) > ($1.allocationEfficiency, $0.resource)
    }
    let rows = sorted.map { r in
      let resource = tables.plant.resources[r.resource]
      return [
        resource.id, tables.plant.workCentres[resource.workCentre].id, String(r.count),
        hours(r.run), hours(r.setup), hours(r.planned), percent(r.allocationEfficiency),
        percent(r.utilizationEfficiency), percent(r.setupRatio),
      ]
    }
    return HTMLText.table(header, rows, numeric: Set(2...8))
  }

  private var materialSection: String {
    guard !tables.plant.materials.isEmpty else { return "" }
    let stock = StockTables(tables)
    return """
      <h2>\(word("物料", "Materials"))</h2>
      <div class="scroll">\(HTMLText.table(stock.summaryHeader, stock.summaryRows, numeric: Set(2...6)))</div>
      """
  }

  private var energySection: String {
    guard let energy = figures.energy else { return "" }
    let table = EnergyTable(tables)
    return """
      <h2>\(word("能耗与电费", "Energy and its cost"))</h2>
      <p>\(HTMLText.escaped(table.line(energy)))</p>
      <div class="scroll">\(HTMLText.table(table.header, table.rows(energy), numeric: [1, 2, 3, 4]))</div>
      """
  }

  private var ruleSection: String {
    guard !rules.isEmpty else { return "" }
    let best = rules.map(\.value).max() ?? 1
    let name = summary.leading.criterion.name(tables.language)
    let all =
      [(name: word("本计划", "this plan"), value: summary.leading.value)]
      + rules.sorted { ($0.value, $0.name) < ($1.value, $1.name) }
    let rows = all.map { rule in
      let width = Int(300 * Double(rule.value) / Double(max(1, best)))
      return "<tr><td>\(HTMLText.escaped(rule.name))</td><td class=\"n\">"
        + summary.leading.criterion.text(rule.value, tables.language)
        + "</td><td><span class=\"bar\" style=\"width:\(width)px\"></span></td></tr>"
    }
    return """
      <h2>\(word("与单一派工规则比较（\(name)）", "Against single dispatching rules (\(name.lowercased()))"))</h2>
      <div class="scroll"><table><tbody>\(rows.joined(separator: "\n"))</tbody></table></div>
      """
  }

  private var formulas: String {
    let rows =
      tables.language == .zh
      ? [
        ["加权拖期", "Σ 权重 × max(0, 完成 − 现交期)"], ["准时交付率", "完成 ≤ 现交期 的订单 / 全部订单"],
        ["生产交付提前率", "完成 < 现交期 的订单 / 全部订单；提前度 = 平均 (交期 − 完成) / (交期 − 下达)"],
        ["生产周期", "平均 (完成 − 首道开始)"], ["在制订单", "Σ (完成 − 首道开始) / 计划跨度"],
        ["分配效率 (ISO 22400-2)", "AUBT / PBT：加工与准备时间 / 计划内工作时间（含休息时段内的换型）"],
        ["利用效率 (ISO 22400-2)", "APT / AUBT：加工时间 / 占用时间"],
        ["准备率 (ISO 22400-2)", "AUST / AUPT：准备时间 / (加工 + 准备) 时间"],
      ]
      : [
        ["weighted tardiness", "Σ weight × max(0, completion − current due)"],
        ["on-time delivery", "orders complete by their current due date / orders"],
        [
          "early delivery",
          "orders complete before their due date / orders; degree = mean of (due − completion) / (due − release)",
        ],
        ["lead time", "mean of completion − first start"],
        ["work in process", "Σ (completion − first start) / span of the plan"],
        [
          "allocation efficiency (ISO 22400-2)",
          "AUBT / PBT: run and setup / working time in the plan's span and changeovers in breaks",
        ],
        ["utilization efficiency (ISO 22400-2)", "APT / AUBT: run / busy time"],
        ["setup ratio (ISO 22400-2)", "AUST / AUPT: setup / (run + setup)"],
      ]
    return HTMLText.table(tables.language == .zh ? ["指标", "公式"] : ["figure", "formula"], rows)
  }
}
