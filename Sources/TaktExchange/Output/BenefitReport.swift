import Foundation
package import TaktMetrics
package import TaktModel

/// What planning has brought: the four figures before and after, on the same orders, with formulas, sample sizes and the hashes of all
/// inputs, in Chinese and English.
package struct BenefitReport {
  package struct Input: Encodable, Sendable {
    /// `before`, `after`, `before-actual`, `after-actual` or `plant`.
    var role: String
    var file: String
    var sha256: String

    package init(role: String, file: String, sha256: String) {
      (self.role, self.file, self.sha256) = (role, file, sha256)
    }
  }
  private struct Words: Encodable {
    var zh: String
    var en: String
  }
  private struct Side: Encodable {
    var value: Double?
    var samples: Int
    /// `planned`, `realised` or `not measured`.
    var basis: String
  }
  private struct Figure: Encodable {
    var key: String
    var name: Words
    var formula: Words
    var unit: String
    var before: Side
    var after: Side
    /// After less before, and over before; nil where either is not measured.
    var change: Double?
    var changePercent: Double?
  }
  private struct Document: Encodable {
    var schemaVersion = "1"
    var inputs: [Input]
    var orders: Int
    var jobOrders: Int
    var figures: [Figure]
  }

  private let inputs: [Input]
  private let orders: Int
  private let jobOrders: Int
  private let figures: [Figure]

  /// - Parameters:
  ///   - before: figures of the plan before, say of a named dispatching rule
  ///   - after: figures of the plan after, of the same orders
  package init(
    inputs: [Input], orders: Int, jobOrders: Int, before: BenefitFigures, after: BenefitFigures
  ) {
    (self.inputs, self.orders, self.jobOrders) = (inputs, orders, jobOrders)
    figures = Self.figures(before, after)
  }

  private static func figures(_ before: BenefitFigures, _ after: BenefitFigures) -> [Figure] {
    func side(_ sample: BenefitFigures.Sample?, _ basis: String, scale: Double) -> Side {
      guard let sample else { return Side(value: nil, samples: 0, basis: "not measured") }
      return Side(value: rounded(sample.value * scale), samples: sample.count, basis: basis)
    }
    func figure(
      _ key: String, _ name: Words, _ formula: Words, unit: String, scale: Double = 1,
      always: String? = nil,
      _ pick: (BenefitFigures) -> BenefitFigures.Sample?
    ) -> Figure {
      let basis = { (f: BenefitFigures) in always ?? (f.isRealised ? "realised" : "planned") }
      let (a, b) = (
        side(pick(before), basis(before), scale: scale),
        side(pick(after), basis(after), scale: scale)
      )
      let change = a.value.flatMap { x in b.value.map { rounded($0 - x) } }
      let percent = change.flatMap { c in
        a.value.flatMap { $0 == 0 ? nil : rounded(c / abs($0) * 100) }
      }
      return Figure(
        key: key, name: name, formula: formula, unit: unit, before: a, after: b, change: change,
        changePercent: percent)
    }
    return [
      figure(
        "productionCycleMinutes", Words(zh: "生产周期", en: "production cycle"),
        Words(zh: "各订单（完成 − 首道开始）的平均", en: "mean over orders of completion − first start"),
        unit: "min", scale: 1.0 / 60
      ) { $0.productionCycle },
      figure(
        "planExecutionStartDeviationMinutes",
        Words(zh: "计划执行偏差（开工）", en: "plan-execution deviation (start)"),
        Words(
          zh: "各工序 abs(实际开工 − 计划开工) 的平均", en: "mean over job orders of abs(actual − planned start)"),
        unit: "min", scale: 1.0 / 60, always: "realised"
      ) { $0.startDeviation },
      figure(
        "planExecutionFinishDeviationMinutes",
        Words(zh: "计划执行偏差（完工）", en: "plan-execution deviation (finish)"),
        Words(
          zh: "各工序 abs(实际完工 − 计划完工) 的平均", en: "mean over job orders of abs(actual − planned finish)"
        ),
        unit: "min", scale: 1.0 / 60, always: "realised"
      ) { $0.endDeviation },
      figure(
        "earlyDeliveryRate", Words(zh: "生产交付提前率", en: "early-delivery rate"),
        Words(zh: "完成 < 交期 的订单 / 全部订单", en: "orders complete before they are due / orders"),
        unit: "1"
      ) { $0.earlyRate },
      figure(
        "earlyDeliveryDegree", Words(zh: "生产交付提前度", en: "degree of earliness"),
        Words(
          zh: "各订单（交期 − 完成）/（交期 − 下达）的平均",
          en: "mean over orders of (due − completion) / (due − release)"), unit: "1"
      ) { $0.earlyDegree },
      figure(
        "energyKilowattHours", Words(zh: "能耗", en: "energy"),
        Words(zh: "Σ 功率 × 时间；无功率数据时不计", en: "Σ power × time; not measured without power data"),
        unit: "kWh", always: "planned"
      ) { f in f.energy.map { .init(value: $0, count: 1) } },
    ]
  }

  private static func rounded(_ x: Double) -> Double { (x * 1e6).rounded() / 1e6 }

  package func json() throws -> [UInt8] {
    try JSONText.encode(
      Document(inputs: inputs, orders: orders, jobOrders: jobOrders, figures: figures))
  }

  // MARK: Tables

  private func header(_ language: Language) -> [String] {
    language == .zh
      ? ["指标", "之前", "之后", "变化", "样本", "依据", "公式"]
      : ["figure", "before", "after", "change", "samples", "basis", "formula"]
  }

  private func rows(_ language: Language) -> [[String]] {
    figures.map { f in
      let percent = f.changePercent.map { String(format: "%+.1f%%", $0) } ?? "–"
      let samples =
        f.before.samples == f.after.samples
        ? "\(f.before.samples)" : "\(f.before.samples) / \(f.after.samples)"
      return [
        language.pick(zh: f.name.zh, en: f.name.en), value(f.before, f.unit, language),
        value(f.after, f.unit, language), percent, samples,
        [f.before.basis, f.after.basis].map { basis($0, language) }.uniqued.joined(
          separator: " / "),
        language.pick(zh: f.formula.zh, en: f.formula.en),
      ]
    }
  }

  private func value(_ side: Side, _ unit: String, _ language: Language) -> String {
    guard let value = side.value else { return language.pick(zh: "未测量", en: "not measured") }
    switch unit {
    case "min": return String(format: "%.2f h", value / 60)
    case "1": return String(format: "%.1f%%", value * 100)
    default: return PlanTables.number(value) + " " + unit
    }
  }

  private func basis(_ basis: String, _ language: Language) -> String {
    switch basis {
    case "planned": language.pick(zh: "计划", en: "planned")
    case "realised": language.pick(zh: "实际", en: "realised")
    default: language.pick(zh: "未测量", en: "not measured")
    }
  }

  private func caption(_ language: Language) -> String {
    language.pick(
      zh: "同一批 \(orders) 个订单、\(jobOrders) 道工序，同样的日历和校验规则",
      en:
        "the same \(orders) orders and \(jobOrders) job orders, under the same calendars and rules")
  }

  /// For the terminal.
  package func text(_ language: Language) -> String {
    var table = MarkdownTable(header(language))
    for row in rows(language) { table.row(row) }
    let files = inputs.map { "  \(PlanSummary.padded($0.role, 16))\($0.file)  \($0.sha256)" }
    return ([caption(language), ""] + table.lines + ["", "SHA-256:"] + files)
      .joined(separator: "\n") + "\n"
  }

  /// One page in both languages.
  package func html() -> [UInt8] {
    let section = { (language: Language) in
      """
      <h2>\(language.pick(zh: "效益：之前与之后", en: "Benefit: before and after"))</h2>
      <p class="sub">\(HTMLText.escaped(caption(language)))</p>
      \(HTMLText.table(header(language), rows(language), numeric: [1, 2, 3, 4]))
      """
    }
    let files = HTMLText.table(
      ["", "文件 / file", "SHA-256"], inputs.map { [$0.role, $0.file, $0.sha256] })
    let title = "效益报告 / Benefit report"
    return HTMLText.page(
      title: title, language: .zh,
      body: "<h1>\(title)</h1>\n\(section(.zh))\n\(section(.en))\n<h2>输入 / Inputs</h2>\n\(files)")
  }
}

extension Array where Element: Hashable {
  /// Without what came before.
  fileprivate var uniqued: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
