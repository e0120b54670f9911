import Foundation
package import TaktMetrics
package import TaktModel

/// A comparison of engines as tables, CSV, JSON and one HTML page with a performance profile.
package struct ComparisonReport {
  private struct Document: Encodable {
    var schemaVersion = "1"
    var reference: String
    var engines: [EngineComparison.Row]
    var runs: [EngineComparison.Run]
  }

  private let comparison: EngineComparison
  private let referenceName: String
  private let language: Language

  package init(_ comparison: EngineComparison, referenceName: String, language: Language) {
    self.comparison = comparison
    self.referenceName = referenceName
    self.language = language
  }

  package func json() throws -> [UInt8] {
    try JSONText.encode(
      Document(
        reference: referenceName, engines: comparison.table(), runs: comparison.runs))
  }

  /// One row a run.
  package func csv() -> [UInt8] {
    var csv = CSVText()
    csv.row(["instance", "engine", "seed", "value", "bound", "status", "seconds"])
    for run in comparison.runs {
      csv.row([
        run.instance, run.engine, String(run.seed), run.value.map { String($0) } ?? "",
        run.bound.map { String($0) } ?? "", run.status,
        run.seconds.map { String(format: "%.3f", $0) } ?? "",
      ])
    }
    return csv.bytes(mark: true)
  }

  private var header: [String] {
    language == .zh
      ? ["引擎", "平均差距", "中位差距", "最优次数", "平均名次", "已证明", "无解", "平均秒数", "p 值"]
      : ["engine", "mean gap", "median gap", "wins", "mean rank", "proven", "none", "seconds", "p"]
  }

  private var rows: [[String]] {
    comparison.table().map { row in
      [
        row.engine, String(format: "%.2f%%", row.meanGap * 100),
        String(format: "%.2f%%", row.medianGap * 100), String(row.wins),
        String(format: "%.2f", row.averageRank), String(row.proven), String(row.failures),
        row.meanSeconds.map { String(format: "%.3f", $0) } ?? "–",
        row.pValue.map { $0 < 0.0001 ? "<0.0001" : String(format: "%.4f", $0) } ?? "–",
      ]
    }
  }

  /// The table for a terminal, in Markdown's form.
  package func text() -> String {
    var table = MarkdownTable(header)
    for cells in rows { table.row(cells) }
    return ([caption, ""] + table.lines).joined(separator: "\n") + "\n"
  }

  private var caption: String {
    language.pick(
      zh:
        "\(comparison.instances.count) 个实例，差距相对于\(referenceName)；p 值：与名次最好的引擎作 Wilcoxon 符号秩检验（Holm 校正）",
      en:
        "\(comparison.instances.count) instances, gaps to \(referenceName); p: Wilcoxon signed-rank "
        + "test against the engine of the best rank, after Holm")
  }

  package func html() -> [UInt8] {
    let title = language.pick(zh: "引擎比较", en: "Engines compared")
    let perInstance = comparison.instances.map { instance in
      [instance, comparison.reference[instance].map { PlanTables.number($0) } ?? "–"]
        + comparison.engines.map { engine in
          let value = comparison.value(engine, instance)
          return value.isFinite ? PlanTables.number(value) : "–"
        }
    }
    let body = """
      <h1>\(title)</h1><p class="sub">\(HTMLText.escaped(caption))</p>
      \(HTMLText.table(header, rows, numeric: Set(1...8)))
      <h2>\(language.pick(zh: "性能曲线（Dolan–Moré）", en: "Performance profile (Dolan–Moré)"))</h2>
      \(PerformanceProfile(comparison, language: language).svg())
      <h2>\(language.pick(zh: "各实例", en: "By instance"))</h2>
      <div class="scroll">\(HTMLText.table(
        [language.pick(zh: "实例", en: "instance"), language.pick(zh: "参考", en: "reference")]
          + comparison.engines, perInstance, numeric: Set(1...(comparison.engines.count + 1))))</div>
      """
    return HTMLText.page(title: title, language: language, body: body)
  }
}
