import Foundation
import TaktMetrics
import TaktModel

/// A benchmark's report for a terminal.
extension BenchReport {
  package func text() -> String {
    var sections = [[caption, ""] + ownTable()]
    sections += against.map { [heading($0), ""] + duelTable($0.duel) }
    if let published { sections.append([publishedHeading, ""] + publishedTable(published)) }
    if !newBest.isEmpty { sections.append(newBestLines()) }
    return sections.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private var caption: String {
    language.pick(
      zh: "\(name)：UB、LB 为对已知最好界（未知时为各次运行中的最好值）之比的几何平均；gap 为 (UB−LB)/UB；积分为原始积分 0..1；括号内为缺失的个数",
      en: "\(name): geometric means of UB and LB over the best known (or else the best run's); "
        + "gap (UB−LB)/UB; primal integral 0..1; in brackets how many are missing")
  }

  private func heading(_ other: Against) -> String {
    language.pick(
      zh: "与 \(other.name) 在共同实例上的对比（* 为对方）",
      en: "Against \(other.name) on the instances both have (* theirs)")
  }

  private var publishedHeading: String {
    language.pick(
      zh: "同一批实例上已发表的数字", en: "Published figures on the same instances")
  }

  private func words(_ zh: [String], _ en: [String]) -> [String] { language == .zh ? zh : en }

  private func rows<Row>(_ families: [Row], _ total: Row) -> [Row] {
    families.count == 1 ? families : families + [total]
  }

  // MARK: Our own runs

  private func ownTable() -> [String] {
    var table = MarkdownTable(
      words(["族", "实例", "运行"], ["family", "n", "runs"]) + figureHeader(""))
    for row in rows(self.table.families, self.table.total) {
      table.row([row.family, String(row.instances), String(row.runs)] + figures(row))
    }
    return table.lines
  }

  private func figureHeader(_ mark: String) -> [String] {
    let sum = hasDueDates ? ["ΣUB"] : []
    let names = words(["已证明", "无解", "积分"], ["proven", "none", "integral"])
    let seconds = table.total.checkpoints.map { "UB@" + Self.plain($0.second) }
    return (["UB"] + sum + ["LB", "gap"] + names + seconds).map { $0 + mark }
  }

  private func figures(_ row: BenchTable.Row) -> [String] {
    let sum = hasDueDates ? [Self.number(row.sum)] : []
    let gap = row.gap.map { String(format: "%.2f%%", $0 * 100) } ?? "–"
    return [Self.mean(row.ub)] + sum
      + [Self.mean(row.lb), gap, String(row.proven), String(row.none)]
      + [Self.number(row.primalIntegral)] + row.checkpoints.map { Self.mean($0.ub) }
  }

  // MARK: Others

  private func duelTable(_ duel: BenchDuel) -> [String] {
    let names = words(
      ["族", "实例", "UB/UB*", "胜", "平", "负"],
      ["family", "n", "UB/UB*", "wins", "ties", "losses"])
    let pairs = zip(figureHeader(""), figureHeader("*")).flatMap { [$0, $1] }
    var table = MarkdownTable(names + pairs)
    for row in rows(duel.families, duel.total) {
      let pairs = zip(figures(row.ours), figures(row.theirs)).flatMap { [$0, $1] }
      table.row(
        [row.family, String(row.ours.instances), Self.mean(row.ratio), String(row.wins)]
          + [String(row.ties), String(row.losses)] + pairs)
    }
    return table.lines
  }

  private func publishedTable(_ published: PublishedFigures) -> [String] {
    let upper = published.columns.filter(PublishedFigures.isUpper)
    let lower = published.columns.filter { !PublishedFigures.isUpper($0) }
    let family = words(["族", "实例"], ["family", "n"])
    var table = MarkdownTable(family + ["UB"] + upper + ["LB"] + lower)
    let own = rows(self.table.families, self.table.total)
    for (own, row) in zip(own, rows(published.families, published.total)) {
      let figures = Dictionary(row.figures.map { ($0.column, Self.mean($0.ratio)) }) { $1 }
      table.row(
        [row.family, String(row.instances), Self.mean(own.ub)] + upper.map { figures[$0] ?? "–" }
          + [Self.mean(own.lb)] + lower.map { figures[$0] ?? "–" })
    }
    return table.lines
  }

  private func newBestLines() -> [String] {
    let head = language.pick(zh: "低于已知最好值：", en: "New best, below the best known:")
    return [head]
      + newBest.map { best in
        let seed = best.seed.map { " (seed \($0))" } ?? ""
        return "  \(best.instance): \(best.ub) < \(best.knownUB)\(seed)"
      }
  }

  // MARK: Figures

  private static func number(_ value: Double?) -> String {
    value.map { String(format: "%.4f", $0) } ?? "–"
  }

  private static func mean(_ mean: GeometricMean) -> String {
    guard mean.value != nil else { return "–" }
    return number(mean.value) + (mean.missing > 0 ? " (\(mean.missing))" : "")
  }

  private static func plain(_ seconds: Double) -> String {
    seconds == seconds.rounded() ? String(format: "%.0f", seconds) : String(seconds)
  }
}
